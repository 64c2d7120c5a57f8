#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wire/sdp_negotiation.h"

namespace hemicycle::wire {

// What a client's answer to an offer of ours settles.
struct SettledOffer {
  RemoteTransport remote;
  std::vector<SentSection> sent;
  std::optional<std::uint16_t> sctp_port;
  bool rtcp_reduced_size = true;  // RTCP may come without its reports (RFC 5506)
  // Tracks whose codec the client cannot decode, or for which there was no place.
  std::vector<std::string> undecodable;
};

// The peer connection of which the server makes the offers: the one over which a client with two
// receives. It owns which track sits in which section; the first section is that of the data
// channels. A section that its track has left stays inactive for one offer, so that the client
// notices that one track ended before another begins, and one that the client rejected is not used
// again. One offer is out at a time: the next waits for the answer. It knows neither sockets nor
// who owns the tracks.
//
// We are ICE-lite and the DTLS server here, too, so an offer says `setup:passive` rather than
// leaves the choice (RFC 8842, 5.2, would): Pion takes the server's part towards whoever is lite.
class OfferNegotiation {
 public:
  OfferNegotiation(LocalTransport local, std::uint64_t session_id);

  // An offer of exactly `outgoing`, as far as there are sections and payload types.
  std::string offer(std::span<const OutgoingTrack> outgoing);
  // Whether an offer is out.
  bool is_waiting() const { return is_waiting_; }
  // The offer that is out was lost with the signalling connection.
  void forget_offer() { is_waiting_ = false; }

  // Takes the answer to the offer that is out; on error nothing changes.
  Result<SettledOffer, SdpError> take_answer(std::string_view text);

  // From the next offer on: to restart ICE.
  void set_local_transport(LocalTransport local) { local_ = std::move(local); }

  // Whether the last offer carries exactly the tracks of `outgoing`, each with the codec that it
  // has now, so that no other is needed.
  bool carries(std::span<const OutgoingTrack> outgoing) const;

 private:
  struct Section {
    std::string mid;
    MediaKind kind = MediaKind::kAudio;
    bool rejected = false;    // by the client, for good
    bool is_resting = false;  // its last track has left with the offer that is being made
    OutgoingTrack track;      // its key is empty when none sits here
    NegotiatedCodec codec;    // as offered

    bool is_empty() const { return track.track_key.empty(); }
  };

  void place(std::span<const OutgoingTrack> outgoing);
  void keep_or_leave(Section& section, std::span<const OutgoingTrack> outgoing);
  Section* free_section(MediaKind kind);
  std::optional<NegotiatedCodec> codec_for(const OutgoingTrack& track);
  void settle(const OfferedSection& answered, SettledOffer& settled);

  LocalTransport local_;
  std::uint64_t session_id_;
  std::uint64_t version_ = 0;
  std::vector<Section> sections_;
  std::vector<std::string> unplaced_;  // of the last offer
  // By codec and parameters: one payload type means one thing in the whole bundle (RFC 8843, 9.1).
  std::map<std::string, NegotiatedCodec> codecs_;
  bool is_waiting_ = false;
};

}  // namespace hemicycle::wire
