#include "livekit/room_fixture.h"

namespace hemicycle::livekit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

// ---- What a grant covers ----

class GrantTest : public RoomTest {
 protected:
  proto::RequestResponse::Reason refusal_of(const proto::AddTrackRequest& track) {
    proto::SignalRequest message;
    *message.mutable_add_track() = track;
    request(client, message);
    auto responses = client.take(proto::SignalResponse::kRequestResponse);
    return responses.empty() ? proto::RequestResponse::OK
                             : responses.front().request_response().reason();
  }
  static proto::AddTrackRequest track(proto::TrackType type, proto::TrackSource source) {
    proto::AddTrackRequest request;
    request.set_cid(std::to_string(type) + "of" + std::to_string(source));
    request.set_type(type);
    request.set_source(source);
    return request;
  }
  Client client;
};

TEST_F(GrantTest, for_a_microphone_is_none_for_a_picture_that_calls_itself_one) {
  Grants grants = grants_for("fr");
  grants.permission.publish_sources = {TrackSource::kMicrophone, TrackSource::kScreenShare};
  join(client, grants);
  using Response = proto::RequestResponse;
  EXPECT_EQ(refusal_of(track(proto::AUDIO, proto::MICROPHONE)), Response::OK);
  EXPECT_EQ(refusal_of(track(proto::VIDEO, proto::SCREEN_SHARE)), Response::OK);
  EXPECT_EQ(refusal_of(track(proto::VIDEO, proto::MICROPHONE)), Response::NOT_ALLOWED);
  EXPECT_EQ(refusal_of(track(proto::AUDIO, proto::SCREEN_SHARE)), Response::NOT_ALLOWED);
  EXPECT_EQ(refusal_of(track(proto::VIDEO, proto::CAMERA)), Response::NOT_ALLOWED);
}

