#include "media/worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/camera_scene.h"
#include "transport/stun_integrity.h"

namespace hemicycle::media {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ReceivedRtp;
using testing::Scene;
using testing::SceneClient;
using wire::MediaKind;
using wire::Ssrc;

using testing::kCameraSsrc;
using testing::Meeting;
using testing::opus;
using testing::payload_sizes;
using testing::vp8_frame;

TEST(Worker, a_client_connects_by_ice_and_dtls) {
  Scene scene(1);
  SceneClient& client = scene.add_client(0);
  scene.run(milliseconds(200));
  EXPECT_TRUE(client.transport->is_connected());
  const auto connected = scene.take<PeerConnected>();
  ASSERT_EQ(connected.size(), 1);
  EXPECT_EQ(connected[0].peer, client.peer);
  EXPECT_EQ(scene.worker(0).counters().peers, 1);
}

class WorkerForwarding : public ::testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Workers, WorkerForwarding, ::testing::Values(1, 2));

TEST_P(WorkerForwarding, every_receiver_gets_the_frame_under_its_own_ssrc) {
  Meeting meeting(GetParam());
  meeting.send_frame();  // brings the layer to life
  meeting.send_frame();
  for (const SceneClient* client : {&meeting.near, &meeting.far}) {
    ASSERT_GE(client->rtp.size(), 3);
    const std::vector<std::size_t> sizes = payload_sizes(*client);
    EXPECT_EQ(std::vector(sizes.end() - 3, sizes.end()),
              (std::vector<std::size_t>{1000, 1000, 700}));
    for (std::size_t i = 1; i < client->rtp.size(); ++i)
      EXPECT_EQ(client->rtp[i].header.sequence - client->rtp[i - 1].header.sequence, 1);
  }
  EXPECT_EQ(meeting.near.rtp.back().header.ssrc, Ssrc(0x2222));
  EXPECT_EQ(meeting.far.rtp.back().header.ssrc, Ssrc(0x3333));
  EXPECT_TRUE(meeting.publisher.rtp.empty());
}

TEST_P(WorkerForwarding, a_lost_packet_is_sent_again_on_the_retransmission_stream) {
  Meeting meeting(GetParam());
  meeting.send_frame();
  meeting.send_frame();
  const ReceivedRtp lost = meeting.far.rtp.back();
  meeting.far.rtp.clear();
  meeting.scene.send_rtcp(meeting.far, wire::Nack{Ssrc(1), Ssrc(0x3333), {lost.header.sequence}});
  ASSERT_EQ(meeting.far.rtp.size(), 1);
  EXPECT_EQ(meeting.far.rtp[0].header.ssrc, Ssrc(0x3334));
  EXPECT_EQ(Bytes(meeting.far.rtp[0].payload.begin() + 2, meeting.far.rtp[0].payload.end()),
            lost.payload);
}

TEST_P(WorkerForwarding, a_receiver_that_cannot_go_on_makes_the_publisher_send_a_keyframe) {
  Meeting meeting(GetParam());
  meeting.send_frame();
  meeting.scene.run(seconds(1));
  meeting.send_frame({500}, false);
  meeting.publisher.rtcp.clear();
  meeting.scene.send_rtcp(meeting.far, wire::PictureLossIndication{Ssrc(1), Ssrc(0x3333)});
  meeting.scene.run(milliseconds(400));
  EXPECT_GE(meeting.publisher.count<wire::PictureLossIndication>(), 1);
}

TEST_P(WorkerForwarding, a_muted_track_is_not_heard_until_it_is_unmuted) {
  Meeting meeting(GetParam());
  meeting.send_frame();
  meeting.scene.post(SetTrackMuted{meeting.camera, true});
  meeting.far.rtp.clear();
  meeting.send_frame();
  EXPECT_TRUE(meeting.far.rtp.empty());
  EXPECT_EQ(meeting.scene.worker(0).counters().drops[static_cast<std::size_t>(DropCause::kMuted)],
            3);
  meeting.scene.post(SetTrackMuted{meeting.camera, false});
  meeting.send_frame();
  EXPECT_FALSE(meeting.far.rtp.empty());
}

TEST_P(WorkerForwarding, a_subscription_stops_and_pauses) {
  Meeting meeting(GetParam());
  meeting.send_frame();
  meeting.scene.post(StopSending{meeting.near_subscription});
  SetSubscription pause{meeting.far_subscription};
  pause.paused = true;
  meeting.scene.post(pause);
  meeting.near.rtp.clear();
  meeting.far.rtp.clear();
  meeting.send_frame();
  EXPECT_TRUE(meeting.near.rtp.empty());
  EXPECT_TRUE(meeting.far.rtp.empty());
  pause.paused = false;
  meeting.scene.post(pause);
  meeting.send_frame();
  EXPECT_FALSE(meeting.far.rtp.empty());
}

