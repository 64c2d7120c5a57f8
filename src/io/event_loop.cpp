#include "io/event_loop.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <utility>

#include "base/bug.h"
#include "io/clock.h"

namespace hemicycle::io {

void EventLoop::watch(int descriptor, Handler handler) {
  watched_[descriptor].on_readable = std::move(handler);
}

void EventLoop::when_writable(int descriptor, Handler handler) {
  watched_[descriptor].on_writable = std::move(handler);
}

void EventLoop::forget(int descriptor) {
  watched_.erase(descriptor);
}

int EventLoop::wait(Instant deadline) {
  polled_.clear();
  for (const auto& [descriptor, watched] : watched_) {
    const int wanted = (watched.on_readable ? POLLIN : 0) | (watched.on_writable ? POLLOUT : 0);
    polled_.push_back({descriptor, static_cast<short>(wanted), 0});
  }
  if (deadline == kNever) return ::ppoll(polled_.data(), polled_.size(), nullptr, nullptr);
  const Duration left = std::max(deadline - read_clock().instant, Duration::zero());
  const timespec timeout{static_cast<time_t>(left / std::chrono::seconds(1)),
                         static_cast<long>((left % std::chrono::seconds(1)).count())};
  return ::ppoll(polled_.data(), polled_.size(), &timeout, nullptr);
}

// A handler may forget this descriptor or another.
void EventLoop::dispatch(const pollfd& ready, Now now) {
  auto place = watched_.find(ready.fd);
  if (place == watched_.end()) return;
  if ((ready.revents & POLLOUT) != 0 && place->second.on_writable) {
    const Handler handler = std::exchange(place->second.on_writable, nullptr);
    handler(now);
    place = watched_.find(ready.fd);
  }
  if ((ready.revents & ~POLLOUT) == 0 || place == watched_.end()) return;
  if (place->second.on_readable) place->second.on_readable(now);
}

Now EventLoop::run_turn(Instant deadline) {
  const int ready = wait(deadline);
  BUG_IF(ready < 0 && errno != EINTR);
  const Now now = read_clock();
  if (ready <= 0) return now;
  for (const pollfd& polled : polled_)
    if (polled.revents != 0) dispatch(polled, now);
  return now;
}

}  // namespace hemicycle::io
