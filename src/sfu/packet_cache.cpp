#include "sfu/packet_cache.h"

#include <bit>
#include <cstring>

#include "base/bug.h"

namespace hemicycle::sfu {

PacketCache::PacketCache(Limits limits) : limits_(limits) {
  BUG_IF(!std::has_single_bit(limits.packets));
}

// Where `size` bytes without a break start, in bytes ever written.
std::uint64_t PacketCache::place(std::size_t size) {
  std::size_t until_wrap = limits_.bytes - written_ % limits_.bytes;
  if (until_wrap < size) written_ += until_wrap;
  std::uint64_t position = written_;
  written_ += size;
  return position;
}

void PacketCache::insert(const ForwardPacket& packet, Instant now) {
  const std::size_t size = packet.payload.size() + packet.descriptor.size();
  if (size > limits_.bytes) return;
  if (!ring_) {
    entries_.resize(limits_.packets);
    ring_ = std::make_unique_for_overwrite<std::uint8_t[]>(limits_.bytes);
  }
  Entry& entry = entries_[static_cast<std::uint64_t>(packet.sequence) & (limits_.packets - 1)];
  // A packet that comes very late does not push out one that is more likely to be asked for.
  if (entry.used && entry.packet.sequence > packet.sequence) return;
  entry.position = place(size);
  std::uint8_t* bytes = ring_.get() + entry.position % limits_.bytes;
  if (!packet.payload.empty()) std::memcpy(bytes, packet.payload.data(), packet.payload.size());
  entry.packet = packet;
  entry.packet.payload = {bytes, packet.payload.size()};
  if (!packet.descriptor.empty()) {
    std::uint8_t* behind = bytes + packet.payload.size();
    std::memcpy(behind, packet.descriptor.data(), packet.descriptor.size());
    entry.packet.descriptor = {behind, packet.descriptor.size()};
  }
  entry.inserted = now;
  entry.used = true;
}

const ForwardPacket* PacketCache::find(std::int64_t sequence, Instant now) const {
  if (entries_.empty()) return nullptr;
  const Entry& entry = entries_[static_cast<std::uint64_t>(sequence) & (limits_.packets - 1)];
  if (!entry.used || entry.packet.sequence != sequence) return nullptr;
  if (now - entry.inserted > limits_.age) return nullptr;
  if (written_ - entry.position > limits_.bytes) return nullptr;  // overwritten since
  return &entry.packet;
}

}  // namespace hemicycle::sfu
