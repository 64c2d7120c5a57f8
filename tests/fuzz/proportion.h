#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "tests/support/allocations.h"

// What one input may cost: so much whatever it is, and so much for each of its bytes. A parser that
// believes a number of the input takes more, and stops the fuzzer, which then keeps the input. The
// sum of all that is asked of the heap is counted, given back or not.
class Proportion {
 public:
  struct Bound {
    // What libraries set up once, and what a target does with the result, are counted too.
    std::size_t base_bytes = 512 * 1024;
    std::size_t bytes_per_byte = 1024;
    // Generous, for sanitizers and busy machines: against what grows with a power of the size.
    double base_seconds = 1;
    double seconds_per_byte = 50e-6;
  };

  explicit Proportion(std::size_t size) : Proportion(size, Bound()) {}
  Proportion(std::size_t size, const Bound& bound)
      : bytes_max_(bound.base_bytes + size * bound.bytes_per_byte),
        seconds_max_(bound.base_seconds + static_cast<double>(size) * bound.seconds_per_byte) {}
  ~Proportion() {
    const std::size_t bytes = hemicycle::test::bytes_allocated() - bytes_before_;
    const double seconds = processor_seconds() - seconds_before_;
    if (bytes <= bytes_max_ && seconds <= seconds_max_) return;
    std::fprintf(stderr, "out of proportion: %zu bytes of %zu, %.3f s of %.3f\n", bytes, bytes_max_,
                 seconds, seconds_max_);
    std::abort();
  }
  Proportion(const Proportion&) = delete;
  Proportion& operator=(const Proportion&) = delete;

 private:
  static double processor_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }

  const std::size_t bytes_max_;
  const double seconds_max_;
  const std::size_t bytes_before_ = hemicycle::test::bytes_allocated();
  const double seconds_before_ = processor_seconds();
};
