#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "livekit/audience.h"
#include "livekit/connection_quality.h"
#include "livekit/grants.h"
#include "livekit/ports.h"
#include "livekit_models.pb.h"
#include "wire/sdp_negotiation.h"

namespace hemicycle::livekit {

// A track that its owner announced. It becomes visible to others once a media section carries it.
struct PublishedTrack {
  // Where it arrives: set while a section carries it.
  struct Incoming {
    media::TrackId id;
    wire::ReceivedSection section;
  };

  proto::TrackInfo info;          // as others see it
  std::vector<std::string> cids;  // the owner's names for it, one for each codec
  wire::ReceivePreference preference;
  std::optional<Incoming> incoming;
  bool had_subscriber = false;
};

// One participant's wish to receive one track of another.
struct Subscription {
  std::string publisher_sid;
  media::SubscriptionId id;
  wire::Ssrc ssrc;
  std::optional<wire::Ssrc> rtx_ssrc;
  // What the last settings asked for.
  bool disabled = false;
  std::uint8_t max_layer = 0xff;
  // Where it leaves: set while a section carries it.
  std::optional<wire::SentSection> section;
};

// A data message that waits for its receiver's channel to open.
struct WaitingData {
  std::string label;
  std::shared_ptr<const Bytes> message;  // shared: with the other receivers
};

// What a room remembers of one participant, from its join until it has left; over a change of its
// signalling connection it stays the same. It only holds state: what is done with it lies in the
// files named after the deed (publishing, subscribing, negotiating, data_routing).
struct Participant {
  Participant(std::string sid, Grants granted, media::PeerId peer, wire::Negotiation negotiation)
      : sid(std::move(sid)),
        grants(std::move(granted)),
        peer(peer),
        negotiation(std::move(negotiation)) {}

  std::string sid;
  Grants grants;  // identity, name, metadata, attributes, permission: as they are now
  proto::ParticipantInfo::State state = proto::ParticipantInfo::JOINED;
  std::uint32_t version = 0;
  WallTime joined_at;
  std::int32_t client_protocol = 0;
  std::vector<int> capabilities;
  bool auto_subscribe = true;

  SignalPort* signal = nullptr;  // null while the connection is lost
  Instant last_heard;            // of its signalling
  Instant lost_at = kNever;      // when its signalling was lost
  Instant token_due = kNever;    // when it gets a fresh token

  media::PeerId peer;
  wire::Negotiation negotiation;
  std::optional<wire::RemoteTransport> remote;
  std::optional<std::uint16_t> sctp_port;
  bool rtcp_reduced_size = true;
  std::vector<wire::ReceivedSection> received;  // of the last answer
  bool sections_due = false;                    // a new offer may be needed
  bool sections_asked = false;                  // and has been asked for

  std::map<std::string, PublishedTrack> tracks;       // by track sid
  Audience audience;                                  // of its tracks
  std::map<std::string, Subscription> subscriptions;  // by track sid
  // Tracks that it would receive if their publishers let it.
  std::set<std::string, std::less<>> withheld_tracks;
  std::map<std::string, media::ChannelId> channels;  // by label
  std::deque<WaitingData> waiting_data;
  std::size_t waiting_bytes = 0;
  std::uint32_t last_reliable_sequence = 0;

  QualityEstimate quality;

  const std::string& identity() const { return grants.identity; }
  const Permission& permission() const { return grants.permission; }
};

}  // namespace hemicycle::livekit
