#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

#include "base/time.h"

namespace hemicycle::wire {

// Seconds since 1900 in 32.32 fixed point (RFC 3550, 4).
struct NtpTime {
  std::uint64_t value = 0;

  static constexpr NtpTime of(WallTime time) {
    constexpr std::uint64_t kUnixEpoch = 2'208'988'800;  // 70 years and 17 leap days, in seconds
    auto us = static_cast<std::uint64_t>(time.time_since_epoch().count());
    return {(us / 1'000'000 + kUnixEpoch) << 32 | (us % 1'000'000 << 32) / 1'000'000};
  }
  // The middle 32 bits, as LSR in a report block: units of 1/65536 s.
  constexpr std::uint32_t compact() const { return static_cast<std::uint32_t>(value >> 16); }

  friend constexpr auto operator<=>(NtpTime, NtpTime) = default;
};

// 1/65536 s, the unit of DLSR and of differences between compact times.
constexpr std::uint32_t to_compact_ntp(Duration duration) {
  auto us = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
  return static_cast<std::uint32_t>((static_cast<std::uint64_t>(us) << 16) / 1'000'000);
}
constexpr Duration from_compact_ntp(std::uint32_t compact) {
  return std::chrono::nanoseconds((std::int64_t{compact} * 1'000'000'000) >> 16);
}

}  // namespace hemicycle::wire
