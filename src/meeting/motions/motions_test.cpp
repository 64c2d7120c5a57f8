#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(Precedence, is_the_profiles) {
  const auto first_of = [](const char* profile) {
    Chamber chamber = Chamber::in_session(profile);
    for (MotionKind kind : {MotionKind::kSuspendMeeting, MotionKind::kAdjournMeeting}) {
      const MotionId motion = chamber.move(1, kind);
      if (chamber.meeting.motions.at(motion).state == MotionState::kMoved)
        chamber.as(Chamber::member(2), SecondMotion{motion});
    }
    return chamber.meeting.motions.at(*next_motion(chamber.meeting)).kind;
  };
  EXPECT_EQ(first_of(kUnitedNations), MotionKind::kSuspendMeeting);  // rule 77
  EXPECT_EQ(first_of(kRoberts), MotionKind::kAdjournMeeting);
}

TEST(Precedence, names_each_motion_once_and_only_motions) {
  const auto parsed = [](const std::string& list) {
    return parse_rules(
        "profile = \"p\"\n[motions]\nnumber = \"1\"\nen = \"e\"\nvi = \"v\"\n"
        "source = \"s\"\nprecedence = [" +
        list + "]\n");
  };
  EXPECT_TRUE(parsed("\"close_debate\", \"appeal\""));
  for (const char* wrong : {"\"appeal\", \"appeal\"", "\"quorum\""}) {
    const auto profile = parsed(wrong);
    ASSERT_FALSE(profile) << wrong;
    EXPECT_EQ(profile.error().line, 7u);
  }
}

TEST(LiveMotions, are_found_again_in_a_state_that_was_read) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::member(1), WithdrawMotion{chamber.move(1, MotionKind::kSuspendMeeting)});
  const MotionId live = chamber.move(2, MotionKind::kAdjournMeeting);
  Meeting read = chamber.meeting;
  read.live_motions.clear();
  restore_derived(read);
  EXPECT_EQ(read.live_motions, std::vector<MotionId>{live});
}

TEST(Precedence, an_appeal_is_not_escaped_from) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::member(2), RaisePointOfOrder{"a point", false});
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kRejected, ""});
  const MotionId appeal = chamber.move(2, MotionKind::kAppeal);
  for (const Command& stop : {Command(SuspendMeeting{}), Command(AdjournMeeting{})})
    EXPECT_EQ(chamber.refused(Chamber::chair(), stop).code, RefusalCode::kMotionFirst);
  // But a meeting that cannot decide it any more may stop.
  for (int i : {3, 4, 5})
    chamber.as(Chamber::system(), Leave{Chamber::delegation(i), Chamber::person(i)});
  chamber.as(Chamber::chair(), AdjournMeeting{});
  EXPECT_EQ(chamber.meeting.motions.at(appeal).state, MotionState::kLapsed);
}

TEST(LapsedMotions, those_about_a_debate_that_is_over) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const MotionId close = chamber.move(1, MotionKind::kCloseDebate);
  const MotionId limit = chamber.move(2, MotionKind::kSetTimeLimit);
  const MotionId adjourn = chamber.move(3, MotionKind::kAdjournDebate);
  chamber.vote(Chamber::on(adjourn), "+++--");
  EXPECT_EQ(chamber.meeting.motions.at(close).state, MotionState::kLapsed);
  EXPECT_EQ(chamber.meeting.motions.at(limit).state, MotionState::kLapsed);
  EXPECT_EQ(next_motion(chamber.meeting), std::nullopt);
  chamber.as(Chamber::chair(), CloseItem{ItemId(1)});
  chamber.as(Chamber::chair(), OpenItem{ItemId(1)});  // which resumes no debate
  EXPECT_EQ(chamber.meeting.agenda.items.at(ItemId(1)).debate, Debate::kAdjourned);
}

TEST(LapsedMotions, those_to_stop_a_meeting_that_has_stopped) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const MotionId adjourn = chamber.move(1, MotionKind::kAdjournMeeting);
  chamber.vote(Chamber::on(chamber.move(2, MotionKind::kSuspendMeeting)), "+++--");
  EXPECT_EQ(chamber.meeting.motions.at(adjourn).state, MotionState::kLapsed);
}

