#pragma once

#include <cstddef>
#include <cstdint>

#include "base/time.h"

namespace hemicycle::livekit {

// Limits and periods of every room; docs/configuration.md names each under [rooms].
struct RoomSettings {
  std::size_t participants_max = 1000;
  std::size_t tracks_per_participant_max = 16;
  Duration empty_timeout = std::chrono::minutes(5);       // of a room nobody ever joined
  Duration departure_timeout = std::chrono::seconds(20);  // after the last one left
  Duration ping_interval = std::chrono::seconds(5);       // what clients are asked to keep
  Duration ping_timeout = std::chrono::seconds(15);
  // How long a participant whose signalling broke may take to resume before it counts as gone.
  Duration resume_grace = std::chrono::seconds(1);
  Duration token_validity = std::chrono::minutes(10);
  // Reliable data kept for a receiver whose channel is not open yet.
  std::size_t waiting_data_bytes_max = 1024 * 1024;
};

// What happened in rooms, for /metrics.
struct RoomCounters {
  std::uint64_t joins = 0;
  std::uint64_t resumes = 0;
  std::uint64_t departures = 0;
  std::uint64_t requests = 0;
  std::uint64_t requests_unknown = 0;
  std::uint64_t requests_malformed = 0;
  std::uint64_t requests_refused = 0;
  std::uint64_t offers_refused = 0;
  std::uint64_t announcements_limited = 0;  // times that somebody's changes had to wait
  std::uint64_t data_routed = 0;
  std::uint64_t data_malformed = 0;
  std::uint64_t data_refused = 0;
  std::uint64_t data_repeated = 0;  // sent again by a client that did not know it had arrived
  std::uint64_t data_dropped = 0;   // for a receiver without a channel
};

}  // namespace hemicycle::livekit
