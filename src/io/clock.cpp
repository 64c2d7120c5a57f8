#include "io/clock.h"

#include <cerrno>
#include <chrono>

#include <sys/random.h>

#include "base/bug.h"

namespace hemicycle::io {

Now read_clock() {
  using std::chrono::steady_clock;
  using std::chrono::system_clock;
  return {Instant(std::chrono::duration_cast<Duration>(steady_clock::now().time_since_epoch())),
          std::chrono::time_point_cast<WallTime::duration>(system_clock::now())};
}

Duration read_processor_time() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return std::chrono::duration_cast<Duration>(std::chrono::seconds(used.tv_sec) +
                                              std::chrono::nanoseconds(used.tv_nsec));
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    BUG_IF(got < 0 && errno != EINTR);
    if (got > 0) out = out.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace hemicycle::io
