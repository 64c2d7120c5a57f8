#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "sfu/codec.h"
#include "wire/dependency_descriptor.h"
#include "wire/numbers.h"

namespace hemicycle::sfu {

// Index of a simulcast layer, the lowest quality first; a track without simulcast has layer 0 only.
using LayerIndex = std::uint8_t;
inline constexpr LayerIndex kLayersMax = 4;
inline constexpr LayerIndex kNoLayer = 0xff;

inline constexpr std::int64_t kNoPictureId = -1;

// One packet of a track as it is offered to its receivers: everything that they share, found out
// once. A plain value, so that it can be posted to other workers beside the payload's bytes.
struct ForwardPacket {
  // Without padding, in someone else's buffer. Empty: the packet carried padding only.
  ByteView payload{};
  std::int64_t sequence = 0;               // of the layer's stream, unwrapped
  std::int64_t picture_id = kNoPictureId;  // of VP8 and VP9, unwrapped
  wire::RtpTimestamp timestamp{};
  LayerIndex layer = 0;
  // Tells the layer's streams apart when its sender starts anew: numbers and timestamps of two
  // restarts have nothing in common.
  std::uint8_t restarts = 0;
  // Tells apart what came before and after a time in which nothing was to be forwarded: receivers
  // must not take that time for loss.
  std::uint8_t interruptions = 0;
  Codec codec = Codec::kOpus;
  bool marker = false;
  // Bytes of RTP padding to append, so that the packets of a frame are of equal size.
  std::uint8_t padding = 0;
  wire::FramePart frame{};
  // AV1: the dependency descriptor as it came, in the same buffer; empty when there is none.
  ByteView descriptor{};
  wire::DescriptorChange descriptor_shape{};     // without what is a receiver's own
  std::array<std::uint32_t, 4> targets_up_to{};  // see wire::TemplateStructure
};

}  // namespace hemicycle::sfu
