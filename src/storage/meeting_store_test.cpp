#include "storage/meeting_store.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "meeting/rules/rules_file.h"
#include "storage/event_codec.h"
#include "storage/journal_file.h"
#include "storage/memory_journal.h"
#include "storage/replay.h"

namespace hemicycle::storage {
namespace {

using namespace meeting;
using namespace std::chrono_literals;

const Caller kSecretary{PersonId(2), Role::kSecretariat};
const Caller kChair{PersonId(1), Role::kChair};
constexpr WallTime kStart = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 4 / 18));

Moment at(WallTime time) {
  return {time, 1};
}

CreateSession a_session() {
  std::ifstream file(HEMICYCLE_SOURCE_DIR "/rules/icapp-standing-committee.toml");
  std::ostringstream toml;
  toml << file.rdbuf();
  const Profile profile = parse_rules(toml.str()).value();
  CreateSession session;
  session.entry.series = "sc";
  session.entry.titles = {{"en", "A session"}};
  session.profile = profile.name;
  session.settings = profile.settings;
  session.rules = profile.texts;
  session.officers = {{PersonId(1), "", Office::kChair}, {PersonId(2), "", Office::kSecretary}};
  return session;
}

AddItem an_item(const std::string& title) {
  return AddItem{{{"en", title}}, {}};
}

// A command that leads to one event, however often it is given.
OverrideRule another_rule() {
  return {{"rounds.first", "2:00"}};
}

// A journal that stores, or not, as the test wants, and can claim not to know.
class FickleJournal final : public Journal {
 public:
  enum class Mood { kWell, kGone, kStoresButSaysUnknown };
  Mood mood = Mood::kWell;
  bool keeps_snapshots = true;
  std::uint64_t entries_read = 0;
  std::uint64_t refusals_kept = 0;

  std::vector<Stored> append(std::span<const Append> appends) override {
    if (mood == Mood::kGone) return refuse(appends.size(), StorageFault::kGone);
    std::vector<Stored> outcomes = memory_.append(appends);
    return mood == Mood::kWell ? outcomes : refuse(appends.size(), StorageFault::kUnknown);
  }
  Stored read(std::string_view meeting, std::uint64_t first, const Visitor& visit) override {
    if (mood == Mood::kGone) return refuse(1, StorageFault::kGone).front();
    return memory_.read(meeting, first, [&](JournalEntry&& entry) {
      ++entries_read;
      return visit(std::move(entry));
    });
  }
  Result<JournalHead, StorageError> head(std::string_view meeting) override {
    return memory_.head(meeting);
  }
  Result<std::vector<std::string>, StorageError> meetings() override { return memory_.meetings(); }
  Stored keep_snapshot(std::string_view meeting, const Snapshot& snapshot) override {
    if (!keeps_snapshots) return refuse(1, StorageFault::kFull).front();
    return memory_.keep_snapshot(meeting, snapshot);
  }
  Result<Snapshot, StorageError> snapshot(std::string_view meeting) override {
    return memory_.snapshot(meeting);
  }
  Result<std::vector<DoneRequest>, StorageError> requests(std::string_view meeting,
                                                          std::uint64_t after,
                                                          std::size_t most) override {
    return memory_.requests(meeting, after, most);
  }
  Stored keep_refusals(std::string_view meeting, std::span<const RefusedCommand> rows,
                       std::size_t most) override {
    if (mood == Mood::kGone) return refuse(1, StorageFault::kGone).front();
    ++refusals_kept;
    return memory_.keep_refusals(meeting, rows, most);
  }
  Result<std::vector<RefusedCommand>, StorageError> refusals(std::string_view meeting) override {
    return memory_.refusals(meeting);
  }

 private:
  static std::vector<Stored> refuse(std::size_t count, StorageFault fault) {
    return std::vector<Stored>(count, unexpected(StorageError{fault, "as the test wants"}));
  }
  MemoryJournal memory_;
};

class MeetingStoreTest : public ::testing::Test {
 protected:
  MeetingStoreTest() {
    store_ = open();
    EXPECT_TRUE(store_->perform(journal_, a_session(), at(kStart)));
  }
  std::unique_ptr<MeetingStore> open() {
    auto opened = MeetingStore::open(journal_, "sc-34", random_);
    EXPECT_TRUE(opened) << opened.error().sentence;
    return std::move(*opened);
  }
  // Reads everything again and compares, byte by byte.
  void expect_replay_equals_live() {
    EXPECT_EQ(write_meeting(open()->meeting()), write_meeting(store_->meeting()));
    EXPECT_EQ(open()->head(), store_->head());
    EXPECT_EQ(journal_.head("sc-34").value(), store_->head());
  }
  std::size_t items() const { return store_->meeting().agenda.items.size(); }

