#pragma once

#include <algorithm>

#include "base/time.h"
#include "wire/numbers.h"

namespace hemicycle::sfu {

// Whether a layer is being sent at present. Publishers stop upper layers when their path or their
// processor is short, and say nothing; a slide shown as video may come once a second. So silence is
// measured by how often frames came before.
class LayerWatch {
 public:
  static constexpr Duration kSilenceMin = std::chrono::milliseconds(600);
  static constexpr Duration kSilenceMax = std::chrono::seconds(4);
  static constexpr int kFramesMissed = 8;

  // True when the layer has just come to life.
  bool handle_packet(wire::RtpTimestamp timestamp, Instant now) {
    if (live_ && timestamp != last_timestamp_)
      frame_gap_ += (std::min(now - last_packet_, kSilenceMax) - frame_gap_) / 4;
    last_timestamp_ = timestamp;
    last_packet_ = now;
    bool woke = !live_;
    live_ = true;
    return woke;
  }
  // True when it has just fallen silent.
  bool handle_timeout(Instant now) {
    if (!live_ || now - last_packet_ < silence()) return false;
    live_ = false;
    return true;
  }
  bool live() const { return live_; }

 private:
  Duration silence() const {
    return std::clamp(kFramesMissed * frame_gap_, kSilenceMin, kSilenceMax);
  }

  wire::RtpTimestamp last_timestamp_;
  Instant last_packet_{};
  // At first what a slow screen share would have.
  Duration frame_gap_ = std::chrono::milliseconds(250);
  bool live_ = false;
};

}  // namespace hemicycle::sfu