TEST_P(WorkerForwarding, a_leaving_publisher_takes_its_track_along) {
  Meeting meeting(GetParam());
  meeting.send_frame();
  meeting.scene.post(RemovePeer{meeting.publisher.peer});
  std::size_t tracks = 0;
  std::size_t subscriptions = 0;
  for (std::size_t i = 0; i < GetParam(); ++i) {
    tracks += meeting.scene.worker(i).counters().tracks;
    subscriptions += meeting.scene.worker(i).counters().subscriptions;
  }
  EXPECT_EQ(tracks, 0);
  EXPECT_EQ(subscriptions, 0);
}

TEST_P(WorkerForwarding, a_leaving_receiver_leaves_the_others_alone) {
  Meeting meeting(GetParam());
  meeting.send_frame();
  meeting.scene.post(RemovePeer{meeting.far.peer});
  meeting.near.rtp.clear();
  meeting.send_frame();
  EXPECT_EQ(meeting.near.rtp.size(), 3);
}

TEST_P(WorkerForwarding, receivers_learn_the_publishers_clock_by_sender_reports) {
  Meeting meeting(GetParam());
  meeting.send_frame();
  meeting.send_frame();
  meeting.scene.send_rtcp(
      meeting.publisher,
      wire::SenderReport{kCameraSsrc, wire::NtpTime{1ULL << 40}, wire::RtpTimestamp(5), 1, 1, {}});
  meeting.far.rtcp.clear();
  meeting.scene.run(seconds(2));
  EXPECT_GE(meeting.far.count<wire::SenderReport>(), 1);
  EXPECT_GE(meeting.far.count<wire::SourceDescription>(), 1);
}

TEST(Worker, a_relayed_batch_is_posted_once_for_each_worker) {
  Scene scene(3);
  SceneClient& publisher = scene.add_connected(0);
  const TrackId camera = scene.publish(publisher, MediaKind::kVideo, kCameraSsrc);
  for (std::uint32_t i = 0; i < 6; ++i)
    scene.subscribe(scene.add_connected(1 + i % 2), camera, MediaKind::kVideo, Ssrc(100 + i));
  scene.send_rtp(publisher, vp8_frame(1, 1, {900, 900, 900, 300}, true));
  EXPECT_EQ(scene.relayed_batches, 2);
}

TEST(Worker, a_frame_leaves_as_one_message_for_each_receiver) {
  Meeting meeting;
  meeting.send_frame();
  meeting.scene.sink(0).message_segments.clear();
  meeting.near.rtp.clear();
  meeting.scene.send_rtp(meeting.publisher, vp8_frame(500, 500000, {999, 999, 999, 1000}, true));
  EXPECT_THAT(meeting.scene.sink(0).message_segments, ::testing::ElementsAre(4, 4));
  ASSERT_EQ(meeting.near.rtp.size(), 4);
  EXPECT_EQ(meeting.near.rtp[0].padding, 1);
  EXPECT_EQ(payload_sizes(meeting.near), (std::vector<std::size_t>{999, 999, 999, 1000}));
}

TEST(Worker, publishers_get_nacks_reports_and_transport_feedback) {
  Meeting meeting;
  meeting.send_frame();
  meeting.sequence += 2;  // lost on the way
  meeting.send_frame();
  meeting.scene.run(seconds(2));
  EXPECT_GE(meeting.publisher.count<wire::Nack>(), 1);
  EXPECT_GE(meeting.publisher.count<wire::ReceiverReport>(), 1);
  const auto is_transport_feedback = [](const wire::RtcpPacket& packet) {
    const auto* other = std::get_if<wire::UnknownRtcp>(&packet);
    return other && other->is_transport_feedback();
  };
  EXPECT_TRUE(std::ranges::any_of(meeting.publisher.rtcp, is_transport_feedback));
}

TEST(Worker, statistics_come_once_a_second_for_each_peer) {
  Meeting meeting;
  meeting.scene.take<PeerStatistics>();
  for (int i = 0; i < 60; ++i) meeting.send_frame();
  const auto statistics = meeting.scene.take<PeerStatistics>();
  ASSERT_GE(statistics.size(), 3);
  std::uint64_t up = 0;
  std::uint64_t down = 0;
  for (const PeerStatistics& each : statistics) {
    if (each.peer == meeting.publisher.peer) up = each.uplink.bitrate_bps;
    if (each.peer == meeting.far.peer) down = each.downlink.bitrate_bps;
  }
  // 30 frames of 2700 bytes a second.
  EXPECT_NEAR(static_cast<double>(up), 648e3, 130e3);
  EXPECT_NEAR(static_cast<double>(down), 648e3, 130e3);
}

