#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "wire/frame_part.h"

namespace hemicycle::sfu {

// The payload formats that are forwarded. Their order is an index into tables. RED carries Opus
// with older frames for redundancy (RFC 2198).
enum class Codec : std::uint8_t { kOpus, kRed, kVp8, kVp9, kH264, kAv1 };
inline constexpr std::size_t kCodecCount = 6;

// What a payload tells of its frame; none when it contradicts its format.
std::optional<wire::FramePart> peek(Codec codec, ByteView payload, bool marker);

// The newest block of a RED payload, which a receiver without RED can play; empty when malformed.
ByteView primary_of_red(ByteView payload);

}  // namespace hemicycle::sfu
