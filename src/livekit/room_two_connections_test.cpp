#include "livekit/room_fixture.h"

namespace hemicycle::livekit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

// A client whose second connection is offered to it.
class TwoConnectionsTest : public RoomTest {
 protected:
  void join_with_two(Client& client, const std::string& identity) {
    proto::JoinRequest request;
    request.mutable_connection_settings()->set_auto_subscribe(true);
    join(client, grants_for(identity), request, Connections::kTwo);
  }
  // What a client answers that takes all of an offer.
  static std::string answer_to(const std::string& offer, const std::string& ufrag = "client") {
    wire::SessionDescription answer = wire::parse_sdp(offer).value();
    for (wire::SdpSection& section : answer.sections) {
      for (wire::SdpAttribute& attribute : section.attributes) {
        if (attribute.name == "sendonly") attribute.name = "recvonly";
        if (attribute.name == "setup") attribute.value = "active";
        if (attribute.name == "ice-ufrag") attribute.value = ufrag;
      }
    }
    return wire::write_sdp(answer);
  }
  void answer(Client& client, const proto::SessionDescription& offer) {
    proto::SignalRequest message;
    message.mutable_answer()->set_sdp(answer_to(offer.sdp()));
    request(client, message);
  }
  proto::SessionDescription offer_to(Client& client) {
    return client.take_one(proto::SignalResponse::kOffer).offer();
  }
  Client publisher, client;
};

TEST_F(TwoConnectionsTest, one_is_offered_at_once_and_opens_the_data_channels) {
  join_with_two(client, "vn");
  EXPECT_TRUE(client.take_one(proto::SignalResponse::kJoin).join().subscriber_primary());
  proto::SessionDescription offer = offer_to(client);
  EXPECT_EQ(offer.type(), "offer");
  EXPECT_THAT(offer.sdp(), HasSubstr("m=application"));
  answer(client, offer);
  EXPECT_EQ(media.take<media::SetRemoteTransport>().at(0).peer, client.peer);
  rooms.handle_event(media::PeerConnected{client.peer}, now());
  auto channels = media.take<media::OpenDataChannel>();
  ASSERT_EQ(channels.size(), 2u);
  EXPECT_EQ(channels[0].label, "_reliable");
  EXPECT_EQ(channels[1].reliability, media::Reliability::kLossy);
  EXPECT_EQ(room().find(client.sid)->state, proto::ParticipantInfo::ACTIVE);
}

TEST_F(TwoConnectionsTest, tracks_are_offered_and_sent_once_that_is_answered) {
  join(publisher, "fr");
  std::string sid = publish_microphone(publisher);
  join_with_two(client, "vn");
  media.commands.clear();
  proto::SessionDescription offer = offer_to(client);
  EXPECT_THAT(offer.sdp(), HasSubstr("a=msid:" + publisher.sid + "|" + sid + " " + sid));
  EXPECT_THAT(media.take<media::SendTrack>(), IsEmpty());
  answer(client, offer);
  auto sending = media.take<media::SendTrack>();
  ASSERT_EQ(sending.size(), 1u);
  EXPECT_EQ(sending[0].subscriber, client.peer);
  EXPECT_THAT(client.take(proto::SignalResponse::kMediaSectionsRequirement), IsEmpty());
}

TEST_F(TwoConnectionsTest, one_offer_is_out_at_a_time_and_the_next_has_all_that_came_meanwhile) {
  join_with_two(client, "vn");
  proto::SessionDescription first = offer_to(client);
  Client others[3];
  for (Client& other : others) {
    join(other, "person " + std::to_string(&other - others));
    publish_microphone(other);
  }
  pass(2s);
  EXPECT_THAT(client.take(proto::SignalResponse::kOffer), IsEmpty());
  answer(client, first);
  pass(2s);
  proto::SessionDescription second = offer_to(client);
  EXPECT_EQ(wire::parse_sdp(second.sdp())->sections.size(), 4u);
  EXPECT_EQ(second.id(), first.id() + 1);
}

TEST_F(TwoConnectionsTest, the_other_begins_with_its_first_offer_and_receives_nothing) {
  join(publisher, "fr");
  publish_microphone(publisher);
  join_with_two(client, "vn");
  answer(client, offer_to(client));
  media.commands.clear();
  add_track(client, "mic", proto::AUDIO, proto::MICROPHONE);
  offer(client, {"audio sendonly mic", "audio recvonly"});
  auto receiving = media.take<media::ReceiveTrack>();
  ASSERT_EQ(receiving.size(), 1u);
  EXPECT_NE(receiving[0].peer, client.peer);
  EXPECT_THAT(client.take_one(proto::SignalResponse::kAnswer).answer().sdp(),
              Not(HasSubstr("a=sendonly")));
  EXPECT_THAT(media.take<media::SendTrack>(), IsEmpty());
  rooms.handle_event(media::PeerConnected{receiving[0].peer}, now());
  EXPECT_NE(room().find(client.sid)->state, proto::ParticipantInfo::ACTIVE)
      << "it is there when it can receive";
  proto::SignalRequest leave;
  leave.mutable_leave();
  request(client, leave);
  EXPECT_EQ(media.take<media::RemovePeer>().size(), 2u);
}