  SeededRandom random_{1};
  FickleJournal journal_;
  std::unique_ptr<MeetingStore> store_;
};

TEST_F(MeetingStoreTest, a_command_is_stored_and_applied) {
  auto performed = store_->perform(journal_, an_item("One"), kSecretary, at(kStart + 1s));
  ASSERT_TRUE(performed);
  ASSERT_EQ(performed->events.size(), 1u);
  EXPECT_EQ(std::get<ItemAdded>(performed->events[0].event).titles[0].text, "One");
  EXPECT_EQ(performed->events[0].actor, (Actor{PersonId(2), Role::kSecretariat, {}}));
  EXPECT_EQ(performed->events[0].time, kStart + 1s);
  EXPECT_EQ(performed->events[0].sequence, store_->head().sequence);
  EXPECT_EQ(items(), 1u);
  expect_replay_equals_live();
}

TEST_F(MeetingStoreTest, a_refused_command_changes_nothing_and_is_in_the_audit_log_alone) {
  const JournalHead before = store_->head();
  auto performed = store_->perform(journal_, OpenItem{ItemId(9)}, kChair, at(kStart + 1s));
  ASSERT_TRUE(performed);
  ASSERT_TRUE(performed->refusal);
  EXPECT_TRUE(performed->events.empty());
  EXPECT_EQ(store_->head(), before);
  expect_replay_equals_live();
  const std::vector<RefusedCommand> kept = open()->audit_log().all();
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].actor, "chair 1");
  EXPECT_EQ(kept[0].command, "OpenItem");
  EXPECT_EQ(kept[0].code, "not_in_session");
}

TEST_F(MeetingStoreTest, an_audit_log_that_cannot_be_kept_is_kept_later) {
  journal_.mood = FickleJournal::Mood::kGone;
  ASSERT_TRUE(store_->perform(journal_, OpenItem{ItemId(9)}, kChair, at(kStart + 1s)));
  journal_.mood = FickleJournal::Mood::kWell;
  ASSERT_TRUE(store_->perform(journal_, an_item("One"), kSecretary, at(kStart + 5s)));
  EXPECT_EQ(open()->audit_log().all().size(), 1u);
}

TEST_F(MeetingStoreTest, pressing_a_button_without_end_costs_a_write_a_second) {
  for (int i = 0; i < 5000; ++i)
    ASSERT_TRUE(store_->perform(journal_, OpenItem{ItemId(9)}, kChair, at(kStart + 1ms * i)));
  EXPECT_EQ(journal_.refusals_kept, 5u);
  EXPECT_EQ(store_->audit_log().all()[0].count, 5000u);
}

TEST(MeetingStore, a_refusal_before_the_session_exists_leaves_it_creatable) {
  SeededRandom random{1};
  MemoryJournal journal;
  auto store = std::move(*MeetingStore::open(journal, "sc-35", random));
  EXPECT_TRUE(store->perform(journal, OpenItem{ItemId(9)}, kChair, at(kStart))->refusal);
  EXPECT_FALSE(store->perform(journal, a_session(), at(kStart))->refusal);
  EXPECT_EQ(journal.head("sc-35")->sequence, store->head().sequence);
}

TEST_F(MeetingStoreTest, time_never_goes_back_on_the_journal) {
  ASSERT_TRUE(store_->perform(journal_, an_item("One"), kSecretary, at(kStart + 10s)));
  auto performed = store_->perform(journal_, an_item("Two"), kSecretary, at(kStart + 5s));
  EXPECT_EQ(performed->events[0].time, kStart + 10s);
  expect_replay_equals_live();
}

TEST_F(MeetingStoreTest, while_the_database_is_gone_nothing_changes_and_afterwards_it_works) {
  const std::string before = write_meeting(store_->meeting());
  journal_.mood = FickleJournal::Mood::kGone;
  for (int tries = 0; tries < 3; ++tries)
    EXPECT_FALSE(store_->perform(journal_, an_item("Lost"), kSecretary, at(kStart + 1s)));
  EXPECT_EQ(write_meeting(store_->meeting()), before);
  journal_.mood = FickleJournal::Mood::kWell;
  ASSERT_TRUE(store_->perform(journal_, an_item("Kept"), kSecretary, at(kStart + 2s)));
  EXPECT_EQ(items(), 1u);
  EXPECT_EQ(store_->meeting().agenda.items.rows[0].titles[0].text, "Kept");
  expect_replay_equals_live();
}

