#pragma once

#include "base/time.h"

namespace hemicycle::meeting {

// The meeting's own time: wall time when it was started (or, after a restart, the last journal
// entry's if that is later), and from then on the clock that never jumps. Setting the machine's
// clock therefore moves no deadline. It reads no clock itself.
class MeetingClock {
 public:
  MeetingClock(Now now, WallTime last_event)
      : wall_start_(now.wall > last_event ? now.wall : last_event), instant_start_(now.instant) {}

  WallTime at(Instant instant) const {
    return wall_start_ + std::chrono::duration_cast<WallTime::duration>(instant - instant_start_);
  }
  // When the timer that waits for `deadline` has to ring.
  Instant instant_of(WallTime deadline) const {
    return instant_start_ + std::chrono::duration_cast<Duration>(deadline - wall_start_);
  }

 private:
  WallTime wall_start_;
  Instant instant_start_;
};

}  // namespace hemicycle::meeting
