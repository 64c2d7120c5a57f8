// Two participants of a room send any signalling requests and data messages in turn: nothing
// breaks, and the room is empty once both have gone.
#include <google/protobuf/stubs/logging.h>
#include <spdlog/spdlog.h>

#include "base/bytes.h"
#include "livekit/rooms.h"
#include "livekit_signal.pb.h"
#include "property.h"
#include "tests/fuzz/proportion.h"

using namespace hemicycle;
using namespace hemicycle::livekit;

namespace {

class SilentMedia final : public MediaPort {
 public:
  media::LocalTransport add_peer() override {
    return {media::PeerId(++last_), "u", "p", "AA", {Endpoint::v4(127, 0, 0, 1, 7882)}};
  }
  media::LocalTransport restart_ice(media::PeerId peer) override {
    return {peer, "v", "p", "AA", {Endpoint::v4(127, 0, 0, 1, 7882)}};
  }
  media::TrackId new_track(media::PeerId) override { return media::TrackId(++last_); }
  media::SubscriptionId new_subscription(media::PeerId) override {
    return media::SubscriptionId(++last_);
  }
  wire::Ssrc new_ssrc() override { return wire::Ssrc(++last_); }
  void post(media::Command) override {}

 private:
  std::uint32_t last_ = 0;
};

struct DeafClient final : SignalPort {
  void send(http::SharedMessage message) override {
    proto::SignalResponse response;
    PROPERTY(response.ParseFromString(*message));
  }
  std::size_t unsent_bytes() const override { return 0; }
  void close() override {}
};

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  spdlog::set_level(spdlog::level::off);
  return 0;
}

// Each step: one byte (who and what), two of length, then the message.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // A room with two participants, and an answer to everyone for each request.
  const Proportion bound(size, {.base_bytes = 4 << 20, .bytes_per_byte = 8192});
  SilentMedia media;
  SeededRandom random(1);
  Rooms rooms(media, random, {}, [](const Grants&, WallTime) { return std::string(); });
  Now now{Instant(std::chrono::hours(1)), WallTime(std::chrono::hours(1))};
  Room& room = rooms.open("fuzz", now);
  DeafClient clients[2];
  std::string sids[2];
  media::PeerId peers[2];
  for (int i = 0; i < 2; ++i) {
    Grants grants;
    grants.identity = std::string(1, static_cast<char>('a' + i));
    grants.permission.can_update_own_metadata = true;
    sids[i] = room.join(grants, proto::JoinRequest(), clients[i], now);
    peers[i] = room.find(sids[i])->publishing->peer;
    rooms.handle_event(media::DataChannelOpened{peers[i], media::ChannelId(0), "_reliable", {}},
                       now);
  }
  for (ByteReader input({bytes, size}); input.remaining() > 3;) {
    std::uint8_t step = input.u8();
    ByteView message = input.take(std::min<std::size_t>(input.u16(), input.remaining()));
    Participant* from = room.find(sids[step & 1]);
    proto::SignalRequest request;
    if (step & 2)
      rooms.handle_event(media::DataReceived{peers[step & 1], media::ChannelId(0), true,
                                             Bytes(message.begin(), message.end())},
                         now);
    else if (from && request.ParseFromArray(message.data(), static_cast<int>(message.size())))
      room.handle_request(*from, request, now);
    now.instant += std::chrono::milliseconds(30);
    rooms.handle_timeout(now);
  }
  room.remove_participant("a", now);
  room.remove_participant("b", now);
  PROPERTY(rooms.participant_count() == 0);
  return 0;
}
