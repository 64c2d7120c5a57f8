#pragma once

#include <string>

#include "base/time.h"
#include "record/language.h"

namespace hemicycle::record {

// Of a time as it stands: UTC, or local (base/time_zone.h).

// "14:03:10" of the day, and "14:03".
std::string time_of_day(WallTime time);
std::string minute_of_day(WallTime time);
// "2026-04-18".
std::string day_of(WallTime time);
// "Saturday, 18 April 2026", "Thứ Bảy, ngày 18 tháng 4 năm 2026".
std::string long_day(WallTime time, Language language);
// "18 April 2026", "ngày 18 tháng 4 năm 2026".
std::string plain_day(WallTime time, Language language);
// "18 April", "18/4".
std::string short_day(WallTime time, Language language);

}  // namespace hemicycle::record
