#include "wire/dependency_descriptor.h"

namespace hemicycle::wire {
namespace {

constexpr std::size_t kMandatorySize = 3;
constexpr unsigned kTemplateIds = 64;  // six bits
constexpr unsigned kExtendedFlags = 5;

// Bits from the most significant on; past the end zeros, and ok() is false for good.
class BitReader {
 public:
  explicit BitReader(ByteView bytes) : bytes_(bytes) {}
  bool ok() const { return position_ <= 8 * bytes_.size(); }
  std::uint32_t bits(unsigned count) {
    std::uint32_t value = 0;
    for (; count > 0; --count, ++position_) {
      std::size_t byte = position_ / 8;
      unsigned bit = byte < bytes_.size() ? bytes_[byte] >> (7 - position_ % 8) & 1u : 0;
      value = value << 1 | bit;
    }
    return value;
  }

 private:
  ByteView bytes_;
  std::size_t position_ = 0;
};

enum NextLayer : std::uint8_t { kSameLayer = 0, kNextTemporal = 1, kNextSpatial = 2, kNoMore = 3 };

// template_layers() of A.8.2.
std::optional<TemplateStructure> read_structure(BitReader& reader) {
  TemplateStructure structure;
  structure.id_offset = static_cast<std::uint8_t>(reader.bits(6));
  structure.decode_targets = static_cast<std::uint8_t>(reader.bits(5) + 1);
  LayerId layer;
  while (structure.layers.size() < kTemplateIds) {
    structure.layers.push_back(layer);
    auto next = static_cast<NextLayer>(reader.bits(2));
    if (!reader.ok()) return std::nullopt;
    if (next == kNoMore) return structure;
    if (next == kNextTemporal) ++layer.temporal;
    if (next == kNextSpatial) layer = {static_cast<std::uint8_t>(layer.spatial + 1), 0};
    if (layer.temporal > 7 || layer.spatial > 3) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<LayerId> TemplateStructure::layer_of(std::uint8_t template_id) const {
  std::size_t index = (template_id + kTemplateIds - id_offset) % kTemplateIds;
  return index < layers.size() ? std::optional(layers[index]) : std::nullopt;
}

std::optional<DependencyDescriptor> DependencyDescriptor::parse(ByteView extension) {
  BitReader reader(extension);
  DependencyDescriptor descriptor;
  descriptor.starts_frame = reader.bits(1) != 0;
  descriptor.ends_frame = reader.bits(1) != 0;
  descriptor.template_id = static_cast<std::uint8_t>(reader.bits(6));
  descriptor.frame_number = static_cast<std::uint16_t>(reader.bits(16));
  if (extension.size() > kMandatorySize) {
    bool has_structure = reader.bits(1) != 0;
    reader.bits(kExtendedFlags - 1);
    if (has_structure) {
      descriptor.structure = read_structure(reader);
      if (!descriptor.structure) return std::nullopt;
    }
  }
  if (!reader.ok()) return std::nullopt;
  return descriptor;
}

}  // namespace hemicycle::wire
