#pragma once

#include "base/random.h"
#include "base/time.h"

namespace hemicycle::io {

// Both clocks, read together. An event loop reads them once a turn.
Now read_clock();

// What the calling thread has used of the processor.
Duration read_processor_time();

// The kernel's generator, good enough for keys.
class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace hemicycle::io
