#pragma once

#include "meeting/events.h"
#include "meeting/meeting.h"

namespace hemicycle::meeting {

// Believes what has happened. It refuses nothing: an event that does not fit is a Bug, thrown
// before anything has changed that a caller could see as half of it.
void apply(Meeting& meeting, const Event& event, WallTime at);

}  // namespace hemicycle::meeting