TEST_F(MeetingStoreTest, a_commit_of_which_nobody_knows_is_learned_from_the_journal) {
  journal_.mood = FickleJournal::Mood::kStoresButSaysUnknown;
  auto performed =
      store_->perform(journal_, an_item("Stored after all"), kSecretary, at(kStart + 1s));
  ASSERT_FALSE(performed);
  EXPECT_EQ(performed.error().fault, StorageFault::kUnknown);
  EXPECT_EQ(items(), 0u);
  journal_.mood = FickleJournal::Mood::kWell;
  ASSERT_TRUE(store_->perform(journal_, an_item("Next"), kSecretary, at(kStart + 2s)));
  EXPECT_EQ(items(), 2u);
  expect_replay_equals_live();
}

TEST_F(MeetingStoreTest, many_commands_may_wait_for_one_commit_but_only_stored_ones_are_shown) {
  std::vector<Append> waiting;
  for (const char* title : {"One", "Two", "Three"})
    waiting.push_back(store_->propose(an_item(title), kSecretary, at(kStart + 1s)).append);
  EXPECT_EQ(items(), 0u);
  std::vector<Stored> outcomes = journal_.append(waiting);
  const std::vector<Recorded> first = store_->settle(outcomes[0]);
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].sequence, store_->head().sequence);
  EXPECT_EQ(items(), 1u);
  store_->settle(outcomes[1]);
  std::size_t items_before = 0;
  store_->settle(outcomes[2], [&](const Meeting& before, const Event& event) {
    items_before = before.agenda.items.size();
    EXPECT_EQ(name_of(event), "ItemAdded");
  });
  EXPECT_EQ(items_before, 2u);
  EXPECT_EQ(items(), 3u);
  expect_replay_equals_live();
}

TEST_F(MeetingStoreTest, what_followed_a_failed_append_fails_with_it) {
  Append first = store_->propose(an_item("One"), kSecretary, at(kStart + 1s)).append;
  Append second = store_->propose(an_item("Two"), kSecretary, at(kStart + 1s)).append;
  journal_.mood = FickleJournal::Mood::kGone;
  store_->settle(journal_.append(std::span(&first, 1))[0]);
  journal_.mood = FickleJournal::Mood::kWell;
  Stored orphan = journal_.append(std::span(&second, 1))[0];
  ASSERT_FALSE(orphan);
  EXPECT_EQ(orphan.error().fault, StorageFault::kConflict);
  EXPECT_TRUE(store_->settle(orphan).empty());
  EXPECT_TRUE(store_->needs_reading());
  ASSERT_TRUE(store_->read_again(journal_));
  EXPECT_EQ(items(), 0u);
  ASSERT_TRUE(store_->perform(journal_, an_item("Three"), kSecretary, at(kStart + 2s)));
  expect_replay_equals_live();
}

TEST_F(MeetingStoreTest, a_snapshot_leads_to_the_same_state_as_the_whole_journal) {
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(store_->perform(journal_, an_item("Item"), kSecretary, at(kStart + 1s * i)));
  ASSERT_TRUE(journal_.keep_snapshot("sc-34", store_->snapshot()));
  for (int i = 5; i < 8; ++i)
    ASSERT_TRUE(store_->perform(journal_, an_item("Item"), kSecretary, at(kStart + 1s * i)));
  expect_replay_equals_live();
  EXPECT_EQ(parse_meeting(write_meeting(store_->meeting())).value(), store_->meeting());
}

// As many commands as it takes for so many entries more.
TEST_F(MeetingStoreTest, keeps_snapshots_by_itself_and_starts_from_the_last_one) {
  const std::uint64_t wanted = 2 * MeetingStore::kEntriesPerSnapshot + 100;
  while (store_->head().sequence < wanted)
    ASSERT_TRUE(store_->perform(journal_, another_rule(), kChair, at(kStart)));
  EXPECT_EQ(journal_.snapshot("sc-34")->through.sequence, 2 * MeetingStore::kEntriesPerSnapshot);
  journal_.entries_read = 0;
  EXPECT_EQ(write_meeting(open()->meeting()), write_meeting(store_->meeting()));
  EXPECT_EQ(journal_.entries_read, 1u + 100u);  // the snapshot's own, and what followed
}

