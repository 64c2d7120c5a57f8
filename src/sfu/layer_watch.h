#pragma once

#include <algorithm>

#include "base/time.h"
#include "wire/numbers.h"

namespace hemicycle::sfu {

// Whether a layer is being sent at present, and can be relied on. Publishers stop upper layers when
// their path or their processor is short, and say nothing; a slide shown as video may come once in
// a while. So silence is measured by how often frames came before, and by what the other layers do
// meanwhile: while nothing comes of the whole track, nothing has changed. A layer that fell silent
// and came back is on probation, ever longer when that happens again and again: each change of
// layer costs all receivers a keyframe.
class LayerWatch {
 public:
  static constexpr Duration kSilenceMin = std::chrono::milliseconds(600);
  static constexpr Duration kSilenceMax = std::chrono::seconds(4);
  static constexpr int kFramesMissed = 8;
  static constexpr Duration kProbationFirst = std::chrono::seconds(2);
  static constexpr Duration kProbationMax = std::chrono::seconds(32);
  // A layer that was sent for so long starts with the first probation again.
  static constexpr Duration kForgiven = std::chrono::seconds(60);

  // True when the layer has just come to life.
  bool handle_packet(wire::RtpTimestamp timestamp, Instant now) {
    if (live_ && timestamp != last_timestamp_)
      frame_gap_ += (std::min(now - last_packet_, kSilenceMax) - frame_gap_) / 4;
    last_timestamp_ = timestamp;
    last_packet_ = now;
    if (live_) return false;
    live_ = true;
    live_since_ = now;
    steady_ = probation_ == Duration::zero();
    return true;
  }
  // Somebody else has seen it alive.
  bool assume_live(Instant now) { return !live_ && handle_packet(last_timestamp_, now); }

  // `newest`: when the track's last packet came, of whatever layer. True when the layer has just
  // fallen silent, or outlasted its probation.
  bool handle_timeout(Instant newest) {
    if (!live_) return false;
    if (newest - last_packet_ >= silence()) {
      const bool again = probation_ != Duration::zero() && last_packet_ - live_since_ < kForgiven;
      probation_ = again ? std::min(2 * probation_, kProbationMax) : kProbationFirst;
      live_ = false;
      return true;
    }
    if (steady_ || newest - live_since_ < probation_) return false;
    steady_ = true;
    return true;
  }
  bool live() const { return live_; }
  bool steady() const { return live_ && steady_; }

 private:
  Duration silence() const {
    return std::clamp(kFramesMissed * frame_gap_, kSilenceMin, kSilenceMax);
  }

  wire::RtpTimestamp last_timestamp_;
  Instant last_packet_{};
  // At first what a slow screen share would have.
  Duration frame_gap_ = std::chrono::milliseconds(250);
  Instant live_since_{};
  Duration probation_{};  // zero: it has never fallen silent
  bool live_ = false;
  bool steady_ = false;
};

}  // namespace hemicycle::sfu
