#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "crypto/certificate.h"
#include "crypto/dtls.h"
#include "io/datagram_sink.h"
#include "io/outbox.h"
#include "media/letters.h"
#include "media/media_plane.h"
#include "media/worker.h"
#include "sim/virtual_network.h"

namespace hemicycle::sim {

// The production workers of a media plane on the simulated network: what media::MediaPlane does
// with threads, mailboxes and sockets, done in turn on one thread, so that a seed decides the
// order. Its public functions are the plane's. Data channels are left out: usrsctp keeps a clock of
// its own.
class VirtualPlane {
 public:
  // Worker i is at `first` with port + i.
  VirtualPlane(VirtualNetwork& network, const Endpoint& first, unsigned workers,
               std::uint64_t seed);
  ~VirtualPlane();
  VirtualPlane(const VirtualPlane&) = delete;
  VirtualPlane& operator=(const VirtualPlane&) = delete;

  media::LocalTransport add_peer(media::WorkerIndex worker);
  media::TrackId new_track(media::PeerId publisher);
  media::SubscriptionId new_subscription(media::PeerId subscriber);
  wire::Ssrc new_ssrc();
  void post(media::Command command);

  const std::vector<media::Event>& events() const { return events_; }
  // Invariants that broke; each has closed a peer.
  const std::vector<std::string>& bugs() const { return bugs_; }
  media::WorkerCounters counters(media::WorkerIndex worker) const;

 private:
  class WorkerHost;

  void deliver(media::WorkerIndex to, media::WorkerLetter letter);

  SeededRandom random_;
  crypto::Certificate certificate_;
  crypto::DtlsContext context_;
  std::vector<std::unique_ptr<WorkerHost>> workers_;
  std::vector<media::Event> events_;
  std::vector<std::string> bugs_;
  std::uint64_t next_number_ = 1;
};

}  // namespace hemicycle::sim
