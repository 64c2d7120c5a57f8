#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include <poll.h>

#include "bench/thread_cpu.h"
#include "io/wakeup.h"

namespace hemicycle::bench {

// A thread of its own for what is measured, so that its CPU time contains nothing else. It sleeps
// between frames as a forwarder does, and is woken as one is.
class FrameThread {
 public:
  FrameThread(const char* name, std::function<void()> frame)
      : frame_(std::move(frame)), thread_([this] { run(); }), cpu_(thread_.native_handle()) {
    pthread_setname_np(thread_.native_handle(), name);  // for profilers
  }
  ~FrameThread() {
    stopping_ = true;
    wanted_.signal();
    thread_.join();
  }

  void start_frame() { wanted_.signal(); }
  double cpu_ns() const { return cpu_.now_ns(); }

 private:
  void run() {
    for (;;) {
      pollfd one{wanted_.descriptor(), POLLIN, 0};
      ::poll(&one, 1, -1);
      wanted_.clear();
      if (stopping_) return;
      frame_();
    }
  }

  std::function<void()> frame_;
  io::Wakeup wanted_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
  ThreadCpu cpu_;
};

}  // namespace hemicycle::bench
