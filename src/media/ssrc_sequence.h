#pragma once

#include <cstdint>

#include "wire/numbers.h"

namespace hemicycle::media {

// SSRCs that look random and never repeat: a count, sent through a function that maps no two
// numbers to one. Random ones would meet sooner or later, and under one SSRC a receiver takes two
// streams for one.
class SsrcSequence {
 public:
  explicit SsrcSequence(std::uint32_t start) : count_(start) {}

  // Never 0; the same again after 2^32 - 1.
  wire::Ssrc next() {
    std::uint32_t mixed = 0;
    while (mixed == 0) mixed = mix(count_++);
    return wire::Ssrc(mixed);
  }

 private:
  // Shifts with exclusive or, and products with odd numbers: each can be undone.
  static constexpr std::uint32_t mix(std::uint32_t x) {
    x ^= x >> 16;
    x *= 0x7feb352d;
    x ^= x >> 15;
    x *= 0x846ca68b;
    x ^= x >> 16;
    return x;
  }

  std::uint32_t count_;
};

}  // namespace hemicycle::media
