#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

OpenVoting by_hands(const Subject& subject) {
  return {subject, Method::kShowOfHands, std::nullopt};
}

TEST(Amendments, to_an_amendment_come_before_it_and_go_no_further) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 6);
  const ProposalId text = chamber.propose(1);
  const AmendmentId near = chamber.amend(2, text, 1);
  const AmendmentId far = chamber.amend(3, text, 5);
  chamber.as(Chamber::member(4), SubmitAmendment{text, {{"en", "to it"}}, 1, far});
  const AmendmentId to_far(3);
  EXPECT_EQ(
      chamber.refused(Chamber::member(5), SubmitAmendment{text, {{"en", "deeper"}}, 1, to_far})
          .code,
      RefusalCode::kAmendmentTooDeep);
  EXPECT_EQ(chamber.refused(Chamber::chair(), by_hands(Chamber::on(far))).code,
            RefusalCode::kAmendmentsFirst);
  EXPECT_EQ(chamber.refused(Chamber::chair(), by_hands(Chamber::on(near))).code,
            RefusalCode::kFurthestFirst);
  chamber.vote(Chamber::on(to_far), "++++--");
  EXPECT_FALSE(chamber.meeting.proposals.at(text).amended);
  EXPECT_EQ(chamber.refused(Chamber::member(3), WithdrawAmendment{far}).code,
            RefusalCode::kAlreadyAmended);
  chamber.vote(Chamber::on(far), "++++--");
  EXPECT_TRUE(chamber.meeting.proposals.at(text).amended);
}

TEST(Amendments, to_one_that_has_gone_are_not_put) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 6);
  const ProposalId text = chamber.propose(1);
  const AmendmentId one = chamber.amend(2, text, 1);
  chamber.as(Chamber::member(4), SubmitAmendment{text, {{"en", "to it"}}, 1, one});
  chamber.as(Chamber::member(2), WithdrawAmendment{one});
  EXPECT_EQ(chamber.meeting.amendments.at(AmendmentId(2)).state, TextState::kNotPut);
  chamber.vote(Chamber::on(text), "++++--");
}

TEST(Amendments, keep_the_paragraph_and_the_line_that_they_are_to) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const Passage passage{"operative 3", 12};
  chamber.as(Chamber::member(2), SubmitAmendment{text, {{"en", "new"}}, 1, std::nullopt, passage});
  EXPECT_EQ(chamber.meeting.amendments.at(AmendmentId(1)).passage, passage);
}

TEST(Amendments, a_withdrawal_is_no_decision) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const AmendmentId one = chamber.amend(2, text, 1);
  const Events withdrawn = chamber.as(Chamber::member(2), WithdrawAmendment{one});
  ASSERT_EQ(withdrawn.size(), 1u);
  EXPECT_EQ(name_of(withdrawn[0]), "AmendmentWithdrawn");
  // As journals of old tell it.
  Meeting old = chamber.meeting;
  apply(old, AmendmentDecided{one, TextState::kWithdrawn}, chamber.now);
  EXPECT_EQ(old.amendments.at(one).state, chamber.meeting.amendments.at(one).state);
}

TEST(RobertsRules, amendments_are_seconded_and_come_one_of_each_degree_at_a_time) {
  Chamber chamber = Chamber::in_session(kRoberts, 6);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::member(2), SecondProposal{text});
  const AmendmentId first = chamber.amend(3, text, 0);
  const Refusal lonely = chamber.refused(Chamber::chair(), by_hands(Chamber::on(first)));
  EXPECT_EQ(lonely.code, RefusalCode::kAmendmentNeedsSecond);
  EXPECT_EQ(lonely.rule, "amend");
  EXPECT_EQ(chamber.refused(Chamber::member(3), SecondAmendment{first}).rule, "amend");
  chamber.as(Chamber::member(4), SecondAmendment{first});
  EXPECT_EQ(chamber.refused(Chamber::member(5), SubmitAmendment{text, {}, 0}).code,
            RefusalCode::kAmendmentPending);
  chamber.as(Chamber::member(5), SubmitAmendment{text, {}, 0, first});
  EXPECT_EQ(chamber.refused(Chamber::member(6), SubmitAmendment{text, {}, 0, first}).code,
            RefusalCode::kAmendmentPending);
  chamber.as(Chamber::member(6), SecondAmendment{AmendmentId(2)});
  EXPECT_EQ(chamber.refused(Chamber::member(6), SubmitAmendment{text, {}, 0, AmendmentId(2)}).code,
            RefusalCode::kAmendmentTooDeep);
  chamber.vote(Chamber::on(AmendmentId(2)), "++++--");
  chamber.vote(Chamber::on(first), "++++--");
  chamber.amend(5, text, 0);  // the next may come
}

struct ClosureCase {
  MotionKind kind;
  const char* rule;
};
class Closure : public testing::TestWithParam<ClosureCase> {};

// Whatever happens to the item: closed, and opened again.
TEST_P(Closure, lets_no_amendment_in_but_any_withdrawal) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 6);
  const ProposalId text = chamber.propose(1);
  const AmendmentId early = chamber.amend(2, text, 1);
  chamber.vote(Chamber::on(chamber.move(3, GetParam().kind)), "++++--");
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(chamber.refused(Chamber::member(4), SubmitAmendment{text, {}, 2}).rule,
              GetParam().rule);
    chamber.as(Chamber::chair(), CloseItem{ItemId(1)});
    chamber.as(Chamber::chair(), OpenItem{ItemId(1)});
  }
  chamber.as(Chamber::member(2), WithdrawAmendment{early});
  chamber.as(Chamber::member(1), WithdrawProposal{text});
}

