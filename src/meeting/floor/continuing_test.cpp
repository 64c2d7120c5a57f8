#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

// M01 has spoken for half a minute of its three; M02 waits.
Chamber half_a_minute_in(const std::string& profile = kIcapp) {
  Chamber chamber = Chamber::in_session(profile);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId first = chamber.ask(1);
  chamber.ask(2);
  chamber.as(Chamber::chair(), GiveFloor{first});
  chamber.pass(seconds(30));
  return chamber;
}

RequestId first_on_list(const Chamber& chamber) {
  return chamber.meeting.lists.at(ItemId(1)).waiting.front().id;
}

const Speech& gets_the_floor(Chamber& chamber) {
  chamber.as(Chamber::chair(), GiveFloor{first_on_list(chamber)});
  return *chamber.meeting.floor.holder;
}

// A deputy of M01 who is here.
Caller deputy_of_the_first(Chamber& chamber) {
  const Caller deputy{PersonId(71), Role::kDelegate};
  chamber.as(Chamber::office(), RegisterDelegate{Chamber::delegation(1), deputy.person, "Deputy",
                                                 "", Position::kDeputy});
  chamber.as(Chamber::system(), Arrive{Chamber::delegation(1), deputy.person});
  return deputy;
}

void expect_the_rest_at_the_head(Chamber& chamber) {
  EXPECT_EQ(time_left(chamber.meeting, chamber.meeting.lists.at(ItemId(1)), DelegationId(1)),
            seconds(150));
  const Speech& rest = gets_the_floor(chamber);
  EXPECT_EQ(rest.delegation, Chamber::delegation(1));
  EXPECT_EQ(rest.continues, SpeechId(1));
  EXPECT_EQ(rest.limit, seconds(150));
  EXPECT_EQ(rest.mute_at, seconds(270));  // five minutes in all
  chamber.pass(seconds(150));
  chamber.as(Chamber::member(1), YieldFloor{});
  const SpeakingAccount account = account_of(chamber.meeting.lists.at(ItemId(1)), DelegationId(1));
  EXPECT_EQ(account.first, minutes(3));
  EXPECT_EQ(account.speeches, 1u);
  EXPECT_TRUE(chamber.replayed() == chamber.meeting);
}

TEST(CutOffSpeeches, go_on_at_the_head_of_the_list_after_a_suspension) {
  Chamber chamber = half_a_minute_in();
  chamber.as(Chamber::chair(), SuspendMeeting{});
  chamber.pass(minutes(30));
  chamber.as(Chamber::chair(), ResumeMeeting{});
  expect_the_rest_at_the_head(chamber);
}

TEST(CutOffSpeeches, go_on_after_an_adjournment_although_a_point_of_order_had_interrupted) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.pass(seconds(30));
  chamber.as(Chamber::member(2), RaisePointOfOrder{"Order", false});
  chamber.pass(seconds(40));
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kUpheld, ""});
  chamber.pass(seconds(5));
  chamber.as(Chamber::chair(), AdjournMeeting{});
  EXPECT_EQ(chamber.meeting.speeches.at(SpeechId(1)).used, seconds(35));
  chamber.as(Chamber::chair(), OpenMeeting{});
  EXPECT_EQ(gets_the_floor(chamber).continues, SpeechId(1));
}

TEST(CutOffSpeeches, of_who_left_go_on_when_the_delegation_asks_again) {
  Chamber chamber = half_a_minute_in();
  chamber.as(Chamber::system(), Leave{Chamber::delegation(1), Chamber::person(1)});
  EXPECT_EQ(chamber.speaker(), std::nullopt);
  chamber.as(Chamber::system(), Arrive{Chamber::delegation(1), Chamber::person(1)});
  chamber.as(Chamber::chair(), CloseList{ItemId(1)});  // the place is kept all the same
  chamber.ask(1);
  expect_the_rest_at_the_head(chamber);
}

TEST(CutOffSpeeches, of_whose_connection_was_lost_survive_the_floor_being_taken_back) {
  Chamber chamber = half_a_minute_in();
  chamber.as(Chamber::system(), LoseConnection{Chamber::delegation(1), Chamber::person(1)});
  chamber.as(Chamber::chair(), WithdrawFloor{SpeechId(1)});
  chamber.as(Chamber::system(), RestoreConnection{Chamber::delegation(1), Chamber::person(1)});
  chamber.ask(1);
  expect_the_rest_at_the_head(chamber);
}

TEST(CutOffSpeeches, leave_nothing_when_their_time_was_up) {
  Chamber chamber = half_a_minute_in();
  chamber.pass(seconds(160));  // ten seconds over; these are taken from the second round
  chamber.as(Chamber::chair(), SuspendMeeting{});
  chamber.as(Chamber::chair(), ResumeMeeting{});
  EXPECT_EQ(gets_the_floor(chamber).delegation, Chamber::delegation(2));
  EXPECT_EQ(chamber.refused(Chamber::member(1), AskFloor{ItemId(1), {}}).code,
            RefusalCode::kAlreadySpokeInRound);
}

