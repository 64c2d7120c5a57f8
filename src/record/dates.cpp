#include "record/dates.h"

#include "storage/journal_entry.h"

namespace hemicycle::record {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::weekday;
using std::chrono::year_month_day;

constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                   "May",       "June",     "July",     "August",
                                   "September", "October",  "November", "December"};
constexpr Phrase kWeekdays[] = {
    {"Sunday", "Chủ nhật"},  {"Monday", "Thứ Hai"}, {"Tuesday", "Thứ Ba"},  {"Wednesday", "Thứ Tư"},
    {"Thursday", "Thứ Năm"}, {"Friday", "Thứ Sáu"}, {"Saturday", "Thứ Bảy"}};

year_month_day date_of(WallTime time) {
  return year_month_day(floor<days>(time));
}
unsigned day_number(WallTime time) {
  return static_cast<unsigned>(date_of(time).day());
}
unsigned month_number(WallTime time) {
  return static_cast<unsigned>(date_of(time).month());
}

}  // namespace

std::string time_of_day(WallTime time) {
  return storage::format_time(time).substr(11, 8);
}
std::string minute_of_day(WallTime time) {
  return storage::format_time(time).substr(11, 5);
}
std::string day_of(WallTime time) {
  return storage::format_time(time).substr(0, 10);
}

std::string plain_day(WallTime time, Language language) {
  return say(language, {"{0} {3} {2}", "ngày {0} tháng {1} năm {2}"}, day_number(time),
             month_number(time), static_cast<int>(date_of(time).year()),
             kMonths[month_number(time) - 1]);
}

std::string long_day(WallTime time, Language language) {
  const unsigned day = weekday(floor<days>(time)).c_encoding();
  return std::string(kWeekdays[day].in(language)) + ", " + plain_day(time, language);
}

std::string short_day(WallTime time, Language language) {
  return say(language, {"{0} {2}", "{0}/{1}"}, day_number(time), month_number(time),
             kMonths[month_number(time) - 1]);
}

}  // namespace hemicycle::record
