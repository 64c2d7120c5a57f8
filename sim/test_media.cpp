#include "sim/test_media.h"

#include "base/bug.h"
#include "wire/codec_vp8.h"

namespace hemicycle::sim {
namespace {

constexpr std::uint8_t kOpusToc = 15 << 3;      // hybrid, full band, one frame of 20 ms
constexpr std::size_t kVp8HeaderSize = 7;       // descriptor with all fields, first payload byte
constexpr std::uint8_t kFirstOfFrame = 0x10;    // S
constexpr std::uint8_t kExtended = 0x80;        // X
constexpr std::uint8_t kAllButKeyIndex = 0xe0;  // I, L, T
constexpr std::uint8_t kInterFrame = 0x01;

void write_vp8_header(const TestPacket& packet, std::uint8_t temporal_id, ByteWriter& writer) {
  writer.u8(kExtended | (packet.index == 0 ? kFirstOfFrame : 0));
  writer.u8(kAllButKeyIndex);
  writer.u16(static_cast<std::uint16_t>(0x8000 | (packet.frame & 0x7fff)));
  writer.u8(static_cast<std::uint8_t>(packet.frame / 4));
  // Y: every frame of the pyramid's upper layers depends on layer 0 only.
  writer.u8(static_cast<std::uint8_t>(temporal_id << 6 | 0x20));
  writer.u8(packet.keyframe ? 0 : kInterFrame);
}

std::uint8_t filling(const TestPacket& packet, std::size_t position) {
  return static_cast<std::uint8_t>(packet.frame * 31 + packet.index * 7 + position);
}

}  // namespace

std::uint8_t temporal_layer_of(std::uint32_t frame, std::uint8_t temporal_layers) {
  constexpr std::uint8_t kThree[] = {0, 2, 1, 2};
  if (temporal_layers == 3) return kThree[frame % 4];
  return temporal_layers == 2 ? frame % 2 : 0;
}

Bytes write_test_payload(wire::MediaKind kind, const TestPacket& packet, std::size_t size,
                         std::uint8_t temporal_id) {
  BUG_IF(size < kTestPayloadSizeMin);
  Bytes payload(size);
  ByteWriter writer(payload);
  if (kind == wire::MediaKind::kAudio)
    writer.u8(kOpusToc);
  else
    write_vp8_header(packet, temporal_id, writer);
  writer.u32(packet.frame);
  writer.u16(packet.index);
  writer.u16(packet.count);
  writer.u8(packet.keyframe ? 1 : 0);
  writer.u64(static_cast<std::uint64_t>(packet.captured.time_since_epoch().count()));
  for (std::size_t at = writer.position(); at < size; ++at) payload[at] = filling(packet, at);
  return payload;
}

std::optional<TestPacket> read_test_payload(wire::MediaKind kind, ByteView payload) {
  ByteReader reader(payload);
  if (kind == wire::MediaKind::kAudio) {
    if (reader.u8() != kOpusToc) return std::nullopt;
  } else {
    if (!wire::peek_vp8(payload, false)) return std::nullopt;
    reader.skip(kVp8HeaderSize);
  }
  TestPacket packet;
  packet.frame = reader.u32();
  packet.index = reader.u16();
  packet.count = reader.u16();
  packet.keyframe = reader.u8() != 0;
  packet.captured = Instant(Duration(static_cast<Duration::rep>(reader.u64())));
  if (!reader.ok() || packet.index >= packet.count) return std::nullopt;
  for (std::size_t at = reader.position(); at < payload.size(); ++at)
    if (payload[at] != filling(packet, at)) return std::nullopt;
  return packet;
}

}  // namespace hemicycle::sim
