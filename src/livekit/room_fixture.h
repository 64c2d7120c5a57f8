#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/bug.h"
#include "livekit/rooms.h"
#include "livekit_signal.pb.h"

namespace hemicycle::livekit {

// The media plane as a list of what it was told.
class RecordingMedia final : public MediaPort {
 public:
  media::LocalTransport add_peer() override {
    return {media::PeerId(++peers),
            "u" + std::to_string(peers),
            "p",
            "AA:BB",
            {Endpoint::v4(192, 0, 2, 1, 7882)}};
  }
  media::LocalTransport restart_ice(media::PeerId peer) override {
    return {peer, "restarted", "p", "AA:BB", {Endpoint::v4(192, 0, 2, 1, 7882)}};
  }
  media::TrackId new_track(media::PeerId) override { return media::TrackId(++tracks); }
  media::SubscriptionId new_subscription(media::PeerId) override {
    return media::SubscriptionId(++subscriptions);
  }
  wire::Ssrc new_ssrc() override { return wire::Ssrc(++ssrcs); }
  void post(media::Command command) override { commands.push_back(std::move(command)); }

  template <typename Command>
  std::vector<Command> take() {
    std::vector<Command> taken;
    std::erase_if(commands, [&](const media::Command& command) {
      if (auto* wanted = std::get_if<Command>(&command)) taken.push_back(*wanted);
      return std::holds_alternative<Command>(command);
    });
    return taken;
  }

  std::uint64_t peers = 0, tracks = 0, subscriptions = 0;
  std::uint32_t ssrcs = 0;
  std::vector<media::Command> commands;
};

// A client at the other end of a signalling connection.
struct Client final : SignalPort {
  void send(http::SharedMessage message) override {
    BUG_IF(std::exchange(breaks, false));
    EXPECT_FALSE(closed);
    received.emplace_back();
    EXPECT_TRUE(received.back().ParseFromString(*message));
    received_bytes += message->size();
    if (!reads) unread_bytes += message->size();
  }
  std::size_t unsent_bytes() const override { return unread_bytes; }
  void close() override { closed = true; }

  // The messages of one kind since the last look; the rest stays.
  std::vector<proto::SignalResponse> take(proto::SignalResponse::MessageCase kind) {
    if (settle) settle();
    std::vector<proto::SignalResponse> taken;
    std::erase_if(received, [&](const proto::SignalResponse& response) {
      if (response.message_case() == kind) taken.push_back(response);
      return response.message_case() == kind;
    });
    return taken;
  }
  proto::SignalResponse take_one(proto::SignalResponse::MessageCase kind) {
    auto taken = take(kind);
    EXPECT_EQ(taken.size(), 1u) << "of case " << kind;
    return taken.empty() ? proto::SignalResponse() : taken.front();
  }

  std::string sid;
  media::PeerId peer;
  std::vector<proto::SignalResponse> received;
  std::function<void()> settle;  // lets what is gathered arrive
  std::size_t received_bytes = 0;
  bool reads = true;
  std::size_t unread_bytes = 0;
  bool closed = false;
  bool breaks = false;  // at its next message, as if by a broken invariant
};

inline std::string media_section(const std::string& kind, int mid, const std::string& rest) {
  std::string formats = kind == "audio" ? "111" : kind == "h264" ? "102" : "96 97";
  std::string codecs = kind == "audio" ? "a=rtpmap:111 opus/48000/2\r\n"
                       : kind == "h264"
                           ? "a=rtpmap:102 H264/90000\r\na=fmtp:102 packetization-mode=1\r\n"
                           : "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack pli\r\n"
                             "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n";
  return "m=" + (kind == "h264" ? "video" : kind) + " 9 UDP/TLS/RTP/SAVPF " + formats +
         "\r\na=mid:" + std::to_string(mid) + "\r\n" + rest + codecs;
}

// An offer with sections such as "audio recvonly" or "video sendonly cid"; video is VP8.
inline std::string offer_of(const std::vector<std::string>& sections,
                            const std::string& ufrag = "u") {
  std::string bundle;
  std::string body;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    int mid = static_cast<int>(i);
    bundle += " " + std::to_string(mid);
    std::istringstream words(sections[i]);
    std::string kind, direction, cid;
    words >> kind >> direction >> cid;
    std::string rest = "a=" + direction + "\r\n";
    if (!cid.empty()) rest += "a=msid:- " + cid + "\r\n";
    body += media_section(kind, mid, rest);
  }
  return "v=0\r\no=- 1 1 IN IP4 0\r\na=group:BUNDLE" + bundle + "\r\na=ice-ufrag:" + ufrag +
         "\r\na=ice-pwd:p\r\na=fingerprint:sha-256 AB\r\na=setup:actpass\r\n" + body;
}