TEST(Worker, whoever_speaks_is_told_and_falls_silent_again) {
  Scene scene(1);
  SceneClient& speaker = scene.add_connected(0);
  const TrackId microphone = scene.publish(speaker, MediaKind::kAudio, Ssrc(0x4444));
  std::uint16_t sequence = 0;
  for (int i = 0; i < 75; ++i) {
    scene.send_rtp(speaker, {opus(Ssrc(0x4444), ++sequence, 10)});
    scene.run(milliseconds(20));
  }
  auto changes = scene.take<SpeakersChanged>();
  ASSERT_FALSE(changes.empty());
  ASSERT_EQ(changes.back().speaking.size(), 1);
  EXPECT_EQ(changes.back().speaking[0].track, microphone);
  EXPECT_EQ(changes.back().speaking[0].peer, speaker.peer);
  scene.run(seconds(5));
  changes = scene.take<SpeakersChanged>();
  ASSERT_FALSE(changes.empty());
  EXPECT_TRUE(changes.back().speaking.empty());
}

TEST(Worker, the_first_packet_of_a_track_is_told_once) {
  Meeting meeting;
  meeting.send_frame();
  meeting.send_frame();
  const auto started = meeting.scene.take<TrackStarted>();
  ASSERT_EQ(started.size(), 1);
  EXPECT_EQ(started[0].track, meeting.camera);
  EXPECT_EQ(started[0].codec, Codec::kVp8);
}

// ---- What goes wrong ----

TEST(Worker, a_stranger_gets_no_answer_whatever_it_sends) {
  Scene scene(1);
  SceneClient& client = scene.add_connected(0);
  SeededRandom random(99);
  SCOPED_TRACE("seed 99");
  const auto unknown = [&] {
    return scene.worker(0).counters().drops[static_cast<std::size_t>(DropCause::kUnknownPeer)];
  };
  const std::uint64_t before = unknown();
  const Endpoint stranger = Endpoint::v4(203, 0, 113, 9, 999);
  for (int i = 0; i < 2000; ++i) {
    Bytes garbage(random.below(200));
    random.fill(garbage);
    if (!garbage.empty() && i % 2 == 0)
      garbage[0] = static_cast<std::uint8_t>(128 + random.below(64));
    scene.to_worker(0, stranger, std::move(garbage));
  }
  scene.run(seconds(1));
  EXPECT_EQ(scene.to_strangers, 0);
  EXPECT_EQ(unknown() - before, 2000);
  EXPECT_TRUE(client.transport->is_connected());
  EXPECT_TRUE(scene.take<PeerFailed>().empty());
}

TEST(Worker, a_peer_that_sends_garbage_is_closed_alone) {
  Meeting meeting;
  meeting.send_frame();
  for (int i = 0; i < 600; ++i) {
    Bytes garbage(100, 0x80);
    meeting.scene.to_worker(meeting.near, std::move(garbage));
  }
  meeting.scene.run(seconds(2));
  const auto failed = meeting.scene.take<PeerFailed>();
  ASSERT_EQ(failed.size(), 1);
  EXPECT_EQ(failed[0].peer, meeting.near.peer);
  EXPECT_EQ(failed[0].cause, FailureCause::kGarbage);
  meeting.far.rtp.clear();
  meeting.send_frame();
  EXPECT_EQ(meeting.far.rtp.size(), 3);
}

TEST(Worker, a_broken_invariant_closes_one_peer_and_is_reported) {
  Scene scene(1);
  SceneClient& unlucky = scene.add_client(0, 5000);
  SceneClient& other = scene.add_client(0);
  scene.throw_on_data = true;
  scene.run(milliseconds(500));
  scene.throw_on_data = false;
  const auto failed = scene.take<PeerFailed>();
  ASSERT_EQ(failed.size(), 1);
  EXPECT_EQ(failed[0].peer, unlucky.peer);
  EXPECT_EQ(failed[0].cause, FailureCause::kBug);
  EXPECT_EQ(scene.bugs.size(), 1);
  EXPECT_TRUE(other.transport->is_connected());
}

TEST(Worker, a_letter_that_breaks_an_invariant_harms_nobody) {
  Scene scene(1);
  SceneClient& client = scene.add_connected(0);
  WorkerLetter again = AddPeer{client.peer, "another", "password"};
  scene.worker(0).handle_letter(again, scene.now());
  EXPECT_EQ(scene.bugs.size(), 1);
  EXPECT_TRUE(scene.take<PeerFailed>().empty());
  EXPECT_EQ(scene.worker(0).counters().peers, 1);
}

