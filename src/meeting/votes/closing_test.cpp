#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

// The members from the n-th on leave.
void leave_from(Chamber& chamber, int first, int last) {
  for (int i = first; i <= last; ++i)
    chamber.as(Chamber::system(), Leave{Chamber::delegation(i), Chamber::person(i)});
}

TEST(LostQuorum, a_vote_that_too_few_are_left_for_is_void_and_can_be_taken_again) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const VotingId id = chamber.open(Chamber::on(text), Method::kRecorded);
  for (int i : {1, 2}) chamber.as(Chamber::member(i), CastVote{id, Choice::kFor, {}});
  leave_from(chamber, 3, 5);
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.votings.at(id).state, VotingState::kCancelled);
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  EXPECT_TRUE(chamber.meeting.decisions.empty());
  chamber.as(Chamber::system(), Arrive{Chamber::delegation(3), Chamber::person(3)});
  EXPECT_EQ(chamber.vote(Chamber::on(text), "+++").state, VotingState::kAdopted);
}

TEST(LostQuorum, consent_of_too_few_is_none) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kConsensus);
  leave_from(chamber, 3, 5);
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.votings.at(id).state, VotingState::kCancelled);
}

TEST(LostQuorum, secret_ballots_of_a_void_vote_are_never_published) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
  chamber.as(Chamber::member(1), CastSecretBallot{id, Choice::kFor, {}, {}});
  leave_from(chamber, 3, 5);
  const Events closing = chamber.as(Chamber::chair(), CloseVoting{id});
  ASSERT_EQ(closing.size(), 1u);
  EXPECT_EQ(std::get<VotingClosed>(closing[0]).outcome, VotingState::kCancelled);
  EXPECT_TRUE(chamber.meeting.votings.at(id).ballots.empty());
}

TEST(LostQuorum, a_void_second_vote_leaves_the_tie_waiting) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4);
  const ProposalId text = chamber.propose(1);
  chamber.vote(Chamber::on(text), "++--");
  const auto deadline = next_deadline(chamber.meeting);
  chamber.as(Chamber::chair(), AdjournMeeting{});
  chamber.as(Chamber::chair(), OpenMeeting{});
  const VotingId second = chamber.open(Chamber::on(text));
  leave_from(chamber, 2, 4);
  chamber.as(Chamber::chair(), CloseVoting{second});
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kTied);
  EXPECT_EQ(next_deadline(chamber.meeting), deadline);
  chamber.pass(hours(48));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kRejected);
}

TEST(LostQuorum, too_few_may_still_vote_to_adjourn) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const MotionId motion = chamber.move(1, MotionKind::kAdjournMeeting);
  leave_from(chamber, 3, 5);
  EXPECT_EQ(chamber.vote(Chamber::on(motion), "++").state, VotingState::kAdopted);
  EXPECT_EQ(chamber.meeting.session.phase, Phase::kAdjourned);
}

TEST(OpenVotes, are_decided_by_the_rules_under_which_they_were_opened) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.vote(Chamber::on(chamber.propose(1)), "+++++");
  const ProposalId text = chamber.propose(1);
  const OverrideRule lenient{{"majority.basis", "members"}, DecisionId(1)};
  const VotingId id = chamber.open(Chamber::on(text));
  EXPECT_EQ(chamber.refused(Chamber::chair(), lenient).code, RefusalCode::kVotingUnderWay);
  chamber.as(Chamber::chair(), CloseVoting{id});
  chamber.as(Chamber::chair(), lenient);
}

TEST(OpenVotes, a_silence_is_broken_by_as_many_objections_as_when_it_began) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.vote(Chamber::on(chamber.propose(1)), "+++++");
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::chair(), OpenVoting{Chamber::on(text), Method::kSilence, hours(72)});
  EXPECT_EQ(chamber
                .refused(Chamber::chair(),
                         OverrideRule{{"silence.objections_to_break", "3"}, DecisionId(1)})
                .code,
            RefusalCode::kVotingUnderWay);
  chamber.as(Chamber::chair(), OverrideRule{{"connection.grace", "0:05"}, DecisionId(1)});
}

TEST(WeightedVotes, are_a_share_of_the_votes_that_members_have) {
  for (const char* basis : {"members", "present"}) {
    Chamber chamber(kUnitedNations, 3);
    chamber.as(Chamber::office(),
               RegisterOrganisation{{{"en", "Large"}}, "L", "", Standing::kMember, 10});
    chamber.as(Chamber::office(), RegisterDelegation{OrganisationId(4)});
    chamber.as(Chamber::office(), RegisterDelegate{Chamber::delegation(4), Chamber::person(4), "L",
                                                   "", Position::kHead});
    chamber.as(Chamber::office(), ReportCredential{Chamber::delegation(4), true});
    chamber.as(Chamber::system(), Arrive{Chamber::delegation(4), Chamber::person(4)});
    chamber.as(Chamber::chair(), OverrideRule{{"voting.weighted", "true"}});
    chamber.as(Chamber::chair(), OverrideRule{{"majority.basis", basis}});
    chamber.begin();
    const Voting& voting = chamber.vote(Chamber::on(chamber.propose(1)), "+++-");
    EXPECT_EQ(voting.tally.basis, 13u) << basis;
    EXPECT_EQ(voting.tally.needed, 7u);
    EXPECT_EQ(voting.state, VotingState::kRejected);  // 3 against 10
  }
}

TEST(WeightedVotes, are_never_secret_and_the_refusal_says_why) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 5, {{"voting.weighted", "true"}});
  const Refusal no = chamber.refused(
      Chamber::chair(), OpenVoting{Chamber::on(chamber.propose(1)), Method::kSecret, {}});
  EXPECT_EQ(sentence(no, "en"),
            "Votes are weighted here, and a weight would tell whose ballot it is: there is no "
            "secret ballot (rule 82).");
}

TEST(NothingDecided, when_a_written_consultation_is_stopped_between_meetings) {
  Chamber chamber(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::chair(), OpenVoting{Chamber::on(text), Method::kSilence, hours(72)});
  chamber.as(Chamber::chair(), CancelVoting{VotingId(1), "the dates were wrong"});
  chamber.pass(hours(73));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  chamber.as(Chamber::member(1), WithdrawProposal{text});
}

}  // namespace
}  // namespace hemicycle::meeting
