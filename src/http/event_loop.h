#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "base/time.h"

namespace boost::asio {
class io_context;
}

namespace hemicycle::http {

// A call in the future; destroying it takes the call back.
class Timer {
 public:
  Timer();
  Timer(Timer&&) noexcept;
  Timer& operator=(Timer&&) noexcept;
  ~Timer();

  struct Pending;
  explicit Timer(std::unique_ptr<Pending> pending);

 private:
  std::unique_ptr<Pending> pending_;
};

// Counted since the start, in processor time: waiting is none.
struct LoopLoad {
  std::uint64_t turns = 0;
  Duration busy{};
};

// The front thread's loop: HTTP, WebSockets and rooms run on it, one callback at a time. It knows
// nothing of what it runs. Only post() and stop() may be called from other threads.
class EventLoop {
 public:
  using ReadClock = std::function<Now()>;
  using ReadProcessorTime = std::function<Duration()>;  // that this thread has used
  explicit EventLoop(ReadClock read_clock, ReadProcessorTime read_processor_time = {});
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // Until stop(). A callback that throws Bug is reported by its owner; any other exception leaves
  // run().
  void run();
  void stop();
  // Runs what is ready and returns: for tests.
  void run_ready();

  void post(std::function<void()> call);
  [[nodiscard]] Timer call_after(Duration delay, std::function<void()> call);
  [[nodiscard]] Timer call_every(Duration period, std::function<void()> call);

  // How busy the loop is. A turn is one callback: nothing else runs meanwhile.
  const LoopLoad& load() const { return load_; }
  // Since the last call.
  Duration take_turn_longest() { return std::exchange(turn_longest_, {}); }

  Now now() const { return read_clock_(); }
  boost::asio::io_context& context() { return *context_; }

 private:
  ReadClock read_clock_;
  ReadProcessorTime read_processor_time_;
  LoopLoad load_;
  Duration turn_longest_{};
  std::unique_ptr<boost::asio::io_context> context_;
};

}  // namespace hemicycle::http
