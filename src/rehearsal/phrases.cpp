#include "rehearsal/phrases.h"

namespace hemicycle::rehearsal {

const std::vector<Phrase>& all_phrases() {
  static const std::vector<Phrase> phrases = [] {
    std::vector<Phrase> all;
    for (std::span<const Phrase> some :
         {setting_phrases(), floor_phrases(), decision_phrases(), expectation_phrases()})
      all.insert(all.end(), some.begin(), some.end());
    return all;
  }();
  return phrases;
}

const std::vector<std::string_view>& all_patterns() {
  static const std::vector<std::string_view> patterns = [] {
    std::vector<std::string_view> all;
    for (const Phrase& phrase : all_phrases()) all.push_back(phrase.pattern);
    return all;
  }();
  return patterns;
}

bool is_expectation(std::string_view pattern) {
  return pattern.starts_with("expect ");
}
bool expects_refusal(std::string_view pattern) {
  return pattern.starts_with("expect refused");
}

}  // namespace hemicycle::rehearsal
