#include "livekit/room_fixture.h"

namespace hemicycle::livekit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

TEST_F(RoomTest, tells_who_joins_where_it_is_and_who_is_there) {
  Client first, second;
  join(first, "fr");
  join(second, "vn");
  auto joined = second.received.front().join();
  EXPECT_EQ(joined.room().name(), "hall");
  EXPECT_THAT(joined.room().sid(), testing::StartsWith("RM_"));
  EXPECT_EQ(joined.room().num_participants(), 2u);
  EXPECT_EQ(joined.participant().identity(), "vn");
  EXPECT_EQ(joined.participant().name(), "Name of vn");
  EXPECT_THAT(joined.participant().sid(), testing::StartsWith("PA_"));
  ASSERT_EQ(joined.other_participants_size(), 1);
  EXPECT_EQ(joined.other_participants(0).identity(), "fr");
  EXPECT_GT(joined.ping_interval(), 0);
  EXPECT_GT(joined.ping_timeout(), 0);
  EXPECT_FALSE(joined.server_info().version().empty());
  EXPECT_THAT(states_of(first.take(proto::SignalResponse::kUpdate)), ElementsAre("vn 1 0"));
}

TEST_F(RoomTest, tells_everyone_how_many_they_are) {
  Client first, second;
  join(first, "fr");
  join(second, "vn");
  pass(300ms);
  EXPECT_EQ(
      first.take(proto::SignalResponse::kRoomUpdate).back().room_update().room().num_participants(),
      2u);
}

TEST_F(RoomTest, answers_the_offer_inside_the_join) {
  Client client;
  join(client, "vn", {"audio recvonly", "video recvonly"});
  auto answer = client.take_one(proto::SignalResponse::kAnswer).answer();
  EXPECT_EQ(answer.type(), "answer");
  EXPECT_THAT(answer.sdp(), HasSubstr("a=ice-ufrag:u1"));
  auto remote = media.take<media::SetRemoteTransport>();
  ASSERT_EQ(remote.size(), 1u);
  EXPECT_EQ(remote[0].fingerprint_sha256, "AB");
}

TEST_F(RoomTest, shows_a_track_once_a_section_carries_it) {
  Client publisher, other;
  join(publisher, "fr");
  join(other, "vn");
  publisher.received.clear();
  other.received.clear();
  proto::TrackInfo track = add_track(publisher, "mic", proto::AUDIO, proto::MICROPHONE);
  EXPECT_THAT(other.take(proto::SignalResponse::kUpdate), IsEmpty());
  offer(publisher, {"audio sendonly mic"}, 7);
  EXPECT_EQ(publisher.take_one(proto::SignalResponse::kAnswer).answer().id(), 7u);
  auto seen = other.take_one(proto::SignalResponse::kUpdate).update().participants(0);
  ASSERT_EQ(seen.tracks_size(), 1);
  EXPECT_EQ(seen.tracks(0).sid(), track.sid());
  EXPECT_EQ(seen.tracks(0).source(), proto::MICROPHONE);
  EXPECT_EQ(seen.tracks(0).mime_type(), "audio/opus");
  EXPECT_EQ(seen.tracks(0).mid(), "0");
  auto receiving = media.take<media::ReceiveTrack>();
  ASSERT_EQ(receiving.size(), 1u);
  EXPECT_EQ(receiving[0].peer, publisher.peer);
  EXPECT_EQ(receiving[0].codecs.at(0).codec, media::Codec::kOpus);
}

TEST_F(RoomTest, binds_a_track_that_is_announced_after_its_offer) {
  Client publisher;
  join(publisher, "fr", {"audio sendonly mic"});
  EXPECT_THAT(media.take<media::ReceiveTrack>(), IsEmpty());
  add_track(publisher, "mic", proto::AUDIO, proto::MICROPHONE);
  EXPECT_EQ(media.take<media::ReceiveTrack>().size(), 1u);
}

