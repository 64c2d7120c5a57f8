#include "livekit/room_fixture.h"

namespace hemicycle::livekit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using namespace std::chrono_literals;

class DataTest : public RoomTest {
 protected:
  void SetUp() override {
    join(from, "fr");
    join(a, "vn");
    join(b, "de");
    for (Client* client : {&from, &a, &b}) open(*client);
  }
  void open(Client& client, std::uint16_t base = 0) {
    rooms.handle_event(
        media::DataChannelOpened{client.peer, media::ChannelId(base), "_reliable", {}}, now());
    rooms.handle_event(media::DataChannelOpened{client.peer, media::ChannelId(base + 2), "_lossy",
                                                media::Reliability::kLossy},
                       now());
  }
  void send(const proto::DataPacket& packet, std::uint16_t channel = 0) {
    std::string bytes = packet.SerializeAsString();
    rooms.handle_event(media::DataReceived{from.peer, media::ChannelId(channel), true,
                                           Bytes(bytes.begin(), bytes.end())},
                       now());
  }
  std::vector<media::PeerId> receivers() {
    std::vector<media::PeerId> peers;
    for (const auto& sent : media.take<media::SendData>()) {
      peers.push_back(sent.peer);
      last.ParseFromArray(sent.message->data(), static_cast<int>(sent.message->size()));
    }
    return peers;
  }

  Client from, a, b;
  proto::DataPacket last;
};

TEST_F(DataTest, reaches_everyone_else_with_its_sender_stamped) {
  proto::DataPacket packet;
  packet.set_participant_identity("someone else");
  packet.mutable_user()->set_payload("hello");
  packet.mutable_user()->set_participant_identity("someone else");
  send(packet);
  EXPECT_THAT(receivers(), UnorderedElementsAre(a.peer, b.peer));
  EXPECT_EQ(last.participant_identity(), "fr");
  EXPECT_EQ(last.participant_sid(), from.sid);
  EXPECT_EQ(last.user().participant_identity(), "fr");
  EXPECT_EQ(last.user().payload(), "hello");
}

TEST_F(DataTest, of_one_who_is_hidden_does_not_tell_who_it_is) {
  Grants grants = grants_for("recorder");
  grants.permission.hidden = true;
  Client recorder;
  join(recorder, grants);
  open(recorder);
  proto::DataPacket packet;
  packet.mutable_user()->set_payload("hello");
  std::string bytes = packet.SerializeAsString();
  rooms.handle_event(media::DataReceived{recorder.peer, media::ChannelId(0), true,
                                         Bytes(bytes.begin(), bytes.end())},
                     now());
  EXPECT_EQ(receivers().size(), 3u);
  EXPECT_EQ(last.participant_identity() + last.participant_sid(), "");
  EXPECT_EQ(last.user().participant_identity() + last.user().participant_sid(), "");
}

TEST_F(DataTest, that_is_sent_again_after_a_resume_arrives_once) {
  proto::DataPacket packet;
  for (std::uint32_t sequence : {1U, 2U, 1U, 2U, 3U}) {
    packet.set_sequence(sequence);
    send(packet);
  }
  EXPECT_EQ(receivers().size(), 6u) << "three, to two";
  EXPECT_EQ(rooms.counters().data_repeated, 2u);
}

TEST_F(DataTest, reaches_only_those_it_is_meant_for) {
  proto::DataPacket packet;
  packet.add_destination_identities("de");
  send(packet, 2);
  EXPECT_THAT(receivers(), ElementsAre(b.peer));
}

TEST_F(DataTest, passes_on_what_it_does_not_know) {
  // Field 18, an encrypted packet, which our definition does not have.
  std::string bytes("\x92\x01\x03xyz", 6);
  rooms.handle_event(
      media::DataReceived{from.peer, media::ChannelId(0), true, Bytes(bytes.begin(), bytes.end())},
      now());
  auto sent = media.take<media::SendData>();
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_THAT(std::string(as_text(*sent[0].message)), HasSubstr(bytes));
}

