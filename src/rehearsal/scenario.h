#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rehearsal/pattern.h"

namespace hemicycle::rehearsal {

// A scenario is text, one step a line; `#` begins a comment. A step is a phrase, with the time of
// day before it or not:
//
//   14:03:10 viet_nam asks for the floor
//            expect refused rule 73
//
// Which phrases exist is not known here: they come as patterns (pattern.h).

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
