#pragma once

#include <optional>

#include "meeting/events.h"
#include "meeting/meeting.h"

namespace hemicycle::meeting {

// Believes what has happened. It refuses nothing: an event that does not fit is a Bug, thrown
// before anything has changed that a caller could see as half of it.
void apply(Meeting& meeting, const Event& event, WallTime at);

// When the next Tick has something to do; nothing when the meeting waits for people only. It may
// lie in the past after an outage: then tick at once.
std::optional<WallTime> next_deadline(const Meeting& meeting);

}  // namespace hemicycle::meeting
