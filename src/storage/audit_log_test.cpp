#include "storage/audit_log.h"

#include <gtest/gtest.h>

namespace hemicycle::storage {
namespace {

using namespace meeting;
using namespace std::chrono_literals;

constexpr WallTime kStart{std::chrono::seconds(1'776'500'000)};

Actor delegate(std::uint64_t person) {
  return {PersonId(person), Role::kDelegate, DelegationId(3)};
}
Refusal refusal(RefusalCode code) {
  return {code, RuleTopic::kMeeting, "73", ""};
}

TEST(AuditLog, counts_repeats_by_person_and_code) {
  AuditLog log;
  for (int i = 0; i < 3; ++i)
    log.note(delegate(7), "AskFloor", refusal(RefusalCode::kListClosed), kStart + 1s * i);
  log.note(delegate(7), "OpenList", refusal(RefusalCode::kNotYours), kStart + 5s);
  log.note(delegate(8), "AskFloor", refusal(RefusalCode::kListClosed), kStart + 6s);
  const std::vector<RefusedCommand> rows = log.all();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0], (RefusedCommand{PersonId(7), "delegate 7 of 3", "list_closed", "73",
                                     "AskFloor", 3, kStart, kStart + 2s}));
  EXPECT_EQ(rows[1].code, "not_yours");
  EXPECT_EQ(rows[2].person, PersonId(8));
}

TEST(AuditLog, keeps_the_newest_groups_whatever_comes) {
  AuditLog log;
  const std::uint64_t people = AuditLog::kGroups + 500;
  for (std::uint64_t person = 1; person <= people; ++person)
    log.note(delegate(person), "AskFloor", refusal(RefusalCode::kListClosed), kStart);
  ASSERT_EQ(log.all().size(), AuditLog::kGroups);
  EXPECT_EQ(log.all().front().person, PersonId(people - AuditLog::kGroups + 1));
  EXPECT_EQ(log.all().back().person, PersonId(people));
}

TEST(AuditLog, is_stored_once_a_while_and_only_what_has_changed) {
  AuditLog log;
  log.note(delegate(7), "AskFloor", refusal(RefusalCode::kListClosed), kStart);
  EXPECT_EQ(log.due(kStart).size(), 1u);
  for (int i = 0; i < 10'000; ++i)
    log.note(delegate(8), "AskFloor", refusal(RefusalCode::kListClosed), kStart);
  EXPECT_TRUE(log.due(kStart + 999ms).empty());
  const std::vector<RefusedCommand> rows = log.due(kStart + 1s);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].count, 10'000u);
  EXPECT_TRUE(log.due(kStart + 10s).empty());
  log.put_back(rows);  // they could not be stored
  EXPECT_EQ(log.due(kStart + 20s), rows);
}

TEST(AuditLog, goes_on_counting_from_what_was_stored) {
  const RefusedCommand known{PersonId(7), "delegate 7 of 3", "list_closed", "73", "AskFloor",
                             41,          kStart - 60s,      kStart - 30s};
  AuditLog log({known});
  EXPECT_TRUE(log.due(kStart).empty());
  log.note(delegate(7), "AskFloor", refusal(RefusalCode::kListClosed), kStart);
  EXPECT_EQ(log.all()[0].count, 42u);
  EXPECT_EQ(log.all()[0].first, kStart - 60s);
}

}  // namespace
}  // namespace hemicycle::storage
