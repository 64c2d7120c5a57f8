#include "meeting/ids.h"

namespace hemicycle::meeting {

std::string in_language(const Text& text, const std::string& language) {
  const Translation* best = text.empty() ? nullptr : &text.front();
  for (const Translation& translation : text) {
    if (translation.language == language) return translation.text;
    if (translation.language == "en") best = &translation;
  }
  return best == nullptr ? std::string() : best->text;
}

}  // namespace hemicycle::meeting
