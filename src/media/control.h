#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "io/intake.h"
#include "media/ids.h"
#include "sfu/track_parameters.h"
#include "wire/numbers.h"

// What the front tells the media plane and what it hears back. Plain values that cross threads: no
// SDP, no participants, no rooms; who may see whom is the front's business.
namespace hemicycle::media {

// ---- How media is described ----

using sfu::Codec;
using sfu::CodecParameters;
using sfu::HeaderExtensionIds;
using sfu::LayerParameters;

// ---- Commands ----

// The peer's half of ICE and DTLS, from its offer. Sent again after an ICE restart, with the new
// credentials; fingerprint and SCTP port do not change then.
struct SetRemoteTransport {
  PeerId peer{};
  std::string ice_ufrag{};
  std::string ice_pwd{};
  std::string fingerprint_sha256{};  // "AB:CD:...", as in SDP
  // Set when the peer negotiated data channels.
  std::optional<std::uint16_t> sctp_port{};
  // Whether feedback may go without a report in front of it (RFC 5506).
  bool rtcp_reduced_size = true;
};

// From now on checks with these local credentials are answered too; those with the old ones until
// the peer has moved. Made by MediaPlane::restart_ice().
struct RestartIce {
  PeerId peer{};
  std::string ice_ufrag{};
  std::string ice_pwd{};
};

// The peer disappears with its tracks, its subscriptions, and those of others to its tracks.
struct RemovePeer {
  PeerId peer{};
};

// Accept a track from a peer. Repeated with the same id it replaces the parameters; with the same
// parameters it does nothing.
struct ReceiveTrack {
  PeerId peer{};
  TrackId track{};
  wire::MediaKind kind = wire::MediaKind::kAudio;
  std::string mid{};
  std::vector<CodecParameters> codecs{};
  HeaderExtensionIds extensions{};
  std::vector<LayerParameters> layers{};  // lowest quality first; one when not simulcast

  friend bool operator==(const ReceiveTrack&, const ReceiveTrack&) = default;
};

struct StopReceiving {
  TrackId track{};
};

// Forward a track to a peer, from the next keyframe on (audio: at once). Repeated for the same
// subscription it replaces the description; under an SSRC that this peer was sent before, the
// numbers go on. Another subscription of the peer that still uses the SSRC ends.
struct SendTrack {
  SubscriptionId subscription{};
  PeerId subscriber{};
  TrackId track{};
  std::string mid{};
  // What the subscriber's section allows; the one that matches the publisher's codec is used.
  std::vector<CodecParameters> codecs{};
  HeaderExtensionIds extensions{};
  wire::Ssrc ssrc{};
  std::optional<wire::Ssrc> rtx_ssrc{};
  // The same for all tracks of a publisher: what RTCP calls CNAME, by which players keep lips and
  // voice together.
  std::string cname{};
};

struct StopSending {
  SubscriptionId subscription{};
};

// What a subscriber wants of a track at present.
struct SetSubscription {
  SubscriptionId subscription{};
  bool paused = false;
  std::uint8_t max_layer = 0xff;  // index into ReceiveTrack::layers
};

// A muted track is not forwarded, whatever its publisher sends.
struct SetTrackMuted {
  TrackId track{};
  bool muted = false;
};

enum class Reliability : std::uint8_t { kReliable, kLossy };

// Opens a data channel from our side; DataChannelOpened tells its number.
struct OpenDataChannel {
  PeerId peer{};
  std::string label{};
  Reliability reliability = Reliability::kReliable;
  bool ordered = true;
};

struct SendData {
  PeerId peer{};
  ChannelId channel{};
  bool binary = true;
  std::shared_ptr<const Bytes> message{};  // shared: one message goes to many peers
  io::Intake::Ticket ticket{};             // of the message that this one passes on
};

using Command =
    std::variant<SetRemoteTransport, RestartIce, RemovePeer, ReceiveTrack, StopReceiving, SendTrack,
                 StopSending, SetSubscription, SetTrackMuted, OpenDataChannel, SendData>;

// ---- Events ----

// ICE and DTLS are done: media flows.
struct PeerConnected {
  PeerId peer;
};

enum class FailureCause : std::uint8_t {
  kNeverConnected,       // no authenticated check in time
  kConsentExpired,       // checks stopped (RFC 7675)
  kDtlsFailed,           // handshake broken or no common SRTP profile
  kFingerprintMismatch,  // the certificate is not the one that the offer named
  kClosedByPeer,         // DTLS close_notify
  kGarbage,              // too much that does not authenticate or parse
  kOverLimit,            // the worker has all the peers that it may
  kBug,                  // a broken invariant of ours, confined to this peer
};
std::string_view to_string(FailureCause cause);

// The peer is gone from its worker; RemovePeer is still due, so that the plane forgets it, too.
struct PeerFailed {
  PeerId peer;
  FailureCause cause = FailureCause::kNeverConnected;
};

// The first packet of a track has arrived.
struct TrackStarted {
  TrackId track;
  Codec codec = Codec::kOpus;
};

// Who speaks among the audio tracks of one worker, whatever their rooms, loudest first; sent when
// it changes and, while someone speaks, every 300 ms. The front merges workers and sorts by room.
struct AudioLevel {
  TrackId track;
  PeerId peer;
  float level = 0;  // linear, 0..1
};
struct SpeakersChanged {
  WorkerIndex worker;
  std::vector<AudioLevel> speaking;
};

struct DataChannelOpened {
  PeerId peer;
  ChannelId channel;
  std::string label;
  Reliability reliability = Reliability::kReliable;
};

struct DataChannelClosed {
  PeerId peer;
  ChannelId channel;
};

struct DataReceived {
  PeerId peer;
  ChannelId channel;
  bool binary = true;
  Bytes message;
  io::Intake::Ticket ticket{};  // to be kept until the message has been dealt with
};

// What one direction of a peer was like during the last interval.
struct DirectionStatistics {
  std::uint64_t bitrate_bps = 0;
  std::uint64_t packets = 0;
  double loss = 0;  // fraction, before retransmission
  Duration jitter{};
};

// About once a second for each connected peer.
struct PeerStatistics {
  PeerId peer;
  std::optional<Duration> round_trip;
  DirectionStatistics uplink;    // from the peer to us
  DirectionStatistics downlink;  // from us to the peer, as its reports tell
};

using Event = std::variant<PeerConnected, PeerFailed, TrackStarted, SpeakersChanged,
                           DataChannelOpened, DataChannelClosed, DataReceived, PeerStatistics>;

}  // namespace hemicycle::media