TEST_F(MeetingStoreTest, a_snapshot_that_cannot_be_kept_costs_nothing) {
  journal_.keeps_snapshots = false;
  while (store_->head().sequence <= MeetingStore::kEntriesPerSnapshot)
    ASSERT_TRUE(store_->perform(journal_, another_rule(), kChair, at(kStart)));
  expect_replay_equals_live();
}

TEST_F(MeetingStoreTest, a_damaged_or_foreign_snapshot_is_left_aside) {
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(store_->perform(journal_, an_item("Item"), kSecretary, at(kStart + 1s * i)));
  const Snapshot good = store_->snapshot();
  ASSERT_TRUE(store_->perform(journal_, an_item("Last"), kSecretary, at(kStart + 9s)));
  Snapshot edited = good;
  edited.state.replace(edited.state.find("\"Item\""), 6, "\"Itch\"");
  Snapshot of_another_entry = good;
  of_another_entry.through.sequence -= 1;
  Snapshot of_another_chain = good;
  of_another_chain.through.hash.bytes[0] ^= 1;
  Snapshot beyond_the_end = good;
  beyond_the_end.through.sequence += 50;
  for (const Snapshot& wrong : {edited, of_another_entry, of_another_chain, beyond_the_end}) {
    ASSERT_TRUE(journal_.keep_snapshot("sc-34", wrong));
    expect_replay_equals_live();
  }
  // One that says the right thing of a state that was never true: only its entry gives it away.
  Meeting dream = store_->meeting();
  dream.session.meetings_held = 7;
  JournalHead nowhere = good.through;
  nowhere.hash = Sha256::of("nowhere");
  ASSERT_TRUE(journal_.keep_snapshot("sc-34", Replay::snapshot_of(dream, nowhere)));
  expect_replay_equals_live();
}

TEST_F(MeetingStoreTest, a_snapshot_of_another_shape_is_left_aside) {
  ASSERT_TRUE(store_->perform(journal_, an_item("Item"), kSecretary, at(kStart + 1s)));
  Snapshot older = store_->snapshot();
  older.state[0] = older.state[0] == '0' ? '1' : '0';
  ASSERT_TRUE(journal_.keep_snapshot("sc-34", older));
  expect_replay_equals_live();
}

class RequestsTest : public MeetingStoreTest {
 protected:
  Answer give(const Command& command, const Caller& caller, std::string_view request) {
    auto performed = store_->perform(journal_, command, caller, at(kStart + 1s), request);
    EXPECT_TRUE(performed) << performed.error().sentence;
    return *performed;
  }
};

TEST_F(RequestsTest, that_come_again_are_answered_again_and_done_once) {
  const Answer first = give(an_item("One"), kSecretary, "r1");
  EXPECT_EQ(first.through, store_->head().sequence);
  const Answer again = give(an_item("One"), kSecretary, "r1");
  EXPECT_EQ(again.through, first.through);
  EXPECT_EQ(items(), 1u);
  give(an_item("Two"), kSecretary, "r2");
  EXPECT_EQ(items(), 2u);
}

TEST_F(RequestsTest, are_each_persons_own) {
  const Caller other{PersonId(3), Role::kSecretariat};
  give(AppointOfficer{{PersonId(3), "Another", Office::kSecretary}}, kSecretary, "r0");
  give(an_item("One"), kSecretary, "r1");
  give(an_item("Two"), other, "r1");
  EXPECT_EQ(items(), 2u);
}

TEST_F(RequestsTest, that_were_refused_are_refused_again_although_it_would_now_be_in_order) {
  EXPECT_TRUE(give(RemoveItem{ItemId(1)}, kSecretary, "r1").refusal);
  give(an_item("One"), kSecretary, "r2");
  EXPECT_EQ(give(RemoveItem{ItemId(1)}, kSecretary, "r1").refusal->code, RefusalCode::kNotFound);
  EXPECT_EQ(items(), 1u);
}