TEST(CutOffSpeeches, can_be_given_up) {
  Chamber chamber = half_a_minute_in();
  chamber.as(Chamber::chair(), SuspendMeeting{});
  chamber.as(Chamber::chair(), ResumeMeeting{});
  chamber.as(Chamber::member(1), WithdrawRequest{first_on_list(chamber)});
  EXPECT_EQ(chamber.refused(Chamber::member(1), AskFloor{ItemId(1), {}}).code,
            RefusalCode::kAlreadySpokeInRound);
}

TEST(CutOffSpeeches, of_a_reply_keep_its_place_and_count_once) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.speak(1, minutes(1));
  chamber.as(Chamber::member(2), AskReply{SpeechId(1)});
  chamber.as(Chamber::chair(), GiveFloor{RequestId(2)});
  chamber.pass(minutes(4));
  chamber.as(Chamber::chair(), SuspendMeeting{});
  chamber.as(Chamber::chair(), ResumeMeeting{});
  chamber.as(Chamber::chair(), GiveFloor{RequestId(2)});
  EXPECT_EQ(chamber.meeting.floor.holder->limit, minutes(6));
  EXPECT_EQ(chamber.meeting.floor.holder->replying_to, SpeechId(1));
  EXPECT_EQ(account_of(chamber.meeting.lists.at(ItemId(1)), DelegationId(2)).replies_given, 1u);
}

TEST(FloorsEndedByMistake, are_returned_with_what_is_left) {
  for (const bool yielded : {false, true}) {
    Chamber chamber = half_a_minute_in();
    if (yielded)
      chamber.as(Chamber::member(1), YieldFloor{});
    else
      chamber.as(Chamber::chair(), WithdrawFloor{SpeechId(1)});
    chamber.pass(seconds(20));
    chamber.as(Chamber::chair(), ReturnFloor{SpeechId(1)});
    EXPECT_EQ(chamber.meeting.floor.holder->limit, seconds(150));
    chamber.pass(seconds(10));
    chamber.as(Chamber::member(1), YieldFloor{});
    const SpeakingAccount account =
        account_of(chamber.meeting.lists.at(ItemId(1)), DelegationId(1));
    EXPECT_EQ(account.first, seconds(40));
    EXPECT_EQ(account.speeches, 1u);
  }
}

TEST(FloorsEndedByMistake, are_not_returned_once_another_has_spoken_or_all_time_is_used) {
  Chamber chamber = half_a_minute_in();
  EXPECT_EQ(chamber.refused(Chamber::chair(), ReturnFloor{SpeechId(1)}).code,
            RefusalCode::kFloorTaken);
  chamber.as(Chamber::member(1), YieldFloor{});
  chamber.as(Chamber::chair(), GiveFloor{first_on_list(chamber)});
  chamber.pass(minutes(6));  // muted at five
  EXPECT_EQ(chamber.refused(Chamber::chair(), ReturnFloor{SpeechId(1)}).code,
            RefusalCode::kSpokenSince);
  EXPECT_EQ(chamber.refused(Chamber::chair(), ReturnFloor{SpeechId(2)}).code,
            RefusalCode::kTimeUsedUp);
}

TEST(TheFloor, is_the_delegations_when_its_head_leaves) {
  Chamber chamber = half_a_minute_in();
  const Caller deputy = deputy_of_the_first(chamber);
  chamber.as(Chamber::system(), Leave{Chamber::delegation(1), Chamber::person(1)});
  EXPECT_EQ(chamber.speaker(), deputy.person);
  chamber.pass(seconds(10));
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now)->shown, seconds(40));
  chamber.as(deputy, YieldFloor{});
}

TEST(TheFloor, is_taken_over_by_a_colleague_and_by_nobody_else) {
  Chamber chamber = half_a_minute_in();
  const Caller deputy = deputy_of_the_first(chamber);
  chamber.as(Chamber::system(), LoseConnection{Chamber::delegation(1), Chamber::person(1)});
  chamber.pass(minutes(1));  // held after fifteen seconds
  EXPECT_EQ(chamber.refused(Chamber::member(2), TakeOverFloor{SpeechId(1)}).code,
            RefusalCode::kNotTheSpeaker);
  chamber.as(deputy, TakeOverFloor{SpeechId(1)});
  chamber.pass(seconds(10));
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now)->shown, seconds(55));
  EXPECT_EQ(chamber.meeting.floor.holder->microphone, Microphone::kOpen);
  EXPECT_TRUE(chamber.replayed() == chamber.meeting);
}

TEST(TheFloor, is_given_to_a_colleague_when_who_asked_is_away) {
  Chamber chamber = Chamber::in_session(kIcapp);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId request = chamber.ask(1);
  chamber.as(Chamber::system(), Leave{Chamber::delegation(1), Chamber::person(1)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{request}).code, RefusalCode::kNotPresent);
  const Caller deputy = deputy_of_the_first(chamber);
  chamber.as(Chamber::chair(), GiveFloor{request});
  EXPECT_EQ(chamber.speaker(), deputy.person);
}

}  // namespace
}  // namespace hemicycle::meeting
