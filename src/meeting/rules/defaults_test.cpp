#include <map>

#include <gtest/gtest.h>

#include "meeting/motions/motion_kinds.h"
#include "meeting/rules/settings.h"

namespace hemicycle::meeting {
namespace {

// What holds where a profile is silent. A journal keeps the settings that its profile names and no
// others, so each of these holds for ever: a new setting gets the value that means what was so
// before it, and a value that is to be another is written into the profiles (rules/*.toml).
const std::map<std::string, const char*>& defaults() {
  static const std::map<std::string, const char*> table = {
      {"quorum.open", "none"},
      {"quorum.open_committee", "none"},
      {"quorum.decide", "none"},
      {"quorum.waivable", "false"},
      {"meeting.closed_to", "public"},
      {"credentials.representatives_max", "0"},
      {"credentials.alternates_max", "0"},
      {"credentials.provisional_seating", "true"},
      {"floor.granting", "chair_chooses"},
      {"floor.mute", "never"},
      {"connection.grace", "15s"},
      {"connection.absent_after", "0s"},
      {"speakers_list.used", "true"},
      {"speakers_list.announced_before_closing", "false"},
      {"rounds.count", "1"},
      {"rounds.first", "0s"},
      {"rounds.second", "0s"},
      {"rounds.cap", "0s"},
      {"rounds.deduct_overrun", "false"},
      {"rounds.carry_over", "false"},
      {"time_limit.member", "0s"},
      {"time_limit.observer", "0s"},
      {"time_limit.guest", "0s"},
      {"time_limit.group", "0s"},
      {"time_limit.speeches_max", "0"},
      {"time_limit.speeches_per", "item"},
      {"right_of_reply.accorded", "never"},
      {"right_of_reply.count_max", "0"},
      {"right_of_reply.count_per", "item"},
      {"right_of_reply.first", "0s"},
      {"right_of_reply.second", "0s"},
      {"explanation.allowed", "false"},
      {"explanation.limit", "0s"},
      {"explanation.by_sponsors", "false"},
      {"point_of_order.allowed", "false"},
      {"point_of_order.limit", "0s"},
      {"interposed_question.allowed", "false"},
      {"interposed_question.limit", "0s"},
      {"motions.precedence", ""},
      {"motions.higher_only", "false"},
      {"proposals.allowed", "false"},
      {"proposals.second", "false"},
      {"proposals.in_order", "false"},
      {"proposals.one_at_a_time", "false"},
      {"withdrawal.allowed", "true"},
      {"amendments.allowed", "false"},
      {"amendments.second", "false"},
      {"amendments.degrees", "1"},
      {"amendments.one_at_a_time", "false"},
      {"amendments.furthest_first", "false"},
      {"division.allowed", "false"},
      {"reconsider.by_prevailing_side", "false"},
      {"majority.basis", "present_and_voting"},
      {"majority.simple", ">1/2"},
      {"majority.important", ">=2/3"},
      {"method.allowed", ""},
      {"method.on_request", "false"},
      {"method.corrections", "false"},
      {"method.cancellation", "until_result"},
      {"voting.weighted", "false"},
      {"voting.pledge", "false"},
      {"voting.split", "false"},
      {"voting.proxies", "false"},
      {"voting.proxies_max", "1"},
      {"tie.outcome", "rejected"},
      {"tie.revote_within", "0s"},
      {"tie.at_subsequent_meeting", "false"},
      {"elections.allowed", "false"},
      {"elections.secret", "true"},
      {"elections.acclamation", "false"},
      {"elections.lot", "true"},
      {"elections.restricted", "true"},
      {"method.roll_from_lot", "true"},
      {"reconsider.once", "false"},
      {"elections.majority", ">1/2"},
      {"elections.systems", "majority"},
      {"silence.shortest", "0s"},
      {"silence.objections_to_break", "1"},
  };
  return table;
}

// The same for every kind of motion.
const std::map<std::string, const char*>& defaults_of_motions() {
  static const std::map<std::string, const char*> table = {
      {"motion", "false"},       {"second", "false"},       {"speakers_for", "0"},
      {"speakers_against", "0"}, {"mover_speaks", "false"}, {"majority", ">1/2"},
  };
  return table;
}

const char* default_of(const SettingRow& row) {
  if (const auto found = defaults().find(row.key()); found != defaults().end())
    return found->second;
  const auto found = defaults_of_motions().find(std::string(row.name));
  return found == defaults_of_motions().end() ? nullptr : found->second;
}

TEST(SettingsThatAProfileDoesNotName, hold_as_they_did_for_the_oldest_journal) {
  for (const SettingRow& row : setting_rows()) {
    const char* text = default_of(row);
    ASSERT_NE(text, nullptr) << row.key() << " is new: write down what it means where it is silent";
    Rules rules;
    EXPECT_TRUE(row.read(rules, text)) << row.key();
    EXPECT_EQ(rules, Rules{}) << row.key() << " is no longer " << text << " where it is silent";
  }
}

}  // namespace
}  // namespace hemicycle::meeting
