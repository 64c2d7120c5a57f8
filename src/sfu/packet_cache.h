#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/time.h"
#include "sfu/forward_packet.h"

namespace hemicycle::sfu {

// The last packets of one layer, for retransmission. It owns their bytes in a ring: the newest
// overwrite the oldest, found by sequence number in one step. It allocates its memory at the first
// packet and never again.
class PacketCache {
 public:
  struct Limits {
    std::size_t packets;  // a power of two
    std::size_t bytes;
    Duration age;
  };
  // Of one track that is seen: two seconds of 2 Mbit/s.
  static constexpr Limits kVideoLimits{512, 512 * 1024, std::chrono::milliseconds(2000)};
  // Two seconds and a half of 20 ms packets.
  static constexpr Limits kAudioLimits{128, 32 * 1024, std::chrono::milliseconds(2000)};

  explicit PacketCache(Limits limits);

  void insert(const ForwardPacket& packet, Instant now);

  // The packet, its payload in the ring until the next insert(); null when it never came, is too
  // old or was overwritten.
  const ForwardPacket* find(std::int64_t sequence, Instant now) const;

 private:
  struct Entry {
    ForwardPacket packet;
    std::uint64_t position = 0;  // of its payload, in bytes ever written
    Instant inserted;
    bool used = false;
  };

  std::uint64_t place(std::size_t size);

  Limits limits_;
  std::vector<Entry> entries_;  // by sequence, modulo their number
  std::unique_ptr<std::uint8_t[]> ring_;
  std::uint64_t written_ = 0;
};

}  // namespace hemicycle::sfu
