#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/endpoint.h"
#include "base/result.h"
#include "media/control.h"
#include "media/counters.h"

namespace hemicycle::media {

// The limits of one worker; what exceeds them is refused and counted as DropCause::kOverLimit.
struct PlaneLimits {
  std::uint32_t peers_per_worker = 4000;
  std::uint32_t tracks_per_peer = 32;
  std::uint32_t subscriptions_per_peer = 512;
  std::uint32_t data_message_bytes_max = 256 * 1024;
  std::uint32_t data_backlog_bytes_max = 4 * 1024 * 1024;  // for each peer
  // Messages received that have not been passed on yet; beyond it their senders are slowed down.
  std::uint32_t data_intake_bytes_max = 8 * 1024 * 1024;
};

struct MediaPlaneConfig {
  // Worker i listens on port + i. An unspecified address (0.0.0.0) listens on all.
  Endpoint bind = Endpoint::v4(0, 0, 0, 0, 7882);
  // Addresses told to clients; their ports are ignored. Empty: the bind address, or, when that is
  // unspecified, every address of this machine, loopback last.
  std::vector<Endpoint> advertised;
  unsigned workers = 0;  // 0: one for each core
  std::size_t socket_buffer_bytes = 4 * 1024 * 1024;
  PlaneLimits limits;
};

struct StartError {
  std::string message;  // one line: what failed, which setting, the cure
};

// Our half of a peer's transport, for the answer.
struct LocalTransport {
  PeerId peer;
  std::string ice_ufrag;
  std::string ice_pwd;
  std::string fingerprint_sha256;    // "AB:CD:..."
  std::vector<Endpoint> candidates;  // host candidates, best first
};

// The threads that move media: one worker for each core with its own socket, and one thread for all
// data channels. Used from one thread (the front's); commands take effect in the order of posting
// for each worker. It knows no rooms and no signalling.
class MediaPlane {
 public:
  // Called on the plane's threads, possibly on several at once: hand the event over and return.
  using EventSink = std::function<void(Event)>;

  static Result<std::unique_ptr<MediaPlane>, StartError> start(const MediaPlaneConfig& config,
                                                               EventSink sink);
  // Stops and joins all threads; no event comes after it returns.
  ~MediaPlane();
  MediaPlane(const MediaPlane&) = delete;
  MediaPlane& operator=(const MediaPlane&) = delete;

  // A new peer, on the worker that has the fewest; RemovePeer ends it. It waits for
  // SetRemoteTransport; without an authenticated check within 30 s it fails.
  LocalTransport add_peer();
  // New credentials for a peer that restarts ICE, to be put in the answer.
  LocalTransport restart_ice(PeerId peer);

  // Ids for ReceiveTrack and SendTrack; never given twice.
  TrackId new_track(PeerId publisher);
  SubscriptionId new_subscription(PeerId subscriber);
  // An SSRC for SendTrack, given to nobody else.
  wire::Ssrc new_ssrc();

  // A command for an object that is gone (or never was) is ignored.
  void post(Command command);

  // For /metrics, from any thread.
  PlaneCounters counters() const;

 private:
  struct Threads;
  explicit MediaPlane(std::unique_ptr<Threads> threads);

  std::unique_ptr<Threads> threads_;
};

}  // namespace hemicycle::media
