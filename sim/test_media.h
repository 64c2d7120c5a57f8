#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/time.h"
#include "wire/numbers.h"

namespace hemicycle::sim {

// How a stream of test media is cut into packets.
struct StreamShape {
  Duration frame_interval{};
  std::uint16_t packets_per_frame = 1;
  std::uint16_t packets_per_keyframe = 1;
  std::size_t payload_size = 100;
  std::uint8_t temporal_layers = 1;  // 1 to 3; VP8's usual pyramid
};

// Opus, 20 ms a packet, 32 kbit/s.
inline constexpr StreamShape kSpeech{std::chrono::milliseconds(20), 1, 1, 80, 1};
// VP8, 30 frames a second, about 0.8 Mbit/s.
inline constexpr StreamShape kCamera{std::chrono::microseconds(33'333), 3, 15, 1100, 1};

// What each payload says of itself, so that a receiver can tell what is missing, late or broken.
// Behind a true Opus or VP8 header (a forwarder looks there), followed by filling that depends on
// it.
struct TestPacket {
  std::uint32_t frame = 0;  // counted from 0 by the sender
  std::uint16_t index = 0;  // of the packet within the frame
  std::uint16_t count = 1;  // packets in the frame
  bool keyframe = true;
  Instant captured;  // when the frame was made, on the sender's clock

  friend bool operator==(const TestPacket&, const TestPacket&) = default;
};

inline constexpr std::size_t kTestPayloadSizeMin = 24;

// The temporal layer of a frame: 0 1 0 1 with two, 0 2 1 2 with three.
std::uint8_t temporal_layer_of(std::uint32_t frame, std::uint8_t temporal_layers);

// `size` >= kTestPayloadSizeMin.
Bytes write_test_payload(wire::MediaKind kind, const TestPacket& packet, std::size_t size,
                         std::uint8_t temporal_id);

// Nothing when the payload is not of this kind or has been changed on its way; the picture id and
// TL0PICIDX may have been rewritten.
std::optional<TestPacket> read_test_payload(wire::MediaKind kind, ByteView payload);

}  // namespace hemicycle::sim
