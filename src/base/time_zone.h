#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/time.h"

namespace hemicycle {

// Where a clock on the wall hangs: the rules of a zone of the IANA database, as ICU knows them. A
// local time is written as a WallTime too, as if it were UTC.
class TimeZone {
 public:
  // "Asia/Ho_Chi_Minh"; an empty name is UTC. Nothing when there is no such zone.
  static std::optional<TimeZone> named(const std::string& name);
  TimeZone(TimeZone&&) noexcept;
  TimeZone& operator=(TimeZone&&) noexcept;
  ~TimeZone();

  WallTime local(WallTime utc) const;
  // A local time that a change of clocks leaves out counts as if they had not changed yet; of one
  // that happens twice the first is meant.
  WallTime utc(WallTime local) const;

 private:
  struct Rules;
  explicit TimeZone(std::unique_ptr<Rules> rules);
  std::unique_ptr<Rules> rules_;
};

}  // namespace hemicycle
