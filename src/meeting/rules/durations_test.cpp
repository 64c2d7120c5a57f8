#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

constexpr Millis kAbsurd{std::numeric_limits<std::int64_t>::max() / 2};

TEST(Durations, that_leave_the_calendar_are_refused_wherever_somebody_gives_one) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  const ProposalId text = chamber.propose(1);
  const MoveMotion limit{MotionKind::kSetTimeLimit, {}, {{Category::kMember, kAbsurd}}, {}, {}, ""};
  const MoveMotion negative{
      MotionKind::kSetTimeLimit, {}, {{Category::kMember, Millis(-1)}}, {}, {}, ""};
  for (const MoveMotion& motion : {limit, negative})
    EXPECT_EQ(chamber.refused(Chamber::member(1), motion).code, RefusalCode::kMalformed);
  EXPECT_EQ(
      chamber.refused(Chamber::chair(), OpenVoting{Chamber::on(text), Method::kSilence, kAbsurd})
          .code,
      RefusalCode::kMalformed);
  chamber.add_organisation(Standing::kGuest);
  EXPECT_EQ(chamber
                .refused(Chamber::chair(),
                         InviteSpeaker{Chamber::person(6), Chamber::delegation(6), {}, kAbsurd})
                .code,
            RefusalCode::kMalformed);
  chamber.as(Chamber::chair(),
             InviteSpeaker{Chamber::person(6), Chamber::delegation(6), {}, minutes(1)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), ExtendTime{SpeechId(1), kAbsurd}).code,
            RefusalCode::kMalformed);
  EXPECT_EQ(
      chamber.refused(Chamber::chair(), OverrideRule{{"connection.grace", "9999:00:00"}}).code,
      RefusalCode::kUnknownSetting);
}

TEST(Durations, have_one_form_and_that_of_earlier_versions_is_read_from_journals_only) {
  const auto first = [](const char* value) {
    const auto rules = rules_of({{"rounds.first", value}});
    return rules ? rules->rounds.first : Millis(-1);
  };
  EXPECT_EQ(first("3:00"), minutes(3));
  EXPECT_EQ(first("180s"), minutes(3)) << "a journal of an earlier version";
  EXPECT_EQ(first("3"), Millis(-1));
  Chamber chamber(kIcapp);
  EXPECT_EQ(
      chamber.refused(Chamber::chair(), OverrideRule{{"rounds.first", "180s"}}).detail,
      "rounds.first is a duration such as \"3:00\" (minutes) or \"72:00:00\" (hours), at most "
      "a year");
}

TEST(Durations, of_speeches_are_refused_before_the_meeting_too) {
  Chamber chamber(kIcapp);
  const SetTimeLimits absurd{ItemId(1), {{Category::kGuest, kAbsurd}}, {}};
  EXPECT_EQ(chamber.refused(Chamber::chair(), absurd).code, RefusalCode::kMalformed);
}

TEST(Durations, of_a_speech_without_a_limit_are_not_extended) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
  const ExtendTime more{SpeechId(1), minutes(1)};
  const Refusal refusal = chamber.refused(Chamber::chair(), more);
  EXPECT_EQ(refusal.code, RefusalCode::kNoTimeLimit);
  EXPECT_EQ(refusal.rule, "72");
}

}  // namespace
}  // namespace hemicycle::meeting
