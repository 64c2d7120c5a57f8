#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(SimpleRules, chair_gives_the_floor_and_nothing_else) {
  Chamber chamber = Chamber::in_session("simple");
  EXPECT_EQ(chamber.refused(Chamber::member(1), RaisePointOfOrder{"order", false}).code,
            RefusalCode::kNoPoints);
  EXPECT_EQ(
      chamber
          .refused(
              Chamber::member(1),
              MoveMotion{
                  MotionKind::kSuspendMeeting, std::nullopt, {}, std::nullopt, std::nullopt, ""})
          .code,
      RefusalCode::kMotionNotAllowed);
  chamber.as(Chamber::chair(),
             InviteSpeaker{Chamber::person(4), Chamber::delegation(4), ItemId(1), std::nullopt});
  EXPECT_EQ(chamber.speaker(), Chamber::person(4));
  chamber.pass(hours(1));
  EXPECT_EQ(chamber.speaker(), Chamber::person(4));
  chamber.as(Chamber::chair(), WithdrawFloor{SpeechId(1)});
  EXPECT_EQ(chamber.speaker(), std::nullopt);
}

}  // namespace
}  // namespace hemicycle::meeting
