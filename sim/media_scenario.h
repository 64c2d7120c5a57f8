#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/random.h"
#include "crypto/certificate.h"
#include "crypto/dtls.h"
#include "sim/client_host.h"
#include "sim/media_ledger.h"
#include "sim/virtual_network.h"
#include "sim/virtual_plane.h"

namespace hemicycle::sim {

// Clients who meet on a virtual plane: does for a scenario what signalling does for a room, with
// fixed payload types and extension ids. One seed decides everything but keys.
class MediaScenario {
 public:
  explicit MediaScenario(std::uint64_t seed, unsigned workers = 1);

  struct Client {
    media::PeerId peer;
    std::unique_ptr<ClientHost> host;
    MediaLedger ledger;  // of what it receives
  };
  struct Track {
    media::TrackId id;
    wire::MediaKind kind = wire::MediaKind::kAudio;
    Client* publisher = nullptr;
    wire::Ssrc ssrc;  // as published
  };
  struct Subscription {
    media::SubscriptionId id;
    Client* subscriber = nullptr;
    wire::Ssrc ssrc;  // as received
  };

  // A new client at an address of its own; it connects when time passes.
  Client& join(media::WorkerIndex worker = {});
  Track publish(Client& client, wire::MediaKind kind, const StreamShape& shape);
  // A camera in several sizes, lowest first; the packets name their layer, as browsers' do. The
  // track's SSRC is the lowest layer's.
  Track publish_simulcast(Client& client, std::span<const StreamShape> shapes);
  Subscription subscribe(Client& client, const Track& track);

  // Runs until all clients are connected; false when that takes over ten seconds.
  bool connect();

  const ReceivedCounters& received(const Subscription& subscription) const;
  const SentCounters& sent(const Track& track) const;
  // A number that another run shares only if all clients received the same at the same times.
  std::uint64_t digest() const;

  VirtualNetwork& network() { return network_; }
  VirtualPlane& plane() { return plane_; }

  // Where the plane's first worker is.
  static const Endpoint kPlane;

 private:
  SentStreamParameters stream_of(wire::MediaKind kind, const StreamShape& shape);
  media::ReceiveTrack description_of(const Client& client, const Track& track, std::string mid);

  VirtualNetwork network_;
  VirtualPlane plane_;
  SeededRandom random_;
  crypto::Certificate certificate_;
  crypto::DtlsContext context_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::uint32_t next_mid_ = 0;
};

}  // namespace hemicycle::sim
