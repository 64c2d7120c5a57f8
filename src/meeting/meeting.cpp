#include "meeting/meeting.h"

#include <boost/mp11/algorithm.hpp>

#include "base/bug.h"

namespace hemicycle::meeting {

bool Meeting::operator==(const Meeting& other) const {
  bool same = true;
  boost::mp11::mp_for_each<boost::describe::describe_members<Meeting, boost::describe::mod_public>>(
      [&](auto member) { same = same && this->*member.pointer == other.*member.pointer; });
  return same;
}

void derive_rules(Meeting& meeting) {
  const Result<Rules, RulesError> rules = rules_of(meeting.profile.settings);
  BUG_IF(!rules);  // decide() has read the same settings
  meeting.rules = *rules;
}

void restore_derived(Meeting& meeting) {
  derive_rules(meeting);
  meeting.sent = everybody_sent(meeting.delegations);
  meeting.live_motions.clear();
  for (const Motion& motion : meeting.motions)
    if (is_live(motion)) meeting.live_motions.push_back(motion.id);
  for (Item& item : meeting.agenda.items)  // a snapshot from before items had numbers
    if (item.number.empty()) item.number = std::to_string(item.id.value());
}

const RuleText* rule_text(const Meeting& meeting, RuleTopic topic) {
  for (const RuleText& text : meeting.profile.texts)
    if (text.topic == topic) return &text;
  return nullptr;
}

}  // namespace hemicycle::meeting
