#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace hemicycle::wire {

// A number of a payload descriptor that a forwarder rewrites, so that a receiver sees no gap where
// layers were left out: its value, and where it lies in the payload.
struct DescriptorField {
  std::uint16_t value = 0;
  std::uint8_t offset = 0;
  std::uint8_t bits = 0;  // 7, 8 or 15; what the sender chose stays

  // The number modulo its width.
  std::uint16_t wrap(std::uint32_t number) const {
    return static_cast<std::uint16_t>(number & ((1u << bits) - 1));
  }
  // Overwrites the field in a payload of the same layout.
  void write(MutableBytes payload, std::uint16_t number) const;

  friend bool operator==(const DescriptorField&, const DescriptorField&) = default;
};

// What one packet tells of the frame it carries a part of, from its first bytes only.
struct FramePart {
  bool begins_frame = false;
  bool ends_frame = false;  // of its spatial layer; the last of a picture has RTP's marker
  // A receiver that has seen nothing before can begin with this packet.
  bool begins_keyframe = false;
  // A receiver of lower temporal layers can go up to this one from here on.
  bool temporal_switch_up = false;
  // A receiver of the spatial layer below can go up to this one from here on.
  bool spatial_switch_up = false;
  std::uint8_t temporal_id = 0;
  std::uint8_t spatial_id = 0;
  // The stream tells layers apart; without it all packets belong to the only one.
  bool has_layers = false;
  std::optional<DescriptorField> picture_id;
  std::optional<DescriptorField> tl0_picture_index;

  friend bool operator==(const FramePart&, const FramePart&) = default;
};

}  // namespace hemicycle::wire
