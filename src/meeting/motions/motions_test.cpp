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

}  // namespace
}  // namespace hemicycle::meeting
