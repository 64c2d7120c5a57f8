#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/overloaded.h"
#include "io/mailbox.h"
#include "media/control.h"
#include "sfu/forward_packet.h"
#include "sfu/publication.h"

// What the plane's threads write to one another.
namespace hemicycle::media {

// A new peer, with our half of its transport.
struct AddPeer {
  PeerId peer;
  std::string ice_ufrag;
  std::string ice_pwd;
  wire::Ssrc feedback_ssrc{1};  // ours, as the sender of RTCP to it
  std::string secret{};         // see transport::IceLite
};

// ---- Between workers: a track whose receivers live on another worker than its publisher ----

// To the publisher's worker: `to` has its first receiver, or lost its last.
struct RelayWanted {
  TrackId track;
  WorkerIndex to;
  bool wanted = true;
};
// The packets of one batch. Their payloads lie in `bytes`; written once, then only read.
struct RelayedPackets {
  TrackId track;
  std::vector<sfu::ForwardPacket> packets;
  Bytes bytes;
};
struct RelayedBatch {
  std::shared_ptr<const RelayedPackets> packets;  // shared: every worker with receivers reads it
};
struct RelayedClock {
  TrackId track;
  sfu::LayerClock clock;
};
// What the publisher's worker has seen of a track that is relayed from now on.
struct RelayedLayers {
  TrackId track;
  std::uint8_t live = 0;  // as bits from layer 0 up
};
// The track is gone.
struct RelayEnded {
  TrackId track;
};
// To the publisher's worker: a receiver needs a keyframe of this layer.
struct KeyframeWanted {
  TrackId track;
  sfu::LayerIndex layer = 0;
  sfu::KeyframeNeed need = sfu::KeyframeNeed::kNew;
};

// ---- Between workers and the data thread ----

struct SctpPacket {
  PeerId peer;
  Bytes bytes;
};
struct StartData {
  PeerId peer;
  std::uint16_t remote_port = 5000;
};
struct StopData {
  PeerId peer;
};

// To any thread: the last letter that it reads.
struct StopThread {};

using WorkerLetter =
    std::variant<StopThread, AddPeer, Command, RelayWanted, RelayedBatch, RelayedClock,
                 RelayedLayers, RelayEnded, KeyframeWanted, SctpPacket>;
using DataLetter =
    std::variant<StopThread, StartData, StopData, SctpPacket, OpenDataChannel, SendData>;

// What a thread that falls behind may lose: media, and SCTP packets, which their sender repeats.
inline bool is_losable(const WorkerLetter& letter) {
  return std::holds_alternative<RelayedBatch>(letter) || std::holds_alternative<SctpPacket>(letter);
}
inline bool is_losable(const DataLetter& letter) {
  return std::holds_alternative<SctpPacket>(letter);
}
// A second or two of a large hall's media; 10 MB of SCTP packets.
inline constexpr std::size_t kLettersWaitingMax = 8192;

template <typename Letter>
void post_to(io::Mailbox<Letter>& mailbox, Letter letter) {
  if (is_losable(letter))
    mailbox.post_unless_full(std::move(letter), kLettersWaitingMax);
  else
    mailbox.post(std::move(letter));
}

// Where a worker's output goes besides the socket: threads and mailboxes, or a test.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  virtual void emit(Event event) = 0;
  virtual void post(WorkerIndex to, WorkerLetter letter) = 0;
  virtual void post_data(DataLetter letter) = 0;
  // A broken invariant closed this peer.
  virtual void report_bug(PeerId peer, std::string_view what) = 0;
};

}  // namespace hemicycle::media