TEST_F(RequestsTest, are_known_after_a_restart_also_from_a_snapshot) {
  const Answer first = give(an_item("One"), kSecretary, "r1");
  for (bool from_snapshot : {false, true}) {
    if (from_snapshot) {
      ASSERT_TRUE(journal_.keep_snapshot("sc-34", store_->snapshot()));
    }
    store_ = open();
    EXPECT_EQ(give(an_item("One"), kSecretary, "r1").through, first.through);
    EXPECT_EQ(items(), 1u);
  }
}

TEST_F(RequestsTest, that_were_lost_with_the_database_are_done_when_they_come_again) {
  journal_.mood = FickleJournal::Mood::kGone;
  EXPECT_FALSE(store_->perform(journal_, an_item("One"), kSecretary, at(kStart + 1s), "r1"));
  journal_.mood = FickleJournal::Mood::kWell;
  give(an_item("One"), kSecretary, "r1");
  EXPECT_EQ(items(), 1u);
  expect_replay_equals_live();
}

TEST_F(RequestsTest, of_a_commit_of_which_nobody_knew_are_not_done_twice) {
  journal_.mood = FickleJournal::Mood::kStoresButSaysUnknown;
  EXPECT_FALSE(store_->perform(journal_, an_item("One"), kSecretary, at(kStart + 1s), "r1"));
  journal_.mood = FickleJournal::Mood::kWell;
  const Answer again = give(an_item("One"), kSecretary, "r1");
  EXPECT_EQ(again.through, store_->head().sequence);
  EXPECT_EQ(items(), 1u);
}

TEST_F(RequestsTest, that_come_again_before_they_are_stored_wait_for_the_same_entry) {
  Proposed first = store_->propose(an_item("One"), kSecretary, at(kStart + 1s), "r1");
  const Proposed again = store_->propose(an_item("One"), kSecretary, at(kStart + 1s), "r1");
  EXPECT_TRUE(again.append.entries.empty());
  EXPECT_EQ(again.through, first.through);
  EXPECT_LT(store_->head().sequence, again.through);
  store_->settle(journal_.append(std::span(&first.append, 1))[0]);
  EXPECT_EQ(store_->head().sequence, again.through);
}

// A voter whose connection broke before the receipt came asks again; nobody's receipt is kept once
// the urn is open.
TEST_F(RequestsTest, of_a_secret_ballot_get_the_same_receipt_while_the_vote_is_open) {
  const DelegationId of(1);
  const Caller voter{PersonId(1001), Role::kDelegate};
  const Command before[] = {
      RegisterOrganisation{{{"en", "A member"}}, "", "", Standing::kMember, 1},
      RegisterDelegation{OrganisationId(1)},
      RegisterDelegate{of, voter.person, "Head", "", Position::kHead},
      ReportCredential{of, true},
      Arrive{of, voter.person},
      an_item("One")};
  for (const Command& command : before)
    EXPECT_FALSE(give(command, kSecretary, {}).refusal) << name_of(command);
  EXPECT_FALSE(give(OverrideRule{{"method.allowed", "secret"}}, kChair, {}).refusal);
  EXPECT_FALSE(give(OpenMeeting{}, kChair, {}).refusal);
  EXPECT_FALSE(give(OpenItem{ItemId(1)}, kChair, {}).refusal);
  EXPECT_FALSE(
      give(SubmitProposal{ItemId(1), ProposalKind::kConclusions, "", {{"en", "T"}}, {}, {}, false},
           voter, {})
          .refusal);
  Subject subject;
  subject.proposal = ProposalId(1);
  EXPECT_FALSE(give(OpenVoting{subject, Method::kSecret, {}}, kChair, {}).refusal);
  const CastSecretBallot ballot{VotingId(1), Choice::kFor, {}, {}};
  const Answer first = give(ballot, voter, "b1");
  ASSERT_TRUE(first.receipt);
  EXPECT_EQ(give(ballot, voter, "b1").receipt->number, first.receipt->number);
  EXPECT_EQ(give(ballot, voter, "b2").refusal->code, RefusalCode::kAlreadyVoted);
  EXPECT_FALSE(give(CloseVoting{VotingId(1)}, kChair, {}).refusal);
  EXPECT_FALSE(give(ballot, voter, "b1").receipt);
}

TEST_F(RequestsTest, have_ids_that_fit) {
  EXPECT_EQ(give(an_item("One"), kSecretary, std::string(65, 'x')).refusal->code,
            RefusalCode::kMalformed);
  EXPECT_EQ(items(), 0u);
}

}  // namespace
}  // namespace hemicycle::storage