TEST(LapsedMotions, those_that_nobody_seconded_before_the_item_was_closed) {
  Chamber chamber = Chamber::in_session(kRoberts);
  const MotionId lonely = chamber.move(1, MotionKind::kLimitDebate);
  chamber.as(Chamber::chair(), CloseItem{ItemId(1)});
  EXPECT_EQ(chamber.meeting.motions.at(lonely).state, MotionState::kLapsed);
}

TEST(LapsedMotions, those_about_a_text_that_was_laid_on_the_table) {
  Chamber chamber = Chamber::in_session(kRoberts);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::member(2), SecondProposal{text});
  const MotionId question = chamber.move(1, MotionKind::kPreviousQuestion, text);
  const MotionId table = chamber.move(2, MotionKind::kLayOnTable, text);
  for (MotionId motion : {question, table}) chamber.as(Chamber::member(3), SecondMotion{motion});
  chamber.vote(Chamber::on(table), "+++--");
  EXPECT_EQ(chamber.meeting.motions.at(question).state, MotionState::kLapsed);
}

TEST(Appeal, during_a_vote_is_put_at_once_and_the_vote_goes_on) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  for (Method method : {Method::kRecorded, Method::kSecret}) {
    const VotingId vote = chamber.open(Chamber::on(text), method);
    chamber.as(Chamber::member(2), RaisePointOfOrder{"the count", true});
    const PointId point(static_cast<std::uint32_t>(chamber.meeting.points.size()));
    chamber.as(Chamber::chair(), RuleOnPoint{point, Ruling::kRejected, ""});
    EXPECT_EQ(chamber.refused(Chamber::member(2), Chamber::motion(MotionKind::kAdjournDebate)).code,
              RefusalCode::kVotingUnderWay);
    const MotionId appeal = chamber.move(2, MotionKind::kAppeal);
    const Command cast = method == Method::kSecret
                             ? Command(CastSecretBallot{vote, Choice::kFor, {}, std::nullopt})
                             : Command(CastVote{vote, Choice::kFor, std::nullopt});
    EXPECT_EQ(chamber.refused(Chamber::member(1), cast).rule, "71");
    EXPECT_EQ(chamber.refused(Chamber::chair(), CloseVoting{vote}).rule, "71");
    chamber.vote(Chamber::on(appeal), "++++-");
    EXPECT_TRUE(chamber.meeting.points.at(point).overruled);
    EXPECT_EQ(chamber.meeting.open_voting, vote);
    chamber.as(Chamber::member(1), cast);
    chamber.as(Chamber::chair(), CloseVoting{vote});
    EXPECT_EQ(chamber.meeting.votings.at(vote).state, VotingState::kAdopted);
    chamber.vote(Chamber::on(chamber.move(1, MotionKind::kReconsider, text)), "+++++");
  }
}

TEST(Appeal, during_a_vote_keeps_the_chair_from_cancelling_it_unless_the_quorum_is_lost) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId vote = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
  chamber.as(Chamber::member(2), RaisePointOfOrder{"the count", true});
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kRejected, ""});
  const MotionId appeal = chamber.move(2, MotionKind::kAppeal);
  const CancelVoting cancel{vote, "to escape from the appeal"};
  EXPECT_EQ(chamber.refused(Chamber::chair(), cancel).rule, "71");
  const VotingId on_appeal = chamber.open(Chamber::on(appeal), Method::kShowOfHands);
  EXPECT_EQ(chamber.refused(Chamber::chair(), cancel).rule, "71");
  for (int i = 2; i <= 5; ++i)
    chamber.as(Chamber::system(), Leave{Chamber::delegation(i), Chamber::person(i)});
  chamber.as(Chamber::chair(), cancel);
  chamber.as(Chamber::chair(), CancelVoting{on_appeal, "nobody is left"});
  EXPECT_EQ(chamber.meeting.open_voting, std::nullopt);
}

TEST(Appeal, opens_no_second_vote_for_a_question_that_only_names_it) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  Subject question = Chamber::on(chamber.propose(1));
  chamber.as(Chamber::member(2), RaisePointOfOrder{"the list", false});
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kRejected, ""});
  question.motion = chamber.move(2, MotionKind::kAppeal);
  chamber.vote(Chamber::on(*question.motion), "-----");
  chamber.open(question, Method::kRecorded);
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(question)).code,
            RefusalCode::kVotingUnderWay);
}

