#pragma once

#include <algorithm>

#include "base/time.h"

namespace hemicycle::chamber {

// How much somebody may ask for: so many a second, and some more at once after a pause.
class CommandPace {
 public:
  CommandPace(double per_second, double at_once, Instant now)
      : per_second_(per_second), at_once_(at_once), left_(at_once), as_of_(now) {}

  // False when it has to wait, and then it costs nothing.
  bool take(double cost, Instant now) {
    const double passed = std::chrono::duration<double>(now - as_of_).count();
    left_ = std::min(at_once_, left_ + passed * per_second_);
    as_of_ = now;
    if (left_ < cost) return false;
    left_ -= cost;
    return true;
  }

 private:
  double per_second_;
  double at_once_;
  double left_;
  Instant as_of_;
};

}  // namespace hemicycle::chamber
