#include "tests/fuzz/property.h"
#include "tests/fuzz/proportion.h"
#include "wire/codec.h"
#include "wire/codec_opus.h"
#include "wire/dependency_descriptor.h"

namespace hemicycle::wire {
namespace {

// A rewritten number reads back, and nothing else of the payload has changed its meaning.
void rewrite_numbers(Codec codec, ByteView payload, const FramePart& part) {
  Bytes rewritten(payload.begin(), payload.end());
  FramePart expected = part;
  for (auto* field : {&expected.picture_id, &expected.tl0_picture_index}) {
    if (!*field) continue;
    std::uint16_t number = (*field)->wrap((*field)->value + 12'345u);
    (*field)->write(rewritten, number);
    (*field)->value = number;
  }
  PROPERTY(peek(codec, rewritten, true) == expected);
}

// The first byte chooses the codec.
void fuzz(ByteView bytes) {
  if (bytes.empty()) return;
  constexpr Codec kCodecs[] = {Codec::kOpus, Codec::kVp8, Codec::kVp9, Codec::kH264, Codec::kAv1};
  Codec codec = kCodecs[bytes[0] % std::size(kCodecs)];
  ByteView payload = bytes.subspan(1);
  if (auto part = peek(codec, payload, true)) {
    PROPERTY(part->ends_frame);
    PROPERTY(!part->begins_keyframe || part->begins_frame || codec == Codec::kAv1);
    PROPERTY(part->temporal_id < 8 && part->spatial_id < 8);
    rewrite_numbers(codec, payload, *part);
  }
  if (auto toc = OpusToc::parse(payload)) PROPERTY(toc->duration() > Duration::zero());
  if (auto descriptor = DependencyDescriptor::parse(payload); descriptor && descriptor->structure)
    PROPERTY(!descriptor->structure->layers.empty());
}

}  // namespace
}  // namespace hemicycle::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Proportion bound(size);
  hemicycle::wire::fuzz({bytes, size});
  return 0;
}
