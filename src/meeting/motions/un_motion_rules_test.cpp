#include "meeting/floor/point_raised.h"
#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

struct AppealCase {
  const char* votes;
  bool overruled;
};
class Appeal : public testing::TestWithParam<AppealCase> {};

TEST_P(Appeal, rule_71_ruling_stands_unless_a_majority_overrules_it) {
  Chamber chamber = after_a_point_of_order();
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kRejected, "not so"});
  const MotionId appeal = chamber.move(2, MotionKind::kAppeal);
  EXPECT_EQ(chamber.speaker(), std::nullopt);
  EXPECT_EQ(chamber.refused(Chamber::member(3), AskFloorOnMotion{appeal, Side::kFor}).code,
            RefusalCode::kMotionNotDebatable);
  chamber.vote(Chamber::on(appeal), GetParam().votes);
  EXPECT_EQ(chamber.meeting.points.at(PointId(1)).overruled, GetParam().overruled);
  EXPECT_EQ(chamber.speaker(), Chamber::person(1));
}

INSTANTIATE_TEST_SUITE_P(UnRules, Appeal,
                         testing::Values(AppealCase{"++--0", false}, AppealCase{"+++--", true},
                                         AppealCase{"+0000", true}, AppealCase{"+----", false}));

TEST(UnRules, rule_71_a_ruling_is_appealed_immediately_or_stands) {
  Chamber chamber = after_a_point_of_order();
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kRejected, ""});
  chamber.as(Chamber::member(1), YieldFloor{});
  EXPECT_EQ(chamber
                .refused(Chamber::member(2),
                         MoveMotion{
                             MotionKind::kAppeal, std::nullopt, {}, std::nullopt, std::nullopt, ""})
                .code,
            RefusalCode::kNothingToAppeal);
}

TEST(UnRules, rule_72_two_for_and_two_against_setting_a_time_limit) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 6);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), SetTimeLimits{ItemId(1), {}, 1}).rule, "72");
  chamber.as(Chamber::member(1), MoveMotion{MotionKind::kSetTimeLimit,
                                            std::nullopt,
                                            {{Category::kMember, minutes(2)}},
                                            1,
                                            std::nullopt,
                                            ""});
  const MotionId motion(1);
  for (int i : {2, 3}) chamber.as(Chamber::member(i), AskFloorOnMotion{motion, Side::kFor});
  EXPECT_EQ(chamber.refused(Chamber::member(4), AskFloorOnMotion{motion, Side::kFor}).code,
            RefusalCode::kTooManyForMotion);
  for (int i : {4, 5}) chamber.as(Chamber::member(i), AskFloorOnMotion{motion, Side::kAgainst});
  EXPECT_EQ(chamber.refused(Chamber::member(6), AskFloorOnMotion{motion, Side::kAgainst}).rule,
            "72");
  for (std::uint32_t request = 1; request <= 4; ++request) {
    chamber.as(Chamber::chair(), GiveFloor{RequestId(request)});
    chamber.as(Chamber::member(static_cast<int>(request) + 1), YieldFloor{});
  }
  chamber.vote(Chamber::on(motion), "+++++ ");
  chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
  EXPECT_EQ(chamber.meeting.floor.holder->limit, minutes(2));
  chamber.as(Chamber::member(1), YieldFloor{});
  EXPECT_EQ(chamber.refused(Chamber::member(1), AskFloor{ItemId(1), {}}).code,
            RefusalCode::kTooManySpeeches);
}

TEST(UnRules, rule_74_adjourn_debate_mover_two_for_two_against_then_a_vote) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 7);
  const MotionId motion = chamber.move(1, MotionKind::kAdjournDebate);
  chamber.as(Chamber::member(1), AskFloorOnMotion{motion, Side::kFor});  // the mover
  for (int i : {2, 3}) chamber.as(Chamber::member(i), AskFloorOnMotion{motion, Side::kFor});
  for (int i : {4, 5}) chamber.as(Chamber::member(i), AskFloorOnMotion{motion, Side::kAgainst});
  EXPECT_EQ(chamber.refused(Chamber::member(6), AskFloorOnMotion{motion, Side::kFor}).rule, "74");
  EXPECT_EQ(chamber.refused(Chamber::member(6), AskFloorOnMotion{motion, Side::kAgainst}).code,
            RefusalCode::kTooManyAgainstMotion);
  EXPECT_EQ(chamber
                .refused(Chamber::chair(),
                         OpenVoting{Chamber::on(motion), Method::kShowOfHands, std::nullopt})
                .code,
            RefusalCode::kMotionSpeakersWait);
  for (std::uint32_t i = 1; i <= 5; ++i) {
    chamber.as(Chamber::chair(), GiveFloor{RequestId(i)});
    chamber.as(Chamber::member(static_cast<int>(i)), YieldFloor{});
  }
  chamber.vote(Chamber::on(motion), "++++---");
  EXPECT_EQ(chamber.meeting.agenda.items.at(ItemId(1)).debate, Debate::kAdjourned);
}

