#include "livekit/front.h"

#include <memory>
#include <utility>

#include <google/protobuf/message_lite.h>
#include <spdlog/spdlog.h>

#include "base/bug.h"
#include "base/text.h"
#include "crypto/jwt.h"
#include "livekit/grants.h"
#include "livekit/join_request.h"
#include "livekit/rooms.h"
#include "livekit/signal_session.h"
#include "livekit_signal.pb.h"

namespace hemicycle::livekit {
namespace {

// Rooms look at the time this often; their own shortest wait is as long.
constexpr Duration kRoomClock = std::chrono::milliseconds(20);

class PlanePort final : public MediaPort {
 public:
  void attach(media::MediaPlane& plane) { plane_ = &plane; }

  media::LocalTransport add_peer() override { return plane().add_peer(); }
  media::LocalTransport restart_ice(media::PeerId peer) override {
    return plane().restart_ice(peer);
  }
  media::TrackId new_track(media::PeerId publisher) override {
    return plane().new_track(publisher);
  }
  media::SubscriptionId new_subscription(media::PeerId subscriber) override {
    return plane().new_subscription(subscriber);
  }
  wire::Ssrc new_ssrc() override { return plane().new_ssrc(); }
  void post(media::Command command) override { plane().post(std::move(command)); }

 private:
  media::MediaPlane& plane() {
    BUG_IF(!plane_);
    return *plane_;
  }
  media::MediaPlane* plane_ = nullptr;
};

// Browsers cannot set headers on a WebSocket and put the token into the query.
std::string_view token_of(const http::Request& request) {
  std::string_view bearer = request.bearer_token();
  return bearer.empty() ? request.query_value("access_token") : bearer;
}

}  // namespace

struct Front::State {
  State(http::EventLoop& loop, RandomSource& random, FrontConfig config)
      : loop(loop),
        config(std::move(config)),
        rooms(media, random, this->config.rooms,
              [this](const Grants& grants, WallTime now) { return renew(grants, now); }) {}

  std::optional<std::string> secret_of(std::string_view key) const {
    auto found = config.api_keys.find(std::string(key));
    return found == config.api_keys.end() ? std::nullopt : std::optional(found->second);
  }

  std::string renew(const Grants& grants, WallTime now) const {
    auto validity = std::chrono::floor<std::chrono::seconds>(config.rooms.token_validity);
    return renew_token(grants.claims, secret_of(grants.issuer).value_or(""), now, validity);
  }

  Result<Grants, Refusal> authorize(const http::Request& request) {
    if (shutting_down) return unexpected(Refusal{503, "the server is shutting down"});
    auto grants = authorize_join(
        token_of(request), [this](std::string_view key) { return secret_of(key); },
        loop.now().wall);
    if (!grants) return grants;
    Room* room = rooms.find(grants->room);
    bool is_replacing = room && room->find_by_identity(grants->identity);
    if (room && room->is_full() && !is_replacing)
      return unexpected(Refusal{403, "the room is full"});
    return grants;
  }

  http::Response refuse(const Refusal& refusal) {
    ++joins_refused;
    return http::Response::text(refusal.status, refusal.reason);
  }

  http::Reply validate(const http::Request& request) {
    auto grants = authorize(request);
    return grants ? http::Response::text(200, "success") : refuse(grants.error());
  }

  // With one connection; clients do so on either path.
  http::Reply connect(const http::Request& request) {
    auto grants = authorize(request);
    if (!grants) return refuse(grants.error());
    auto join = parse_join_request(request.query_value("join_request"));
    if (!join) {
      spdlog::warn("event=join_refused identity={} reason={}", quoted(grants->identity),
                   quoted(describe(join.error())));
      return refuse({400, std::string(describe(join.error()))});
    }
    return upgrade(std::move(*grants), std::move(*join), Connections::kOne);
  }

  // With two, and the older way to ask for it: each wish a query parameter of its own.
  http::Reply connect_two(const http::Request& request) {
    if (!request.query_value("join_request").empty()) return connect(request);
    auto grants = authorize(request);
    if (!grants) return refuse(grants.error());
    auto join =
        join_request_of_query([&](std::string_view name) { return request.query_value(name); });
    return upgrade(std::move(*grants), std::move(join), Connections::kTwo);
  }

  http::Upgrade upgrade(Grants grants, std::unique_ptr<proto::JoinRequest> join,
                        Connections connections) {
    return {std::make_unique<SignalSession>(rooms, loop, std::move(grants), std::move(join),
                                            connections),
            {}};
  }

  http::EventLoop& loop;
  FrontConfig config;
  PlanePort media;
  Rooms rooms;
  http::Timer clock;
  std::uint64_t joins_refused = 0;
  bool shutting_down = false;
};

Front::Front(http::EventLoop& loop, RandomSource& random, FrontConfig config)
    : state_(std::make_unique<State>(loop, random, std::move(config))) {
  // Malformed messages are counted; the library would write a line about each.
  google::protobuf::SetLogHandler(nullptr);
  State* state = state_.get();
  state->clock =
      loop.call_every(kRoomClock, [state] { state->rooms.handle_timeout(state->loop.now()); });
}

Front::~Front() = default;

media::MediaPlane::EventSink Front::event_sink() {
  State* state = state_.get();
  return [state](media::Event event) {
    state->loop.post(
        [state, event = std::move(event)] { state->rooms.handle_event(event, state->loop.now()); });
  };
}

void Front::attach(media::MediaPlane& plane) {
  state_->media.attach(plane);
}

void Front::add_routes(http::Router& router) {
  State* state = state_.get();
  auto validate = [state](const http::Request& request) { return state->validate(request); };
  router.add("GET", "/rtc/validate", validate, http::Origins::kAny);
  router.add("GET", "/rtc/v1/validate", validate, http::Origins::kAny);
  router.add(
      "GET", "/rtc/v1", [state](const http::Request& request) { return state->connect(request); },
      http::Origins::kAny);
  router.add(
      "GET", "/rtc", [state](const http::Request& request) { return state->connect_two(request); },
      http::Origins::kAny);
}

void Front::shut_down() {
  state_->shutting_down = true;
  state_->rooms.close_all(proto::SERVER_SHUTDOWN, state_->loop.now());
}

Rooms& Front::rooms() {
  return state_->rooms;
}

FrontCounters Front::counters() const {
  return {state_->rooms.room_count(), state_->rooms.participant_count(), state_->joins_refused,
          state_->rooms.counters()};
}

}  // namespace hemicycle::livekit
