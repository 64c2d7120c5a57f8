#pragma once

#include <functional>
#include <map>
#include <vector>

#include <poll.h>

#include "base/time.h"

namespace hemicycle::io {

// Waits for a few descriptors and tells their handlers. It owns no timers: the caller knows the
// next deadline of what it drives. A turn reads the clock once, after the wait, and everything in
// the turn is told that time.
//
// It polls, because its descriptors are few and their traffic is heavy: with epoll the kernel would
// call on the loop for each datagram that a socket takes in or has sent, even while it is at work.
class EventLoop {
 public:
  using Handler = std::function<void(Now)>;

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
  void dispatch(const pollfd& ready, Now now);
  int wait(Instant deadline);

  std::map<int, Watched> watched_;
  std::vector<pollfd> polled_;  // of this turn
};

}  // namespace hemicycle::io