inline Grants grants_for(const std::string& identity) {
  Grants grants;
  grants.identity = identity;
  grants.name = "Name of " + identity;
  grants.room_join = true;
  grants.room = "hall";
  return grants;
}

// A hall with clients that join it; time passes when the test says so.
class RoomTest : public testing::Test {
 protected:
  Now now() const {
    return {Instant(elapsed), WallTime(std::chrono::seconds(1'800'000'000)) + floor_us(elapsed)};
  }
  static std::chrono::microseconds floor_us(Duration d) {
    return std::chrono::floor<std::chrono::microseconds>(d);
  }
  // Lets time pass as the front's clock does.
  void pass(Duration time) {
    for (Duration end = elapsed + time; elapsed < end; elapsed += kClock)
      rooms.handle_timeout(now());
  }

  Room& room() { return rooms.open("hall", now()); }

  void join(Client& client, Grants grants, std::vector<std::string> sections = {}) {
    proto::JoinRequest request;
    request.mutable_connection_settings()->set_auto_subscribe(true);
    if (!sections.empty()) request.mutable_publisher_offer()->set_sdp(offer_of(sections));
    join(client, std::move(grants), request);
  }
  void join(Client& client, Grants grants, const proto::JoinRequest& request,
            Connections connections = Connections::kOne) {
    client.sid = room().join(std::move(grants), request, client, now(), connections);
    client.peer = media::PeerId(media.peers);
    client.settle = [this] { pass(2 * kClock); };
    client.settle();
  }
  void join(Client& client, const std::string& identity, std::vector<std::string> sections = {}) {
    join(client, grants_for(identity), std::move(sections));
  }

  void request(Client& client, const proto::SignalRequest& message) {
    Participant* participant = room().find(client.sid);
    ASSERT_TRUE(participant);
    room().handle_request(*participant, message, now());
  }
  void offer(Client& client, const std::vector<std::string>& sections, std::uint32_t id = 1) {
    proto::SignalRequest message;
    message.mutable_offer()->set_sdp(offer_of(sections));
    message.mutable_offer()->set_id(id);
    request(client, message);
  }
  proto::TrackInfo add_track(Client& client, const std::string& cid, proto::TrackType type,
                             proto::TrackSource source) {
    proto::SignalRequest message;
    message.mutable_add_track()->set_cid(cid);
    message.mutable_add_track()->set_type(type);
    message.mutable_add_track()->set_source(source);
    request(client, message);
    return client.take_one(proto::SignalResponse::kTrackPublished).track_published().track();
  }
  // A microphone, on the wire.
  std::string publish_microphone(Client& client) {
    std::string sid = add_track(client, "mic", proto::AUDIO, proto::MICROPHONE).sid();
    offer(client, {"audio sendonly mic"});
    return sid;
  }
  void mute(Client& client, const std::string& sid, bool muted) {
    proto::SignalRequest message;
    message.mutable_mute()->set_sid(sid);
    message.mutable_mute()->set_muted(muted);
    request(client, message);
  }

  static constexpr Duration kClock = std::chrono::milliseconds(20);

  Duration elapsed = std::chrono::seconds(1000);
  SeededRandom random{1};
  RecordingMedia media;
  RoomSettings settings;
  Rooms rooms{media, random, settings,
              [](const Grants& grants, WallTime) { return "token of " + grants.identity; }};
};

inline std::vector<std::string> states_of(const std::vector<proto::SignalResponse>& updates) {
  std::vector<std::string> states;
  for (const auto& update : updates)
    for (const auto& participant : update.update().participants())
      states.push_back(participant.identity() + " " + std::to_string(participant.state()) + " " +
                       std::to_string(participant.tracks_size()));
  return states;
}

}  // namespace hemicycle::livekit
