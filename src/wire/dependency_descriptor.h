#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"

namespace hemicycle::wire {

// The layer of the frames that share a template.
struct LayerId {
  std::uint8_t spatial = 0;
  std::uint8_t temporal = 0;
  friend bool operator==(LayerId, LayerId) = default;
};

// The part of a template dependency structure that a forwarder needs: which layer each template
// stands for. It comes with keyframes and holds until the next.
struct TemplateStructure {
  std::uint8_t id_offset = 0;
  std::uint8_t decode_targets = 0;
  std::vector<LayerId> layers;
  // By spatial layer: the decode targets that need no higher one, as bits from target 0 up.
  std::array<std::uint32_t, 4> targets_up_to{};
  std::uint8_t spatial_max = 0;

  // The layer of a frame; nullopt when the structure knows no such template.
  std::optional<LayerId> layer_of(std::uint8_t template_id) const;
};

// The RTP header extension of RTP Payload Format For AV1, appendix A:
//  |S|E| template id (6) |      frame number (16)        |
//  |structure?|active decode targets?|custom dtis?|custom fdiffs?|custom chains?|   when longer
//  template id offset (6), decode targets - 1 (5), layers of templates, ...       when structure?
// Of what follows the layers, the indications tell which decode targets need which; differences,
// chains and resolutions are only stepped over.
struct DependencyDescriptor {
  bool starts_frame = false;
  bool ends_frame = false;
  std::uint8_t template_id = 0;
  std::uint16_t frame_number = 0;
  // Its presence marks the first packet of a keyframe.
  std::optional<TemplateStructure> structure;
  // In bits: where the mask of active decode targets is, or would be.
  std::uint16_t active_targets_at = 0;
  bool has_active_targets = false;

  static std::optional<DependencyDescriptor> parse(ByteView extension);
};

// How a descriptor is to be changed for one receiver.
struct DescriptorChange {
  std::uint16_t frame_number = 0;
  // Set when it does not get all: the decode targets that it gets, as bits, of how many.
  std::optional<std::uint32_t> active_targets{};
  std::uint8_t decode_targets = 0;
  std::uint16_t active_targets_at = 0;  // as DependencyDescriptor tells them
  bool has_active_targets = false;
};
// Returns the size written; 0 when `out` is too small. `extension` has been parsed.
std::size_t rewrite_descriptor(ByteView extension, const DescriptorChange& change,
                               MutableBytes out);

}  // namespace hemicycle::wire
