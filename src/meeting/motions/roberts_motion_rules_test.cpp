#include "meeting/texts/main_motion.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(RobertsRules, lay_on_the_table_is_undebatable_and_takes_a_majority) {
  MainMotion floor;
  const MotionId motion = floor.seconded(MotionKind::kLayOnTable);
  EXPECT_EQ(floor.chamber.refused(Chamber::member(3), AskFloorOnMotion{motion, Side::kFor}).code,
            RefusalCode::kMotionNotDebatable);
  floor.chamber.vote(Chamber::on(motion), "+++---");
  EXPECT_EQ(floor.state(), TextState::kPending);
  floor.chamber.vote(Chamber::on(floor.seconded(MotionKind::kLayOnTable)), "++++--");
  EXPECT_EQ(floor.state(), TextState::kTabled);
  floor.chamber.vote(Chamber::on(floor.seconded(MotionKind::kTakeFromTable)), "++++--");
  EXPECT_EQ(floor.state(), TextState::kPending);
}

TEST(RobertsRules, previous_question_takes_two_thirds_and_ends_debate) {
  MainMotion floor;
  floor.chamber.vote(Chamber::on(floor.seconded(MotionKind::kPreviousQuestion)), "+++---");
  EXPECT_FALSE(floor.chamber.meeting.proposals.at(floor.question).debate_closed);
  floor.chamber.vote(Chamber::on(floor.seconded(MotionKind::kPreviousQuestion)), "++++--");
  EXPECT_TRUE(floor.chamber.meeting.proposals.at(floor.question).debate_closed);
  floor.chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId late = floor.chamber.ask(3);
  EXPECT_EQ(floor.chamber.refused(Chamber::chair(), GiveFloor{late}).code,
            RefusalCode::kDebateClosed);
  EXPECT_EQ(floor.chamber.refused(Chamber::member(3), SubmitAmendment{floor.question, {}, 0}).code,
            RefusalCode::kDebateClosed);
  floor.chamber.vote(Chamber::on(floor.question), "++++--");
  floor.chamber.as(Chamber::chair(), GiveFloor{late});  // the next question is open
}

TEST(RobertsRules, limit_debate_takes_two_thirds) {
  for (const char* votes : {"+++---", "++++--"}) {
    MainMotion floor;
    floor.chamber.as(Chamber::chair(), OpenList{ItemId(1)});
    floor.chamber.as(Chamber::member(1), MoveMotion{MotionKind::kLimitDebate,
                                                    std::nullopt,
                                                    {{Category::kMember, minutes(2)}},
                                                    std::nullopt,
                                                    std::nullopt,
                                                    ""});
    floor.chamber.as(Chamber::member(2), SecondMotion{MotionId(1)});
    floor.chamber.vote(Chamber::on(MotionId(1)), votes);
    floor.chamber.as(Chamber::chair(), GiveFloor{floor.chamber.ask(3)});
    EXPECT_EQ(floor.chamber.meeting.floor.holder->limit, minutes(votes[3] == '+' ? 2 : 10));
  }
}

TEST(RobertsRules, the_previous_question_travels_to_the_table_and_back) {
  MainMotion floor;
  floor.chamber.vote(Chamber::on(floor.seconded(MotionKind::kPreviousQuestion)), "++++--");
  floor.chamber.vote(Chamber::on(floor.seconded(MotionKind::kLayOnTable)), "++++--");
  floor.chamber.vote(Chamber::on(floor.seconded(MotionKind::kTakeFromTable)), "++++--");
  EXPECT_EQ(name_of(floor.chamber.journal.back().event), "ProposalTakenUp");
  EXPECT_EQ(floor.chamber.refused(Chamber::member(3), SubmitAmendment{floor.question, {}, 0}).rule,
            "previous question");
}

TEST(RobertsRules, only_a_motion_that_has_precedence_is_in_order_while_another_is_pending) {
  MainMotion floor;
  const MotionId table = floor.seconded(MotionKind::kLayOnTable);
  const MoveMotion lower = Chamber::motion(MotionKind::kPostponeIndefinitely, floor.question);
  EXPECT_EQ(floor.chamber.refused(Chamber::member(3), lower).code,
            RefusalCode::kHigherMotionPending);
  EXPECT_EQ(floor.chamber.refused(Chamber::member(3), SubmitAmendment{floor.question, {}, 0}).code,
            RefusalCode::kHigherMotionPending);
  const MotionId recess = floor.chamber.move(4, MotionKind::kSuspendMeeting);
  floor.chamber.as(Chamber::member(5), SecondMotion{recess});
  EXPECT_EQ(next_motion(floor.chamber.meeting), recess);
  floor.chamber.vote(Chamber::on(recess), "++----");
  EXPECT_EQ(next_motion(floor.chamber.meeting), table);
}

