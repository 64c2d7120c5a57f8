#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(ClosedSittings, keep_observers_from_taking_part_where_the_rules_say_so) {
  for (const char* closed_to : {"public", "observers"}) {
    Chamber chamber(kUnitedNations, 3);
    chamber.as(Chamber::chair(), OverrideRule{{"meeting.closed_to", closed_to}});
    const int observer = chamber.add_organisation(Standing::kObserver);
    chamber.begin();
    chamber.as(Chamber::chair(), OpenList{ItemId(1)});
    chamber.as(Chamber::chair(), ChangeVisibility{Visibility::kClosed});
    const Outcome asked = chamber.give(Chamber::member(observer), AskFloor{ItemId(1), {}});
    EXPECT_EQ(asked.has_value(), std::string(closed_to) == "public");
    if (!asked) {
      EXPECT_EQ(asked.error().code, RefusalCode::kSittingClosed);
    }
    chamber.ask(1);
    chamber.as(Chamber::chair(), ChangeVisibility{Visibility::kPublic});
    if (!asked) chamber.ask(observer);
  }
}

TEST(ClosedSittings, are_remembered_by_their_times) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 3);
  const WallTime start = chamber.now;
  chamber.pass(minutes(10));
  chamber.as(Chamber::chair(), ChangeVisibility{Visibility::kClosed});
  chamber.pass(minutes(10));
  chamber.as(Chamber::chair(), ChangeVisibility{Visibility::kPublic});
  const Session& session = chamber.meeting.session;
  EXPECT_FALSE(was_closed_at(session, start + minutes(9)));
  EXPECT_TRUE(was_closed_at(session, start + minutes(10)));
  EXPECT_TRUE(was_closed_at(session, start + minutes(19)));
  EXPECT_FALSE(was_closed_at(session, start + minutes(20)));
  chamber.as(Chamber::chair(), ChangeVisibility{Visibility::kClosed});
  EXPECT_TRUE(was_closed_at(session, chamber.now + hours(5)));
  EXPECT_TRUE(chamber.replayed() == chamber.meeting);
}

}  // namespace
}  // namespace hemicycle::meeting