TEST_F(RoomTest, asks_for_sections_once_and_sends_when_it_has_them) {
  Client publisher, subscriber;
  join(publisher, "fr");
  join(subscriber, "vn", {"video recvonly"});
  std::string sid = publish_microphone(publisher);
  pass(100ms);
  auto required = subscriber.take_one(proto::SignalResponse::kMediaSectionsRequirement);
  EXPECT_EQ(required.media_sections_requirement().num_audios(), 1u);
  EXPECT_EQ(required.media_sections_requirement().num_videos(), 0u);
  subscriber.take(proto::SignalResponse::kAnswer);
  offer(subscriber, {"video recvonly", "audio recvonly"}, 3);
  auto answer = subscriber.take_one(proto::SignalResponse::kAnswer).answer();
  EXPECT_EQ(answer.mid_to_track_id().at("1"), sid);
  EXPECT_THAT(answer.sdp(), HasSubstr("a=msid:" + publisher.sid + "|" + sid + " " + sid));
  auto sending = media.take<media::SendTrack>();
  ASSERT_EQ(sending.size(), 1u);
  EXPECT_EQ(sending[0].subscriber, subscriber.peer);
  EXPECT_EQ(sending[0].mid, "1");
  EXPECT_EQ(
      publisher.take_one(proto::SignalResponse::kTrackSubscribed).track_subscribed().track_sid(),
      sid);
  pass(100ms);
  EXPECT_THAT(subscriber.take(proto::SignalResponse::kMediaSectionsRequirement), IsEmpty());
}

TEST_F(RoomTest, gives_a_newcomer_the_tracks_that_are_there) {
  Client publisher, subscriber;
  join(publisher, "fr");
  std::string sid = publish_microphone(publisher);
  join(subscriber, "vn", {"audio recvonly"});
  EXPECT_EQ(subscriber.take_one(proto::SignalResponse::kAnswer).answer().mid_to_track_id().at("0"),
            sid);
  EXPECT_EQ(media.take<media::SendTrack>().size(), 1u);
}

TEST_F(RoomTest, ends_a_track_when_its_section_ends) {
  Client publisher, subscriber;
  join(publisher, "fr");
  publish_microphone(publisher);
  join(subscriber, "vn", {"audio recvonly"});
  subscriber.received.clear();
  offer(publisher, {"audio inactive mic"});
  EXPECT_THAT(states_of(subscriber.take(proto::SignalResponse::kUpdate)), ElementsAre("fr 1 0"));
  EXPECT_EQ(media.take<media::StopReceiving>().size(), 1u);
  EXPECT_EQ(media.take<media::StopSending>().size(), 1u);
}

TEST_F(RoomTest, asks_receivers_for_an_offer_when_a_track_changes_codec) {
  Client publisher, subscriber;
  join(publisher, "fr");
  std::string sid = add_track(publisher, "cam", proto::VIDEO, proto::CAMERA).sid();
  offer(publisher, {"video sendonly cam"});
  join(subscriber, "vn", {"video recvonly"});
  pass(100ms);
  media.commands.clear();
  subscriber.received.clear();
  offer(publisher, {"h264 sendonly cam"});
  pass(100ms);
  subscriber.take_one(proto::SignalResponse::kMediaSectionsRequirement);
  offer(subscriber, {"h264 recvonly"});
  auto sending = media.take<media::SendTrack>();
  ASSERT_EQ(sending.size(), 1u);
  EXPECT_EQ(sending[0].codecs.at(0).codec, media::Codec::kH264);
}

TEST_F(RoomTest, takes_a_track_that_is_published_again_under_the_same_name) {
  Client publisher;
  join(publisher, "fr");
  std::string first = publish_microphone(publisher);
  std::string second = add_track(publisher, "mic", proto::AUDIO, proto::MICROPHONE).sid();
  EXPECT_NE(first, second);
  offer(publisher, {"audio inactive mic", "audio sendonly mic"});
  const Participant& owner = *room().find(publisher.sid);
  ASSERT_EQ(owner.tracks.size(), 1u);
  EXPECT_EQ(owner.tracks.begin()->first, second);
  EXPECT_EQ(owner.tracks.begin()->second.info.mid(), "1");
}

