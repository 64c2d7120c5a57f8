#include "meeting/rules/rules_document.h"

#include <algorithm>

#include "meeting/rules/settings.h"

namespace hemicycle::meeting {
namespace {

// Sections follow the order of RuleTopic, not of the file, so that profiles can be compared.
std::vector<RuleText> in_topic_order(const Profile& profile) {
  std::vector<RuleText> texts = profile.texts;
  std::stable_sort(texts.begin(), texts.end(),
                   [](const RuleText& a, const RuleText& b) { return a.topic < b.topic; });
  return texts;
}

std::string settings_table(const Profile& profile, const std::string& section) {
  std::string rows;
  for (const Setting& setting : profile.settings)
    if (setting.key.starts_with(section + "."))
      rows += "| `" + setting.key + "` | `" + setting.value + "` |\n";
  return rows.empty() ? "" : "\n| setting | value |\n|---|---|\n" + rows;
}

}  // namespace

std::string document_rules(const Profile& profile) {
  std::string page = "# Rules profile `" + profile.name + "`\n\nGenerated from `rules/" +
                     profile.name +
                     ".toml` by `hemicycle rules`; change that file, not this page. A session may "
                     "override each setting; once its meeting is open, only the meeting does.\n";
  for (const RuleText& text : in_topic_order(profile)) {
    const std::string section = section_of(text.topic);
    page += "\n## " + text.number + " - " + section + "\n\n" + text.english + "\n\n*" +
            text.vietnamese + "*\n\nSource: " + text.source + "\n" +
            settings_table(profile, section);
  }
  return page;
}

}  // namespace hemicycle::meeting
