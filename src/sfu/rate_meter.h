#pragma once

#include <array>
#include <cstdint>

#include "base/time.h"

namespace hemicycle::sfu {

// Bits per second over the last second, in eighths of a second.
class RateMeter {
 public:
  void add(std::size_t bytes, Instant now) {
    turn_to(now);
    slots_[static_cast<std::size_t>(slot_) % kSlots] += bytes;
  }
  std::uint64_t bits_per_second(Instant now) {
    turn_to(now);
    std::uint64_t bytes = 0;
    for (std::uint64_t each : slots_) bytes += each;
    return bytes * 8;
  }

 private:
  static constexpr std::size_t kSlots = 8;
  static constexpr Duration kSlot = std::chrono::milliseconds(125);

  void turn_to(Instant now) {
    std::int64_t slot = now.time_since_epoch() / kSlot;
    if (slot - slot_ > static_cast<std::int64_t>(kSlots))
      slots_.fill(0);
    else
      while (slot_ < slot) slots_[static_cast<std::size_t>(++slot_) % kSlots] = 0;
    slot_ = slot > slot_ ? slot : slot_;
  }

  std::array<std::uint64_t, kSlots> slots_{};
  std::int64_t slot_ = 0;
};

}  // namespace hemicycle::sfu
