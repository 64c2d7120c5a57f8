#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/time.h"

namespace hemicycle::sfu {

// The level of one audio packet as its sender measured it (RFC 6464).
struct AudioLevel {
  std::uint8_t below_overload_db = 127;  // 0: as loud as can be; 127: silence
  bool voice = false;

  // From the extension's value; none when it is empty.
  static std::optional<AudioLevel> parse(ByteView extension) {
    if (extension.empty()) return std::nullopt;
    return AudioLevel{static_cast<std::uint8_t>(extension[0] & 0x7f), (extension[0] & 0x80) != 0};
  }
};

// How loud one track has been: the levels of its packets, gathered over windows and smoothed, so
// that a cough does not count and a breath between words does not interrupt.
class AudioLevelMeter {
 public:
  static constexpr Duration kWindow = std::chrono::milliseconds(300);
  // Softer than this is background.
  static constexpr std::uint8_t kAudibleBelowOverloadDb = 45;
  // Share of a window's packets that must be audible.
  static constexpr double kAudibleShareMin = 0.4;
  // A window counts this much against the past: two windows make most of the answer.
  static constexpr float kSmoothing = 0.6f;

  void handle_packet(AudioLevel level, Instant now);

  // 0: silent; 1: as loud as can be. Falls to 0 when packets stop coming.
  float level(Instant now);

 private:
  void close_windows(Instant now);
  float window_level() const;

  Instant window_start_;
  bool started_ = false;
  std::uint32_t packets_ = 0;
  std::uint32_t audible_packets_ = 0;
  double audible_amplitude_sum_ = 0;
  float smoothed_ = 0;
};

}  // namespace hemicycle::sfu
