#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "sim/received_stream.h"

namespace hemicycle::sim {

// The books of a scenario: which frames came whole and how long after they were captured; and one
// number that two runs share only if they were alike.
class MediaLedger final : public MediaObserver {
 public:
  struct Frame {
    bool keyframe = false;
    Duration latency{};
  };

  void packet_arrived(wire::Ssrc stream, const TestPacket& packet, Instant now) override {
    for (std::uint64_t fact : {std::uint64_t{stream.value()}, std::uint64_t{packet.frame},
                               std::uint64_t{packet.index}, number_of(now)})
      note(fact);
  }
  void frame_completed(wire::Ssrc stream, const TestPacket& last, Instant now) override {
    frames_[stream][last.frame] = {last.keyframe, now - last.captured};
  }

  const std::map<std::uint32_t, Frame>& frames(wire::Ssrc stream) { return frames_[stream]; }

  // Frames missing or later than `budget`, from the first that came (a keyframe) up to those
  // captured before frame number `end`.
  std::vector<std::uint32_t> missing(wire::Ssrc stream, std::uint32_t end, Duration budget) {
    std::vector<std::uint32_t> missing;
    const auto& frames = frames_[stream];
    if (frames.empty()) return {0};
    for (std::uint32_t number = frames.begin()->first; number < end; ++number) {
      auto frame = frames.find(number);
      if (frame == frames.end() || frame->second.latency > budget) missing.push_back(number);
    }
    return missing;
  }
  Duration latency_max(wire::Ssrc stream) {
    Duration longest{};
    for (const auto& [number, frame] : frames_[stream]) longest = std::max(longest, frame.latency);
    return longest;
  }

  // FNV-1a over stream, frame, packet and time of each arrival.
  std::uint64_t digest() const { return digest_; }

 private:
  static std::uint64_t number_of(Instant now) {
    return static_cast<std::uint64_t>(now.time_since_epoch().count());
  }
  void note(std::uint64_t fact) { digest_ = (digest_ ^ fact) * 0x100000001b3; }

  std::map<wire::Ssrc, std::map<std::uint32_t, Frame>> frames_;
  std::uint64_t digest_ = 0xcbf29ce484222325;
};

}  // namespace hemicycle::sim