TEST_F(RoomTest, mutes) {
  Client publisher, other;
  join(publisher, "fr");
  join(other, "vn");
  std::string sid = publish_microphone(publisher);
  other.received.clear();
  media.commands.clear();
  mute(publisher, sid, true);
  EXPECT_TRUE(
      other.take_one(proto::SignalResponse::kUpdate).update().participants(0).tracks(0).muted());
  auto muted = media.take<media::SetTrackMuted>();
  ASSERT_EQ(muted.size(), 1u);
  EXPECT_TRUE(muted[0].muted);
}

TEST_F(RoomTest, refuses_tracks_that_the_token_does_not_cover) {
  Client client;
  Grants grants = grants_for("vn");
  grants.permission.publish_sources = {TrackSource::kMicrophone};
  join(client, grants);
  proto::SignalRequest message;
  message.mutable_add_track()->set_cid("cam");
  message.mutable_add_track()->set_type(proto::VIDEO);
  message.mutable_add_track()->set_source(proto::CAMERA);
  request(client, message);
  auto refusal = client.take_one(proto::SignalResponse::kRequestResponse).request_response();
  EXPECT_EQ(refusal.reason(), proto::RequestResponse::NOT_ALLOWED);
  EXPECT_EQ(refusal.add_track().cid(), "cam");
  EXPECT_THAT(client.take(proto::SignalResponse::kTrackPublished), IsEmpty());
  add_track(client, "mic", proto::AUDIO, proto::MICROPHONE);
}

TEST_F(RoomTest, takes_back_what_a_changed_permission_no_longer_covers) {
  Client speaker, other;
  join(speaker, "fr", {"audio recvonly"});
  join(other, "vn", {"audio sendonly mic2"});
  std::string sid = add_track(other, "mic2", proto::AUDIO, proto::MICROPHONE).sid();
  speaker.received.clear();
  Permission silent;
  silent.can_publish = false;
  room().set_permission("vn", silent, now());
  EXPECT_EQ(
      other.take_one(proto::SignalResponse::kTrackUnpublished).track_unpublished().track_sid(),
      sid);
  EXPECT_THAT(states_of(speaker.take(proto::SignalResponse::kUpdate)), ElementsAre("vn 1 0"));
  auto own = other.take(proto::SignalResponse::kUpdate).back().update().participants(0);
  EXPECT_FALSE(own.permission().can_publish());
}

TEST_F(RoomTest, keeps_the_hidden_hidden) {
  Client observer, other;
  join(other, "vn");
  other.received.clear();
  Grants grants = grants_for("secretariat");
  grants.permission.hidden = true;
  join(observer, grants);
  pass(300ms);
  EXPECT_THAT(other.take(proto::SignalResponse::kUpdate), IsEmpty());
  EXPECT_EQ(
      other.take(proto::SignalResponse::kRoomUpdate).back().room_update().room().num_participants(),
      1u);
  EXPECT_EQ(observer.take_one(proto::SignalResponse::kJoin).join().other_participants_size(), 1);
}

TEST_F(RoomTest, tells_the_others_who_left_and_why) {
  Client leaver, other;
  join(leaver, "fr");
  join(other, "vn");
  other.received.clear();
  proto::SignalRequest message;
  message.mutable_leave()->set_reason(proto::CLIENT_INITIATED);
  request(leaver, message);
  auto gone = other.take_one(proto::SignalResponse::kUpdate).update().participants(0);
  EXPECT_EQ(gone.identity(), "fr");
  EXPECT_EQ(gone.state(), proto::ParticipantInfo::DISCONNECTED);
  EXPECT_EQ(gone.disconnect_reason(), proto::CLIENT_INITIATED);
  EXPECT_TRUE(leaver.closed);
  EXPECT_EQ(media.take<media::RemovePeer>().size(), 1u);
  EXPECT_EQ(rooms.participant_count(), 1u);
}

