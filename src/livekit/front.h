#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/random.h"
#include "http/event_loop.h"
#include "http/router.h"
#include "livekit/room_settings.h"
#include "media/media_plane.h"

namespace hemicycle::livekit {

class Rooms;

struct FrontConfig {
  std::map<std::string, std::string> api_keys;  // secrets by key
  RoomSettings rooms;
};

// For /metrics.
struct FrontCounters {
  std::size_t rooms_open = 0;    // now
  std::size_t participants = 0;  // now
  std::uint64_t joins_refused = 0;
  RoomCounters rooms;
};

// The LiveKit-compatible front: it answers the signalling routes, owns the rooms and joins them
// to the media plane. All on the event loop's thread. Clients with one peer connection ask for
// `/rtc/v1`, or for `/rtc` with a `join_request`; those with two ask for `/rtc` without.
class Front {
 public:
  // `loop` and `random` outlive it.
  Front(http::EventLoop& loop, RandomSource& random, FrontConfig config);
  ~Front();
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;

  // What the media plane is started with; events are handed to the loop.
  media::MediaPlane::EventSink event_sink();
  // Before the first request. `plane` is stopped before the front goes.
  void attach(media::MediaPlane& plane);
  void add_routes(http::Router& router);

  // Participants are told that the server goes, and nobody is let in any more.
  void shut_down();

  Rooms& rooms();
  FrontCounters counters() const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace hemicycle::livekit
