#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rehearsal/scenario.h"
#include "rehearsal/stage.h"

namespace hemicycle::rehearsal {

// A phrase of the scenario language, what it does, and what the guide says of it.
struct Phrase {
  std::string_view pattern;
  Complaint (*play)(Stage& stage, const Arguments& arguments);
  std::string_view meaning;
};

// Phrases about one matter, under the heading that they have in the guide.
struct Chapter {
  std::string_view title;
  std::span<const Phrase> phrases;
};

std::span<const Chapter> setting_chapters();
std::span<const Chapter> floor_chapters();
std::span<const Chapter> motion_chapters();
std::span<const Chapter> text_chapters();
std::span<const Chapter> decision_chapters();
std::span<const Chapter> expectation_chapters();

// All of them, in the order of the guide.
const std::vector<Chapter>& all_chapters();
// Their phrases; a step's `pattern` is an index here.
const std::vector<Phrase>& all_phrases();
const std::vector<std::string_view>& all_patterns();
bool is_expectation(std::string_view pattern);
// An expectation that the step before it was refused.
bool expects_refusal(std::string_view pattern);

}  // namespace hemicycle::rehearsal
