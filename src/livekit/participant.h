#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "livekit/announcements.h"
#include "livekit/audience.h"
#include "livekit/connection_quality.h"
#include "livekit/grants.h"
#include "livekit/pace.h"
#include "livekit/ports.h"
#include "livekit_models.pb.h"
#include "wire/sdp_negotiation.h"
#include "wire/sdp_offer.h"

namespace hemicycle::proto {
class SessionDescription;
}

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
  bool muted_by_server = false;  // then the server alone lifts it
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

// How many peer connections a client opens: one for both directions, or one for each.
enum class Connections : std::uint8_t { kOne, kTwo };

// A peer connection: our end of its transport, and what is known of the client's.
struct Connection {
  media::PeerId peer;
  std::optional<wire::RemoteTransport> remote = {};
  std::optional<std::uint16_t> sctp_port = {};
  bool rtcp_reduced_size = true;
};

// On which the client offers and we answer.
struct AnsweredConnection : Connection {
  wire::Negotiation negotiation;
};

// On which we offer and the client answers; it only receives there.
struct OfferedConnection : Connection {
  wire::OfferNegotiation negotiation;
  std::uint32_t last_offer_id = 0;
};

// A data channel that is open.
struct OpenChannel {
  std::string label;
  media::PeerId peer;
  media::ChannelId id;
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
  Participant(std::string sid, Grants granted) : sid(std::move(sid)), grants(std::move(granted)) {}

  std::string sid;
  Grants grants;  // identity, name, metadata, attributes, permission: as they are now
  proto::ParticipantInfo::State state = proto::ParticipantInfo::JOINED;
  std::uint32_t version = 0;
  WallTime joined_at;
  std::int32_t client_protocol = 0;
  std::vector<int> capabilities;
  bool auto_subscribe = true;

  AnnouncementBudget announcements;  // of its own changes, to the others
  MissedNews missed;                 // of the others' changes

  SignalPort* signal = nullptr;      // null while the connection is lost
  Instant lost_at = kNever;          // when its signalling was lost
  Instant token_due = kNever;        // when it gets a fresh token
  Instant media_closed_at = kNever;  // when it closed its media in order

  // The one connection, or that on which it publishes, which begins with its first offer.
  std::optional<AnsweredConnection> publishing;
  // Where it receives, when it has two.
  std::optional<OfferedConnection> receiving;
  // The offer of its join, kept until it has taken it for its own.
  std::unique_ptr<proto::SessionDescription> held_offer;
  Instant held_until = kNever;
  std::vector<wire::ReceivedSection> received;  // of the last answer
  Instant sections_due_at = kNever;             // when to see whether a new offer is needed
  bool sections_asked = false;                  // the client has been asked for one
  Pace sections_pace;

  std::map<std::string, PublishedTrack> tracks;       // by track sid
  Audience audience;                                  // of its tracks
  std::map<std::string, Subscription> subscriptions;  // by track sid
  // Tracks that it would receive if their publishers let it.
  std::set<std::string, std::less<>> withheld_tracks;
  std::vector<OpenChannel> channels;
  std::deque<WaitingData> waiting_data;
  std::size_t waiting_bytes = 0;
  std::uint32_t last_reliable_sequence = 0;

  QualityEstimate quality;

 private:
  mutable std::string info_bytes_;
  mutable std::uint32_t info_bytes_version_ = 0;

 public:
  media::PeerId receiving_peer() const { return receiving ? receiving->peer : publishing->peer; }
  // Messages to it leave where it receives.
  const OpenChannel* channel_to(std::string_view label) const {
    for (const OpenChannel& channel : channels)
      if (channel.label == label && channel.peer == receiving_peer()) return &channel;
    return nullptr;
  }

  // Its ParticipantInfo, serialised; written once for each version.
  const std::string& info_bytes() const;

  const std::string& identity() const { return grants.identity; }
  const Permission& permission() const { return grants.permission; }
};

}  // namespace hemicycle::livekit
