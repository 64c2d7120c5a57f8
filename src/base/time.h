#pragma once

#include <chrono>
#include <cstdint>

namespace hemicycle {

// Time is a parameter: only io/ and app/ read clocks, everything else is told what time it is.

using Duration = std::chrono::nanoseconds;

// A clock that never jumps, counted from an arbitrary start. It exists as a type only: it cannot be
// read.
struct Monotonic {
  using rep = Duration::rep;
  using period = Duration::period;
  using duration = Duration;
  using time_point = std::chrono::time_point<Monotonic, Duration>;
  static constexpr bool is_steady = true;
};
using Instant = Monotonic::time_point;

// The deadline of something that waits for nothing.
inline constexpr Instant kNever = Instant::max();

// Civil time in UTC, microseconds since 1970: for records and for RTCP's NTP timestamps, never for
// deadlines.
using WallTime = std::chrono::sys_time<std::chrono::microseconds>;

// A moment read once per turn of a loop: both clocks at the same instant.
struct Now {
  Instant instant;
  WallTime wall;
};

}  // namespace hemicycle