// Whoever can forge source addresses and is in the room itself might otherwise cut the others off.
TEST(Worker, an_address_cannot_be_taken_from_the_peer_that_lives_there) {
  Meeting meeting;
  SceneClient& thief = meeting.scene.add_connected(0);
  const Endpoint own = std::exchange(thief.address, meeting.publisher.address);
  const auto refused = [&] {
    return meeting.scene.worker(0)
        .counters()
        .drops[static_cast<std::size_t>(DropCause::kUnauthenticated)];
  };
  const std::uint64_t before = refused();
  for (int i = 0; i < 300; ++i) {
    meeting.near.rtp.clear();
    meeting.send_frame();
    EXPECT_EQ(meeting.near.rtp.size(), 3) << i;
  }
  EXPECT_GT(refused(), before);
  thief.address = own;
}

TEST(Worker, an_address_whose_peer_fell_silent_passes_to_the_next) {
  Scene scene(1);
  SceneClient& first = scene.add_connected(0);
  first.online = false;
  scene.run(seconds(9));
  SceneClient& second = scene.add_client(0);
  second.address = first.address;
  first.address = Endpoint::v4(192, 0, 2, 77, 1);
  scene.run(seconds(2));
  EXPECT_TRUE(second.transport->is_connected());
}

TEST(Worker, a_check_that_is_refused_makes_no_address_known) {
  Scene scene(1);
  scene.add_connected(0);
  wire::StunWriter check(wire::StunClass::kRequest, wire::kStunBinding, {});
  check.username("server1:client1");
  check.ice_controlled(1);  // as we are ourselves
  const Endpoint elsewhere = Endpoint::v4(192, 0, 2, 99, 5);
  scene.to_worker(0, elsewhere,
                  transport::finish_with_integrity(std::move(check), "server-password-of-22-c1"));
  scene.run(Duration::zero());
  const auto count = [&](DropCause cause) {
    return scene.worker(0).counters().drops[static_cast<std::size_t>(cause)];
  };
  const std::uint64_t unknown = count(DropCause::kUnknownPeer);
  scene.to_worker(0, elsewhere, Bytes(50, 0x80));
  scene.run(Duration::zero());
  EXPECT_EQ(count(DropCause::kUnauthenticated), 0);
  EXPECT_EQ(count(DropCause::kUnknownPeer), unknown + 1);
}

TEST(Worker, a_peer_without_an_offer_or_without_checks_is_given_up) {
  Scene scene(1);
  WorkerLetter letter = AddPeer{make_id<PeerId>(900, WorkerIndex(0)), "u", "p"};
  scene.worker(0).handle_letter(letter, scene.now());
  SceneClient& silent = scene.add_client(0);
  silent.online = false;
  scene.run(seconds(40));
  EXPECT_EQ(scene.take<PeerFailed>().size(), 2);
  EXPECT_EQ(scene.worker(0).counters().peers, 0);
}

TEST(Worker, a_peer_that_vanishes_is_given_up_after_its_consent) {
  Scene scene(1);
  SceneClient& client = scene.add_connected(0);
  client.online = false;
  scene.run(seconds(60));
  const auto failed = scene.take<PeerFailed>();
  ASSERT_EQ(failed.size(), 1);
  EXPECT_EQ(failed[0].cause, FailureCause::kConsentExpired);
}

TEST(Worker, a_track_that_ended_does_not_count_against_its_receivers_limit) {
  PlaneLimits limits;
  limits.subscriptions_per_peer = 1;
  Scene scene(1, limits);
  SceneClient& publisher = scene.add_connected(0);
  SceneClient& receiver = scene.add_connected(0);
  for (std::uint32_t i = 0; i < 3; ++i) {
    const TrackId track = scene.publish(publisher, MediaKind::kVideo, kCameraSsrc);
    scene.subscribe(receiver, track, MediaKind::kVideo, Ssrc(10 + i));
    EXPECT_EQ(scene.worker(0).counters().subscriptions, 1);
    scene.post(StopReceiving{track});
  }
}

TEST(Worker, limits_are_kept_and_counted) {
  PlaneLimits limits;
  limits.peers_per_worker = 2;
  limits.tracks_per_peer = 1;
  limits.subscriptions_per_peer = 1;
  Scene scene(1, limits);
  SceneClient& first = scene.add_connected(0);
  scene.add_connected(0);
  scene.add_client(0);
  EXPECT_EQ(scene.take<PeerFailed>().at(0).cause, FailureCause::kOverLimit);
  const TrackId track = scene.publish(first, MediaKind::kVideo, kCameraSsrc);
  scene.publish(first, MediaKind::kVideo, Ssrc(5));
  scene.subscribe(first, track, MediaKind::kVideo, Ssrc(6));
  scene.subscribe(first, track, MediaKind::kVideo, Ssrc(7));
  const WorkerCounters counters = scene.worker(0).counters();
  EXPECT_EQ(counters.tracks, 1);
  EXPECT_EQ(counters.subscriptions, 1);
  EXPECT_EQ(counters.drops[static_cast<std::size_t>(DropCause::kOverLimit)], 3);
}

}  // namespace
}  // namespace hemicycle::media