TEST_F(GrantTest, bears_no_description_that_would_burden_everyone) {
  join(client, "fr");
  proto::AddTrackRequest long_name = track(proto::AUDIO, proto::MICROPHONE);
  long_name.set_name(std::string(20'000, 'x'));
  EXPECT_EQ(refusal_of(long_name), proto::RequestResponse::LIMIT_EXCEEDED);
}

// ---- Whom a publisher admits ----

class AudienceTest : public RoomTest {
 protected:
  void SetUp() override {
    join(publisher, "fr");
    join(friendly, "vn");
    join(other, "de");
  }
  void admit(const std::vector<std::string>& identities, bool everyone = false) {
    proto::SignalRequest message;
    message.mutable_subscription_permission()->set_all_participants(everyone);
    for (const std::string& identity : identities) {
      auto& share = *message.mutable_subscription_permission()->add_track_permissions();
      share.set_participant_identity(identity);
      share.set_all_tracks(true);
    }
    request(publisher, message);
  }
  std::size_t receives(const Client& client) {
    return room().find(client.sid)->subscriptions.size();
  }
  std::vector<bool> told(Client& client) {
    std::vector<bool> allowed;
    for (const auto& each : client.take(proto::SignalResponse::kSubscriptionPermissionUpdate)) {
      EXPECT_EQ(each.subscription_permission_update().participant_sid(), publisher.sid);
      allowed.push_back(each.subscription_permission_update().allowed());
    }
    return allowed;
  }
  Client publisher, friendly, other;
};

TEST_F(AudienceTest, alone_receives_a_track) {
  admit({"vn"});
  publish_microphone(publisher);
  EXPECT_EQ(receives(friendly), 1u);
  EXPECT_EQ(receives(other), 0u);
  EXPECT_THAT(told(friendly), IsEmpty());
  EXPECT_THAT(told(other), ElementsAre(false));
}

TEST_F(AudienceTest, that_grows_lets_those_in_who_wished_to_receive) {
  admit({});
  publish_microphone(publisher);
  admit({"de"});
  EXPECT_EQ(receives(other), 1u);
  EXPECT_THAT(told(other), ElementsAre(false, true));
  EXPECT_EQ(receives(friendly), 0u);
}

TEST_F(AudienceTest, that_shrinks_takes_the_track_away_at_once) {
  publish_microphone(publisher);
  EXPECT_EQ(receives(other), 1u);
  admit({"vn"});
  EXPECT_EQ(receives(other), 0u);
  EXPECT_THAT(told(other), ElementsAre(false));
  EXPECT_EQ(receives(friendly), 1u);
}

TEST_F(AudienceTest, cannot_be_entered_by_asking) {
  admit({"vn"});
  std::string sid = publish_microphone(publisher);
  proto::SignalRequest message;
  message.mutable_subscription()->set_subscribe(true);
  message.mutable_subscription()->add_track_sids(sid);
  request(other, message);
  EXPECT_EQ(receives(other), 0u);
  EXPECT_THAT(told(other), ElementsAre(false, false));
}

TEST_F(AudienceTest, may_be_named_by_sid_and_by_track) {
  std::string sid = publish_microphone(publisher);
  proto::SignalRequest message;
  auto& share = *message.mutable_subscription_permission()->add_track_permissions();
  share.set_participant_sid(friendly.sid);
  share.add_track_sids(sid);
  request(publisher, message);
  EXPECT_EQ(receives(friendly), 1u);
  EXPECT_EQ(receives(other), 0u);
}

TEST_F(AudienceTest, of_too_long_a_list_is_nobody) {
  admit(std::vector<std::string>(5000, "vn"));
  publish_microphone(publisher);
  EXPECT_EQ(receives(friendly), 0u);
  EXPECT_EQ(receives(other), 0u);
}

TEST_F(AudienceTest, holds_for_those_who_join_later) {
  admit({"vn"});
  publish_microphone(publisher);
  Client late;
  join(late, "jp");
  EXPECT_EQ(receives(late), 0u);
}

TEST_F(RoomTest, a_track_that_nobody_has_is_told_to_be_unknown) {
  Client client;
  join(client, "vn");
  proto::SignalRequest message;
  message.mutable_subscription()->set_subscribe(true);
  message.mutable_subscription()->add_track_sids("TR_none");
  request(client, message);
  auto answer = client.take_one(proto::SignalResponse::kSubscriptionResponse);
  EXPECT_EQ(answer.subscription_response().track_sid(), "TR_none");
  EXPECT_EQ(answer.subscription_response().err(), proto::SE_TRACK_NOTFOUND);
}

// SRTP bears no number of an SSRC twice, and the media plane begins to count anew.
TEST_F(RoomTest, a_track_whose_section_was_ended_comes_back_under_another_ssrc) {
  Client publisher, other;
  join(publisher, "fr");
  join(other, "vn");
  publish_microphone(publisher);
  offer(other, {"audio recvonly"});
  offer(other, {"audio inactive"});
  offer(other, {"audio recvonly"});
  auto sending = media.take<media::SendTrack>();
  ASSERT_EQ(sending.size(), 2u);
  EXPECT_NE(sending[0].ssrc, sending[1].ssrc);
}

// ---- Broken invariants ----

TEST_F(RoomTest, whoever_could_not_be_greeted_does_not_stay) {
  Client other, broken;
  join(other, "vn");
  broken.breaks = true;
  EXPECT_THROW(join(broken, "fr"), Bug);
  EXPECT_TRUE(broken.closed);
  EXPECT_EQ(room().visible_count(), 1u);
  EXPECT_EQ(rooms.participant_count(), 1u);
  pass(1s);
}

TEST_F(RoomTest, a_broken_room_is_closed_alone) {
  Client in_hall, in_annex;
  join(in_hall, "fr");
  proto::JoinRequest request;
  rooms.open("annex", now()).join(grants_for("vn"), request, in_annex, now());
  in_annex.received.clear();
  in_hall.breaks = true;
  pass(300ms);
  EXPECT_TRUE(in_hall.closed);
  EXPECT_FALSE(in_annex.closed);
  EXPECT_EQ(rooms.participant_count(), 1u);
  EXPECT_FALSE(in_annex.take(proto::SignalResponse::kRoomUpdate).empty());
}

}  // namespace
}  // namespace hemicycle::livekit
