#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "wire/frame_part.h"
#include "wire/numbers.h"

namespace hemicycle::wire {

enum class Codec : std::uint8_t { kOpus, kVp8, kVp9, kH264, kAv1 };

struct CodecTraits {
  Codec codec;
  std::string_view name;  // as SDP writes it
  MediaKind kind;
  std::uint32_t clock_rate_hz;
  // See peek().
  std::optional<FramePart> (*peek)(ByteView payload, bool marker);
};

const CodecTraits& traits(Codec codec);

// By its name in SDP or in a MIME subtype, in any case.
std::optional<Codec> codec_named(std::string_view name);

// What an RTP payload tells of its frame; nullopt when it is too short or contradicts its format.
// `marker` is the packet's marker bit.
inline std::optional<FramePart> peek(Codec codec, ByteView payload, bool marker) {
  return traits(codec).peek(payload, marker);
}

}  // namespace hemicycle::wire
