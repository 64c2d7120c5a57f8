#include "base/time_zone.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include "base/bug.h"

namespace hemicycle {
namespace {

using std::chrono::milliseconds;

UDate date_of(WallTime time) {
  return static_cast<UDate>(std::chrono::floor<milliseconds>(time).time_since_epoch().count());
}

}  // namespace

struct TimeZone::Rules {
  std::unique_ptr<icu::BasicTimeZone> zone;
};

TimeZone::TimeZone(std::unique_ptr<Rules> rules) : rules_(std::move(rules)) {}
TimeZone::TimeZone(TimeZone&&) noexcept = default;
TimeZone& TimeZone::operator=(TimeZone&&) noexcept = default;
TimeZone::~TimeZone() = default;

std::optional<TimeZone> TimeZone::named(const std::string& name) {
  const std::string id = name.empty() ? "Etc/UTC" : name;
  std::unique_ptr<icu::TimeZone> zone(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(id)));
  auto* rules = dynamic_cast<icu::BasicTimeZone*>(zone.get());
  icu::UnicodeString known;
  if (rules == nullptr || zone->getID(known) == icu::UnicodeString(UCAL_UNKNOWN_ZONE_ID))
    return std::nullopt;
  auto owned = std::make_unique<Rules>();
  owned->zone.reset(rules);
  (void)zone.release();  // it is `rules`
  return TimeZone(std::move(owned));
}

WallTime TimeZone::local(WallTime utc) const {
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules_->zone->getOffset(date_of(utc), false, raw, saving, status);
  BUG_IF(U_FAILURE(status));
  return utc + milliseconds(raw + saving);
}

WallTime TimeZone::utc(WallTime local) const {
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules_->zone->getOffsetFromLocal(date_of(local), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw,
                                   saving, status);
  BUG_IF(U_FAILURE(status));
  return local - milliseconds(raw + saving);
}

}  // namespace hemicycle
