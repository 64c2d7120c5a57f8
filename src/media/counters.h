#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace hemicycle::media {

// Why a datagram, or a packet to one receiver, went no further.
enum class DropCause : std::uint8_t {
  kUnknownPeer,      // no peer at this address, and no check for one
  kMalformed,        // not RTP, RTCP, STUN, DTLS
  kUnauthenticated,  // SRTP tag, STUN integrity, a check from another peer's address
  kReplayed,         // SRTP replay window
  kUnknownSsrc,      // no track expects it
  kMuted,            // the track may not be heard now
  kNotReady,         // the receiver has no keys or no address yet
  kSendBacklog,      // the socket stayed full longer than the backlog holds
  kSendRefused,      // the kernel refused the destination
  kFellBehind,       // the worker had more to read than it bears
  kOverLimit,        // a limit of the configuration
  kInternal,         // the peer was closed by a bug of ours
};
inline constexpr std::size_t kDropCauses = 12;
std::string_view to_string(DropCause cause);

// What one worker has counted since it started; gauges are as of the last publication, at most a
// second ago.
struct WorkerCounters {
  std::uint64_t peers = 0;          // gauge
  std::uint64_t tracks = 0;         // gauge
  std::uint64_t subscriptions = 0;  // gauge
  std::uint64_t packets_received = 0;
  std::uint64_t bytes_received = 0;
  std::uint64_t packets_sent = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t send_calls = 0;  // sendmmsg
  std::uint64_t packets_retransmitted = 0;
  std::uint64_t turns = 0;  // of the event loop
  Duration busy{};          // time in turns, waiting excluded
  Duration turn_longest{};  // since the last publication
  std::array<std::uint64_t, kDropCauses> drops{};

  std::uint64_t& drop(DropCause cause) { return drops[static_cast<std::size_t>(cause)]; }
};

struct PlaneCounters {
  std::vector<WorkerCounters> workers;
  std::uint64_t data_channels = 0;  // gauge
  std::uint64_t messages_received = 0;
  std::uint64_t messages_sent = 0;
  std::uint64_t messages_dropped = 0;      // too large, or their reader was too slow
  std::uint64_t data_packets_dropped = 0;  // SCTP, not taken in while too much waited
};

}  // namespace hemicycle::media
