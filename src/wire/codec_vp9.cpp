#include "wire/codec_vp9.h"

#include "wire/picture_id.h"

namespace hemicycle::wire {

std::optional<FramePart> peek_vp9(ByteView payload, bool marker) {
  ByteReader reader(payload);
  FramePart part;
  std::uint8_t flags = reader.u8();
  bool has_picture_id = (flags & 0x80) != 0;
  bool predicted_from_past = (flags & 0x40) != 0;
  bool has_layers = (flags & 0x20) != 0;
  bool flexible = (flags & 0x10) != 0;
  part.begins_frame = (flags & 0x08) != 0;
  part.ends_frame = (flags & 0x04) != 0 || marker;

  if (has_picture_id) part.picture_id = read_picture_id(reader);
  part.has_layers = has_layers;
  if (has_layers) {
    std::uint8_t layers = reader.u8();
    part.temporal_id = layers >> 5;
    part.temporal_switch_up = (layers & 0x10) != 0;  // U
    part.spatial_id = layers >> 1 & 0x07;
    if (!flexible) part.tl0_picture_index = read_tl0_picture_index(reader);
  }
  if (!reader.ok() || reader.remaining() == 0) return std::nullopt;
  part.spatial_switch_up = part.begins_frame && !predicted_from_past;
  part.begins_keyframe = part.spatial_switch_up && part.spatial_id == 0;
  part.temporal_switch_up |= !predicted_from_past || part.temporal_id == 0;
  return part;
}

}  // namespace hemicycle::wire
