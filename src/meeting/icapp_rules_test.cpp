#include "meeting/output.h"
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

TEST(IcappRules, consent_is_given_when_nobody_objects) {
  TestChamber chamber = TestChamber::in_session(kIcapp);
  const ProposalId text = chamber.propose(1);
  const VotingId first = chamber.open(TestChamber::on(text), Method::kConsensus);
  chamber.as(TestChamber::member(4), Object{first, "not yet"});
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  EXPECT_TRUE(chamber.meeting.decisions.empty());

  const VotingId second = chamber.open(TestChamber::on(text), Method::kConsensus);
  chamber.as(TestChamber::chair(), CloseVoting{second});
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kAdopted);
  EXPECT_EQ(chamber.meeting.decisions.size(), 1u);
}

TEST(IcappRules, written_consultation_is_accepted_by_silence) {
  TestChamber chamber(kIcapp);  // no meeting is open
  const ProposalId text = chamber.propose(1);
  const OpenVoting consultation{TestChamber::on(text), Method::kSilence, hours(24 * 7)};
  chamber.as(TestChamber::chair(), consultation);
  chamber.pass(hours(24 * 7) - seconds(1));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  chamber.begin();
  EXPECT_EQ(chamber.refused(TestChamber::chair(), CloseVoting{VotingId(1)}).code,
            RefusalCode::kTooEarly);
  chamber.pass(seconds(1));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kAdopted);

  const ProposalId other = chamber.propose(2);
  chamber.as(TestChamber::chair(), OpenVoting{TestChamber::on(other), Method::kSilence, hours(24)});
  chamber.as(TestChamber::member(3), Object{VotingId(2), "we disagree"});
  chamber.pass(hours(48));
  EXPECT_EQ(chamber.meeting.proposals.at(other).state, TextState::kPending);
}

TEST(IcappRules, output_of_a_meeting) {
  TestChamber chamber = chamber_with_list();
  chamber.as(TestChamber::office(), AddDocument{ItemId(1), "SC/34/1", std::nullopt});
  chamber.speak(1, minutes(2));
  chamber.as(TestChamber::member(1),
             AttachStatement{ItemId(1), "en", "Dear colleagues", std::nullopt, SpeechId(1)});
  for (ProposalKind kind : {ProposalKind::kConclusions, ProposalKind::kProgramme}) {
    chamber.as(TestChamber::chair(),
               SubmitProposal{ItemId(1), kind, "", {{"en", name_of_kind(kind)}}, {}, {}, false});
    const ProposalId id(static_cast<std::uint32_t>(chamber.meeting.proposals.size()));
    chamber.as(TestChamber::chair(),
               CloseVoting{chamber.open(TestChamber::on(id), Method::kConsensus)});
  }
  const MeetingOutput output = output_of(chamber.meeting);
  EXPECT_EQ(output.conclusions, std::vector{ProposalId(1)});
  EXPECT_EQ(output.programme, std::vector{ProposalId(2)});
  ASSERT_EQ(output.participants.size(), 5u);
  EXPECT_EQ(output.participants[0].name, "Head of M01");
  ASSERT_EQ(output.agenda.size(), 1u);
  EXPECT_EQ(output.agenda[0].documents, std::vector<std::string>{"SC/34/1"});
  EXPECT_EQ(output.statements, std::vector{StatementId(1)});
}

}  // namespace
}  // namespace hemicycle::meeting
