#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "rehearsal/scenario.h"
#include "rehearsal/stage.h"

namespace hemicycle::rehearsal {

// A phrase of the scenario language and what it does.
struct Phrase {
  std::string_view pattern;
  Complaint (*play)(Stage& stage, const Arguments& arguments);
};

std::span<const Phrase> setting_phrases();      // the body, the rules, the cast, the calendar
std::span<const Phrase> floor_phrases();        // the session, lists, the floor, order, motions
std::span<const Phrase> decision_phrases();     // texts, votes, elections, statements
std::span<const Phrase> expectation_phrases();  // what must be true now

// All of them; a step's `pattern` is an index here.
const std::vector<Phrase>& all_phrases();
const std::vector<std::string_view>& all_patterns();
bool is_expectation(std::string_view pattern);
// An expectation that the step before it was refused.
bool expects_refusal(std::string_view pattern);

}  // namespace hemicycle::rehearsal