struct MoverCase {
  MotionKind kind;
  bool besides;  // the mover speaks besides those for and against
};
class Movers : public testing::TestWithParam<MoverCase> {};

// A/520: the mover is heard besides two for and two against on adjourning the debate (rule 74)
// only.
TEST_P(Movers, speak_besides_the_others_only_where_the_rule_says_so) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 6);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const MotionId motion = chamber.move(1, GetParam().kind);
  const bool heard_for = chamber.meeting.rules.motion(GetParam().kind).speakers_for > 0;
  if (heard_for)
    for (int i : {2, 3}) chamber.as(Chamber::member(i), AskFloorOnMotion{motion, Side::kFor});
  const Outcome asked = chamber.give(Chamber::member(1), AskFloorOnMotion{motion, Side::kFor});
  EXPECT_EQ(asked.has_value(), GetParam().besides);
  if (!asked) {
    EXPECT_EQ(asked.error().code,
              heard_for ? RefusalCode::kTooManyForMotion : RefusalCode::kOnlyAgainstMotion);
  }
}

INSTANTIATE_TEST_SUITE_P(UnRules, Movers,
                         testing::Values(MoverCase{MotionKind::kAdjournDebate, true},
                                         MoverCase{MotionKind::kCloseDebate, false},
                                         MoverCase{MotionKind::kSetTimeLimit, false}));

// A main motion of 1's, seconded by 2, and an amendment of 3's, seconded by 4.
struct AmendedMotion {
  Chamber chamber = Chamber::in_session(kRoberts, 6);
  ProposalId question;
  AmendmentId amendment;

  AmendedMotion() {
    question = chamber.propose(1);
    chamber.as(Chamber::member(2), SecondProposal{question});
    amendment = amend();
  }
  AmendmentId amend() {
    const AmendmentId id = chamber.amend(3, question, 0);
    chamber.as(Chamber::member(4), SecondAmendment{id});
    return id;
  }
  MotionId moved(const MoveMotion& motion) {
    chamber.as(Chamber::member(2), motion);
    const MotionId id(static_cast<std::uint32_t>(chamber.meeting.motions.size()));
    chamber.as(Chamber::member(1), SecondMotion{id});
    return id;
  }
  void carry(const MoveMotion& motion, const char* votes = "++++--") {
    chamber.vote(Chamber::on(moved(motion)), votes);
  }
  MoveMotion previous_question(std::optional<AmendmentId> on) const {
    MoveMotion motion = Chamber::motion(MotionKind::kPreviousQuestion, question);
    motion.amendment = on;
    return motion;
  }
};

TEST(RobertsRules, the_previous_question_on_an_amendment_leaves_the_motion_open) {
  AmendedMotion floor;
  Chamber& chamber = floor.chamber;
  floor.carry(floor.previous_question(floor.amendment));
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const RequestId request = chamber.ask(5);
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{request}).rule, "previous question");
  const SubmitAmendment to_it{floor.question, {}, 0, floor.amendment};
  EXPECT_EQ(chamber.refused(Chamber::member(5), to_it).rule, "previous question");
  EXPECT_EQ(chamber.refused(Chamber::member(5), floor.previous_question(floor.amendment)).code,
            RefusalCode::kAlreadyDecided);
  chamber.vote(Chamber::on(floor.amendment), "+-----");
  chamber.as(Chamber::chair(), GiveFloor{request});
  chamber.as(Chamber::member(5), YieldFloor{});
  floor.amend();
  EXPECT_EQ(chamber.refused(Chamber::member(5), floor.previous_question(floor.amendment)).code,
            RefusalCode::kProposalNotPending);
  floor.carry(floor.previous_question(std::nullopt));  // on all that is pending
  EXPECT_TRUE(chamber.meeting.proposals.at(floor.question).debate_closed);
}

TEST(RobertsRules, once_the_previous_question_is_ordered_only_the_table_is_left) {
  AmendedMotion floor;
  Chamber& chamber = floor.chamber;
  floor.carry(floor.previous_question(std::nullopt));
  MoveMotion postpone = Chamber::motion(MotionKind::kPostpone, floor.question);
  postpone.until = chamber.now + hours(1);
  MoveMotion refer = Chamber::motion(MotionKind::kCommit, floor.question);
  refer.committee = "a committee";
  for (const MoveMotion& motion : {postpone, refer})
    EXPECT_EQ(chamber.refused(Chamber::member(5), motion).rule, "previous question");
  floor.carry(Chamber::motion(MotionKind::kLayOnTable, floor.question));
  EXPECT_EQ(chamber.meeting.proposals.at(floor.question).state, TextState::kTabled);
}

