#include "rehearsal/phrases.h"

namespace hemicycle::rehearsal {

const std::vector<Chapter>& all_chapters() {
  static const std::vector<Chapter> chapters = [] {
    std::vector<Chapter> all;
    for (std::span<const Chapter> some :
         {setting_chapters(), floor_chapters(), motion_chapters(), text_chapters(),
          decision_chapters(), expectation_chapters()})
      all.insert(all.end(), some.begin(), some.end());
    return all;
  }();
  return chapters;
}

const std::vector<Phrase>& all_phrases() {
  static const std::vector<Phrase> phrases = [] {
    std::vector<Phrase> all;
    for (const Chapter& chapter : all_chapters())
      all.insert(all.end(), chapter.phrases.begin(), chapter.phrases.end());
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
