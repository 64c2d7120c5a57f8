#include "http/event_loop.h"

#include <algorithm>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace hemicycle::http {

// Lives as long as its Timer. The waiting handler may run after that, aborted: it then touches
// nothing of this.
struct Timer::Pending {
  Pending(boost::asio::io_context& context, Duration period, bool repeats,
          std::function<void()> call)
      : timer(context, period), period(period), repeats(repeats), call(std::move(call)) {}

  void wait() {
    timer.async_wait([this, alive = std::weak_ptr<bool>(alive)](boost::system::error_code error) {
      if (!error && !alive.expired()) fire();
    });
  }

  void fire() {
    if (!repeats) {
      auto once = std::move(call);  // the call may destroy this
      once();
      return;
    }
    timer.expires_at(timer.expiry() + period);
    wait();
    auto again = call;
    again();
  }

  boost::asio::steady_timer timer;
  Duration period;
  bool repeats;
  std::function<void()> call;
  // shared: with the waiting handler, which asks whether this still lives
  std::shared_ptr<bool> alive = std::make_shared<bool>(true);  // shared: as above
};

Timer::Timer() = default;
Timer::Timer(Timer&&) noexcept = default;
Timer& Timer::operator=(Timer&&) noexcept = default;
Timer::~Timer() = default;
Timer::Timer(std::unique_ptr<Pending> pending) : pending_(std::move(pending)) {}

EventLoop::EventLoop(ReadClock read_clock, ReadProcessorTime read_processor_time)
    : read_clock_(std::move(read_clock)),
      read_processor_time_(std::move(read_processor_time)),
      context_(std::make_unique<boost::asio::io_context>(1)) {}
EventLoop::~EventLoop() = default;

void EventLoop::run() {
  auto work = boost::asio::make_work_guard(*context_);
  auto used = [this] { return read_processor_time_ ? read_processor_time_() : Duration(); };
  for (Duration before = used(); context_->run_one() > 0;) {
    const Duration after = used();
    ++load_.turns;
    load_.busy += after - before;
    turn_longest_ = std::max(turn_longest_, after - before);
    before = after;
  }
}

void EventLoop::stop() {
  context_->stop();
}

void EventLoop::run_ready() {
  context_->restart();
  context_->poll();
}

void EventLoop::post(std::function<void()> call) {
  boost::asio::post(*context_, std::move(call));
}

Timer EventLoop::call_after(Duration delay, std::function<void()> call) {
  auto pending = std::make_unique<Timer::Pending>(*context_, delay, false, std::move(call));
  pending->wait();
  return Timer(std::move(pending));
}

Timer EventLoop::call_every(Duration period, std::function<void()> call) {
  auto pending = std::make_unique<Timer::Pending>(*context_, period, true, std::move(call));
  pending->wait();
  return Timer(std::move(pending));
}

}  // namespace hemicycle::http
