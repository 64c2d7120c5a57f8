#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"
#include "wire/frame_part.h"

namespace hemicycle::wire {

//  0 1 2 3 4 5 6 7
// | config  |s| c |            RFC 6716, 3.1; then c == 3 has a byte |v|p| count |
struct OpusToc {
  std::uint8_t config = 0;  // mode, bandwidth and frame size: table 2
  bool stereo = false;
  std::uint8_t frames = 0;  // 1..48, together at most 120 ms
  Duration frame_duration{};

  Duration duration() const { return frame_duration * frames; }
  static std::optional<OpusToc> parse(ByteView payload);
};

// A frame of one or two bytes is discontinuous transmission: the sender is silent and only keeps
// the stream alive (RFC 6716, 2.1.9 and 3.4).
inline bool is_opus_silence(ByteView payload) {
  return payload.size() <= 2;
}

// Each packet is a frame of its own, and any of them may come first.
std::optional<FramePart> peek_opus(ByteView payload, bool marker);

}  // namespace hemicycle::wire
