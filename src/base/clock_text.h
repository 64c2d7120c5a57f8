#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace hemicycle {

// The one way in which people write a duration, in scenarios, rules files and the record: minutes
// and seconds, "3:40", or hours, minutes and seconds, "72:00:00". Parts of a second are cut off.
std::string clock_text(std::chrono::milliseconds duration);

// Nothing when `text` is no duration. The first part is any number of one to four digits, the
// others have two digits and are below 60.
std::optional<std::chrono::seconds> parse_clock(std::string_view text);

// A time of day, "14:03" or "14:03:10", as the time since midnight.
std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text);

}  // namespace hemicycle
