#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(UnRules, rule_80_withdrawal_before_voting_unless_amended_and_reintroduction) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  EXPECT_EQ(chamber.refused(Chamber::member(2), WithdrawProposal{text}).code,
            RefusalCode::kNotTheMover);
  chamber.as(Chamber::member(1), WithdrawProposal{text});
  chamber.as(Chamber::member(2), ReintroduceProposal{text});
  EXPECT_EQ(chamber.meeting.proposals.at(text).mover, Chamber::delegation(2));
  chamber.vote(Chamber::on(chamber.amend(3, text, 1)), "+++++");
  EXPECT_EQ(chamber.refused(Chamber::member(2), WithdrawProposal{text}).rule, "80");
  const VotingId voting = chamber.open(Chamber::on(text));
  EXPECT_EQ(chamber.refused(Chamber::member(2), WithdrawProposal{text}).code,
            RefusalCode::kVotingHasBegun);
  chamber.as(Chamber::chair(), CloseVoting{voting});
}

TEST(UnRules, rule_81_reconsideration_needs_two_thirds_and_two_against_may_speak) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 6);
  const ProposalId text = chamber.propose(1);
  EXPECT_EQ(
      chamber
          .refused(Chamber::member(1),
                   MoveMotion{MotionKind::kReconsider, text, {}, std::nullopt, std::nullopt, ""})
          .code,
      RefusalCode::kProposalStillPending);
  chamber.vote(Chamber::on(text), "------");
  const MotionId first = chamber.move(1, MotionKind::kReconsider, text);
  EXPECT_EQ(chamber.refused(Chamber::member(2), AskFloorOnMotion{first, Side::kFor}).rule, "81");
  for (int i : {2, 3}) chamber.as(Chamber::member(i), AskFloorOnMotion{first, Side::kAgainst});
  EXPECT_EQ(chamber.refused(Chamber::member(4), AskFloorOnMotion{first, Side::kAgainst}).rule,
            "81");
  for (std::uint32_t i : {1, 2}) chamber.as(Chamber::chair(), WithdrawRequest{RequestId(i)});
  chamber.vote(Chamber::on(first), "+++---");
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kRejected);
  chamber.vote(Chamber::on(chamber.move(1, MotionKind::kReconsider, text)), "++++--");
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  EXPECT_EQ(chamber.vote(Chamber::on(text), "++++++").state, VotingState::kAdopted);
}

// A text of one preambular and two operative parts, divided without objection.
ProposalId divided(Chamber& chamber) {
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::member(2), AskDivision{text,
                                             {{PartKind::kPreamble, "P"},
                                              {PartKind::kOperative, "1"},
                                              {PartKind::kOperative, "2"}}});
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(text))).rule, "89");
  chamber.as(Chamber::chair(), DivideProposal{text});
  return text;
}

TEST(UnRules, rule_89_parts_are_voted_on_separately_then_the_whole) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = divided(chamber);
  chamber.vote(Chamber::on(text, PartId(1)), "+++--");
  chamber.vote(Chamber::on(text, PartId(2)), "-----");
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(text))).code,
            RefusalCode::kPartsFirst);
  chamber.vote(Chamber::on(text, PartId(3)), "+++--");
  EXPECT_EQ(chamber.vote(Chamber::on(text), "+++--").state, VotingState::kAdopted);
}

TEST(UnRules, rule_89_the_whole_fails_when_all_operative_parts_fail) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = divided(chamber);
  chamber.vote(Chamber::on(text, PartId(1)), "+++++");
  chamber.vote(Chamber::on(text, PartId(2)), "-----");
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  chamber.vote(Chamber::on(text, PartId(3)), "+----");
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kRejected);
}

TEST(UnRules, rule_89_an_objection_to_division_is_voted_on) {
  for (const char* votes : {"+++--", "---++"}) {
    Chamber chamber = Chamber::in_session(kUnitedNations);
    const ProposalId text = chamber.propose(1);
    const PartAsked part{PartKind::kOperative, "1"};
    chamber.as(Chamber::member(2), AskDivision{text, {part, part}});
    chamber.as(Chamber::member(3), ObjectToDivision{text});
    EXPECT_EQ(chamber.refused(Chamber::chair(), DivideProposal{text}).code,
              RefusalCode::kDivisionObjected);
    chamber.vote(Chamber::on(chamber.move(2, MotionKind::kDivision, text)), votes);
    EXPECT_EQ(chamber.meeting.proposals.at(text).parts.size(), votes[0] == '+' ? 2u : 0u);
  }
}

