#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

// Everyone goes but the first `count`.
void leave_but(Chamber& chamber, int members, int count) {
  for (int i = count + 1; i <= members; ++i)
    chamber.as(Chamber::system(), Leave{Chamber::delegation(i), Chamber::person(i)});
}

TEST(UnRules, rule_67_quorum_opens_with_a_third_and_decides_with_a_majority) {
  Chamber chamber(kUnitedNations, 9);
  leave_but(chamber, 9, 2);
  EXPECT_EQ(chamber.refused(Chamber::chair(), OpenMeeting{}).rule, "67");
  chamber.as(Chamber::system(), Arrive{Chamber::delegation(3), Chamber::person(3)});
  chamber.begin();
  const ProposalId text = chamber.propose(1);
  EXPECT_EQ(chamber
                .refused(Chamber::chair(),
                         OpenVoting{Chamber::on(text), Method::kShowOfHands, std::nullopt})
                .code,
            RefusalCode::kNoQuorumToDecide);
  for (int i : {4, 5})
    chamber.as(Chamber::system(), Arrive{Chamber::delegation(i), Chamber::person(i)});
  EXPECT_EQ(chamber.vote(Chamber::on(text), "+++++").state, VotingState::kAdopted);
}

TEST(UnRules, rule_67_a_committee_opens_with_a_quarter) {
  Chamber chamber(kUnitedNations, 8, BodyKind::kCommittee);
  leave_but(chamber, 8, 1);
  EXPECT_EQ(chamber.refused(Chamber::chair(), OpenMeeting{}).code, RefusalCode::kNoQuorumToOpen);
  chamber.as(Chamber::system(), Arrive{Chamber::delegation(2), Chamber::person(2)});
  chamber.as(Chamber::chair(), OpenMeeting{});
}

TEST(UnRules, rule_67_opening_quorum_is_waived_only_at_the_start) {
  Chamber chamber(kUnitedNations, 9);
  leave_but(chamber, 9, 1);
  chamber.as(Chamber::chair(), WaiveQuorum{});
  chamber.begin();
  EXPECT_EQ(chamber.refused(Chamber::chair(), WaiveQuorum{}).code, RefusalCode::kQuorumOnlyAtStart);
}

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

// Member 1 speaks; member 2 has raised a point of order and the chair has rejected it.
Chamber after_a_ruling() {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.pass(seconds(10));
  chamber.as(Chamber::member(2), RaisePointOfOrder{"off the item", false});
  chamber.pass(seconds(30));
  return chamber;
}

TEST(UnRules, rule_71_point_of_order_interrupts_and_is_ruled_on_immediately) {
  Chamber chamber = after_a_ruling();
  EXPECT_EQ(chamber.speaker(), Chamber::person(2));
  for (const Command& other : {Command(GiveFloor{RequestId(9)}), Command(SuspendMeeting{})})
    EXPECT_EQ(chamber.refused(Chamber::chair(), other).code, RefusalCode::kPointPending);
  EXPECT_EQ(chamber.refused(Chamber::member(3), RaisePointOfOrder{"another", false}).rule, "71");
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kUpheld, "agreed"});
  // Whom it interrupted goes on, with the clock where it was.
  EXPECT_EQ(chamber.speaker(), Chamber::person(1));
  EXPECT_EQ(timer_at(chamber.meeting, chamber.now)->shown, seconds(10));
}

struct AppealCase {
  const char* votes;
  bool overruled;
};
class Appeal : public testing::TestWithParam<AppealCase> {};

TEST_P(Appeal, rule_71_ruling_stands_unless_a_majority_overrules_it) {
  Chamber chamber = after_a_ruling();
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
  Chamber chamber = after_a_ruling();
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kRejected, ""});
  chamber.as(Chamber::member(1), YieldFloor{});
  EXPECT_EQ(chamber
                .refused(Chamber::member(2),
                         MoveMotion{
                             MotionKind::kAppeal, std::nullopt, {}, std::nullopt, std::nullopt, ""})
                .code,
            RefusalCode::kNothingToAppeal);
}

TEST(UnRules, rule_71_a_point_of_order_may_not_touch_substance) {
  Chamber chamber = after_a_ruling();
  const SubmitProposal text{ItemId(1), ProposalKind::kResolution, "", {{"en", "T"}}, {}, {}, false};
  EXPECT_EQ(chamber.refused(Chamber::member(2), text).code, RefusalCode::kPointIsNotSubstance);
  chamber.as(Chamber::member(3), text);  // others' papers are not the point's
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

TEST(UnRules, rules_25_29_five_representatives_five_alternates_and_provisional_seating) {
  Chamber chamber(kUnitedNations, 1);
  const auto add = [&](int person, Position position) {
    return RegisterDelegate{Chamber::delegation(1), Chamber::person(person), "P", "", position};
  };
  for (int i = 11; i <= 14; ++i) chamber.as(Chamber::office(), add(i, Position::kMember));
  EXPECT_EQ(chamber.refused(Chamber::office(), add(15, Position::kDeputy)).rule, "25-29");
  for (int i = 21; i <= 25; ++i) chamber.as(Chamber::office(), add(i, Position::kAlternate));
  EXPECT_EQ(chamber.refused(Chamber::office(), add(26, Position::kAlternate)).code,
            RefusalCode::kTooManyAlternates);
  chamber.as(Chamber::office(), add(31, Position::kAdviser));

  chamber.as(Chamber::office(),
             RegisterOrganisation{{{"en", "New"}}, "", "", Standing::kMember, 1});
  chamber.as(Chamber::office(), RegisterDelegation{OrganisationId(2)});
  chamber.as(Chamber::office(), RegisterDelegate{Chamber::delegation(2), Chamber::person(2), "N",
                                                 "", Position::kHead});
  chamber.as(Chamber::system(), Arrive{Chamber::delegation(2), Chamber::person(2)});
  const SubmitProposal text{ItemId(1), ProposalKind::kResolution, "", {{"en", "T"}}, {}, {}, false};
  EXPECT_EQ(chamber.refused(Chamber::member(2), text).code, RefusalCode::kNotSeated);
  chamber.as(Chamber::chair(), SeatProvisionally{Chamber::delegation(2)});
  chamber.as(Chamber::member(2), text);
  EXPECT_EQ(chamber.meeting.members_present, 2u);
  chamber.as(Chamber::chair(), ReportCredential{Chamber::delegation(2), false});
  EXPECT_EQ(chamber.refused(Chamber::member(2), text).code, RefusalCode::kCredentialRefused);
  EXPECT_EQ(chamber.meeting.members_present, 1u);
}

}  // namespace
}  // namespace hemicycle::meeting
