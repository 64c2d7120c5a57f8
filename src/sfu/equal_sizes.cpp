#include "sfu/equal_sizes.h"

#include <algorithm>

namespace hemicycle::sfu {
namespace {

bool same_frame(const ForwardPacket& a, const ForwardPacket& b) {
  return a.layer == b.layer && a.restarts == b.restarts && a.timestamp == b.timestamp &&
         b.sequence == a.sequence + 1;
}

// Bytes that differ from `largest` by little.
bool nearly(std::size_t size, std::size_t largest) {
  return size <= largest && largest - size <= kEqualisingPaddingMax;
}

// Pads the packets of one run, except a last that is much smaller: it may stay so.
void equalise_run(std::span<ForwardPacket> run) {
  if (run.size() < 2) return;
  std::size_t largest = 0;
  for (const ForwardPacket& packet : run) largest = std::max(largest, packet.payload.size());
  bool all_but_last = std::ranges::all_of(run.first(run.size() - 1), [&](const auto& packet) {
    return !packet.payload.empty() && nearly(packet.payload.size(), largest);
  });
  if (!all_but_last) return;
  for (ForwardPacket& packet : run)
    if (nearly(packet.payload.size(), largest))
      packet.padding = static_cast<std::uint8_t>(largest - packet.payload.size());
}

}  // namespace

void equalise_sizes(std::span<ForwardPacket> packets) {
  std::size_t start = 0;
  for (std::size_t i = 1; i <= packets.size(); ++i) {
    if (i < packets.size() && same_frame(packets[i - 1], packets[i])) continue;
    equalise_run(packets.subspan(start, i - start));
    start = i;
  }
}

}  // namespace hemicycle::sfu
