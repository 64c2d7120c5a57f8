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

// With a capital letter at its beginning, as far as our phrases and names need one.
inline std::string capitalised(std::string text) {
  if (text.starts_with("đ")) text.replace(0, std::string_view("đ").size(), "Đ");
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

template <typename... Arguments>
std::string say(Language language, const Phrase& phrase, Arguments&&... arguments) {
  return fmt::format(fmt::runtime(phrase.in(language)), std::forward<Arguments>(arguments)...);
}

}  // namespace hemicycle::record
