#include "livekit/room_fixture.h"

namespace hemicycle::livekit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Hearing only(std::set<std::string, std::less<>> identities) {
  return {.audible = std::move(identities), .public_admitted = true};
}

class HearingTest : public RoomTest {
 protected:
  void hear(const Hearing& hearing) { rooms.set_hearing("hall", hearing, now()); }
  // What the media plane was told last of mutes.
  std::vector<bool> told_mutes() {
    std::vector<bool> mutes;
    for (const auto& each : media.take<media::SetTrackMuted>()) mutes.push_back(each.muted);
    return mutes;
  }
  bool is_shown_muted(const Client& owner, const std::string& sid) {
    return room().find(owner.sid)->tracks.at(sid).info.muted();
  }
};

TEST_F(HearingTest, a_room_without_a_chamber_hears_everybody) {
  Client speaker;
  join(speaker, "fr");
  publish_microphone(speaker);
  EXPECT_THAT(told_mutes(), ElementsAre(false));
}

TEST_F(HearingTest, a_microphone_of_who_is_not_heard_is_muted_from_its_birth) {
  hear(only({"vn"}));
  Client speaker;
  join(speaker, "fr");
  EXPECT_TRUE(add_track(speaker, "mic", proto::AUDIO, proto::MICROPHONE).muted());
  offer(speaker, {"audio sendonly mic"});
  EXPECT_THAT(told_mutes(), ElementsAre(true));
  EXPECT_TRUE(speaker.take_one(proto::SignalResponse::kMute).mute().muted());
}

TEST_F(HearingTest, sound_under_any_other_name_is_muted_too_and_pictures_are_not) {
  hear(only({}));
  Client client;
  join(client, "fr");
  EXPECT_TRUE(add_track(client, "a", proto::AUDIO, proto::SCREEN_SHARE_AUDIO).muted());
  EXPECT_TRUE(add_track(client, "b", proto::AUDIO, proto::CAMERA).muted());
  EXPECT_TRUE(add_track(client, "c", proto::AUDIO, proto::UNKNOWN).muted());
  EXPECT_FALSE(add_track(client, "d", proto::VIDEO, proto::CAMERA).muted());
}

TEST_F(HearingTest, a_client_that_unmutes_against_the_rules_is_told_again) {
  hear(only({}));
  Client client;
  join(client, "fr");
  std::string sid = publish_microphone(client);
  client.take(proto::SignalResponse::kMute);
  media.commands.clear();
  mute(client, sid, false);
  EXPECT_TRUE(client.take_one(proto::SignalResponse::kMute).mute().muted());
  EXPECT_THAT(told_mutes(), IsEmpty());
}

TEST_F(HearingTest, who_goes_on_publishing_is_forwarded_when_it_may_be_heard_and_no_longer) {
  hear(only({}));
  Client client;
  join(client, "fr");
  std::string sid = publish_microphone(client);
  media.commands.clear();
  hear(only({"fr"}));
  EXPECT_THAT(told_mutes(), ElementsAre(false));
  EXPECT_FALSE(is_shown_muted(client, sid));
  client.take(proto::SignalResponse::kMute);
  hear(only({"vn"}));
  EXPECT_THAT(told_mutes(), ElementsAre(true));
  EXPECT_TRUE(client.take_one(proto::SignalResponse::kMute).mute().muted());
}

TEST_F(HearingTest, nobodys_microphone_is_opened_from_afar) {
  hear(only({}));
  Client client;
  join(client, "fr");
  std::string sid = publish_microphone(client);
  mute(client, sid, true);  // as clients do when they are told
  client.take(proto::SignalResponse::kMute);
  media.commands.clear();
  hear(only({"fr"}));
  EXPECT_THAT(told_mutes(), IsEmpty());
  EXPECT_THAT(client.take(proto::SignalResponse::kMute), IsEmpty());
  EXPECT_TRUE(is_shown_muted(client, sid));
  mute(client, sid, false);
  EXPECT_THAT(told_mutes(), ElementsAre(false));
}

TEST_F(HearingTest, what_the_server_muted_for_another_reason_stays_muted) {
  Client client;
  join(client, "fr");
  std::string sid = publish_microphone(client);
  room().set_track_muted("fr", sid, true, now());
  hear(only({"fr"}));
  EXPECT_TRUE(is_shown_muted(client, sid));
}

TEST_F(HearingTest, it_holds_for_a_room_that_was_forgotten_and_is_opened_again) {
  Client first;
  join(first, "fr");
  hear(only({"vn"}));
  room().remove_participant("fr", now());
  pass(settings.departure_timeout + std::chrono::seconds(1));
  ASSERT_EQ(rooms.room_count(), 0u);
  Client again;
  join(again, "fr");
  EXPECT_TRUE(add_track(again, "mic", proto::AUDIO, proto::MICROPHONE).muted());
}

TEST_F(HearingTest, behind_closed_doors_the_public_receives_nothing) {
  Client speaker;
  join(speaker, "fr");
  publish_microphone(speaker);
  Grants grants = grants_for("public-1");
  grants.attributes["role"] = "public";
  grants.permission.can_publish = false;
  Client listener;
  join(listener, grants, {"audio recvonly"});
  EXPECT_EQ(media.take<media::SendTrack>().size(), 1u);
  hear({.audible = std::nullopt, .public_admitted = false});
  EXPECT_EQ(media.take<media::StopSending>().size(), 1u);
  Client late;
  grants.identity = "public-2";
  join(late, grants, {"audio recvonly"});
  EXPECT_THAT(media.take<media::SendTrack>(), IsEmpty());
}

}  // namespace
}  // namespace hemicycle::livekit
