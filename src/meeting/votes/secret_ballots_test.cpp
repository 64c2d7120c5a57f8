#include "meeting/handlers.h"
#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

CastSecretBallot ballot(VotingId id, Choice choice) {
  return {id, choice, {}, std::nullopt};
}

TEST(SecretBallots, nothing_reaches_the_journal_before_the_urn_is_opened) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
  const std::size_t before = chamber.journal.size();
  chamber.as(Chamber::member(4), ballot(id, Choice::kFor));
  chamber.as(Chamber::member(1), ballot(id, Choice::kAgainst));
  EXPECT_EQ(chamber.journal.size(), before);
  EXPECT_TRUE(chamber.tellers.has_voted(id, Chamber::delegation(4)));
  EXPECT_FALSE(chamber.tellers.has_voted(id, Chamber::delegation(2)));
  EXPECT_EQ(chamber.refused(Chamber::member(4), ballot(id, Choice::kFor)).code,
            RefusalCode::kAlreadyVoted);
}

TEST(SecretBallots, each_voter_finds_the_ballot_by_its_receipt) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
  const Choice choices[] = {Choice::kFor, Choice::kAgainst, Choice::kFor, Choice::kAbstain};
  std::vector<Receipt> receipts;
  for (int i = 0; i < 4; ++i)
    receipts.push_back(*chamber.tellers.take(chamber.meeting, ballot(id, choices[i]),
                                             Chamber::member(i + 1), chamber.moment()));
  chamber.as(Chamber::chair(), CloseVoting{id});
  const Voting& voting = chamber.meeting.votings.at(id);
  ASSERT_EQ(voting.ballots.size(), 4u);
  for (int i = 0; i < 4; ++i) {
    const auto found =
        std::find_if(voting.ballots.begin(), voting.ballots.end(),
                     [&](const Ballot& each) { return each.receipt == receipts[i].number; });
    ASSERT_NE(found, voting.ballots.end());
    EXPECT_EQ(found->choice, choices[i]);
  }
  EXPECT_EQ(voting.tally.in_favour, 2u);
  EXPECT_EQ(voting.tally.not_voting, 1u);
}

// Whoever votes what, and in whichever order: as long as the same people voted and the same votes
// were cast, what is stored is the same but for the receipts.
TEST(SecretBallots, what_is_stored_does_not_depend_on_who_voted_what_or_when) {
  const auto stored = [](std::initializer_list<int> order, std::vector<Choice> by_member) {
    Chamber chamber = Chamber::in_session(kUnitedNations);
    const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
    for (int i : order) {
      chamber.as(Chamber::member(i), ballot(id, by_member[static_cast<std::size_t>(i) - 1]));
      chamber.now += seconds(i);
    }
    chamber.now = Chamber::kStart + hours(1);
    chamber.as(Chamber::chair(), CloseVoting{id});
    for (Chamber::Entry& entry : chamber.journal) {
      auto* counted = std::get_if<BallotsCounted>(&entry.event);
      if (counted == nullptr) continue;
      EXPECT_TRUE(std::is_sorted(counted->voters.begin(), counted->voters.end()));
      EXPECT_TRUE(
          std::is_sorted(counted->ballots.begin(), counted->ballots.end(),
                         [](const Ballot& a, const Ballot& b) { return a.receipt < b.receipt; }));
      for (Ballot& each : counted->ballots) each.receipt.clear();
      std::sort(counted->ballots.begin(), counted->ballots.end(),
                [](const Ballot& a, const Ballot& b) { return a.choice < b.choice; });
    }
    return chamber.journal;
  };
  const auto one = stored({1, 2, 3}, {Choice::kFor, Choice::kAgainst, Choice::kAgainst});
  const auto other = stored({3, 1, 2}, {Choice::kAgainst, Choice::kAgainst, Choice::kFor});
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_TRUE(one[i].event == other[i].event) << name_of(one[i].event);
    EXPECT_EQ(one[i].at, other[i].at);
  }
}

TEST(SecretBallots, receipts_do_not_depend_on_the_vote) {
  const auto receipt = [](Choice choice) {
    Chamber chamber = Chamber::in_session(kUnitedNations);
    const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
    return chamber.tellers
        .take(chamber.meeting, ballot(id, choice), Chamber::member(1), chamber.moment())
        ->number;
  };
  EXPECT_EQ(receipt(Choice::kFor), receipt(Choice::kAgainst));  // same randomness, same receipt
}

