#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "meeting/actor.h"
#include "meeting/events.h"
#include "meeting/meeting.h"

namespace hemicycle::storage {

// Meeting's events, actors and states as the text that the journal keeps. The mapping follows from
// the description of the structs (described_json.h), so a new event needs nothing here.

// Canonical JSON: the same event always gives the same bytes.
std::string write_event(const meeting::Event& event);
// `type` is its name (meeting/events.h). The error says what is unknown or does not fit.
Result<meeting::Event, std::string> parse_event(std::string_view type, std::string_view payload);

// "chair 7", "delegate 105 of 3", "system 0".
std::string write_actor(const meeting::Actor& actor);
Result<meeting::Actor, std::string> parse_actor(std::string_view text);

// A whole state, for snapshots and for comparing replays bit for bit.
std::string write_meeting(const meeting::Meeting& meeting);
Result<meeting::Meeting, std::string> parse_meeting(std::string_view text);

// Changes whenever the state gains, loses or renames anything: a snapshot of another shape is not
// worth reading, since the journal is there.
const std::string& meeting_shape();

}  // namespace hemicycle::storage