TEST_F(DataTest, waits_for_a_receiver_whose_channel_opens_later) {
  Client late;
  join(late, "late");
  proto::DataPacket packet;
  packet.add_destination_identities("late");
  send(packet);
  send(packet, 2);
  EXPECT_THAT(receivers(), IsEmpty());
  open(late);
  EXPECT_THAT(receivers(), ElementsAre(late.peer)) << "the reliable one, not the lossy one";
}

TEST_F(DataTest, is_refused_from_those_who_may_not_send_any) {
  Permission silent;
  silent.can_publish_data = false;
  room().set_permission("fr", silent, now());
  send(proto::DataPacket());
  EXPECT_THAT(receivers(), IsEmpty());
  EXPECT_EQ(rooms.counters().data_refused, 1u);
}

TEST_F(DataTest, that_is_malformed_is_counted_and_dropped) {
  rooms.handle_event(media::DataReceived{from.peer, media::ChannelId(0), true, Bytes(9, 0xff)},
                     now());
  EXPECT_THAT(receivers(), IsEmpty());
  EXPECT_EQ(rooms.counters().data_malformed, 1u);
}

TEST_F(RoomTest, tells_who_speaks_and_who_stopped) {
  Client speaker, other;
  join(speaker, "fr");
  join(other, "vn");
  rooms.handle_event(
      media::SpeakersChanged{media::WorkerIndex(0), {{media::TrackId(1), speaker.peer, 0.5F}}},
      now());
  auto first = other.take_one(proto::SignalResponse::kSpeakersChanged).speakers_changed();
  ASSERT_EQ(first.speakers_size(), 1);
  EXPECT_EQ(first.speakers(0).sid(), speaker.sid);
  EXPECT_TRUE(first.speakers(0).active());
  rooms.handle_event(media::SpeakersChanged{media::WorkerIndex(0), {}}, now());
  auto then = other.take_one(proto::SignalResponse::kSpeakersChanged).speakers_changed();
  EXPECT_FALSE(then.speakers(0).active());
}

TEST_F(RoomTest, tells_a_newcomer_who_speaks_already) {
  Client speaker, late;
  join(speaker, "fr");
  rooms.handle_event(
      media::SpeakersChanged{media::WorkerIndex(0), {{media::TrackId(1), speaker.peer, 0.5F}}},
      now());
  join(late, "vn");
  EXPECT_TRUE(late.take(proto::SignalResponse::kSpeakersChanged).empty());
  rooms.handle_event(media::PeerConnected{late.peer}, now());
  auto told = late.take_one(proto::SignalResponse::kSpeakersChanged).speakers_changed();
  ASSERT_EQ(told.speakers_size(), 1);
  EXPECT_EQ(told.speakers(0).sid(), speaker.sid);
  EXPECT_TRUE(told.speakers(0).active());
}

TEST_F(RoomTest, tells_the_quality_of_connections_when_it_changes) {
  Client client;
  join(client, "fr");
  media::PeerStatistics statistics;
  statistics.peer = client.peer;
  rooms.handle_event(statistics, now());
  pass(300ms);
  auto good = client.take_one(proto::SignalResponse::kConnectionQuality).connection_quality();
  EXPECT_EQ(good.updates(0).quality(), proto::EXCELLENT);
  pass(300ms);
  EXPECT_THAT(client.take(proto::SignalResponse::kConnectionQuality), IsEmpty());
  statistics.uplink.loss = 0.3;
  for (int i = 0; i < 5; ++i) rooms.handle_event(statistics, now());
  pass(300ms);
  auto poor = client.take_one(proto::SignalResponse::kConnectionQuality).connection_quality();
  EXPECT_EQ(poor.updates(0).quality(), proto::POOR);
}

}  // namespace
}  // namespace hemicycle::livekit
