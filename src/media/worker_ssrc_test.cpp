#include <gtest/gtest.h>

#include "tests/support/camera_scene.h"

// Which SSRCs and numbers receivers get, and who answers for them.
namespace hemicycle::media {
namespace {

using testing::Meeting;
using testing::payload_sizes;
using testing::Scene;
using testing::SceneClient;
using testing::vp8_frame;
using wire::MediaKind;
using wire::Ssrc;

class WorkerNumbers : public ::testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Workers, WorkerNumbers, ::testing::Values(1, 2));

TEST_P(WorkerNumbers, a_subscription_that_is_renewed_goes_on_as_newly_described) {
  Meeting meeting(GetParam());
  meeting.send_frame();
  SendTrack renewed{.subscription = meeting.far_subscription,
                    .subscriber = meeting.far.peer,
                    .track = meeting.camera};
  renewed.codecs = Scene::codecs(MediaKind::kVideo);
  renewed.codecs[0].payload_type = wire::PayloadType(120);
  renewed.ssrc = Ssrc(0x4444);
  renewed.cname = "publisher";
  meeting.scene.post(renewed);
  meeting.far.rtp.clear();
  for (int i = 0; i < 5; ++i) meeting.send_frame();
  ASSERT_FALSE(meeting.far.rtp.empty());
  EXPECT_EQ(meeting.far.rtp.back().header.ssrc, Ssrc(0x4444));
  EXPECT_EQ(meeting.far.rtp.back().header.payload_type, wire::PayloadType(120));
}

// Two packets under one number would be encrypted with one keystream.
TEST_P(WorkerNumbers, a_subscription_that_is_renewed_under_its_ssrc_goes_on_counting) {
  Meeting meeting(GetParam());
  for (int i = 0; i < 5; ++i) meeting.send_frame();
  const wire::SequenceNumber last = meeting.far.rtp.back().header.sequence;
  SendTrack renewed{.subscription = meeting.far_subscription,
                    .subscriber = meeting.far.peer,
                    .track = meeting.camera};
  renewed.codecs = Scene::codecs(MediaKind::kVideo);
  renewed.ssrc = Ssrc(0x3333);
  renewed.rtx_ssrc = Ssrc(0x3334);
  meeting.scene.post(renewed);
  meeting.far.rtp.clear();
  for (int i = 0; i < 5; ++i) meeting.send_frame();
  ASSERT_FALSE(meeting.far.rtp.empty());
  EXPECT_EQ(meeting.far.rtp.front().header.sequence, last.next());
}

TEST_P(WorkerNumbers, a_subscription_that_is_renewed_with_another_track_leaves_the_first) {
  Meeting meeting(GetParam());
  for (int i = 0; i < 3; ++i) meeting.send_frame();
  SceneClient& other = meeting.scene.add_connected(0);
  const TrackId screen = meeting.scene.publish(other, MediaKind::kVideo, Ssrc(0x5555));
  SendTrack renewed{
      .subscription = meeting.far_subscription, .subscriber = meeting.far.peer, .track = screen};
  renewed.codecs = Scene::codecs(MediaKind::kVideo);
  renewed.ssrc = Ssrc(0x3333);
  renewed.rtx_ssrc = Ssrc(0x3334);
  meeting.scene.post(renewed);
  meeting.far.rtp.clear();
  meeting.send_frame();
  EXPECT_TRUE(meeting.far.rtp.empty()) << "it still gets the first track";
  std::vector<Scene::Outgoing> frame = vp8_frame(7, 7, {500, 400}, true);
  for (Scene::Outgoing& packet : frame) packet.header.ssrc = Ssrc(0x5555);
  meeting.scene.send_rtp(other, frame);
  EXPECT_EQ(payload_sizes(meeting.far), (std::vector<std::size_t>{500, 400}));
}

// A receiver takes no number twice, and no keystream may be used twice.
TEST_P(WorkerNumbers, two_subscriptions_under_one_ssrc_are_one_stream_the_latest) {
  Meeting meeting(GetParam());
  for (int i = 0; i < 5; ++i) meeting.send_frame();
  const wire::SequenceNumber last = meeting.far.rtp.back().header.sequence;
  SceneClient& other = meeting.scene.add_connected(0);
  const TrackId screen = meeting.scene.publish(other, MediaKind::kVideo, Ssrc(0x5555));
  meeting.far.rtp.clear();
  meeting.scene.subscribe(meeting.far, screen, MediaKind::kVideo, Ssrc(0x3333), Ssrc(0x3334));
  meeting.send_frame();
  EXPECT_TRUE(meeting.far.rtp.empty());
  for (int i = 0; i < 100; ++i) {
    auto frame = vp8_frame(static_cast<std::uint16_t>(7 + i),
                           7 + 3000 * static_cast<std::uint32_t>(i), {500}, i == 0);
    frame[0].header.ssrc = Ssrc(0x5555);
    meeting.scene.send_rtp(other, frame);
  }
  ASSERT_EQ(meeting.far.rtp.size(), 100);
  EXPECT_EQ(meeting.far.rtp.front().header.sequence, last.next());
  EXPECT_TRUE(meeting.scene.bugs.empty());
}

TEST_P(WorkerNumbers, a_stream_that_ended_goes_on_counting_when_its_ssrc_is_used_again) {
  Meeting meeting(GetParam());
  for (int i = 0; i < 5; ++i) meeting.send_frame();
  const wire::SequenceNumber last = meeting.far.rtp.back().header.sequence;
  meeting.scene.post(StopSending{meeting.far_subscription});
  meeting.scene.subscribe(meeting.far, meeting.camera, MediaKind::kVideo, Ssrc(0x3333),
                          Ssrc(0x3334));
  meeting.far.rtp.clear();
  for (int i = 0; i < 5; ++i) meeting.send_frame();
  ASSERT_FALSE(meeting.far.rtp.empty());
  EXPECT_EQ(meeting.far.rtp.front().header.sequence, last.next());
}

// Each brings new SSRCs for three layers and their retransmissions.
TEST(WorkerSources, a_camera_may_be_published_anew_as_often_as_one_likes) {
  Scene scene(1);
  SceneClient& publisher = scene.add_connected(0);
  SceneClient& receiver = scene.add_connected(0);
  std::uint32_t source = 0x10000;
  for (std::uint32_t time = 0; time < 60; ++time) {
    const TrackId camera = scene.publish(publisher, MediaKind::kVideo, Ssrc(source));
    const SubscriptionId subscription =
        scene.subscribe(receiver, camera, MediaKind::kVideo, Ssrc(0x9000 + time));
    receiver.rtp.clear();
    for (std::uint32_t layer = 0; layer < 6; ++layer) {
      auto frame = vp8_frame(5, 5, {300}, true);
      frame[0].header.ssrc = Ssrc(source + layer);
      scene.send_rtp(publisher, frame);
    }
    source += 6;
    EXPECT_EQ(receiver.rtp.size(), 1) << time;
    scene.post(StopSending{subscription});
    scene.post(StopReceiving{camera});
  }
}

#ifndef NDEBUG
// Receivers whose retransmissions are to go under the stream's own SSRC: sooner or later two
// packets would share a number, which the cipher refuses.
TEST(WorkerSources, a_receivers_broken_invariant_ends_that_receiver_alone) {
  Meeting meeting;
  std::vector<SceneClient*> broken;
  for (std::uint32_t i = 0; i < 10; ++i) {
    broken.push_back(&meeting.scene.add_connected(0));
    meeting.scene.subscribe(*broken.back(), meeting.camera, MediaKind::kVideo, Ssrc(0x7000 + i),
                            Ssrc(0x7000 + i));
  }
  for (int i = 0; i < 3; ++i) meeting.send_frame();
  for (SceneClient* client : broken)
    meeting.scene.send_rtcp(
        *client,
        wire::Nack{Ssrc(1), client->rtp.back().header.ssrc, {client->rtp.back().header.sequence}});
  meeting.near.rtp.clear();
  meeting.scene.take<PeerFailed>();
  constexpr std::size_t kFrames = 700;
  for (std::size_t i = 0; i < kFrames; ++i) meeting.send_frame({60, 60, 40}, false);
  EXPECT_EQ(meeting.near.rtp.size(), 3 * kFrames);
  EXPECT_FALSE(meeting.scene.bugs.empty()) << "nothing was tried";
  std::size_t failed = 0;
  for (const PeerFailed& each : meeting.scene.take<PeerFailed>()) {
    EXPECT_TRUE(std::ranges::any_of(
        broken, [&](const SceneClient* client) { return client->peer == each.peer; }));
    ++failed;
  }
  EXPECT_EQ(failed, meeting.scene.bugs.size()) << "once for each";
}
#endif

}  // namespace
}  // namespace hemicycle::media
