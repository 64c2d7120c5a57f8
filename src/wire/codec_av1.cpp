#include "wire/codec_av1.h"

namespace hemicycle::wire {
namespace {

constexpr std::uint8_t kSequenceHeaderObu = 1;

struct AggregationHeader {
  bool continues_previous = false;  // Z: the first element is the rest of the last packet's
  bool continued_by_next = false;   // Y
  std::uint8_t elements = 0;        // W: 0 when every element has a size
  bool new_sequence = false;        // N: the first packet of a coded video sequence
};

AggregationHeader read_aggregation_header(ByteReader& reader) {
  std::uint8_t bits = reader.u8();
  return {(bits & 0x80) != 0, (bits & 0x40) != 0, static_cast<std::uint8_t>(bits >> 4 & 3),
          (bits & 0x08) != 0};
}

// AV1 specification, 4.10.5; sizes here fit in 32 bits.
std::optional<std::size_t> read_leb128(ByteReader& reader) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < 5; ++i) {
    std::uint8_t byte = reader.u8();
    value |= std::uint64_t{byte & 0x7fu} << (7 * i);
    if ((byte & 0x80) == 0) return reader.ok() ? std::optional<std::size_t>(value) : std::nullopt;
  }
  return std::nullopt;
}

// AV1 specification, 5.3.2 and 5.3.3: |0| type(4) |ext|size|0|, then |temporal(3)|spatial(2)|0 0
// 0|.
void note_obu(ByteView obu, FramePart& part, bool& has_layers) {
  if (obu.empty()) return;
  if ((obu[0] >> 3 & 0x0f) == kSequenceHeaderObu) part.begins_keyframe = true;
  bool has_extension = (obu[0] & 0x04) != 0;
  if (has_extension && obu.size() >= 2 && !has_layers) {
    part.temporal_id = obu[1] >> 5;
    part.spatial_id = obu[1] >> 3 & 3;
    has_layers = true;
  }
}

}  // namespace

std::optional<FramePart> peek_av1(ByteView payload, bool marker) {
  ByteReader reader(payload);
  AggregationHeader header = read_aggregation_header(reader);
  // "N MUST be 0 if Z is 1": a sequence does not begin in the middle of an element.
  if (!reader.ok() || reader.remaining() == 0 || (header.new_sequence && header.continues_previous))
    return std::nullopt;

  FramePart part;
  bool has_layers = false;
  for (unsigned index = 0; reader.remaining() > 0; ++index) {
    bool sized = header.elements == 0 || index + 1 < header.elements;
    std::optional<std::size_t> size = sized ? read_leb128(reader) : reader.remaining();
    if (!size) return std::nullopt;
    ByteView obu = reader.take(*size);
    if (!reader.ok()) return std::nullopt;
    if (index > 0 || !header.continues_previous) note_obu(obu, part, has_layers);
  }
  part.begins_keyframe |= header.new_sequence;
  part.begins_frame = !header.continues_previous;
  part.ends_frame = marker || !header.continued_by_next;
  part.temporal_switch_up = part.temporal_id == 0 || part.begins_keyframe;
  part.spatial_switch_up = part.begins_keyframe;
  return part;
}

}  // namespace hemicycle::wire