TEST(UnRules, rule_75_close_debate_only_two_against_then_a_vote) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const MotionId motion = chamber.move(1, MotionKind::kCloseDebate);
  EXPECT_EQ(chamber.refused(Chamber::member(2), AskFloorOnMotion{motion, Side::kFor}).rule, "75");
  for (int i : {2, 3}) chamber.as(Chamber::member(i), AskFloorOnMotion{motion, Side::kAgainst});
  EXPECT_EQ(chamber.refused(Chamber::member(4), AskFloorOnMotion{motion, Side::kAgainst}).rule,
            "75");
  for (std::uint32_t i : {1, 2}) {
    chamber.as(Chamber::chair(), GiveFloor{RequestId(i)});
    chamber.as(Chamber::member(static_cast<int>(i) + 1), YieldFloor{});
  }
  chamber.vote(Chamber::on(motion), "+++--");
  EXPECT_EQ(chamber.refused(Chamber::member(1), AskFloor{ItemId(1), {}}).code,
            RefusalCode::kDebateClosed);
}

TEST(UnRules, rules_76_77_motions_in_order_of_precedence) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId waiting = chamber.ask(5);
  const MotionKind lowest_first[] = {MotionKind::kCloseDebate, MotionKind::kAdjournDebate,
                                     MotionKind::kAdjournMeeting, MotionKind::kSuspendMeeting};
  std::vector<MotionId> moved;
  for (MotionKind kind : lowest_first) {
    moved.push_back(chamber.move(1, kind));
    EXPECT_EQ(next_motion(chamber.meeting), moved.back());
  }
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{waiting}).code, RefusalCode::kMotionFirst);
  EXPECT_EQ(chamber
                .refused(Chamber::chair(),
                         OpenVoting{Chamber::on(moved[0]), Method::kShowOfHands, std::nullopt})
                .code,
            RefusalCode::kHigherMotionFirst);
  for (std::size_t i : {3, 2})  // the first two are not debated
    EXPECT_EQ(chamber.refused(Chamber::member(2), AskFloorOnMotion{moved[i], Side::kAgainst}).rule,
              "76");
  for (std::size_t i : {3, 2, 1, 0}) {
    EXPECT_EQ(next_motion(chamber.meeting), moved[i]);
    chamber.vote(Chamber::on(moved[i]), "-----");
  }
  chamber.as(Chamber::chair(), GiveFloor{waiting});
}

TEST(UnRules, rule_76_a_motion_suspends_or_adjourns_the_meeting) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.vote(Chamber::on(chamber.move(1, MotionKind::kSuspendMeeting)), "+++--");
  EXPECT_EQ(chamber.meeting.session.phase, Phase::kSuspended);
  EXPECT_EQ(chamber.refused(Chamber::chair(), OpenMeeting{}).code, RefusalCode::kAlreadyOpen);
  chamber.as(Chamber::chair(), ResumeMeeting{});
  chamber.vote(Chamber::on(chamber.move(1, MotionKind::kAdjournMeeting)), "+++--");
  EXPECT_EQ(chamber.meeting.session.phase, Phase::kAdjourned);
  chamber.as(Chamber::chair(), OpenMeeting{});
  EXPECT_EQ(chamber.meeting.session.meetings_held, 2u);
}

TEST(UnRules, rule_76_a_suspended_meeting_can_be_adjourned_when_too_few_come_back) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), SuspendMeeting{});
  for (int i : {2, 3, 4, 5})
    chamber.as(Chamber::system(), Leave{Chamber::delegation(i), Chamber::person(i)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), ResumeMeeting{}).code, RefusalCode::kNoQuorumToOpen);
  chamber.as(Chamber::chair(), AdjournMeeting{});
  EXPECT_EQ(chamber.refused(Chamber::chair(), AdjournMeeting{}).code, RefusalCode::kNotInSession);
  chamber.as(Chamber::chair(), CloseSession{});
}

}  // namespace
}  // namespace hemicycle::meeting