TEST(RobertsRules, a_postponed_question_comes_back_at_its_time) {
  MainMotion floor;
  Chamber& chamber = floor.chamber;
  MoveMotion postpone = Chamber::motion(MotionKind::kPostpone, floor.question);
  EXPECT_EQ(chamber.refused(Chamber::member(1), postpone).code, RefusalCode::kMalformed);
  postpone.until = chamber.now + hours(2);
  chamber.as(Chamber::member(1), postpone);
  chamber.as(Chamber::member(2), SecondMotion{MotionId(1)});
  chamber.vote(Chamber::on(MotionId(1)), "++++--");
  EXPECT_EQ(floor.state(), TextState::kPostponed);
  EXPECT_EQ(chamber.refused(Chamber::chair(), TakeUpProposal{floor.question}).rule,
            "postpone to a certain time");
  chamber.pass(hours(2));
  chamber.as(Chamber::chair(), TakeUpProposal{floor.question});
  EXPECT_EQ(floor.state(), TextState::kPending);
}

TEST(RobertsRules, a_committee_reports_on_what_was_referred_to_it) {
  MainMotion floor;
  MoveMotion refer = Chamber::motion(MotionKind::kCommit, floor.question);
  EXPECT_EQ(floor.chamber.refused(Chamber::member(1), refer).code, RefusalCode::kBlankName);
  refer.committee = "The committee on pianos";
  floor.chamber.as(Chamber::member(1), refer);
  floor.chamber.as(Chamber::member(2), SecondMotion{MotionId(1)});
  floor.chamber.vote(Chamber::on(MotionId(1)), "++++--");
  EXPECT_EQ(floor.chamber.meeting.proposals.at(floor.question).committee, refer.committee);
  floor.chamber.as(Chamber::chair(), TakeUpProposal{floor.question});
  EXPECT_EQ(floor.state(), TextState::kPending);
}

TEST(RobertsRules, postponing_indefinitely_comes_after_the_amendments_and_ends_the_question) {
  MainMotion floor;
  Chamber& chamber = floor.chamber;
  const MotionId motion = floor.seconded(MotionKind::kPostponeIndefinitely);
  const AmendmentId amendment = chamber.amend(3, floor.question, 0);
  EXPECT_EQ(chamber
                .refused(Chamber::member(5),
                         Chamber::motion(MotionKind::kPostponeIndefinitely, floor.question))
                .code,
            RefusalCode::kMotionAlreadyMoved);
  chamber.as(Chamber::member(4), SecondAmendment{amendment});
  chamber.vote(Chamber::on(amendment), "++++--");
  chamber.vote(Chamber::on(motion), "++++--");
  EXPECT_EQ(floor.state(), TextState::kPostponedIndefinitely);
  EXPECT_EQ(chamber.refused(Chamber::chair(), TakeUpProposal{floor.question}).code,
            RefusalCode::kNotPostponed);
}

TEST(RobertsRules, the_prevailing_side_moves_to_reconsider) {
  for (const char* votes : {"++++--", "----++"}) {
    MainMotion floor;
    Chamber& chamber = floor.chamber;
    chamber.vote(Chamber::on(floor.question), votes);
    const MoveMotion again = Chamber::motion(MotionKind::kReconsider, floor.question);
    EXPECT_EQ(chamber.refused(Chamber::member(5), again).code, RefusalCode::kNotPrevailingSide);
    chamber.as(Chamber::member(3), again);
    chamber.as(Chamber::member(5), SecondMotion{MotionId(1)});
    chamber.vote(Chamber::on(MotionId(1)), "++++--");
    EXPECT_EQ(floor.state(), TextState::kPending);
  }
}

TEST(RobertsRules, point_of_order_needs_no_second_and_a_tie_on_appeal_sustains_the_chair) {
  struct Case {
    const char* votes;
    bool overruled;
  };
  for (const Case& each : {Case{"+++---", false}, Case{"++++--", true}}) {
    MainMotion floor;
    Chamber& chamber = floor.chamber;
    chamber.as(Chamber::member(3), RaisePointOfOrder{"order", false});
    chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kRejected, ""});
    chamber.as(Chamber::member(3),
               MoveMotion{MotionKind::kAppeal, std::nullopt, {}, std::nullopt, std::nullopt, ""});
    chamber.as(Chamber::member(4), SecondMotion{MotionId(1)});
    chamber.vote(Chamber::on(MotionId(1)), each.votes);
    EXPECT_EQ(chamber.meeting.points.at(PointId(1)).overruled, each.overruled);
  }
}

}  // namespace
}  // namespace hemicycle::meeting
