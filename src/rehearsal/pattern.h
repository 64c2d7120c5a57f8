#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "meeting/ids.h"
#include "rehearsal/words.h"

namespace hemicycle::rehearsal {

// A pattern is the words of a phrase. A word in angle brackets is a place:
//
//   <name>      one word, or several in quotes        <names>     names with commas between them
//   <subject>   a text, or a part of it: A/1:operative-2; in quotes where the symbol has spaces or
//               colons of its own: "A 1: x":operative-2
//   <text>      "in English" / "bằng tiếng Việt"      <number>    digits
//   <duration>  3:40 or 72:00:00                      <date>      2026-04-18
//   <time>      14:03 or 14:03:10
//
// Of words with a bar between them ("votes|vote") any may stand; every other word as it is.

struct Argument {
  std::string word;  // as it stands in the scenario, without quotes; of a text: in English
  std::string part;  // of a <subject>
  meeting::Text text;
  std::vector<std::string> names;
  std::uint64_t number = 0;
  meeting::Millis duration{0};
  std::chrono::seconds time_of_day{0};
  std::chrono::sys_days date;
};
using Arguments = std::vector<Argument>;

// How a line reads against a pattern.
struct LineReading {
  bool whole = false;     // every word fits, and none is left over
  std::size_t taken = 0;  // how many words of the pattern fit before the first that does not
  std::string wrong;      // what is wrong with the word that stands where a place is, if one does
  Arguments arguments;
};
LineReading read_against(std::string_view pattern, std::span<const Word> words);

// The patterns that share most words with the line, the most alike first; three at most.
std::vector<std::string_view> most_alike(std::span<const Word> words,
                                         std::span<const std::string_view> patterns);

}  // namespace hemicycle::rehearsal
