#include "meeting/texts/main_motion.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(RobertsRules, main_motion_needs_a_second_is_amendable_and_takes_a_majority) {
  Chamber chamber = Chamber::in_session(kRoberts, 6);
  const ProposalId question = chamber.propose(1);
  const OpenVoting vote{Chamber::on(question), Method::kShowOfHands, std::nullopt};
  EXPECT_EQ(chamber.refused(Chamber::chair(), vote).code, RefusalCode::kProposalNotPending);
  EXPECT_EQ(chamber.refused(Chamber::member(1), SecondProposal{question}).code,
            RefusalCode::kNotOwnSecond);
  chamber.as(Chamber::member(2), SecondProposal{question});
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.speak(3, minutes(1));
  const AmendmentId amendment = chamber.amend(3, question, 0);
  chamber.as(Chamber::member(4), SecondAmendment{amendment});
  chamber.vote(Chamber::on(amendment), "++++--");
  EXPECT_EQ(chamber.vote(Chamber::on(question), "+++--0").state, VotingState::kAdopted);
}

TEST(RobertsRules, one_main_motion_at_a_time) {
  MainMotion floor;
  Chamber& chamber = floor.chamber;
  const SubmitProposal another{ItemId(1), {}, "", {{"en", "Another"}}, {}, {}, false};
  EXPECT_EQ(chamber.refused(Chamber::member(3), another).code, RefusalCode::kMainMotionPending);
  chamber.vote(Chamber::on(floor.seconded(MotionKind::kLayOnTable)), "++++--");
  chamber.as(Chamber::member(3), another);  // the first is out of the way
  EXPECT_EQ(
      chamber
          .refused(Chamber::member(1), Chamber::motion(MotionKind::kTakeFromTable, floor.question))
          .code,
      RefusalCode::kMainMotionPending);
}

}  // namespace
}  // namespace hemicycle::meeting
