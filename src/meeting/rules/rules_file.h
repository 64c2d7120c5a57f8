#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "meeting/meeting.h"
#include "meeting/rules/rules.h"

namespace hemicycle::meeting {

// Why a rules file or a setting is refused: what is wrong and how to put it right, in one line.
// `line` counts from 1; 0 when there is no file.
struct RulesError {
  std::string sentence;
  std::uint32_t line = 0;
};

// A rules profile (rules/*.toml): its name, every setting, every rule's number and sentences.
// Unknown sections and keys, values of the wrong kind and settings that contradict each other are
// errors that name their line.
Result<Profile, RulesError> parse_rules(std::string_view toml);

// What the settings of a profile come to, overrides last.
Result<Rules, RulesError> rules_of(const std::vector<Setting>& settings);

// docs/rules/<profile>.md: every rule with its number, sentence, source and settings.
std::string document_rules(const Profile& profile);

}  // namespace hemicycle::meeting
