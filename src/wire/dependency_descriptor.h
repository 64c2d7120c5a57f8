#pragma once

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

  // The layer of a frame; nullopt when the structure knows no such template.
  std::optional<LayerId> layer_of(std::uint8_t template_id) const;
};

// The RTP header extension of RTP Payload Format For AV1, appendix A:
//  |S|E| template id (6) |      frame number (16)        |
//  |structure?|active decode targets?|custom dtis?|custom fdiffs?|custom chains?|   when longer
//  template id offset (6), decode targets - 1 (5), layers of templates, ...       when structure?
// What follows the layers (indications, differences, chains, resolutions) is not read.
struct DependencyDescriptor {
  bool starts_frame = false;
  bool ends_frame = false;
  std::uint8_t template_id = 0;
  std::uint16_t frame_number = 0;
  // Its presence marks the first packet of a keyframe.
  std::optional<TemplateStructure> structure;

  static std::optional<DependencyDescriptor> parse(ByteView extension);
};

}  // namespace hemicycle::wire
