#pragma once

#include <optional>

#include "meeting/meeting.h"

namespace hemicycle::meeting {

// When the next Tick has something to do; nothing when the meeting waits for people only. It may
// lie in the past after an outage: then tick at once.
std::optional<WallTime> next_deadline(const Meeting& meeting);

}  // namespace hemicycle::meeting
