#pragma once

#include "base/strong_id.h"

namespace hemicycle::sfu {

// A published track, wherever its packets go.
using TrackId = StrongId<struct TrackTag, std::uint64_t>;
// One receiver of one track.
using SubscriptionId = StrongId<struct SubscriptionTag, std::uint64_t>;

}  // namespace hemicycle::sfu
