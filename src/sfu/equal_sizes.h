#pragma once

#include <span>

#include "sfu/forward_packet.h"

namespace hemicycle::sfu {

// Encoders split a frame into packets that differ by a byte or two, the larger ones last; the
// kernel sends a run of datagrams in one go (GSO) only when they are equal, but for a shorter last.
// Sets the padding of neighbouring packets of one frame so that they are equal, where that costs
// little. `packets` are of one track, in the order of arrival.
void equalise_sizes(std::span<ForwardPacket> packets);

// More than this is not worth a saved send.
inline constexpr std::size_t kEqualisingPaddingMax = 8;

}  // namespace hemicycle::sfu