TEST(SecretBallots, after_a_restart_the_voters_hand_in_again_and_nobody_counts_twice) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
  chamber.as(Chamber::member(1), ballot(id, Choice::kFor));
  Tellers restarted(chamber.random);
  const Meeting meeting = chamber.replayed();
  EXPECT_TRUE(
      restarted.take(meeting, ballot(id, Choice::kFor), Chamber::member(1), chamber.moment())
          .has_value());
  EXPECT_FALSE(
      restarted.take(meeting, ballot(id, Choice::kFor), Chamber::member(1), chamber.moment())
          .has_value());
  EXPECT_EQ(restarted.ballots_held(), 1u);
}

TEST(SecretBallots, after_a_restart_the_chair_is_told_before_anything_is_counted) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
  chamber.as(Chamber::member(1), ballot(id, Choice::kAgainst));
  Tellers restarted(chamber.random);
  const auto close = [&] {
    return restarted.decide(chamber.meeting, CloseVoting{id}, Chamber::chair(), chamber.moment());
  };
  const Outcome told = close();
  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().code, RefusalCode::kUrnLost);
  ASSERT_TRUE(restarted.take(chamber.meeting, ballot(id, Choice::kFor), Chamber::member(2),
                             chamber.moment()));
  const Outcome closed = close();
  ASSERT_TRUE(closed);
  EXPECT_EQ(std::get<BallotsCounted>(closed->at(0)).ballots.size(), 1u);
}

TEST(SecretBallots, a_vote_in_which_the_urn_stays_empty_is_void) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::chair(), OpenVoting{Chamber::on(text), Method::kSecret, minutes(5)});
  chamber.pass(minutes(5));
  EXPECT_EQ(chamber.meeting.votings.at(VotingId(1)).state, VotingState::kCancelled);
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
}

TEST(SecretBallots, a_deadline_opens_the_urn) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::chair(), OpenVoting{Chamber::on(text), Method::kSecret, minutes(5)});
  for (int i : {1, 2, 3}) chamber.as(Chamber::member(i), ballot(VotingId(1), Choice::kFor));
  chamber.pass(minutes(5));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kAdopted);
}

TEST(SecretBallots, the_engine_takes_none_and_believes_no_forged_count) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
  EXPECT_FALSE(
      decide(chamber.meeting, ballot(id, Choice::kFor), Chamber::member(1), chamber.moment()));
  const Ballot a{"A", Choice::kFor, {}};
  const Ballot b{"B", Choice::kFor, {}};
  const CountBallots forged[] = {
      {id, {Chamber::delegation(1)}, {a, b}},                          // more ballots than voters
      {id, {Chamber::delegation(1), Chamber::delegation(1)}, {a, b}},  // one votes twice
      {id, {Chamber::delegation(2), Chamber::delegation(1)}, {a, b}},  // in the order of voting
      {id, {Chamber::delegation(1), Chamber::delegation(2)}, {b, a}},
      {id, {Chamber::delegation(9)}, {a}},             // not on the roll
      {id, {Chamber::delegation(1)}, {{"A", {}, {}}}}  // says nothing
  };
  for (const CountBallots& count : forged) {
    const Outcome outcome = decide_one({chamber.meeting, kServer, chamber.now}, count);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, RefusalCode::kBadBallots);
  }
}

// A count is no command: nobody can hand one in, not even what the server says of itself.
TEST(SecretBallots, nobody_hands_in_a_count_of_their_own) {
  static_assert(!std::is_constructible_v<Command, CountBallots>);
  static_assert(!std::is_constructible_v<SystemCommand, CountBallots>);
}

TEST(SecretBallots, who_may_not_close_the_vote_is_not_told_in_the_chairs_place) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
  Tellers restarted(chamber.random);
  const auto close = [&](const Caller& caller) {
    return restarted.decide(chamber.meeting, CloseVoting{id}, caller, chamber.moment())
        .error()
        .code;
  };
  EXPECT_EQ(close(Chamber::member(1)), RefusalCode::kNotYours);
  EXPECT_EQ(close(Chamber::chair()), RefusalCode::kUrnLost);
}

}  // namespace
}  // namespace hemicycle::meeting
