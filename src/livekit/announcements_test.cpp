#include "livekit/announcements.h"

#include "livekit/room_fixture.h"

namespace hemicycle::livekit {
namespace {

using testing::IsEmpty;
using testing::Le;
using namespace std::chrono_literals;

class AnnouncementsTest : public RoomTest {
 protected:
  void SetUp() override {
    join(author, "fr");
    join(other, "vn");
    sid = publish_microphone(author);
    other.take(proto::SignalResponse::kUpdate);
    other.received_bytes = 0;
  }
  std::vector<proto::ParticipantInfo> told() {
    std::vector<proto::ParticipantInfo> infos;
    for (const auto& response : other.take(proto::SignalResponse::kUpdate))
      infos.insert(infos.end(), response.update().participants().begin(),
                   response.update().participants().end());
    return infos;
  }
  Client author, other;
  std::string sid;
};

TEST_F(AnnouncementsTest, many_changes_at_once_are_told_as_one_and_the_newest) {
  for (int i = 0; i < 41; ++i) mute(author, sid, i % 2 == 0);
  auto infos = told();
  ASSERT_EQ(infos.size(), 1u);
  EXPECT_TRUE(infos[0].tracks(0).muted());
}

TEST_F(AnnouncementsTest, of_one_who_never_stops_are_limited_in_bytes_and_end_with_the_truth) {
  for (int i = 0; i <= 3000; ++i) {  // a minute of it
    mute(author, sid, i % 2 == 0);
    pass(kClock);
  }
  EXPECT_THAT(other.received_bytes, Le(1'100'000U)) << "64 KB and 16 KB a second";
  EXPECT_GT(rooms.counters().announcements_limited, 0u);
  pass(1s);
  EXPECT_TRUE(told().back().tracks(0).muted());
}

TEST_F(AnnouncementsTest, of_others_are_not_held_back_by_a_flood) {
  for (int i = 0; i < 500; ++i) {
    mute(author, sid, i % 2 == 0);
    pass(kClock);
  }
  told();
  std::string second = publish_microphone(other);
  author.take(proto::SignalResponse::kUpdate);
  mute(other, second, true);
  auto seen = author.take_one(proto::SignalResponse::kUpdate).update().participants(0);
  EXPECT_TRUE(seen.tracks(0).muted());
}

TEST_F(AnnouncementsTest, reach_a_slow_reader_as_the_newest_state_and_do_not_pile_up) {
  other.reads = false;
  other.unread_bytes = 100'000;
  Client leaver;
  join(leaver, "de");
  for (int i = 0; i < 101; ++i) {
    mute(author, sid, i % 2 == 0);
    pass(kClock);
  }
  room().remove_participant("de", now());
  rooms.handle_event(
      media::SpeakersChanged{media::WorkerIndex(0), {{media::TrackId(1), author.peer, 0.5F}}},
      now());
  pass(1s);
  EXPECT_THAT(told(), IsEmpty());
  other.reads = true;
  other.unread_bytes = 0;
  pass(500ms);
  auto infos = told();
  ASSERT_EQ(infos.size(), 2u);
  EXPECT_EQ(infos[0].identity(), "de");
  EXPECT_EQ(infos[0].state(), proto::ParticipantInfo::DISCONNECTED);
  EXPECT_TRUE(infos[1].tracks(0).muted());
  EXPECT_TRUE(other.take_one(proto::SignalResponse::kSpeakersChanged)
                  .speakers_changed()
                  .speakers(0)
                  .active());
  EXPECT_EQ(
      other.take(proto::SignalResponse::kRoomUpdate).back().room_update().room().num_participants(),
      2u);
}

TEST_F(AnnouncementsTest, of_listeners_come_together_where_there_are_many) {
  std::vector<std::unique_ptr<Client>> crowd;
  for (int i = 0; i < 250; ++i) {
    crowd.push_back(std::make_unique<Client>());
    join(*crowd.back(), "person " + std::to_string(i));
  }
  other.received.clear();
  for (int i = 0; i < 20; ++i) {
    crowd.push_back(std::make_unique<Client>());
    proto::JoinRequest request;
    room().join(grants_for("late " + std::to_string(i)), request, *crowd.back(), now());
    pass(40ms);
  }
  pass(1s);
  EXPECT_THAT(other.take(proto::SignalResponse::kUpdate).size(), Le(3U)) << "20 in 0.8 s";
}

// The share of one thread: what each of 200 joins costs all that are there, in a run of them.
TEST_F(AnnouncementsTest, cost_a_crowd_in_proportion_to_time_and_not_to_joins) {
  std::vector<std::unique_ptr<Client>> crowd;
  std::size_t messages = 0;
  for (int i = 0; i < 200; ++i) {
    crowd.push_back(std::make_unique<Client>());
    proto::JoinRequest request;
    crowd.back()->sid =
        room().join(grants_for("person " + std::to_string(i)), request, *crowd.back(), now());
    rooms.handle_event(media::PeerConnected{media::PeerId(media.peers)}, now());
    pass(40ms);  // 20 and more a second
  }
  pass(1s);
  for (const auto& client : crowd)
    messages += static_cast<std::size_t>(
        std::ranges::count_if(client->received, &proto::SignalResponse::has_update));
  RecordProperty("updates", static_cast<int>(messages));
  EXPECT_LT(messages, 8000u) << "each of two changes told to each of the others would be 40,000";
}

// ---- New offers ----

TEST_F(RoomTest, one_who_publishes_again_and_again_costs_the_others_an_offer_now_and_then) {
  Client flipping, receivers[5];
  join(flipping, "fr");
  for (Client& receiver : receivers)
    join(receiver, std::to_string(&receiver - receivers), {"audio recvonly"});
  std::size_t asked = 0;
  for (int i = 0; i < 50; ++i) {
    add_track(flipping, "mic", proto::AUDIO, proto::MICROPHONE);
    offer(flipping, {i % 2 == 0 ? "audio sendonly mic" : "audio inactive mic"});
    pass(60ms);
    for (Client& receiver : receivers) {
      auto asks = receiver.take(proto::SignalResponse::kMediaSectionsRequirement).size();
      asked += asks;
      if (asks > 0) offer(receiver, {"audio recvonly", "audio recvonly"});
    }
  }
  EXPECT_LT(asked, 5 * 20u) << "of 50 times to each of five";
}

// ---- What the server mutes ----

TEST_F(RoomTest, what_the_server_mutes_the_server_alone_lifts) {
  Client speaker;
  join(speaker, "fr");
  std::string sid = publish_microphone(speaker);
  room().set_track_muted("fr", sid, true, now());
  speaker.take(proto::SignalResponse::kMute);
  media.commands.clear();
  mute(speaker, sid, false);
  EXPECT_TRUE(speaker.take_one(proto::SignalResponse::kMute).mute().muted());
  EXPECT_THAT(media.take<media::SetTrackMuted>(), IsEmpty());
  EXPECT_TRUE(room().find(speaker.sid)->tracks.at(sid).info.muted());
  room().set_track_muted("fr", sid, false, now());
  EXPECT_FALSE(room().find(speaker.sid)->tracks.at(sid).info.muted());
  mute(speaker, sid, true);
  mute(speaker, sid, false);
  EXPECT_FALSE(room().find(speaker.sid)->tracks.at(sid).info.muted());
}

TEST_F(RoomTest, a_mute_of_the_server_holds_for_what_is_published_anew) {
  Client speaker;
  join(speaker, "fr");
  std::string sid = publish_microphone(speaker);
  room().set_track_muted("fr", sid, true, now());
  offer(speaker, {"audio inactive mic"});
  proto::TrackInfo again = add_track(speaker, "mic", proto::AUDIO, proto::SCREEN_SHARE_AUDIO);
  EXPECT_TRUE(again.muted());
  media.commands.clear();
  offer(speaker, {"audio sendonly mic"});
  EXPECT_TRUE(media.take<media::SetTrackMuted>().at(0).muted);
  EXPECT_FALSE(add_track(speaker, "cam", proto::VIDEO, proto::CAMERA).muted());

  Client rejoined;
  join(rejoined, "fr");
  EXPECT_TRUE(add_track(rejoined, "mic", proto::AUDIO, proto::MICROPHONE).muted());
}

TEST_F(RoomTest, a_track_has_a_name_of_256_bytes_at_most) {
  Client client;
  join(client, "fr");
  proto::SignalRequest message;
  message.mutable_add_track()->set_cid("a");
  message.mutable_add_track()->set_name(std::string(256, 'x'));
  request(client, message);
  client.take_one(proto::SignalResponse::kTrackPublished);
  message.mutable_add_track()->set_cid("b");
  message.mutable_add_track()->set_name(std::string(257, 'x'));
  request(client, message);
  EXPECT_EQ(client.take_one(proto::SignalResponse::kRequestResponse).request_response().reason(),
            proto::RequestResponse::LIMIT_EXCEEDED);
}

}  // namespace
}  // namespace hemicycle::livekit
