#pragma once

#include "base/bytes.h"
#include "wire/frame_part.h"

namespace hemicycle::wire {

// The picture id that VP8 and VP9 write alike: a flag, then 7 bits, or 15 when the flag is set.
inline DescriptorField read_picture_id(ByteReader& reader) {
  DescriptorField field{.offset = static_cast<std::uint8_t>(reader.position()), .bits = 7};
  std::uint8_t first = reader.u8();
  field.value = first & 0x7f;
  if ((first & 0x80) != 0) {
    field.bits = 15;
    field.value = static_cast<std::uint16_t>(field.value << 8 | reader.u8());
  }
  return field;
}

inline DescriptorField read_tl0_picture_index(ByteReader& reader) {
  auto offset = static_cast<std::uint8_t>(reader.position());
  return {.value = reader.u8(), .offset = offset, .bits = 8};
}

}  // namespace hemicycle::wire