TEST_F(RoomTest, lets_the_newer_of_two_with_one_identity_stay) {
  Client older, newer, other;
  join(other, "vn");
  join(older, "fr");
  other.received.clear();
  join(newer, "fr");
  auto leave = older.take_one(proto::SignalResponse::kLeave).leave();
  EXPECT_EQ(leave.reason(), proto::DUPLICATE_IDENTITY);
  EXPECT_EQ(leave.action(), proto::LeaveRequest::DISCONNECT);
  EXPECT_TRUE(older.closed);
  EXPECT_THAT(states_of(other.take(proto::SignalResponse::kUpdate)),
              ElementsAre("fr 3 0", "fr 1 0"));
}

TEST_F(RoomTest, waits_a_moment_for_a_lost_connection_to_resume) {
  Client client, other, again;
  join(other, "vn");
  join(client, "fr");
  other.received.clear();
  room().handle_signal_lost(*room().find(client.sid), now());
  pass(600ms);
  proto::JoinRequest request;
  EXPECT_TRUE(room().resume(client.sid, "fr", request, again, now()));
  again.take_one(proto::SignalResponse::kReconnect);
  pass(2s);
  EXPECT_THAT(other.take(proto::SignalResponse::kUpdate), IsEmpty());
  EXPECT_FALSE(room().resume(client.sid, "vn", request, again, now())) << "of someone else";

  room().handle_signal_lost(*room().find(client.sid), now());
  pass(1500ms);
  EXPECT_THAT(states_of(other.take(proto::SignalResponse::kUpdate)), ElementsAre("fr 3 0"));
  EXPECT_FALSE(room().resume(client.sid, "fr", request, again, now()));
}

TEST_F(RoomTest, answers_pings_and_needs_none) {
  Client client;
  join(client, "fr");
  proto::SignalRequest ping;
  ping.mutable_ping_req()->set_timestamp(5);
  request(client, ping);
  EXPECT_EQ(client.take_one(proto::SignalResponse::kPongResp).pong_resp().last_ping_timestamp(), 5);
  pass(1min);
  EXPECT_FALSE(client.closed) << "the WebSocket and the media have signs of life of their own";
}

TEST_F(RoomTest, hands_out_a_fresh_token_from_time_to_time) {
  Client client;
  join(client, "fr");
  pass(300ms);
  EXPECT_EQ(client.take_one(proto::SignalResponse::kRefreshToken).refresh_token(), "token of fr");
}

TEST_F(RoomTest, sends_away_whoever_offers_nonsense_and_nobody_else) {
  Client bad, good;
  join(good, "vn");
  join(bad, "fr");
  proto::SignalRequest message;
  message.mutable_offer()->set_sdp("v=0\r\nnonsense");
  request(bad, message);
  EXPECT_TRUE(bad.closed);
  EXPECT_FALSE(good.closed);
  EXPECT_EQ(rooms.counters().offers_refused, 1u);
}

TEST_F(RoomTest, counts_requests_that_it_does_not_know) {
  Client client;
  join(client, "fr");
  proto::SignalRequest unknown;
  request(client, unknown);
  request(client, proto::SignalRequest());
  EXPECT_EQ(rooms.counters().requests_unknown, 2u);
  EXPECT_FALSE(client.closed);
}

TEST_F(RoomTest, restarts_ice_with_new_credentials_of_its_own) {
  Client client;
  join(client, "fr", {"audio recvonly"});
  client.received.clear();
  proto::SignalRequest message;
  message.mutable_offer()->set_sdp(offer_of({"audio recvonly"}, "other"));
  request(client, message);
  EXPECT_THAT(client.take_one(proto::SignalResponse::kAnswer).answer().sdp(),
              HasSubstr("a=ice-ufrag:restarted"));
}

