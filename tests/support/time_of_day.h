#pragma once

#include <ctime>
#include <optional>

#include <sys/time.h>

#include "base/time.h"

// usrsctp ages its packets by gettimeofday(). A program that includes this header, in one of its
// sources and no more, has its own gettimeofday(), which the libraries that it links to then use as
// well: it tells the simulated time of the calling thread, or without one the real time. (Weak, as
// an inline function is, it would yield to the thread sanitizer's.)
namespace hemicycle::testing {

inline std::optional<WallTime>& simulated_time_of_day() {
  static thread_local std::optional<WallTime> time;
  return time;
}

inline void set_time_of_day(Instant now) {
  using std::chrono::microseconds;
  constexpr WallTime kEpoch{std::chrono::seconds(1'800'000'000)};
  simulated_time_of_day() =
      kEpoch + std::chrono::duration_cast<microseconds>(now.time_since_epoch());
}

}  // namespace hemicycle::testing

extern "C" int gettimeofday(timeval* __restrict time, void*) noexcept {
  if (const auto simulated = hemicycle::testing::simulated_time_of_day()) {
    const auto microseconds = simulated->time_since_epoch().count();
    *time = {.tv_sec = microseconds / 1'000'000, .tv_usec = microseconds % 1'000'000};
    return 0;
  }
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  *time = {.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
  return 0;
}
