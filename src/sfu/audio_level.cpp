#include "sfu/audio_level.h"

#include <cmath>

namespace hemicycle::sfu {

void AudioLevelMeter::handle_packet(AudioLevel level, Instant now) {
  if (!started_) window_start_ = now;
  started_ = true;
  close_windows(now);
  ++packets_;
  if (level.below_overload_db > kAudibleBelowOverloadDb) return;
  ++audible_packets_;
  audible_amplitude_sum_ += std::pow(10.0, -level.below_overload_db / 20.0);
}

float AudioLevelMeter::level(Instant now) {
  close_windows(now);
  return smoothed_;
}

void AudioLevelMeter::close_windows(Instant now) {
  if (!started_) return;
  if (now - window_start_ >= 10 * kWindow) {  // nothing came for long
    smoothed_ = 0;
    packets_ = audible_packets_ = 0;
    audible_amplitude_sum_ = 0;
    window_start_ = now;
    return;
  }
  while (now - window_start_ >= kWindow) {
    smoothed_ += kSmoothing * (window_level() - smoothed_);
    if (smoothed_ < 0.001f) smoothed_ = 0;
    packets_ = audible_packets_ = 0;
    audible_amplitude_sum_ = 0;
    window_start_ += kWindow;
  }
}

float AudioLevelMeter::window_level() const {
  if (packets_ == 0 || audible_packets_ < kAudibleShareMin * packets_) return 0;
  return static_cast<float>(audible_amplitude_sum_ / audible_packets_);
}

}  // namespace hemicycle::sfu
