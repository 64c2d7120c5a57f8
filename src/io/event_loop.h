#pragma once

#include <array>
#include <functional>
#include <map>

#include <sys/epoll.h>

#include "base/time.h"
#include "io/file_descriptor.h"

namespace hemicycle::io {

enum class Readiness { kReadable, kWritable };

// Waits for descriptors with epoll and tells their handlers. It owns no timers: the caller knows
// the next deadline of what it drives. A turn reads the clock once, after the wait, and everything
// in the turn is told that time.
class EventLoop {
 public:
  using Handler = std::function<void(Now)>;

  EventLoop();

  // `handler` is called in each turn in which the descriptor is readable (level-triggered). The
  // descriptor must be forgotten before it is closed.
  void watch(int descriptor, Handler handler);
  // `handler` is called once, when the descriptor turns writable.
  void when_writable(int descriptor, Handler handler);
  void forget(int descriptor);

  // Waits for a descriptor or the deadline (kNever: only for descriptors; one in the past: does not
  // wait), calls the handlers of what is ready and returns the time that they were told.
  Now run_turn(Instant deadline);

 private:
  struct Watched {
    Handler on_readable;
    Handler on_writable;
  };
  void update(int operation, int descriptor, const Watched& watched);
  void dispatch(const epoll_event& event, Now now);
  int wait(Instant deadline);

  static constexpr int kEventsMax = 64;

  FileDescriptor epoll_;
  std::map<int, Watched> watched_;
  std::array<epoll_event, kEventsMax> events_;
};

}  // namespace hemicycle::io
