#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "media/control.h"
#include "media/uplink.h"
#include "transport/peer_transport.h"

namespace hemicycle::media {

// One client on its worker: its transport, what it sends (the uplink), and which of the tracks'
// receivers it is. The receivers themselves live with their tracks.
struct Peer {
  Peer(PeerId peer, transport::IceCredentials local_credentials, wire::Ssrc feedback_ssrc,
       Instant now)
      : id(peer), local(std::move(local_credentials)), uplink(feedback_ssrc), created(now) {}

  std::optional<Endpoint> active_address() const {
    return transport ? transport->destination() : std::nullopt;
  }

  struct Receiving {
    TrackId track;
    SubscriptionId subscription;
    std::string cname;
  };

  PeerId id;
  std::uint32_t slot = 0;  // in the PeerTable, where its Downlink is
  transport::IceCredentials local;
  std::string secret;                                 // see transport::IceLite
  std::optional<transport::PeerTransport> transport;  // once the offer is known
  std::optional<transport::IceCredentials> restart;   // ours, until the remote ones come
  std::optional<std::uint16_t> sctp_port;
  Bytes rtcp_opening;  // what each RTCP datagram begins with; empty: reduced size (RFC 5506)
  bool connected = false;
  bool touched = false;  // in this turn: its deadline is to be computed anew

  Uplink uplink;
  std::unordered_map<wire::Ssrc, Receiving> receiving;  // by the SSRC that it sees, RTX included
  std::size_t subscription_count = 0;

  Instant created;
  Instant next_report = kNever;
  Instant suspended_until = kNever;  // when a silent peer is given up
  std::optional<Duration> round_trip;

  // Since the last report.
  std::uint64_t packets_good = 0;
  std::uint64_t packets_bad = 0;
  std::uint64_t transport_drops_before = 0;
};

}  // namespace hemicycle::media
