#pragma once

#include <optional>

#include "base/bytes.h"
#include "wire/numbers.h"

namespace hemicycle::sfu {

// RFC 4588, 4: a retransmission's payload is the original's sequence number, then its payload.
inline constexpr std::size_t kRtxPrefixSize = 2;

struct Retransmitted {
  wire::SequenceNumber sequence;
  ByteView payload;  // empty: only padding was sent, to probe the path
};

// None when the payload is too short to be one; a packet of padding only has none at all.
inline std::optional<Retransmitted> decapsulate_rtx(ByteView payload) {
  ByteReader reader(payload);
  wire::SequenceNumber sequence(reader.u16());
  if (!reader.ok()) return std::nullopt;
  return Retransmitted{sequence, reader.rest()};
}

// Writes prefix and payload; returns what was written, empty when `out` is too small.
inline MutableBytes encapsulate_rtx(wire::SequenceNumber original, ByteView payload,
                                    MutableBytes out) {
  ByteWriter writer(out);
  writer.u16(original.value());
  writer.bytes(payload);
  return writer.ok() ? out.first(writer.position()) : MutableBytes{};
}

}  // namespace hemicycle::sfu