TEST_F(RoomTest, changes_metadata_only_of_those_who_may) {
  Client client;
  Grants grants = grants_for("fr");
  grants.attributes = {{"seat", "3"}, {"flag", "fr"}};
  grants.permission.can_update_own_metadata = true;
  join(client, grants);
  client.received.clear();
  proto::SignalRequest message;
  message.mutable_update_metadata()->set_request_id(9);
  message.mutable_update_metadata()->set_name("France");
  (*message.mutable_update_metadata()->mutable_attributes())["seat"] = "";
  request(client, message);
  auto done = client.take_one(proto::SignalResponse::kRequestResponse).request_response();
  EXPECT_EQ(done.request_id(), 9u);
  EXPECT_EQ(done.reason(), proto::RequestResponse::OK);
  auto self = client.take_one(proto::SignalResponse::kUpdate).update().participants(0);
  EXPECT_EQ(self.name(), "France");
  EXPECT_EQ(self.attributes_size(), 1);

  Client other;
  join(other, "vn");
  request(other, message);
  EXPECT_EQ(other.take_one(proto::SignalResponse::kRequestResponse).request_response().reason(),
            proto::RequestResponse::NOT_ALLOWED);
  (*message.mutable_update_metadata()->mutable_attributes())["big"] =
      std::string(kAttributesBytesMax, 'x');
  request(client, message);
  EXPECT_EQ(client.take_one(proto::SignalResponse::kRequestResponse).request_response().reason(),
            proto::RequestResponse::LIMIT_EXCEEDED);
}

TEST_F(RoomTest, becomes_active_when_media_flows) {
  Client client, other;
  join(other, "vn");
  join(client, "fr");
  other.received.clear();
  rooms.handle_event(media::PeerConnected{client.peer}, now());
  EXPECT_THAT(states_of(other.take(proto::SignalResponse::kUpdate)), ElementsAre("fr 2 0"));
}

TEST_F(RoomTest, lets_a_client_whose_media_failed_join_anew) {
  Client client;
  join(client, "fr");
  rooms.handle_event(media::PeerFailed{client.peer, media::FailureCause::kConsentExpired}, now());
  EXPECT_EQ(client.take_one(proto::SignalResponse::kLeave).leave().action(),
            proto::LeaveRequest::RECONNECT);
  EXPECT_EQ(rooms.participant_count(), 0u);
}

TEST_F(RoomTest, is_forgotten_some_time_after_the_last_has_left) {
  Client client;
  join(client, "fr");
  room().remove_participant("fr", now());
  EXPECT_EQ(client.take_one(proto::SignalResponse::kLeave).leave().reason(),
            proto::PARTICIPANT_REMOVED);
  pass(19s);
  EXPECT_EQ(rooms.room_count(), 1u);
  pass(2s);
  EXPECT_EQ(rooms.room_count(), 0u);
}

TEST_F(RoomTest, follows_what_a_receiver_wants_of_a_track) {
  Client publisher, subscriber;
  join(publisher, "fr");
  std::string sid = publish_microphone(publisher);
  join(subscriber, "vn", {"audio recvonly"});
  media.commands.clear();
  proto::SignalRequest settings_request;
  settings_request.mutable_track_setting()->add_track_sids(sid);
  settings_request.mutable_track_setting()->set_disabled(true);
  settings_request.mutable_track_setting()->set_quality(proto::MEDIUM);
  request(subscriber, settings_request);
  auto wanted = media.take<media::SetSubscription>();
  ASSERT_EQ(wanted.size(), 1u);
  EXPECT_TRUE(wanted[0].paused);
  EXPECT_EQ(wanted[0].max_layer, 1);

  proto::SignalRequest unsubscribe;
  unsubscribe.mutable_subscription()->add_track_sids(sid);
  request(subscriber, unsubscribe);
  EXPECT_EQ(media.take<media::StopSending>().size(), 1u);
}

}  // namespace
}  // namespace hemicycle::livekit
