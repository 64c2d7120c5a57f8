#include "meeting/rules/rules.h"

#include "meeting/rules/contradictions.h"
#include "meeting/rules/settings.h"

namespace hemicycle::meeting {

Result<Rules, RulesError> rules_of(const std::vector<Setting>& settings) {
  Rules rules;
  for (const Setting& setting : settings) {
    const SettingRow* row = find_setting(setting.key);
    if (row == nullptr) return unexpected(RulesError{setting.key + " is no setting", 0});
    if (!row->read(rules, setting.value))
      return unexpected(RulesError{setting.key + " is " + std::string(row->kind), 0});
  }
  if (const std::optional<Contradiction> conflict = contradiction_in(rules))
    return unexpected(RulesError{conflict->key + ": " + conflict->sentence, 0});
  return rules;
}

}  // namespace hemicycle::meeting
