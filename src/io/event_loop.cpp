#include "io/event_loop.h"

#include <cerrno>
#include <ctime>
#include <utility>

#include "base/bug.h"
#include "io/clock.h"

namespace hemicycle::io {

EventLoop::EventLoop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  BUG_IF(!epoll_.is_open());
}

void EventLoop::update(int operation, int descriptor, const Watched& watched) {
  epoll_event event{};
  event.data.fd = descriptor;
  if (watched.on_readable) event.events |= EPOLLIN;
  if (watched.on_writable) event.events |= EPOLLOUT;
  BUG_IF(::epoll_ctl(epoll_.number(), operation, descriptor, &event) != 0);
}

void EventLoop::watch(int descriptor, Handler handler) {
  const auto [place, is_new] = watched_.try_emplace(descriptor);
  place->second.on_readable = std::move(handler);
  update(is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, place->second);
}

void EventLoop::when_writable(int descriptor, Handler handler) {
  const auto [place, is_new] = watched_.try_emplace(descriptor);
  place->second.on_writable = std::move(handler);
  update(is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, place->second);
}

void EventLoop::forget(int descriptor) {
  if (watched_.erase(descriptor) == 0) return;
  BUG_IF(::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, descriptor, nullptr) != 0);
}

int EventLoop::wait(Instant deadline) {
  if (deadline == kNever) return ::epoll_wait(epoll_.number(), events_.data(), kEventsMax, -1);
  const Duration left = std::max(deadline - read_clock().instant, Duration::zero());
  const timespec timeout{static_cast<time_t>(left / std::chrono::seconds(1)),
                         static_cast<long>((left % std::chrono::seconds(1)).count())};
  return ::epoll_pwait2(epoll_.number(), events_.data(), kEventsMax, &timeout, nullptr);
}

void EventLoop::dispatch(const epoll_event& event, Now now) {
  const auto place = watched_.find(event.data.fd);
  if (place == watched_.end()) return;  // forgotten by an earlier handler of this turn
  if ((event.events & EPOLLOUT) != 0 && place->second.on_writable) {
    const Handler handler = std::exchange(place->second.on_writable, nullptr);
    update(EPOLL_CTL_MOD, event.data.fd, place->second);
    handler(now);
  }
  if ((event.events & ~static_cast<std::uint32_t>(EPOLLOUT)) == 0) return;
  const auto still = watched_.find(event.data.fd);
  if (still != watched_.end() && still->second.on_readable) still->second.on_readable(now);
}

Now EventLoop::run_turn(Instant deadline) {
  const int ready = wait(deadline);
  BUG_IF(ready < 0 && errno != EINTR);
  const Now now = read_clock();
  for (int i = 0; i < ready; ++i) dispatch(events_[static_cast<std::size_t>(i)], now);
  return now;
}

}  // namespace hemicycle::io
