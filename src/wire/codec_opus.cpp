#include "wire/codec_opus.h"

#include <chrono>

namespace hemicycle::wire {
namespace {

using std::chrono::microseconds;

// RFC 6716, table 2: SILK 10 20 40 60 ms, hybrid 10 20 ms, CELT 2.5 5 10 20 ms.
Duration frame_duration_of(std::uint8_t config) {
  constexpr microseconds kSilk[] = {microseconds(10'000), microseconds(20'000),
                                    microseconds(40'000), microseconds(60'000)};
  constexpr microseconds kCelt[] = {microseconds(2'500), microseconds(5'000), microseconds(10'000),
                                    microseconds(20'000)};
  if (config < 12) return kSilk[config & 3];
  if (config < 16) return kSilk[config & 1];
  return kCelt[config & 3];
}

constexpr Duration kPacketDurationMax = std::chrono::milliseconds(120);

}  // namespace

std::optional<OpusToc> OpusToc::parse(ByteView payload) {
  ByteReader reader(payload);
  std::uint8_t first = reader.u8();
  OpusToc toc;
  toc.config = first >> 3;
  toc.stereo = (first & 0x04) != 0;
  toc.frame_duration = frame_duration_of(toc.config);
  constexpr std::uint8_t kFramesOfCode[] = {1, 2, 2};
  std::uint8_t code = first & 0x03;
  toc.frames = code < 3 ? kFramesOfCode[code] : reader.u8() & 0x3f;
  if (!reader.ok() || toc.frames == 0 || toc.duration() > kPacketDurationMax) return std::nullopt;
  return toc;
}

std::optional<FramePart> peek_opus(ByteView payload, bool) {
  if (payload.empty()) return std::nullopt;
  FramePart part;
  part.begins_frame = part.ends_frame = part.begins_keyframe = true;
  part.temporal_switch_up = part.spatial_switch_up = true;
  return part;
}

}  // namespace hemicycle::wire
