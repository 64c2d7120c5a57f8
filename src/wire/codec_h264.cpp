#include "wire/codec_h264.h"

namespace hemicycle::wire {
namespace {

enum NalType : std::uint8_t {
  kSlice = 1,
  kDataPartitionA = 2,
  kIdrSlice = 5,
  kSupplementalInformation = 6,
  kSequenceParameterSet = 7,
  kPictureParameterSet = 8,
  kAccessUnitDelimiter = 9,
  kLastSingle = 23,
  kStapA = 24,
  kFuA = 28,
};

constexpr std::uint8_t kNalTypeMask = 0x1f;

// Notes one NAL unit, or the first fragment of one; `body` follows the NAL header.
void note_nal(std::uint8_t type, ByteView body, FramePart& part) {
  switch (type) {
    case kSlice:
    case kDataPartitionA:
    case kIdrSlice:
      // first_mb_in_slice, an Exp-Golomb code: a leading one bit is zero, the first macroblock.
      part.begins_frame |= !body.empty() && (body[0] & 0x80) != 0;
      break;
    case kSequenceParameterSet:
      part.begins_keyframe = true;
      part.begins_frame = true;
      break;
    case kSupplementalInformation:
    case kPictureParameterSet:
    case kAccessUnitDelimiter:
      part.begins_frame = true;
      break;
    default:
      break;
  }
}

bool note_aggregate(ByteReader& reader, FramePart& part) {
  if (reader.remaining() == 0) return false;
  while (reader.remaining() > 0) {
    ByteView nal = reader.take(reader.u16());
    if (!reader.ok() || nal.empty()) return false;
    note_nal(nal[0] & kNalTypeMask, nal.subspan(1), part);
  }
  return true;
}

bool note_fragment(ByteReader& reader, FramePart& part) {
  std::uint8_t header = reader.u8();
  bool first = (header & 0x80) != 0;
  if (first) note_nal(header & kNalTypeMask, reader.rest(), part);
  return reader.ok();
}

}  // namespace

std::optional<FramePart> peek_h264(ByteView payload, bool marker) {
  ByteReader reader(payload);
  FramePart part;
  std::uint8_t type = reader.u8() & kNalTypeMask;
  if (!reader.ok() || type == 0) return std::nullopt;
  if (type <= kLastSingle)
    note_nal(type, reader.rest(), part);
  else if (type == kStapA ? !note_aggregate(reader, part)
                          : type != kFuA || !note_fragment(reader, part))
    return std::nullopt;
  part.ends_frame = marker;
  part.temporal_switch_up = true;
  part.spatial_switch_up = part.begins_keyframe;
  return part;
}

}  // namespace hemicycle::wire
