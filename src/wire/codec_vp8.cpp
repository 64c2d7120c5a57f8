#include "wire/codec_vp8.h"

#include "wire/picture_id.h"

namespace hemicycle::wire {

std::optional<FramePart> peek_vp8(ByteView payload, bool marker) {
  ByteReader reader(payload);
  FramePart part;
  std::uint8_t required = reader.u8();
  bool starts_partition = (required & 0x10) != 0;
  unsigned partition = required & 0x07;

  if ((required & 0x80) != 0) {
    std::uint8_t present = reader.u8();
    if ((present & 0x80) != 0) part.picture_id = read_picture_id(reader);
    if ((present & 0x40) != 0) part.tl0_picture_index = read_tl0_picture_index(reader);
    if ((present & 0x30) != 0) {
      std::uint8_t layer = reader.u8();
      if ((present & 0x20) != 0) {
        part.temporal_id = layer >> 6;
        part.temporal_switch_up = (layer & 0x20) != 0;  // Y: depends on the base layer only
      }
    }
  }
  // The partition index counts only within a frame: S with 0 is the frame's first packet.
  part.begins_frame = starts_partition && partition == 0;
  part.ends_frame = marker;
  std::uint8_t payload_header = reader.u8();
  if (!reader.ok()) return std::nullopt;
  part.begins_keyframe = part.begins_frame && (payload_header & 0x01) == 0;
  part.temporal_switch_up |= part.begins_keyframe || part.temporal_id == 0;
  part.spatial_switch_up = part.begins_keyframe;
  return part;
}

}  // namespace hemicycle::wire
