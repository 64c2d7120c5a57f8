#pragma once

#include <ctime>

#include <pthread.h>

namespace hemicycle::bench {

// CPU time that a thread has used, in its own code and in the kernel for it, in nanoseconds: what a
// packet costs, whatever else the machine was doing meanwhile.
class ThreadCpu {
 public:
  explicit ThreadCpu(pthread_t thread) { pthread_getcpuclockid(thread, &clock_); }

  double now_ns() const {
    timespec time{};
    clock_gettime(clock_, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
  }

 private:
  clockid_t clock_{};
};

}  // namespace hemicycle::bench
