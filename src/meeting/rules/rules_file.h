#pragma once

#include <string_view>

#include "base/result.h"
#include "meeting/meeting.h"
#include "meeting/rules/rules.h"

namespace hemicycle::meeting {

// A rules profile (rules/*.toml): its name, every setting, every rule's number and sentences.
// Unknown sections and keys, values of the wrong kind and settings that contradict each other are
// errors that name their line.
Result<Profile, RulesError> parse_rules(std::string_view toml);

}  // namespace hemicycle::meeting
