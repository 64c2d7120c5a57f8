#include "meeting/refusal.h"

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(BadLuck, a_refused_command_changes_nothing) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const Meeting before = chamber.meeting;
  chamber.refused(Chamber::member(1), AskFloor{ItemId(1), {}});
  EXPECT_TRUE(chamber.meeting == before);
}

}  // namespace
}  // namespace hemicycle::meeting
