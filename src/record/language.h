#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace hemicycle::record {

enum class Language { kEnglish, kVietnamese };

inline const char* tag_of(Language language) {
  return language == Language::kVietnamese ? "vi" : "en";
}

// The same sentence in both languages, with the same numbered places: {0}, {1}.
struct Phrase {
  const char* english;
  const char* vietnamese;

  const char* in(Language language) const {
    return language == Language::kVietnamese ? vietnamese : english;
  }
};

template <typename... Arguments>
std::string say(Language language, const Phrase& phrase, Arguments&&... arguments) {
  return fmt::format(fmt::runtime(phrase.in(language)), std::forward<Arguments>(arguments)...);
}

}  // namespace hemicycle::record