TEST(UnRules, rules_90_91_the_amendment_furthest_from_the_text_first) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const AmendmentId near = chamber.amend(2, text, 1);
  const AmendmentId far = chamber.amend(3, text, 9);
  const AmendmentId middle = chamber.amend(4, text, 5);
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(text))).code,
            RefusalCode::kAmendmentsFirst);
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(near))).code,
            RefusalCode::kFurthestFirst);
  chamber.vote(Chamber::on(far), "-----");
  chamber.as(Chamber::chair(), RankAmendments{text, {near, middle}});
  chamber.vote(Chamber::on(near), "+++++");
  chamber.vote(Chamber::on(middle), "-----");
  EXPECT_EQ(chamber.vote(Chamber::on(text), "+++++").state, VotingState::kAdopted);
}

TEST(UnRules, rules_90_91_an_excluded_amendment_is_not_put) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const AmendmentId near = chamber.amend(2, text, 1);
  const AmendmentId far = chamber.amend(3, text, 2);
  chamber.as(Chamber::chair(), DeclareExclusion{far, near});
  chamber.vote(Chamber::on(far), "+++++");
  EXPECT_EQ(chamber.meeting.amendments.at(near).state, TextState::kNotPut);
  chamber.vote(Chamber::on(text), "+++++");
}

TEST(UnRules, rules_90_91_proposals_in_the_order_submitted) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId first = chamber.propose(1, "First");
  const ProposalId second = chamber.propose(2, "Second");
  const Refusal no = chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(second)));
  EXPECT_EQ(sentence(no, "en"),
            "Texts are voted on in the order in which they were submitted: 'First' comes first "
            "(rule 91).");
  chamber.vote(Chamber::on(first), "-----");
  chamber.vote(Chamber::on(second), "+++++");
}

// Amendments are voted on before the text (rule 90): that is no vote on the text itself.
TEST(UnRules, rule_80_a_text_whose_amendments_failed_is_still_its_movers) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  chamber.vote(Chamber::on(chamber.amend(2, text, 1)), "-----");
  chamber.as(Chamber::member(1), WithdrawProposal{text});
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kWithdrawn);
  const ProposalId in_parts = divided(chamber);
  chamber.vote(Chamber::on(in_parts, PartId(1)), "+++++");
  EXPECT_EQ(chamber.refused(Chamber::member(1), WithdrawProposal{in_parts}).code,
            RefusalCode::kVotingHasBegun);
}

TEST(UnRules, rule_80_a_text_withdrawn_after_the_closure_may_be_introduced_again) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  chamber.vote(Chamber::on(chamber.move(2, MotionKind::kCloseDebate)), "+++++");
  chamber.as(Chamber::member(1), WithdrawProposal{text});
  const SubmitProposal another{ItemId(1), {}, "", {{"en", "Another"}}, {}, {}, false};
  EXPECT_EQ(chamber.refused(Chamber::member(3), another).rule, "75");
  chamber.as(Chamber::member(3), ReintroduceProposal{text});
  EXPECT_EQ(chamber.vote(Chamber::on(text), "+++++").state, VotingState::kAdopted);
}

TEST(UnRules, rule_89_a_text_is_divided_as_amended) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  chamber.vote(Chamber::on(chamber.amend(2, text, 1)), "+++++");
  const PartAsked part{PartKind::kOperative, "1"};
  chamber.as(Chamber::member(3), AskDivision{text, {part, part}});
  chamber.as(Chamber::chair(), DivideProposal{text});
  chamber.vote(Chamber::on(text, PartId(1)), "+++++");
  chamber.vote(Chamber::on(text, PartId(2)), "-----");
  EXPECT_EQ(chamber.vote(Chamber::on(text), "+++++").state, VotingState::kAdopted);
}

}  // namespace
}  // namespace hemicycle::meeting