TEST_F(TwoConnectionsTest, data_comes_on_one_and_goes_out_on_the_other) {
  join_with_two(client, "vn");
  answer(client, offer_to(client));
  offer(client, {"audio inactive"});
  media::PeerId sends(media.peers);
  join(publisher, "fr");
  auto open = [&](media::PeerId peer, std::uint16_t id) {
    rooms.handle_event(media::DataChannelOpened{peer, media::ChannelId(id), "_reliable", {}},
                       now());
  };
  open(client.peer, 1);
  open(sends, 0);
  open(publisher.peer, 0);
  auto say = [&](media::PeerId peer) {
    proto::DataPacket packet;
    packet.mutable_user()->set_payload("hello");
    std::string bytes = packet.SerializeAsString();
    rooms.handle_event(
        media::DataReceived{peer, media::ChannelId(0), true, Bytes(bytes.begin(), bytes.end())},
        now());
    std::vector<media::PeerId> receivers;
    for (const auto& sent : media.take<media::SendData>()) receivers.push_back(sent.peer);
    return receivers;
  };
  EXPECT_THAT(say(sends), ElementsAre(publisher.peer));
  EXPECT_THAT(say(publisher.peer), ElementsAre(client.peer));
}

TEST_F(TwoConnectionsTest, after_a_resume_the_offer_is_made_again_with_new_credentials) {
  join_with_two(client, "vn");
  offer_to(client);
  room().handle_signal_lost(*room().find(client.sid), now());
  Client again;
  proto::JoinRequest request;
  ASSERT_TRUE(room().resume(client.sid, "vn", request, again, now()));
  EXPECT_THAT(again.take_one(proto::SignalResponse::kOffer).offer().sdp(),
              HasSubstr("a=ice-ufrag:restarted"));
}

TEST_F(TwoConnectionsTest, whoever_answers_nonsense_is_sent_away_and_a_second_answer_is_ignored) {
  join_with_two(client, "vn");
  proto::SessionDescription offer = offer_to(client);
  answer(client, offer);
  answer(client, offer);
  EXPECT_FALSE(client.closed);
  Client bad;
  join_with_two(bad, "fr");
  proto::SignalRequest nonsense;
  nonsense.mutable_answer()->set_sdp("nonsense");
  request(bad, nonsense);
  EXPECT_TRUE(bad.closed);
}

// ---- A client that takes the offer of its join for its own only after it was answered ----

TEST_F(TwoConnectionsTest, the_offer_of_a_go_client_is_answered_when_it_has_a_candidate) {
  proto::JoinRequest request;
  request.mutable_client_info()->set_sdk(proto::ClientInfo::GO);
  request.mutable_publisher_offer()->set_sdp(offer_of({"audio recvonly"}));
  join(client, grants_for("vn"), request);
  EXPECT_THAT(client.take(proto::SignalResponse::kAnswer), IsEmpty());
  proto::SignalRequest trickle;
  trickle.mutable_trickle();
  this->request(client, trickle);
  client.take_one(proto::SignalResponse::kAnswer);
  this->request(client, trickle);
  EXPECT_THAT(client.take(proto::SignalResponse::kAnswer), IsEmpty());

  Client silent;
  join(silent, grants_for("fr"), request);
  pass(1300ms);
  silent.take_one(proto::SignalResponse::kAnswer);
}

// ---- How a participant goes ----

TEST_F(RoomTest, whoever_closes_its_media_and_says_that_it_leaves_has_left) {
  Client leaver, other;
  join(other, "vn");
  join(leaver, "fr");
  other.take(proto::SignalResponse::kUpdate);
  rooms.handle_event(media::PeerFailed{leaver.peer, media::FailureCause::kClosedByPeer}, now());
  proto::SignalRequest leave;
  leave.mutable_leave();
  request(leaver, leave);
  auto gone = other.take_one(proto::SignalResponse::kUpdate).update().participants(0);
  EXPECT_EQ(gone.disconnect_reason(), proto::CLIENT_INITIATED);
}

TEST_F(RoomTest, whoever_closes_its_media_and_its_signalling_has_left) {
  Client leaver, other;
  join(other, "vn");
  for (bool media_first : {true, false}) {
    join(leaver, "fr");
    other.take(proto::SignalResponse::kUpdate);
    auto close_media = [&] {
      rooms.handle_event(media::PeerFailed{leaver.peer, media::FailureCause::kClosedByPeer}, now());
    };
    if (media_first) close_media();
    room().handle_signal_lost(*room().find(leaver.sid), now());
    if (!media_first) close_media();
    auto gone = other.take_one(proto::SignalResponse::kUpdate).update().participants(0);
    EXPECT_EQ(gone.disconnect_reason(), proto::CLIENT_INITIATED);
    leaver = Client();
  }
}

TEST_F(RoomTest, whoever_closes_its_media_alone_shall_join_anew) {
  Client client;
  join(client, "fr");
  rooms.handle_event(media::PeerFailed{client.peer, media::FailureCause::kClosedByPeer}, now());
  pass(1500ms);
  auto leave = client.take_one(proto::SignalResponse::kLeave).leave();
  EXPECT_EQ(leave.reason(), proto::MEDIA_FAILURE);
  EXPECT_EQ(leave.action(), proto::LeaveRequest::RECONNECT);
}

}  // namespace
}  // namespace hemicycle::livekit
