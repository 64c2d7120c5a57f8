#include "base/clock_text.h"

#include <gtest/gtest.h>

namespace hemicycle {
namespace {

using namespace std::chrono_literals;

TEST(ClockText, is_read_as_it_is_written) {
  for (std::chrono::seconds duration :
       std::initializer_list<std::chrono::seconds>{0s, 9s, 220s, 3599s, 3600s, 259205s, 9999h})
    EXPECT_EQ(parse_clock(clock_text(duration)), duration) << clock_text(duration);
  EXPECT_EQ(clock_text(3min + 40s + 999ms), "3:40");
  EXPECT_EQ(clock_text(72h + 5s), "72:00:05");
}

TEST(ClockText, has_no_other_form) {
  for (const char* text : {"", ":", "3", "3:4", "3:60", "3:040", "1:2:03", "1:60:00", "1:00:00:00",
                           "12345:00", "-1:00", " 1:00", "1:00 ", "10m", "72h", "3.5:00", "3:4a"})
    EXPECT_EQ(parse_clock(text), std::nullopt) << text;
}

TEST(ClockText, of_a_time_of_day_has_hours_first) {
  EXPECT_EQ(parse_time_of_day("9:05"), 9h + 5min);
  EXPECT_EQ(parse_time_of_day("14:03:10"), 14h + 3min + 10s);
  EXPECT_EQ(parse_time_of_day("24:00"), std::nullopt);
  EXPECT_EQ(parse_time_of_day("23:60"), std::nullopt);
}

}  // namespace
}  // namespace hemicycle
