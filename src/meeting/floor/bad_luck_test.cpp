#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

Chamber with_a_speaker() {
  Chamber chamber = Chamber::in_session(kIcapp);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.pass(seconds(60));
  return chamber;
}

TEST(BadLuck, of_two_chairs_at_once_one_wins_and_the_other_is_told) {
  Chamber chamber = Chamber::in_session(kIcapp);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId first = chamber.ask(1);
  chamber.ask(2);
  chamber.as(Chamber::chair(), GiveFloor{first});
  EXPECT_EQ(sentence(chamber.refused(Chamber::other_chair(), GiveFloor{first}), "en"),
            "Nobody waits under this number (rule the list). Another chair may have given the "
            "floor just now.");
  chamber.as(Chamber::other_chair(), WithdrawFloor{SpeechId(1)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), WithdrawFloor{SpeechId(1)}).code,
            RefusalCode::kSpeechOver);
  EXPECT_EQ(chamber.refused(Chamber::chair(), OpenMeeting{}).code, RefusalCode::kAlreadyOpen);
}

TEST(BadLuck, a_dropped_speaker_pays_for_fifteen_seconds_and_goes_on_after_the_return) {
  Chamber chamber = with_a_speaker();
  chamber.as(Chamber::system(), LoseConnection{Chamber::delegation(1), Chamber::person(1)});
  EXPECT_EQ(chamber.meeting.floor.holder->microphone, Microphone::kDisconnected);
  chamber.pass(seconds(10));
  EXPECT_TRUE(timer_at(chamber.meeting, chamber.now)->running);
  chamber.pass(seconds(50));
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now)->shown, seconds(75));
  EXPECT_FALSE(timer_at(chamber.meeting, chamber.now)->running);
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{chamber.ask(2)}).code,
            RefusalCode::kFloorTaken);

  chamber.as(Chamber::system(), RestoreConnection{Chamber::delegation(1), Chamber::person(1)});
  EXPECT_EQ(chamber.meeting.floor.holder->microphone, Microphone::kOpen);
  chamber.pass(seconds(5));
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now)->shown, seconds(80));
}

TEST(BadLuck, a_speaker_back_within_the_grace_loses_nothing_but_the_time) {
  Chamber chamber = with_a_speaker();
  chamber.as(Chamber::system(), LoseConnection{Chamber::delegation(1), Chamber::person(1)});
  chamber.pass(seconds(14));
  chamber.as(Chamber::system(), RestoreConnection{Chamber::delegation(1), Chamber::person(1)});
  chamber.pass(seconds(20));
  EXPECT_TRUE(timer_at(chamber.meeting, chamber.now)->running);
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now)->shown, seconds(94));
}

TEST(BadLuck, the_floor_is_free_again_when_the_speaker_leaves) {
  Chamber chamber = with_a_speaker();
  chamber.as(Chamber::system(), Leave{Chamber::delegation(1), Chamber::person(1)});
  EXPECT_EQ(chamber.speaker(), std::nullopt);
  EXPECT_EQ(chamber.meeting.speeches.at(SpeechId(1)).used, seconds(60));
}

}  // namespace
}  // namespace hemicycle::meeting
