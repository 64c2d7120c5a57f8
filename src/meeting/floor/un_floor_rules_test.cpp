#include "meeting/floor/point_raised.h"
#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(UnRules, rule_68_floor_in_the_order_in_which_they_asked) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId first = chamber.ask(4);
  const RequestId second = chamber.ask(2);
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{second}).rule, "68");
  chamber.as(Chamber::chair(), GiveFloor{first});
  chamber.as(Chamber::chair(), CallToOrder{SpeechId(1), "please keep to the item"});
  EXPECT_EQ(chamber.meeting.floor.holder->calls_to_order, 1u);
  chamber.as(Chamber::member(4), YieldFloor{});
  chamber.as(Chamber::chair(), GiveFloor{second});
  EXPECT_EQ(chamber.speaker(), Chamber::person(2));
}

TEST(UnRules, rule_71_point_of_order_interrupts_and_is_ruled_on_immediately) {
  Chamber chamber = after_a_point_of_order();
  EXPECT_EQ(chamber.speaker(), Chamber::person(2));
  for (const Command& other : {Command(GiveFloor{RequestId(9)}), Command(SuspendMeeting{})})
    EXPECT_EQ(chamber.refused(Chamber::chair(), other).code, RefusalCode::kPointPending);
  EXPECT_EQ(chamber.refused(Chamber::member(3), RaisePointOfOrder{"another", false}).rule, "71");
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kUpheld, "agreed"});
  // Whom it interrupted goes on, with the clock where it was.
  EXPECT_EQ(chamber.speaker(), Chamber::person(1));
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now)->shown, seconds(10));
}

TEST(UnRules, rule_71_a_point_of_order_may_not_touch_substance) {
  Chamber chamber = after_a_point_of_order();
  const SubmitProposal text{ItemId(1), ProposalKind::kResolution, "", {{"en", "T"}}, {}, {}, false};
  EXPECT_EQ(chamber.refused(Chamber::member(2), text).code, RefusalCode::kPointIsNotSubstance);
  chamber.as(Chamber::member(3), text);  // others' papers are not the point's
}

TEST(UnRules, rule_73_list_is_announced_and_closed_with_consent) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), CloseList{ItemId(1)}).code,
            RefusalCode::kListNotAnnounced);
  chamber.as(Chamber::chair(), AnnounceList{ItemId(1)});
  chamber.as(Chamber::member(2), ObjectToClosing{ItemId(1)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), CloseList{ItemId(1)}).code,
            RefusalCode::kClosingObjected);
  chamber.vote(Chamber::on(chamber.move(1, MotionKind::kCloseList)), "+++--");
  const Refusal late = chamber.refused(Chamber::member(3), AskFloor{ItemId(1), {}});
  EXPECT_EQ(sentence(late, "en"),
            "The list of speakers is closed (rule 73). You may ask for a right of reply.");
  EXPECT_EQ(sentence(late, "vi"),
            "Danh sách phát biểu đã đóng (điều 73). Quý vị có thể xin quyền đáp lại.");
}

TEST(UnRules, rule_73_right_of_reply_to_a_speech_after_the_closing) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId waiting = chamber.ask(1);
  chamber.as(Chamber::chair(), AnnounceList{ItemId(1)});
  chamber.as(Chamber::chair(), CloseList{ItemId(1)});
  chamber.as(Chamber::chair(), GiveFloor{waiting});
  chamber.pass(minutes(1));
  chamber.as(Chamber::member(1), YieldFloor{});
  EXPECT_EQ(chamber.refused(Chamber::member(1), AskReply{SpeechId(1)}).code,
            RefusalCode::kReplyToYourself);
  const Events asked = chamber.as(Chamber::member(2), AskReply{SpeechId(1)});
  chamber.as(Chamber::chair(), GiveFloor{std::get<FloorAsked>(asked[0]).request});
  EXPECT_EQ(chamber.meeting.floor.holder->kind, SpeechKind::kReply);
}

TEST(UnRules, right_of_reply_ten_minutes_then_five_after_the_list) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.speak(1, minutes(1));
  const RequestId waiting = chamber.ask(3);
  chamber.as(Chamber::member(2), AskReply{SpeechId(1)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{RequestId(3)}).code,
            RefusalCode::kReplyOnlyAfterList);
  chamber.as(Chamber::chair(), GiveFloor{waiting});
  chamber.as(Chamber::member(3), YieldFloor{});
  chamber.as(Chamber::chair(), GiveFloor{RequestId(3)});
  EXPECT_EQ(chamber.meeting.floor.holder->limit, minutes(10));
  chamber.as(Chamber::member(2), YieldFloor{});
  chamber.as(Chamber::member(2), AskReply{SpeechId(1)});
  chamber.as(Chamber::chair(), GiveFloor{RequestId(4)});
  EXPECT_EQ(chamber.meeting.floor.holder->limit, minutes(5));
  chamber.as(Chamber::member(2), YieldFloor{});
  EXPECT_EQ(chamber.refused(Chamber::member(2), AskReply{SpeechId(1)}).code,
            RefusalCode::kTooManyReplies);
}

TEST(UnRules, right_of_reply_at_the_end_of_the_day_when_the_chair_calls_for_it) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.speak(1, minutes(1));
  const RequestId waiting = chamber.ask(3);
  chamber.as(Chamber::member(2), AskReply{SpeechId(1)});
  const RequestId reply = RequestId(waiting.value() + 1);
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{reply}).code,
            RefusalCode::kReplyOnlyAfterList);
  chamber.as(Chamber::chair(), CallReplies{ItemId(1)});
  chamber.as(Chamber::chair(), GiveFloor{reply});
  EXPECT_EQ(chamber.meeting.floor.holder->limit, minutes(10));
  chamber.as(Chamber::member(2), YieldFloor{});
  chamber.as(Chamber::member(2), AskReply{SpeechId(1)});
  // The next day the list goes on first.
  chamber.as(Chamber::chair(), AdjournMeeting{});
  chamber.as(Chamber::chair(), OpenMeeting{});
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{RequestId(reply.value() + 1)}).code,
            RefusalCode::kReplyOnlyAfterList);
}

}  // namespace
}  // namespace hemicycle::meeting
