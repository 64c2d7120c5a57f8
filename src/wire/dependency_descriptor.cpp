#include "wire/dependency_descriptor.h"

#include <algorithm>

namespace hemicycle::wire {
namespace {

constexpr std::size_t kMandatorySize = 3;
constexpr unsigned kTemplateIds = 64;  // six bits
constexpr unsigned kExtendedFlags = 5;
constexpr std::size_t kFlagsAt = 8 * kMandatorySize;
constexpr std::size_t kActiveTargetsFlagAt = kFlagsAt + 1;
constexpr std::size_t kSpatialLayers = 4;
constexpr std::uint32_t kNotPresent = 0;  // of the indications

// Bits from the most significant on; past the end zeros, and ok() is false for good.
class BitReader {
 public:
  explicit BitReader(ByteView bytes) : bytes_(bytes) {}
  bool ok() const { return position_ <= 8 * bytes_.size(); }
  std::size_t position() const { return position_; }
  bool flag() { return bits(1) != 0; }
  // ns(n) of the AV1 specification, 4.10.7: a number below n.
  std::uint32_t below(std::uint32_t n) {
    unsigned width = 0;
    for (std::uint32_t x = n; x != 0; x >>= 1) ++width;
    const std::uint32_t short_ones = (1u << width) - n;
    const std::uint32_t value = bits(width - 1);
    return value < short_ones ? value : (value << 1) - short_ones + bits(1);
  }
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
bool read_layers(BitReader& reader, TemplateStructure& structure) {
  LayerId layer;
  while (structure.layers.size() < kTemplateIds) {
    structure.layers.push_back(layer);
    structure.spatial_max = layer.spatial;
    auto next = static_cast<NextLayer>(reader.bits(2));
    if (!reader.ok()) return false;
    if (next == kNoMore) return true;
    if (next == kNextTemporal) ++layer.temporal;
    if (next == kNextSpatial) layer = {static_cast<std::uint8_t>(layer.spatial + 1), 0};
    if (layer.temporal > 7 || layer.spatial >= kSpatialLayers) return false;
  }
  return false;
}

// template_dtis(): a target needs the highest layer of the templates that are present in it.
void read_indications(BitReader& reader, TemplateStructure& structure) {
  std::array<std::uint8_t, 32> highest{};
  for (const LayerId layer : structure.layers)
    for (std::size_t target = 0; target < structure.decode_targets; ++target)
      if (reader.bits(2) != kNotPresent) highest[target] = std::max(highest[target], layer.spatial);
  for (std::size_t target = 0; target < structure.decode_targets; ++target)
    for (std::size_t spatial = highest[target]; spatial < kSpatialLayers; ++spatial)
      structure.targets_up_to[spatial] |= 1u << target;
}

// template_fdiffs(), template_chains() and render_resolutions().
void step_over_the_rest(BitReader& reader, const TemplateStructure& structure) {
  for (std::size_t i = 0; i < structure.layers.size(); ++i)
    while (reader.ok() && reader.flag()) reader.bits(4);
  if (const std::uint32_t chains = reader.below(structure.decode_targets + 1u); chains != 0) {
    for (unsigned target = 0; target < structure.decode_targets; ++target) reader.below(chains);
    for (std::size_t i = 0; i < structure.layers.size() * chains && reader.ok(); ++i)
      reader.bits(4);
  }
  if (!reader.flag()) return;
  for (unsigned spatial = 0; spatial <= structure.spatial_max; ++spatial) reader.bits(32);
}

// template_dependency_structure() of A.8.2.
std::optional<TemplateStructure> read_structure(BitReader& reader) {
  TemplateStructure structure;
  structure.id_offset = static_cast<std::uint8_t>(reader.bits(6));
  structure.decode_targets = static_cast<std::uint8_t>(reader.bits(5) + 1);
  if (!read_layers(reader, structure)) return std::nullopt;
  read_indications(reader, structure);
  step_over_the_rest(reader, structure);
  return reader.ok() ? std::optional(structure) : std::nullopt;
}

// Bits behind one another, from the most significant on; what does not fit is counted only.
class BitWriter {
 public:
  explicit BitWriter(MutableBytes out) : out_(out) {}
  void bits(std::uint32_t value, unsigned count) {
    for (; count > 0; --count, ++position_) {
      const std::size_t byte = position_ / 8;
      if (byte >= out_.size()) continue;
      if (position_ % 8 == 0) out_[byte] = 0;
      const std::uint32_t bit = value >> (count - 1) & 1u;
      out_[byte] = static_cast<std::uint8_t>(out_[byte] | bit << (7 - position_ % 8));
    }
  }
  void copy(BitReader& from, std::size_t until) {
    while (from.position() < until) bits(from.bits(1), 1);
  }
  std::size_t size() const { return (position_ + 7) / 8; }

 private:
  MutableBytes out_;
  std::size_t position_ = 0;
};

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
    bool has_structure = reader.flag();
    descriptor.has_active_targets = reader.flag();
    reader.bits(kExtendedFlags - 2);
    if (has_structure) {
      descriptor.structure = read_structure(reader);
      if (!descriptor.structure) return std::nullopt;
    }
  }
  descriptor.active_targets_at = static_cast<std::uint16_t>(reader.position());
  if (!reader.ok()) return std::nullopt;
  return descriptor;
}

std::size_t rewrite_descriptor(ByteView extension, const DescriptorChange& change,
                               MutableBytes out) {
  BitReader from(extension);
  BitWriter to(out);
  to.bits(from.bits(8), 8);
  to.bits(change.frame_number, 16);
  from.bits(16);
  const std::size_t end = 8 * extension.size();
  if (!change.active_targets) {
    to.copy(from, end);
    return to.size() <= out.size() ? to.size() : 0;
  }
  std::uint32_t active = *change.active_targets;
  if (end == kFlagsAt) {
    to.bits(1u << (kExtendedFlags - 2), kExtendedFlags);
  } else {
    to.copy(from, kActiveTargetsFlagAt);
    to.bits(1, 1);
    from.bits(1);
    to.copy(from, change.active_targets_at);
    if (change.has_active_targets) active &= from.bits(change.decode_targets);
  }
  to.bits(active, change.decode_targets);
  to.copy(from, end);
  return to.size() <= out.size() ? to.size() : 0;
}

}  // namespace hemicycle::wire
