#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hemicycle::rehearsal {

// A word of a line, or a text in double quotes (in which "" stands for a quote).
struct Word {
  std::string text;
  bool quoted = false;
  // What stands right behind the closing quote: a part of what is quoted ("A 1":paragraph-2), and
  // the comma of a list.
  std::string part = {};
  bool comma = false;
};

// The words of a line up to a comment, which begins with a word that starts with '#'.
Result<std::vector<Word>, std::string> split_words(std::string_view line);

// The words as a line again.
std::string joined(std::span<const Word> words);

}  // namespace hemicycle::rehearsal
