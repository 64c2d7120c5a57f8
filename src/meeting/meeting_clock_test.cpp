#include "meeting/meeting_clock.h"

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(BadLuck, a_clock_that_jumps_moves_no_deadline) {
  using std::chrono::hours;
  const WallTime wall = Chamber::kStart;
  const Instant instant{std::chrono::seconds(5)};
  const MeetingClock clock({instant, wall}, wall - hours(1));
  // Whatever the wall clock says later, the meeting's time follows the one that never jumps.
  EXPECT_EQ(clock.at(instant + std::chrono::seconds(30)), wall + std::chrono::seconds(30));
  EXPECT_EQ(clock.instant_of(wall + std::chrono::seconds(30)), instant + std::chrono::seconds(30));
  // Restarted with a clock that was set back: the journal's last entry is the earliest time there
  // is.
  EXPECT_EQ(MeetingClock({instant, wall}, wall + hours(1)).at(instant), wall + hours(1));

  Chamber chamber = Chamber::in_session(kIcapp);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.pass(seconds(60));
  const auto deadline = next_deadline(chamber.meeting);
  const WallTime last_event = chamber.meeting.clock;
  chamber.now = last_event - minutes(30);  // a caller that breaks the promise
  chamber.as(Chamber::chair(), CallToOrder{SpeechId(1), ""});
  EXPECT_EQ(next_deadline(chamber.meeting), deadline);
  EXPECT_EQ(chamber.meeting.clock, last_event);
}

}  // namespace
}  // namespace hemicycle::meeting