TEST(RobertsRules, a_question_is_reconsidered_once_unless_it_was_amended) {
  AmendedMotion floor;
  Chamber& chamber = floor.chamber;
  const MoveMotion again = Chamber::motion(MotionKind::kReconsider, floor.question);
  chamber.vote(Chamber::on(floor.amendment), "-+----");
  chamber.vote(Chamber::on(floor.question), "++++--");
  floor.carry(again);
  chamber.vote(Chamber::on(floor.amend()), "++++--");
  chamber.vote(Chamber::on(floor.question), "++++--");
  floor.carry(again);  // another text than the first time
  chamber.vote(Chamber::on(floor.question), "++++--");
  EXPECT_EQ(chamber.refused(Chamber::member(2), again).code, RefusalCode::kReconsideredBefore);
}

TEST(RobertsRules, a_motion_to_reconsider_that_was_lost_is_not_made_again) {
  AmendedMotion floor;
  Chamber& chamber = floor.chamber;
  const MoveMotion motion = Chamber::motion(MotionKind::kReconsider, floor.question);
  chamber.vote(Chamber::on(floor.amendment), "-+----");
  chamber.vote(Chamber::on(floor.question), "++++--");
  floor.carry(motion, "++----");
  EXPECT_EQ(chamber.refused(Chamber::member(1), motion).rule, "reconsider");
}

TEST(RobertsRules, postponing_indefinitely_waits_for_amendments_that_came_after_it) {
  AmendedMotion floor;
  Chamber& chamber = floor.chamber;
  chamber.vote(Chamber::on(floor.amendment), "-+----");
  const MotionId motion =
      floor.moved(Chamber::motion(MotionKind::kPostponeIndefinitely, floor.question));
  const AmendmentId amendment = floor.amend();
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(motion))).code,
            RefusalCode::kAmendmentsFirst);
  chamber.vote(Chamber::on(amendment), "++++--");
  EXPECT_EQ(chamber.vote(Chamber::on(motion), "++++--").state, VotingState::kAdopted);
}

// Else the motion could bring a second one before the meeting.
TEST(RobertsRules, nothing_is_taken_up_while_a_motion_to_bring_a_question_back_is_pending) {
  AmendedMotion floor;
  Chamber& chamber = floor.chamber;
  MoveMotion refer = Chamber::motion(MotionKind::kCommit, floor.question);
  refer.committee = "a committee";
  floor.carry(refer);
  const ProposalId other = chamber.propose(1);
  chamber.as(Chamber::member(2), SecondProposal{other});
  chamber.vote(Chamber::on(other), "++++--");
  const MotionId again = floor.moved(Chamber::motion(MotionKind::kReconsider, other));
  EXPECT_EQ(chamber.refused(Chamber::chair(), TakeUpProposal{floor.question}).code,
            RefusalCode::kHigherMotionPending);
  chamber.vote(Chamber::on(again), "-+----");
  chamber.as(Chamber::chair(), TakeUpProposal{floor.question});
}

TEST(RobertsRules, who_speaks_on_a_motion_has_the_time_of_the_debate) {
  for (bool limited : {false, true}) {
    AmendedMotion floor;
    Chamber& chamber = floor.chamber;
    MoveMotion limit = Chamber::motion(MotionKind::kLimitDebate);
    limit.limits = {{Category::kMember, minutes(2)}};
    if (limited) floor.carry(limit);
    MoveMotion refer = Chamber::motion(MotionKind::kCommit, floor.question);
    refer.committee = "a committee";
    const MotionId motion = floor.moved(refer);
    const Events asked = chamber.as(Chamber::member(5), AskFloorOnMotion{motion, Side::kAgainst});
    chamber.as(Chamber::chair(), GiveFloor{std::get<FloorAsked>(asked.at(0)).request});
    EXPECT_EQ(chamber.meeting.floor.holder->limit, limited ? minutes(2) : minutes(10));
  }
}

}  // namespace
}  // namespace hemicycle::meeting
