// Votes that are cancelled, called again, or interrupted by an appeal.
#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

const Setting kBeforeVotes = {"method.cancellation", "before_votes"};

TEST(Cancelling, is_over_with_the_first_vote_where_the_rules_say_so) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4, {kBeforeVotes});
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::chair(), CancelVoting{chamber.open(Chamber::on(text)), "by mistake"});
  const VotingId id = chamber.open(Chamber::on(text));
  chamber.as(Chamber::member(2), CastVote{id, Choice::kFor, {}});
  EXPECT_EQ(chamber.refused(Chamber::chair(), CancelVoting{id, "too late"}).code,
            RefusalCode::kVotesAreCast);
}

TEST(Cancelling, is_over_with_the_first_ballot_in_the_urn_too) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4, {kBeforeVotes});
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::chair(),
             CancelVoting{chamber.open(Chamber::on(text), Method::kSecret), "by mistake"});
  const VotingId id = chamber.open(Chamber::on(text), Method::kSecret);
  const Command cancel = CancelVoting{id, "too late"};
  EXPECT_TRUE(chamber.tellers.foresee(chamber.meeting, cancel, Chamber::chair(), chamber.moment()));
  chamber.as(Chamber::member(2), CastSecretBallot{id, Choice::kFor, {}, {}});
  EXPECT_FALSE(
      chamber.tellers.foresee(chamber.meeting, cancel, Chamber::chair(), chamber.moment()));
  EXPECT_EQ(chamber.refused(Chamber::chair(), cancel).code, RefusalCode::kVotesAreCast);
}

TEST(RollCalls, name_those_who_passed_once_all_have_been_called) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRollCall);
  const Voting& voting = chamber.meeting.votings.at(id);
  const std::vector<DelegationId> order = voting.calling_order;
  chamber.as(Chamber::chair(), PassRoll{id, order[0]});
  const auto vote = [&](DelegationId whose) {
    chamber.as(Chamber::member(static_cast<int>(whose.value())), CastVote{id, Choice::kFor, {}});
  };
  vote(order[1]);
  chamber.as(Chamber::chair(), PassRoll{id, order[2]});
  EXPECT_TRUE(called_again(voting).empty()) << "the fourth has not been called";
  vote(order[3]);
  EXPECT_EQ(called_again(voting), (std::vector{order[0], order[2]}));
  vote(order[2]);
  EXPECT_EQ(called_again(voting), std::vector{order[0]});
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_TRUE(called_again(voting).empty());
}

TEST(Corrections, say_whether_the_secretariat_entered_the_vote_that_stands) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4, {{"method.corrections", "true"}});
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
  const Voting& voting = chamber.meeting.votings.at(id);
  const DelegationId whose = Chamber::delegation(2);
  chamber.as(Chamber::office(), CastVote{id, Choice::kFor, whose});
  EXPECT_EQ(voting.entered, std::vector{whose});
  chamber.as(Chamber::member(2), CorrectVote{id, Choice::kAgainst, {}});
  EXPECT_TRUE(voting.entered.empty());
  chamber.as(Chamber::office(), CorrectVote{id, Choice::kFor, whose});
  EXPECT_EQ(voting.entered, std::vector{whose});
  EXPECT_EQ(voting.corrected, std::vector{whose});
}

// A recorded vote of five minutes, of which three have passed; a ruling on its conduct, appealed
// against two minutes before now.
struct TimedVotesInterrupted : testing::Test {
  TimedVotesInterrupted() : chamber(Chamber::in_session(kUnitedNations, 5)) {
    chamber.as(Chamber::chair(),
               OpenVoting{Chamber::on(chamber.propose(1)), Method::kRecorded, minutes(5)});
    chamber.as(Chamber::member(1), CastVote{id, Choice::kFor, {}});
    chamber.pass(minutes(3));
    chamber.as(Chamber::member(4), RaisePointOfOrder{"the screen is dark", true});
    chamber.pass(minutes(10));
    chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kRejected, ""});
    appeal = chamber.move(4, MotionKind::kAppeal);
    chamber.pass(minutes(2));
  }
  // It has the two minutes that it had left, and no more.
  void expect_two_minutes_left() {
    chamber.pass(minutes(2) - seconds(1));
    EXPECT_EQ(chamber.meeting.votings.at(id).state, VotingState::kOpen);
    chamber.as(Chamber::member(2), CastVote{id, Choice::kFor, {}});
    chamber.pass(seconds(1));
    EXPECT_EQ(chamber.meeting.votings.at(id).state, VotingState::kAdopted);
    EXPECT_TRUE(chamber.replayed() == chamber.meeting);
  }

  Chamber chamber;
  VotingId id{1};
  MotionId appeal;
};

TEST_F(TimedVotesInterrupted, by_an_appeal_that_is_decided_go_on_for_the_time_left) {
  const VotingId on_appeal = chamber.open(Chamber::on(appeal));
  chamber.as(Chamber::member(1), CastVote{on_appeal, Choice::kAgainst, {}});
  chamber.pass(minutes(7));
  chamber.as(Chamber::chair(), CloseVoting{on_appeal});
  expect_two_minutes_left();
}

TEST_F(TimedVotesInterrupted, by_an_appeal_that_is_withdrawn_go_on_for_the_time_left) {
  chamber.as(Chamber::member(4), WithdrawMotion{appeal});
  expect_two_minutes_left();
}

// Not the time of the point twice.
TEST_F(TimedVotesInterrupted, by_a_point_of_order_within_an_appeal_get_the_time_back_once) {
  chamber.as(Chamber::member(5), RaisePointOfOrder{"still dark", true});
  chamber.pass(minutes(4));
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(2), Ruling::kRejected, ""});
  chamber.as(Chamber::member(4), WithdrawMotion{appeal});
  expect_two_minutes_left();
}

}  // namespace
}  // namespace hemicycle::meeting
