#include "base/time_zone.h"

#include <gtest/gtest.h>

namespace hemicycle {
namespace {

using namespace std::chrono;

WallTime at(year_month_day day, minutes time) {
  return WallTime(sys_days(day)) + time;
}

TEST(TimeZone, tells_the_time_of_the_venue) {
  const auto ha_noi = TimeZone::named("Asia/Ho_Chi_Minh");
  ASSERT_TRUE(ha_noi);
  const WallTime noon = at(2020y / 11 / 25, 7h);
  EXPECT_EQ(ha_noi->local(noon), noon + 7h);
  EXPECT_EQ(ha_noi->utc(noon + 7h), noon);
  EXPECT_EQ(TimeZone::named("")->local(noon), noon);
}

TEST(TimeZone, knows_when_clocks_change) {
  const auto geneva = TimeZone::named("Europe/Zurich");
  ASSERT_TRUE(geneva);
  EXPECT_EQ(geneva->local(at(2024y / 7 / 1, 10h)), at(2024y / 7 / 1, 12h));
  EXPECT_EQ(geneva->local(at(2024y / 1 / 1, 10h)), at(2024y / 1 / 1, 11h));
  // 2:30 does not exist on 31 March 2024 and comes twice on 27 October.
  EXPECT_EQ(geneva->utc(at(2024y / 3 / 31, 2h + 30min)), at(2024y / 3 / 31, 1h + 30min));
  EXPECT_EQ(geneva->utc(at(2024y / 10 / 27, 2h + 30min)), at(2024y / 10 / 27, 30min));
}

TEST(TimeZone, that_nobody_keeps_is_none) {
  for (const char* name : {"Hanoi", "Asia/Nowhere", "UTC+7", "Etc/Unknown", "\xFF"})
    EXPECT_FALSE(TimeZone::named(name)) << name;
}

}  // namespace
}  // namespace hemicycle
