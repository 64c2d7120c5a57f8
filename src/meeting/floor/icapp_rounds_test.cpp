#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

TestChamber chamber_with_list() {
  TestChamber chamber = TestChamber::in_session(kIcapp);
  chamber.as(TestChamber::chair(), OpenList{ItemId(1)});
  return chamber;
}

// What the member may still use when the second round has begun, after a first turn of this length.
std::optional<Millis> left_after_first(Millis first) {
  TestChamber chamber = chamber_with_list();
  chamber.speak(1, first);
  chamber.as(TestChamber::chair(), StartRound{ItemId(1), 2});
  return time_left(chamber.meeting, chamber.meeting.lists.at(ItemId(1)),
                   TestChamber::delegation(1));
}

TEST(IcappRules, two_rounds_three_minutes_then_two) {
  TestChamber chamber = chamber_with_list();
  const RequestId first = chamber.ask(1);
  const RequestId second = chamber.ask(2);
  chamber.as(TestChamber::chair(), GiveFloor{first});
  EXPECT_EQ(chamber.meeting.floor.holder->limit, minutes(3));
  // The second round begins when everyone on the list has finished the first.
  EXPECT_EQ(chamber.refused(TestChamber::chair(), StartRound{ItemId(1), 2}).code,
            RefusalCode::kRoundUnfinished);
  chamber.pass(minutes(3));
  chamber.as(TestChamber::member(1), YieldFloor{});
  EXPECT_EQ(chamber.refused(TestChamber::member(1), AskFloor{ItemId(1), {}}).code,
            RefusalCode::kAlreadySpokeInRound);
  EXPECT_EQ(chamber.refused(TestChamber::chair(), StartRound{ItemId(1), 2}).code,
            RefusalCode::kRoundUnfinished);
  chamber.as(TestChamber::chair(), GiveFloor{second});
  chamber.pass(minutes(1));
  chamber.as(TestChamber::member(2), YieldFloor{});

  chamber.as(TestChamber::chair(), StartRound{ItemId(1), 2});
  chamber.as(TestChamber::chair(), GiveFloor{chamber.ask(1)});
  EXPECT_EQ(chamber.meeting.floor.holder->limit, minutes(2));
  EXPECT_EQ(chamber.meeting.floor.holder->round, 2u);
}

TEST(IcappRules, overrun_of_the_first_is_deducted_from_the_second) {
  EXPECT_EQ(left_after_first(minutes(3) + seconds(40)), minutes(1) + seconds(20));
  EXPECT_EQ(left_after_first(minutes(4) + seconds(59)), seconds(1));
}

TEST(IcappRules, no_carry_over_of_unused_time) {
  EXPECT_EQ(left_after_first(minutes(2) + seconds(10)), minutes(2));
  EXPECT_EQ(left_after_first(seconds(1)), minutes(2));
}

TEST(IcappRules, cap_of_five_minutes_mutes_automatically) {
  TestChamber chamber = chamber_with_list();
  chamber.as(TestChamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.pass(minutes(5) - seconds(1));
  EXPECT_TRUE(chamber.speaker().has_value());
  chamber.pass(seconds(1));
  EXPECT_FALSE(chamber.speaker().has_value());
  EXPECT_EQ(chamber.meeting.speeches.at(SpeechId(1)).used, minutes(5));
  // Nothing is left for the second round.
  chamber.as(TestChamber::chair(), StartRound{ItemId(1), 2});
  EXPECT_EQ(chamber.refused(TestChamber::member(1), AskFloor{ItemId(1), {}}).code,
            RefusalCode::kTimeUsedUp);

  chamber.speak(2, minutes(2));  // the whole of the second round, and no more
  EXPECT_EQ(chamber.refused(TestChamber::member(2), AskFloor{ItemId(1), {}}).rule, "5:00 in all");
}

TEST(IcappRules, cap_holds_over_both_rounds_even_when_the_tick_is_late) {
  TestChamber chamber = chamber_with_list();
  chamber.speak(1, minutes(3));
  chamber.as(TestChamber::chair(), StartRound{ItemId(1), 2});
  chamber.as(TestChamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.now += minutes(10);
  chamber.as(TestChamber::system(), Tick{});
  const SpeakingAccount account =
      account_of(chamber.meeting.lists.at(ItemId(1)), TestChamber::delegation(1));
  EXPECT_EQ(account.first + account.second, minutes(5));
}

TEST(IcappRules, timer_counts_up_in_the_first_and_down_in_the_second) {
  TestChamber chamber = chamber_with_list();
  chamber.as(TestChamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.pass(seconds(70));
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now),
            (Timer{Counting::kUp, seconds(70), minutes(3), Millis(0), true}));
  chamber.pass(minutes(2));
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now)->overtime, seconds(10));
  chamber.as(TestChamber::member(1), YieldFloor{});
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now), std::nullopt);

  chamber.as(TestChamber::chair(), StartRound{ItemId(1), 2});
  chamber.as(TestChamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.pass(seconds(30));
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now),
            (Timer{Counting::kDown, seconds(80), seconds(110), Millis(0), true}));
}

}  // namespace
}  // namespace hemicycle::meeting
