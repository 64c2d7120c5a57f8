#pragma once

#include <cstdint>

#include "base/strong_id.h"
#include "sfu/ids.h"

namespace hemicycle::media {

// One client's transport: ICE, DTLS, and all the tracks that it sends and receives.
using PeerId = StrongId<struct PeerTag>;
// One incoming track: a microphone, a camera, a screen; all its simulcast layers.
using sfu::TrackId;
// One receiver of one track.
using sfu::SubscriptionId;
// An SCTP stream of one peer (RFC 8832: even numbers are the DTLS client's, odd ones ours).
using ChannelId = StrongId<struct ChannelTag, std::uint16_t>;

// Every object belongs to one worker, and its id says to which: the low byte. So a command finds
// its way without a table that threads would share. A track lives with its publisher, a
// subscription with its subscriber.
using WorkerIndex = StrongId<struct WorkerTag, std::uint8_t>;

template <typename Tag>
constexpr WorkerIndex worker_of(StrongId<Tag> id) {
  return WorkerIndex(static_cast<std::uint8_t>(id.value() & 0xff));
}

template <typename Id>
constexpr Id make_id(std::uint64_t number, WorkerIndex worker) {
  return Id(number << 8 | worker.value());
}

}  // namespace hemicycle::media
