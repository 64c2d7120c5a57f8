#include <cstdlib>
#include <map>
#include <set>

#include "meeting/random_commands.h"
#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

// Keeps its own books from the events alone, and counts everything again in its own way.
class Auditor {
 public:
  void see(const Event& event, WallTime at) {
    std::visit([&](const auto& one) { note(one, at); }, event);
  }
  std::uint64_t speakers() const { return holder_.has_value(); }
  Millis spoken(ItemId item, DelegationId delegation) const {
    const auto found = spoken_.find({item, delegation});
    return found == spoken_.end() ? Millis(0) : found->second;
  }
  std::uint32_t present() const {
    std::uint32_t count = 0;
    for (const auto& [delegation, people] : people_)
      count += !people.empty() && entitled(delegation) ? 1 : 0;
    return count;
  }
  std::uint32_t members() const {
    std::uint32_t count = 0;
    for (const auto& [id, standing] : standing_) count += standing == Standing::kMember ? 1 : 0;
    return count;
  }

 private:
  struct Books {
    Method method{};
    Threshold majority;
    std::uint32_t attempt = 1;
    SubjectKind kind{};
    std::set<DelegationId> entitled;
    std::map<DelegationId, Choice> votes;
    bool counted = false;
    std::uint32_t secret[3] = {0, 0, 0};
    bool closed = false;
  };

  template <typename Other>
  void note(const Other&, WallTime) {}

  void note(const OrganisationRegistered& e, WallTime) { standing_[e.organisation] = e.standing; }
  void note(const DelegationRegistered& e, WallTime) { home_[e.delegation] = e.organisation; }
  void note(const CredentialDecided& e, WallTime) { credential_[e.delegation] = e.credential; }
  void note(const PersonArrived& e, WallTime) { people_[e.delegation].insert(e.person); }
  void note(const PersonLeft& e, WallTime) { people_[e.delegation].erase(e.person); }
  bool entitled(DelegationId id) const {
    const auto credential = credential_.find(id);
    return credential != credential_.end() && standing_.at(home_.at(id)) == Standing::kMember &&
           (credential->second == Credential::kAccepted ||
            credential->second == Credential::kProvisional);
  }

  void note(const FloorGiven& e, WallTime) {
    EXPECT_FALSE(holder_.has_value()) << "two have the floor";
    holder_ = e.speech;
    speeches_[e.speech] = e;
  }
  void note(const FloorInterrupted& e, WallTime) {
    EXPECT_EQ(holder_, e.speech);
    holder_.reset();
  }
  void note(const FloorResumed& e, WallTime) {
    EXPECT_FALSE(holder_.has_value());
    holder_ = e.speech;
  }
  void note(const SpeechEnded& e, WallTime) {
    if (holder_ == e.speech) holder_.reset();
    const FloorGiven& given = speeches_.at(e.speech);
    if (given.kind == SpeechKind::kStatement && given.item && given.delegation)
      spoken_[{*given.item, *given.delegation}] += e.used;
  }

  void note(const VotingOpened& e, WallTime) {
    Books books;
    books.method = e.method;
    books.majority = e.majority;
    books.attempt = e.attempt;
    books.kind = e.subject.kind;
    for (const auto& [id, credential] : credential_)
      if (entitled(id)) books.entitled.insert(id);
    if (e.method != Method::kSilence) {
      EXPECT_FALSE(in_the_chamber_.has_value()) << "two votes at once";
      in_the_chamber_ = e.voting;
    }
    votings_[e.voting] = books;
  }
  void note(const VoteCast& e, WallTime) {
    Books& books = votings_.at(e.voting);
    EXPECT_FALSE(books.closed);
    EXPECT_NE(books.method, Method::kSecret) << "a secret vote is on the journal";
    EXPECT_TRUE(books.entitled.count(e.delegation)) << "not entitled";
    EXPECT_TRUE(books.votes.emplace(e.delegation, e.choice).second) << "voted twice";
  }
  void note(const BallotsCounted& e, WallTime) {
    Books& books = votings_.at(e.voting);
    EXPECT_EQ(books.method, Method::kSecret);
    EXPECT_FALSE(books.counted);
    books.counted = true;
    EXPECT_EQ(e.voters.size(), e.ballots.size());
    EXPECT_EQ(std::set<DelegationId>(e.voters.begin(), e.voters.end()).size(), e.voters.size());
    for (DelegationId voter : e.voters) EXPECT_TRUE(books.entitled.count(voter));
    for (const Ballot& ballot : e.ballots)
      ++books.secret[ballot.choice               ? static_cast<std::size_t>(*ballot.choice)
                     : ballot.candidates.empty() ? 2u
                                                 : 0u];
  }
  void note(const VotingClosed& e, WallTime) {
    Books& books = votings_.at(e.voting);
    EXPECT_FALSE(books.closed);
    books.closed = true;
    if (in_the_chamber_ == e.voting) in_the_chamber_.reset();
    if (books.method == Method::kConsensus || books.method == Method::kAcclamation ||
        books.method == Method::kSilence)
      return;
    check_result(books, e);
  }

