#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/endpoint.h"
#include "base/result.h"
#include "wire/sdp_media.h"

namespace hemicycle::wire {

// How the server is reached; the same for all sections, which share one transport (RFC 8843).
struct LocalTransport {
  std::string ice_ufrag;
  std::string ice_pwd;
  std::string fingerprint_sha256;    // "AB:CD:..."
  std::vector<Endpoint> candidates;  // at least one
};

struct RemoteTransport {
  std::string ice_ufrag;
  std::string ice_pwd;
  std::string fingerprint_sha256;

  friend bool operator==(const RemoteTransport&, const RemoteTransport&) = default;
};

// What a client offers, understood and checked: every section has a mid of its own, is in
// the bundle or rejected, and the bundle has a transport.
struct Offer {
  SessionDescription session;
  std::vector<OfferedSection> sections;  // one for each of the session's, in order
  RemoteTransport remote;
};
Result<Offer, SdpError> read_offer(std::string_view text);
// The same of an answer to an offer of ours, which leaves the client no choice of its DTLS role.
Result<Offer, SdpError> read_answer(std::string_view text);

// A track that the client shall receive.
struct OutgoingTrack {
  std::string track_key;  // the caller's name for it, stable over offers
  MediaKind kind = MediaKind::kAudio;
  std::string stream_id;  // what the client sees as the stream's id
  std::string track_id;   // and the track's
  std::string cname;      // the same for all tracks of one sender (RFC 7022)
  std::string codec;      // lower case, as in NegotiatedCodec
  std::string fmtp;       // of the publisher's codec
  Ssrc ssrc;
  std::optional<Ssrc> rtx_ssrc;
};

// What the server would like of a track that the client sends.
struct ReceivePreference {
  std::string codec;  // lower case; empty: the first that is supported
  bool stereo = false;
  bool dtx = false;  // silence may be left out
};
// Keyed by the client's name of the track, the second word of its msid.
using ReceivePreferences = std::map<std::string, ReceivePreference, std::less<>>;

struct ReceivedSection {
  std::string mid;
  MediaKind kind = MediaKind::kAudio;
  std::string msid_track;
  NegotiatedCodec codec;
  HeaderExtensionIds extensions;
  std::vector<Ssrc> ssrcs;  // may be empty: then mid (and rid) tell on the first packets
  std::vector<RtxPair> rtx;
  std::vector<std::string> rids;  // lowest layer first only if the client says so

  friend bool operator==(const ReceivedSection&, const ReceivedSection&) = default;
};

struct SentSection {
  std::string mid;
  std::string track_key;
  NegotiatedCodec codec;
  HeaderExtensionIds extensions;
  Ssrc ssrc;
  std::optional<Ssrc> rtx_ssrc;

  friend bool operator==(const SentSection&, const SentSection&) = default;
};

struct Answer {
  std::string sdp;
  std::vector<ReceivedSection> received;
  std::vector<SentSection> sent;
  std::optional<std::uint16_t> sctp_port;  // the client's
  // Whether the client takes RTCP that does not begin with a report (RFC 5506): on all of its
  // sections, as they share a transport.
  bool rtcp_reduced_size = true;
  // Outgoing tracks whose codec the client cannot decode.
  std::vector<std::string> undecodable;
};

struct MissingSections {
  std::uint32_t audio = 0;
  std::uint32_t video = 0;
};

// One peer connection over all its offers, of which the server makes none: it always answers, as
// an ICE-lite agent and DTLS server with everything bundled (RFC 8829, 5.3). It owns which outgoing
// track sits in which section and keeps it there; a section that its track has left stays inactive
// for one answer, so that the client notices that one track ended before another begins. It knows
// neither sockets nor who owns the tracks.
//
// Each accepted section gets one codec: packets then need no look at the payload type to be told
// apart, and all who subscribe know what comes.
class Negotiation {
 public:
  Negotiation(LocalTransport local, std::uint64_t session_id);

  // On error nothing changes: the peer connection goes on as it was.
  Result<Answer, SdpError> answer(const Offer& offer, std::span<const OutgoingTrack> outgoing,
                                  const ReceivePreferences& preferences = {});

  // From the next answer on: after an ICE restart, which an offer with other credentials asks for.
  void set_local_transport(LocalTransport local) { local_ = std::move(local); }

  // How many recvonly sections the client must add before its next offer has room for `outgoing`.
  MissingSections missing_sections(std::span<const OutgoingTrack> outgoing) const;

  // Whether the last answer carries exactly the tracks of `outgoing` that can be decoded, each with
  // the codec that it has now, so that no new offer is needed.
  bool carries(std::span<const OutgoingTrack> outgoing) const;

 private:
  struct Place {
    std::string mid;
    SectionKind kind = SectionKind::kUnknown;
    bool can_send = false;  // offered recvonly, or sendrecv where a track sits; with codecs
    std::string track_key;  // of the track that sits here; empty when none does
    NegotiatedCodec codec;  // that it is sent with
  };

  std::vector<Place> place(std::span<const OfferedSection> offered,
                           std::span<const OutgoingTrack> outgoing) const;

  LocalTransport local_;
  std::uint64_t session_id_;
  std::uint64_t version_ = 0;
  std::vector<Place> places_;
  std::set<std::string> undecodable_;
};

}  // namespace hemicycle::wire
