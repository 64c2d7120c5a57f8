#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

// The first member speaks for a minute of its three, and the second wants to put a question of
// thirty seconds.
struct InterposedQuestions : testing::Test {
  InterposedQuestions()
      : chamber(Chamber::in_session(kUnitedNations, 4,
                                    {{"interposed_question.allowed", "true"},
                                     {"interposed_question.limit", "0:30"},
                                     {"floor.mute", "at_limit"},
                                     {"time_limit.member", "3:00"}})) {
    chamber.as(Chamber::chair(), OpenList{ItemId(1)});
    chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
    speech = chamber.meeting.floor.holder->id;
    chamber.pass(minutes(1));
    chamber.as(Chamber::member(2), InterposeQuestion{speech});
  }
  void take() { chamber.as(Chamber::member(1), TakeQuestion{speech}); }
  RefusalCode refused(int i, const Command& command) {
    return chamber.refused(Chamber::member(i), command).code;
  }
  // The first speaks on, and has used the minute and no more.
  void expect_speech_goes_on() {
    ASSERT_TRUE(chamber.meeting.floor.holder);
    EXPECT_EQ(chamber.meeting.floor.holder->id, speech);
    EXPECT_EQ(used_at(*chamber.meeting.floor.holder, chamber.now), minutes(1));
    EXPECT_FALSE(chamber.meeting.floor.interrupted);
    EXPECT_FALSE(chamber.meeting.floor.question);
    EXPECT_TRUE(chamber.replayed() == chamber.meeting);
  }

  Chamber chamber;
  SpeechId speech;
};

TEST_F(InterposedQuestions, are_put_when_the_speaker_takes_them_and_cost_the_speaker_nothing) {
  EXPECT_EQ(chamber.speaker(), Chamber::person(1)) << "asking interrupts nobody";
  take();
  EXPECT_EQ(chamber.speaker(), Chamber::person(2));
  chamber.pass(seconds(20));
  chamber.as(Chamber::member(2), YieldFloor{});
  expect_speech_goes_on();
}

TEST_F(InterposedQuestions, end_when_their_time_is_over) {
  take();
  chamber.pass(seconds(30));
  expect_speech_goes_on();
}

TEST_F(InterposedQuestions, end_when_the_chair_says_so) {
  take();
  chamber.as(Chamber::chair(), WithdrawFloor{chamber.meeting.floor.holder->id});
  expect_speech_goes_on();
}

TEST_F(InterposedQuestions, end_when_who_puts_them_leaves) {
  take();
  chamber.as(Chamber::member(2), Leave{Chamber::delegation(2), Chamber::person(2)});
  expect_speech_goes_on();
}

TEST_F(InterposedQuestions, give_way_to_a_point_of_order) {
  take();
  chamber.as(Chamber::member(3), RaisePointOfOrder{"no question", false});
  EXPECT_EQ(chamber.speaker(), Chamber::person(3));
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kUpheld, ""});
  expect_speech_goes_on();
}

TEST_F(InterposedQuestions, leave_nobody_to_go_on_when_the_speaker_has_left) {
  take();
  chamber.as(Chamber::member(1), Leave{Chamber::delegation(1), Chamber::person(1)});
  EXPECT_EQ(chamber.speaker(), Chamber::person(2));
  chamber.as(Chamber::member(2), YieldFloor{});
  EXPECT_FALSE(chamber.meeting.floor.holder);
}

TEST_F(InterposedQuestions, are_declined_by_the_speaker_the_chair_or_who_asked_and_nobody_else) {
  EXPECT_EQ(refused(3, DeclineQuestion{speech}), RefusalCode::kNotTheSpeaker);
  for (const Caller& by : {Chamber::member(1), Chamber::chair(), Chamber::member(2)}) {
    if (!chamber.meeting.floor.question) chamber.as(Chamber::member(2), InterposeQuestion{speech});
    chamber.as(by, DeclineQuestion{speech});
    EXPECT_EQ(refused(1, TakeQuestion{speech}), RefusalCode::kNoQuestionWaits);
  }
  expect_speech_goes_on();
}

TEST_F(InterposedQuestions, are_asked_one_at_a_time_of_others_who_speak) {
  EXPECT_EQ(refused(3, InterposeQuestion{speech}), RefusalCode::kQuestionWaits);
  EXPECT_EQ(refused(1, InterposeQuestion{speech}), RefusalCode::kNotYours);
  EXPECT_EQ(refused(3, TakeQuestion{speech}), RefusalCode::kNotTheSpeaker);
  chamber.as(Chamber::member(1), YieldFloor{});
  EXPECT_FALSE(chamber.meeting.floor.question) << "it ends with the speech";
  EXPECT_EQ(refused(3, InterposeQuestion{speech}), RefusalCode::kSpeechOver);
}

TEST_F(InterposedQuestions, do_not_keep_a_speech_ended_by_mistake_from_going_on) {
  take();
  chamber.as(Chamber::member(2), YieldFloor{});
  chamber.as(Chamber::member(1), YieldFloor{});
  chamber.as(Chamber::chair(), ReturnFloor{speech});
  EXPECT_EQ(chamber.speaker(), Chamber::person(1));
}

TEST(Questions, are_put_only_where_the_rules_know_them) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
  EXPECT_EQ(chamber.refused(Chamber::member(2), InterposeQuestion{SpeechId(1)}).code,
            RefusalCode::kNoQuestions);
}

}  // namespace
}  // namespace hemicycle::meeting