INSTANTIATE_TEST_SUITE_P(UnRules, Closure,
                         testing::Values(ClosureCase{MotionKind::kCloseDebate, "75"},
                                         ClosureCase{MotionKind::kAdjournDebate, "74"}));

class AdjournedDebate : public testing::TestWithParam<Method> {};

TEST_P(AdjournedDebate, binds_every_way_to_decide_until_it_is_resumed) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 6);
  const ProposalId text = chamber.propose(1);
  chamber.vote(Chamber::on(chamber.move(3, MotionKind::kAdjournDebate)), "++++--");
  const OpenVoting put{Chamber::on(text), GetParam(), hours(72)};
  EXPECT_EQ(chamber.refused(Chamber::chair(), put).rule, "74");
  chamber.as(Chamber::chair(), CloseItem{ItemId(1)});
  chamber.as(Chamber::chair(), OpenItem{ItemId(1)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), put).rule, "74");
  chamber.vote(Chamber::on(chamber.move(3, MotionKind::kResumeDebate)), "++++--");
  chamber.as(Chamber::chair(), put);
}

INSTANTIATE_TEST_SUITE_P(UnRules, AdjournedDebate,
                         testing::Values(Method::kConsensus, Method::kAcclamation,
                                         Method::kShowOfHands, Method::kRecorded, Method::kRollCall,
                                         Method::kSecret, Method::kSilence));

TEST(Reconsideration, opens_amendments_and_explanations_again) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 6);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::member(2), AskExplanation{text});
  chamber.vote(Chamber::on(chamber.move(3, MotionKind::kCloseDebate)), "++++--");
  chamber.vote(Chamber::on(text), "++++--");
  const MotionId motion = chamber.move(4, MotionKind::kReconsider, text);
  chamber.vote(Chamber::on(motion), "++++--");
  EXPECT_EQ(name_of(chamber.journal.back().event), "ProposalReconsidered");
  chamber.as(Chamber::member(2), AskExplanation{text});
  chamber.amend(5, text, 1);
}

TEST(Amendments, that_were_withdrawn_are_taken_over_by_any_member) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const AmendmentId one = chamber.amend(2, text, 1);
  EXPECT_EQ(chamber.refused(Chamber::member(3), ReintroduceAmendment{one}).code,
            RefusalCode::kNotWithdrawn);
  chamber.as(Chamber::member(2), WithdrawAmendment{one});
  chamber.as(Chamber::member(3), ReintroduceAmendment{one});
  EXPECT_EQ(chamber.refused(Chamber::member(2), WithdrawAmendment{one}).rule, "80");
  EXPECT_EQ(chamber.refused(Chamber::chair(), by_hands(Chamber::on(text))).code,
            RefusalCode::kAmendmentsFirst);
  chamber.vote(Chamber::on(one), "+++++");
  EXPECT_TRUE(chamber.meeting.proposals.at(text).amended);
}

// Else a mover could take an amendment from the meeting when nobody can move it any more.
TEST(Amendments, are_taken_over_also_when_new_ones_come_too_late) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const AmendmentId near = chamber.amend(2, text, 1);
  const AmendmentId far = chamber.amend(3, text, 2);
  chamber.vote(Chamber::on(chamber.move(4, MotionKind::kCloseDebate)), "+++++");
  chamber.vote(Chamber::on(far), "-----");
  chamber.as(Chamber::member(2), WithdrawAmendment{near});
  EXPECT_EQ(chamber.refused(Chamber::member(3), SubmitAmendment{text, {}, 1}).code,
            RefusalCode::kVotingHasBegun);
  chamber.as(Chamber::member(3), ReintroduceAmendment{near});
  chamber.vote(Chamber::on(near), "+++++");
  EXPECT_EQ(chamber.meeting.amendments.at(near).mover, Chamber::delegation(3));
  EXPECT_EQ(chamber.meeting.amendments.at(near).state, TextState::kAdopted);
}

TEST(Amendments, are_not_taken_over_once_their_text_is_voted_on) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const AmendmentId one = chamber.amend(2, text, 1);
  chamber.as(Chamber::member(2), WithdrawAmendment{one});
  const VotingId voting = chamber.open(Chamber::on(text));
  EXPECT_EQ(chamber.refused(Chamber::member(3), ReintroduceAmendment{one}).code,
            RefusalCode::kVotingHasBegun);
  chamber.as(Chamber::member(1), CastVote{voting, Choice::kFor, std::nullopt});
  chamber.as(Chamber::chair(), CloseVoting{voting});
  EXPECT_EQ(chamber.refused(Chamber::member(3), ReintroduceAmendment{one}).code,
            RefusalCode::kProposalNotPending);
}

TEST(RobertsRules, what_is_taken_over_needs_a_second_again) {
  Chamber chamber = Chamber::in_session(kRoberts, 6);
  const ProposalId question = chamber.propose(1);
  chamber.as(Chamber::member(2), SecondProposal{question});
  const AmendmentId amendment = chamber.amend(3, question, 0);
  chamber.as(Chamber::member(4), SecondAmendment{amendment});
  chamber.as(Chamber::member(3), WithdrawAmendment{amendment});
  chamber.as(Chamber::member(5), ReintroduceAmendment{amendment});
  EXPECT_EQ(chamber.meeting.amendments.at(amendment).state, TextState::kMoved);
  chamber.as(Chamber::member(5), WithdrawAmendment{amendment});
  chamber.as(Chamber::member(1), WithdrawProposal{question});
  chamber.as(Chamber::member(6), ReintroduceProposal{question});
  EXPECT_EQ(chamber.meeting.proposals.at(question).state, TextState::kMoved);
  EXPECT_EQ(chamber.meeting.proposals.at(question).seconder, std::nullopt);
}

}  // namespace
}  // namespace hemicycle::meeting
