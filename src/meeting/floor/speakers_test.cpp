#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(Objections, to_closing_the_list_stand_until_withdrawn) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::chair(), AnnounceList{ItemId(1)});
  chamber.as(Chamber::member(2), ObjectToClosing{ItemId(1)});
  chamber.as(Chamber::member(3), ObjectToClosing{ItemId(1)});
  EXPECT_EQ(chamber.refused(Chamber::member(3), ObjectToClosing{ItemId(1)}).code,
            RefusalCode::kAlreadyObjected);
  chamber.as(Chamber::chair(), AnnounceList{ItemId(1)});
  chamber.as(Chamber::member(2), WithdrawClosingObjection{ItemId(1)});
  EXPECT_EQ(chamber.refused(Chamber::member(2), WithdrawClosingObjection{ItemId(1)}).code,
            RefusalCode::kNotObjected);
  const Refusal no = chamber.refused(Chamber::chair(), CloseList{ItemId(1)});
  EXPECT_EQ(no.code, RefusalCode::kClosingObjected);
  EXPECT_EQ(no.rule, "73");
  chamber.as(Chamber::member(3), WithdrawClosingObjection{ItemId(1)});
  chamber.as(Chamber::chair(), CloseList{ItemId(1)});
}

TEST(Objections, to_closing_the_list_are_overcome_by_a_motion) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::chair(), AnnounceList{ItemId(1)});
  chamber.as(Chamber::member(2), ObjectToClosing{ItemId(1)});
  const MotionId lost = chamber.move(1, MotionKind::kCloseList);
  chamber.vote(Chamber::on(lost), "+----");
  EXPECT_EQ(chamber.refused(Chamber::chair(), CloseList{ItemId(1)}).code,
            RefusalCode::kClosingObjected);
  chamber.vote(Chamber::on(chamber.move(1, MotionKind::kCloseList)), "++++-");
  EXPECT_EQ(chamber.meeting.lists.at(ItemId(1)).state, ListState::kClosed);
}

// Two replies on the item, asked and given.
void reply_twice(Chamber& chamber, SpeechId to) {
  for (const Millis limit : {minutes(10), minutes(5)}) {
    const Events asked = chamber.as(Chamber::member(2), AskReply{to});
    chamber.as(Chamber::chair(), GiveFloor{std::get<FloorAsked>(asked[0]).request});
    EXPECT_EQ(chamber.meeting.floor.holder->limit, limit);
    chamber.as(Chamber::member(2), YieldFloor{});
  }
  EXPECT_EQ(chamber.refused(Chamber::member(2), AskReply{to}).code, RefusalCode::kTooManyReplies);
}

TEST(Replies, are_counted_for_an_item_at_a_meeting) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.speak(1, minutes(1));
  reply_twice(chamber, SpeechId(1));
  chamber.as(Chamber::chair(), SuspendMeeting{});
  chamber.as(Chamber::chair(), ResumeMeeting{});  // the same meeting
  EXPECT_EQ(chamber.refused(Chamber::member(2), AskReply{SpeechId(1)}).code,
            RefusalCode::kTooManyReplies);
  chamber.as(Chamber::chair(), AdjournMeeting{});
  chamber.as(Chamber::chair(), OpenMeeting{});
  reply_twice(chamber, SpeechId(1));
}

TEST(Speeches, are_counted_by_what_their_limit_is_for) {
  struct {
    const char* per;
    bool next_meeting, other_item;
  } const cases[] = {
      {"item", false, true}, {"item_at_meeting", true, true}, {"session", false, false}};
  for (const auto& each : cases) {
    SCOPED_TRACE(each.per);
    Chamber chamber = Chamber::in_session(
        kUnitedNations, 5,
        {{"time_limit.speeches_max", "1"}, {"time_limit.speeches_per", each.per}});
    chamber.as(Chamber::office(), AddItem{{{"en", "Item 2"}}, {}});
    for (const ItemId item : {ItemId(1), ItemId(2)}) chamber.as(Chamber::chair(), OpenList{item});
    chamber.speak(1, minutes(1));
    EXPECT_EQ(chamber.refused(Chamber::member(1), AskFloor{ItemId(1), {}}).code,
              RefusalCode::kTooManySpeeches);
    EXPECT_EQ(bool(chamber.give(Chamber::member(1), AskFloor{ItemId(2), {}})), each.other_item);
    chamber.as(Chamber::chair(), AdjournMeeting{});
    chamber.as(Chamber::chair(), OpenMeeting{});
    EXPECT_EQ(bool(chamber.give(Chamber::member(1), AskFloor{ItemId(1), {}})), each.next_meeting);
  }
}

TEST(TheSecretariat, enters_a_speaker_and_the_request_says_who_did) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::system(), Leave{Chamber::delegation(1), Chamber::person(1)});
  const EnterSpeaker command{ItemId(1), Chamber::delegation(1), {}, {}};
  EXPECT_EQ(chamber.refused(Chamber::member(2), command).code, RefusalCode::kNotYours);
  chamber.as(Chamber::office(), command);
  const SpeakerRequest& request = chamber.meeting.lists.at(ItemId(1)).waiting.front();
  EXPECT_EQ(request.person, Chamber::person(1));
  EXPECT_EQ(request.entered_by, Chamber::office().person);
  EXPECT_EQ(chamber.refused(Chamber::office(), command).code, RefusalCode::kAlreadyOnList);
  EXPECT_EQ(chamber
                .refused(Chamber::office(),
                         EnterSpeaker{ItemId(1), Chamber::delegation(2), Chamber::person(3), {}})
                .code,
            RefusalCode::kNotADelegate);
}

TEST(WrittenStatements, in_place_of_a_speech_leave_the_list) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId request = chamber.ask(1);
  chamber.ask(2);
  AttachStatement statement{ItemId(1), "en", "In writing", request, {}};
  statement.instead = true;
  chamber.as(Chamber::member(1), statement);
  EXPECT_EQ(chamber.meeting.lists.at(ItemId(1)).waiting.size(), 1u);
  EXPECT_EQ(chamber.meeting.statements.rows.back().text, "In writing");
  statement.request.reset();
  EXPECT_EQ(chamber.refused(Chamber::member(1), statement).code, RefusalCode::kMalformed);
}

TEST(TheRuleCited, for_a_speech_after_the_previous_question_is_that_of_the_previous_question) {
  Chamber chamber = Chamber::in_session(kRoberts);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId request = chamber.ask(1);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::member(2), SecondProposal{text});
  const MotionId motion = chamber.move(3, MotionKind::kPreviousQuestion, text);
  chamber.as(Chamber::member(2), SecondMotion{motion});
  chamber.vote(Chamber::on(motion), "+++++");
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{request}).rule, "previous question");
}

}  // namespace
}  // namespace hemicycle::meeting
