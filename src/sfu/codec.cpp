#include "sfu/codec.h"

#include "wire/codec.h"

namespace hemicycle::sfu {
namespace {

std::optional<wire::Codec> on_the_wire(Codec codec) {
  switch (codec) {
    case Codec::kOpus:
      return wire::Codec::kOpus;
    case Codec::kVp8:
      return wire::Codec::kVp8;
    case Codec::kVp9:
      return wire::Codec::kVp9;
    case Codec::kH264:
      return wire::Codec::kH264;
    case Codec::kAv1:
      return wire::Codec::kAv1;
    case Codec::kRed:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<wire::FramePart> peek(Codec codec, ByteView payload, bool marker) {
  if (auto known = on_the_wire(codec)) return wire::peek(*known, payload, marker);
  ByteView primary = primary_of_red(payload);
  if (primary.empty()) return std::nullopt;
  return wire::peek(wire::Codec::kOpus, primary, marker);
}

// RFC 2198, 3: headers of four bytes with F set, |F| type |  timestamp offset (14) | length (10)|,
// then one byte with F clear for the primary block, whose length is what remains.
ByteView primary_of_red(ByteView payload) {
  ByteReader reader(payload);
  std::size_t redundant_size = 0;
  while (reader.ok()) {
    if ((reader.u8() & 0x80) == 0) break;
    redundant_size += reader.u24() & 0x3ff;
  }
  reader.skip(redundant_size);
  return reader.ok() ? reader.rest() : ByteView{};
}

}  // namespace hemicycle::sfu
