#include "wire/codec.h"

#include <algorithm>
#include <array>

#include "base/bug.h"
#include "wire/codec_av1.h"
#include "wire/codec_h264.h"
#include "wire/codec_opus.h"
#include "wire/codec_vp8.h"
#include "wire/codec_vp9.h"

namespace hemicycle::wire {
namespace {

// In the order of the enum.
constexpr std::array kTraits{
    CodecTraits{Codec::kOpus, "opus", MediaKind::kAudio, 48'000, peek_opus},
    CodecTraits{Codec::kVp8, "VP8", MediaKind::kVideo, 90'000, peek_vp8},
    CodecTraits{Codec::kVp9, "VP9", MediaKind::kVideo, 90'000, peek_vp9},
    CodecTraits{Codec::kH264, "H264", MediaKind::kVideo, 90'000, peek_h264},
    CodecTraits{Codec::kAv1, "AV1", MediaKind::kVideo, 90'000, peek_av1},
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

const CodecTraits& traits(Codec codec) {
  auto index = static_cast<std::size_t>(codec);
  BUG_IF(index >= kTraits.size());
  return kTraits[index];
}

std::optional<Codec> codec_named(std::string_view name) {
  for (const CodecTraits& known : kTraits)
    if (same_name(known.name, name)) return known.codec;
  return std::nullopt;
}

void DescriptorField::write(MutableBytes payload, std::uint16_t number) const {
  BUG_IF(offset + std::size_t{bits == 15 ? 2u : 1u} > payload.size());
  number = wrap(number);
  if (bits == 15) {
    payload[offset] = static_cast<std::uint8_t>((payload[offset] & 0x80) | number >> 8);
    payload[offset + 1] = static_cast<std::uint8_t>(number);
  } else if (bits == 7) {
    payload[offset] = static_cast<std::uint8_t>((payload[offset] & 0x80) | number);
  } else {
    payload[offset] = static_cast<std::uint8_t>(number);
  }
}

}  // namespace hemicycle::wire
