#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "meeting/ids.h"

namespace hemicycle::rehearsal {

// A scenario is text, one step a line; `#` begins a comment. A step is a phrase, with the time of
// day before it or not:
//
//   14:03:10 viet_nam asks for the floor
//            expect refused rule 73
//
// Which phrases exist is not known here: they come as patterns, in which a word in angle brackets
// is a place:
//
//   <name>      one word: a delegation, a symbol      <names>     words with commas between them
//   <text>      "in English" / "bằng tiếng Việt"      <number>    digits
//   <duration>  3:40 or 72:00:00                      <date>      2026-04-18
//   <time>      14:03 or 14:03:10
//
// Every other word of a pattern is expected as it stands.

struct Argument {
  std::string word;  // as it stands in the scenario; of a text: in English
  meeting::Text text;
  std::vector<std::string> names;
  std::uint64_t number = 0;
  meeting::Millis duration{0};
  std::chrono::seconds time_of_day{0};
  std::chrono::sys_days date;
};
using Arguments = std::vector<Argument>;

struct Step {
  std::uint32_t line = 0;  // the first is 1
  std::string words;       // without comment and time, for messages
  std::optional<std::chrono::seconds> at;
  std::size_t pattern = 0;  // which one matched
  Arguments arguments;
};

struct ScenarioError {
  std::uint32_t line = 0;
  std::string sentence;
};

Result<std::vector<Step>, ScenarioError> parse_scenario(std::string_view text,
                                                        std::span<const std::string_view> patterns);

}  // namespace hemicycle::rehearsal
