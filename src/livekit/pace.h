#pragma once

#include <algorithm>

#include "base/time.h"

namespace hemicycle::livekit {

// How often something is done that others cause: soon at first, then at longer and longer pauses
// while it keeps coming, until it has been quiet for a while.
class Pace {
 public:
  // When it may be done next.
  Instant earliest() const { return last_ + pause_; }
  void note(Instant now) {
    pause_ = now - last_ > kQuiet ? kShortest : std::min(2 * pause_, kLongest);
    last_ = now;
  }

 private:
  static constexpr Duration kShortest = std::chrono::milliseconds(50);
  static constexpr Duration kLongest = std::chrono::seconds(1);
  static constexpr Duration kQuiet = std::chrono::seconds(3);

  Instant last_{};
  Duration pause_{};
};

}  // namespace hemicycle::livekit