  static void check_result(const Books& books, const VotingClosed& e) {
    std::uint64_t votes[3] = {books.secret[0], books.secret[1], books.secret[2]};
    for (const auto& [voter, choice] : books.votes) ++votes[static_cast<std::size_t>(choice)];
    EXPECT_EQ(e.tally.in_favour, votes[0]);
    EXPECT_EQ(e.tally.against, votes[1]);
    EXPECT_EQ(e.tally.abstaining, votes[2]);
    EXPECT_EQ(e.tally.not_voting, books.entitled.size() - votes[0] - votes[1] - votes[2]);
    if (books.kind == SubjectKind::kElection) return;
    // a/b of the votes cast, without a division: for * b against (for + against) * a.
    const std::uint64_t left = votes[0] * books.majority.denominator;
    const std::uint64_t right = (votes[0] + votes[1]) * books.majority.numerator;
    const bool carried = votes[0] > 0 && (books.majority.more_than ? left > right : left >= right);
    EXPECT_EQ(e.outcome == VotingState::kAdopted, carried);
    if (e.outcome == VotingState::kTied) {
      EXPECT_EQ(votes[0], votes[1]);
      EXPECT_EQ(books.attempt, 1u);
    }
  }

  std::map<OrganisationId, Standing> standing_;
  std::map<DelegationId, OrganisationId> home_;
  std::map<DelegationId, Credential> credential_;
  std::map<DelegationId, std::set<PersonId>> people_;
  std::optional<SpeechId> holder_;
  std::map<SpeechId, FloorGiven> speeches_;
  std::map<std::pair<ItemId, DelegationId>, Millis> spoken_;
  std::map<VotingId, Books> votings_;
  std::optional<VotingId> in_the_chamber_;
};

// Nothing that must ever hold is broken; called after every command.
void check(const TestChamber& chamber, const Auditor& auditor) {
  const Meeting& meeting = chamber.meeting;
  ASSERT_EQ(meeting.floor.holder.has_value() ? 1u : 0u, auditor.speakers());
  ASSERT_EQ(meeting.members_present, auditor.present());
  ASSERT_EQ(meeting.members, auditor.members());
  if (const auto deadline = next_deadline(meeting)) {
    ASSERT_GT(*deadline, chamber.now);
  }
  const std::optional<Speech>& holder = meeting.floor.holder;
  if (meeting.rules.rounds.cap > Millis(0) && holder && holder->kind == SpeechKind::kStatement) {
    ASSERT_LE(auditor.spoken(*holder->item, *holder->delegation) + used_at(*holder, chamber.now),
              meeting.rules.rounds.cap);
  }
  // Independent of least_of(): present * denominator against members * numerator.
  const Threshold quorum = meeting.rules.quorum.decide;
  const std::uint64_t left = std::uint64_t{auditor.present()} * quorum.denominator;
  const std::uint64_t right = std::uint64_t{auditor.members()} * quorum.numerator;
  const bool enough = quorum.denominator == 0 || (quorum.more_than ? left > right : left >= right);
  ASSERT_EQ(attendance(meeting).may_decide, enough);
}

struct Party {
  const char* profile;
  int members;
};

// Some hundred random commands at a time, each meeting from its own seed.
void run_meeting(const Party& party, std::uint64_t seed, int commands) {
  SCOPED_TRACE(std::string("seed ") + std::to_string(seed) + " " + party.profile);
  TestChamber chamber(party.profile, party.members);
  chamber.add_organisation(Standing::kObserver);
  chamber.add_organisation(Standing::kGuest);
  chamber.begin();
  Auditor auditor;
  std::size_t seen = 0;
  RandomCommands random(seed);
  for (int i = 0; i < commands && !testing::Test::HasFailure(); ++i) {
    const RandomCommands::Step step = random.next(chamber.meeting);
    chamber.pass(step.after);
    const std::uint64_t before = chamber.meeting.events;
    const Outcome outcome = chamber.give(step.actor, step.command);
    if (!outcome) {
      ASSERT_EQ(chamber.meeting.events, before);
    }
    while (next_deadline(chamber.meeting) && *next_deadline(chamber.meeting) <= chamber.now)
      chamber.as(TestChamber::system(), Tick{});
    for (; seen < chamber.journal.size(); ++seen)
      auditor.see(chamber.journal[seen].event, chamber.journal[seen].at);
    check(chamber, auditor);
    if (testing::Test::HasFailure()) FAIL() << "at command " << i << ": " << name_of(step.command);
  }
  ASSERT_TRUE(chamber.replayed() == chamber.meeting) << "replay differs from live";
}

std::uint64_t first_seed() {
  const char* text = std::getenv("HEMICYCLE_SEED");
  return text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
}

TEST(Properties, hold_whatever_anybody_does) {
  const Party parties[] = {{kIcapp, 5}, {kUnitedNations, 7}, {kRoberts, 6}, {"simple", 3}};
  const std::uint64_t first = first_seed();
  for (std::uint64_t seed = first; seed < first + 24 && !HasFailure(); ++seed)
    for (const Party& party : parties) run_meeting(party, seed, 600);
}

// Random meetings that only ever refuse would prove little.
TEST(Properties, random_meetings_get_somewhere) {
  std::set<std::string_view> kinds;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    TestChamber chamber = TestChamber::in_session(kUnitedNations, 5);
    RandomCommands random(seed);
    for (int i = 0; i < 2000; ++i) {
      const RandomCommands::Step step = random.next(chamber.meeting);
      chamber.pass(step.after);
      chamber.give(step.actor, step.command);
    }
    for (const TestChamber::Entry& entry : chamber.journal) kinds.insert(name_of(entry.event));
  }
  for (const char* kind :
       {"FloorGiven", "OvertimeBegan", "PointRaised", "RulingOverruled", "MeetingSuspended",
        "AmendmentDecided", "VoteCast", "RollPassed", "BallotsCounted", "CandidateElected",
        "ObjectionRaised", "DecisionTaken"})
    EXPECT_TRUE(kinds.count(kind)) << kind << " never happened";
}

}  // namespace
}  // namespace hemicycle::meeting
