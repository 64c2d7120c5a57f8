#include <gtest/gtest.h>

#include "sim/media_scenario.h"
#include "sim/seeds.h"

// The production workers under a hostile network. Every case prints its seed when it fails; the
// same seed repeats it.
namespace hemicycle::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using wire::MediaKind;

// What a receiver can wait before it plays: enough for several attempts at a round trip of 40 ms to
// the server and another to the sender.
constexpr Duration kPlayoutBudget = seconds(1);

LinkConditions rough(double loss) {
  return {.delay = milliseconds(20),
          .jitter = milliseconds(5),
          .loss = loss,
          .duplication = 0.01,
          .reordering = 0.02};
}

// Two clients, each sending a camera and a microphone to the other.
struct Conversation {
  Conversation(std::uint64_t seed, const LinkConditions& conditions) : scenario(seed) {
    scenario.network().set_default_conditions(conditions);
    MediaScenario::Client* clients[] = {&scenario.join(), &scenario.join()};
    for (int i : {0, 1}) {
      cameras[i] = scenario.publish(*clients[i], MediaKind::kVideo, kCamera);
      microphones[i] = scenario.publish(*clients[i], MediaKind::kAudio, kSpeech);
    }
    for (int i : {0, 1}) {
      seen[i] = scenario.subscribe(*clients[i], cameras[1 - i]);
      heard[i] = scenario.subscribe(*clients[i], microphones[1 - i]);
    }
  }
  // Then a little more, in which what was sent can still be recovered: a hole shows only when
  // something comes behind it.
  void run(Duration duration) {
    connected = scenario.connect();
    for (int i : {0, 1}) frames_before[i] = frames_sent(i);
    scenario.network().run_for(duration);
    for (int i : {0, 1}) frames_of[i] = frames_sent(i);
    scenario.network().run_for(2 * kPlayoutBudget);
  }
  std::uint32_t frames_sent(int i) const {
    return static_cast<std::uint32_t>(scenario.sent(cameras[i]).frames);
  }

  MediaScenario scenario;
  bool connected = false;
  std::uint32_t frames_before[2] = {};  // sent before both were connected
  std::uint32_t frames_of[2] = {};      // sent by the end of the run's duration
  MediaScenario::Track cameras[2];
  MediaScenario::Track microphones[2];
  MediaScenario::Subscription seen[2];   // by client i: the other's camera
  MediaScenario::Subscription heard[2];  // and microphone
};

TEST(Media, a_perfect_network_delivers_every_packet_once) {
  Conversation conversation(1, {.delay = milliseconds(20)});
  conversation.run(seconds(5));
  ASSERT_TRUE(conversation.connected);
  EXPECT_TRUE(conversation.scenario.plane().bugs().empty());
  for (int i : {0, 1}) {
    const ReceivedCounters& video = conversation.scenario.received(conversation.seen[i]);
    const SentCounters& camera = conversation.scenario.sent(conversation.cameras[1 - i]);
    EXPECT_GE(video.frames + 2, camera.frames);  // the last are on their way
    EXPECT_EQ(video.asked, 0u);
    EXPECT_EQ(video.corrupt, 0u);
    EXPECT_EQ(video.duplicates, 0u);
    MediaLedger& ledger = conversation.seen[i].subscriber->ledger;
    EXPECT_EQ(ledger.latency_max(conversation.seen[i].ssrc), milliseconds(40));
    const ReceivedCounters& audio = conversation.scenario.received(conversation.heard[i]);
    EXPECT_GE(audio.packets + 3,
              conversation.scenario.sent(conversation.microphones[1 - i]).packets);
  }
}

TEST(Media, retransmission_recovers_every_frame_within_the_playout_budget) {
  for (double loss : {0.02, 0.1}) {
    for (std::uint64_t seed : seeds(1, 5)) {
      SCOPED_TRACE(testing::Message() << "loss " << loss << ", seed " << seed);
      Conversation conversation(seed, rough(loss));
      conversation.run(seconds(10));
      ASSERT_TRUE(conversation.connected);
      EXPECT_EQ(conversation.scenario.plane().bugs(), std::vector<std::string>{});
      for (int i : {0, 1}) {
        const MediaScenario::Subscription& seen = conversation.seen[i];
        std::uint32_t sent = conversation.frames_of[1 - i];
        std::vector<std::uint32_t> missing =
            seen.subscriber->ledger.missing(seen.ssrc, sent, kPlayoutBudget);
        EXPECT_TRUE(missing.empty())
            << missing.size() << " frames, first " << missing[0] << ", of " << sent;
        const ReceivedCounters& video = conversation.scenario.received(seen);
        // It began within two seconds.
        EXPECT_GT(video.frames + 60, sent - conversation.frames_before[1 - i]);
        EXPECT_GT(video.recovered, 0u);
        EXPECT_EQ(video.given_up, 0u);
        EXPECT_EQ(video.corrupt, 0u);
      }
    }
  }
}

TEST(Media, audio_that_is_not_asked_for_again_arrives_once_and_intact) {
  // Nobody asks for audio again here: what arrives is what the network let through, once each.
  Conversation conversation(9, rough(0.1));
  conversation.run(seconds(20));
  ASSERT_TRUE(conversation.connected);
  for (int i : {0, 1}) {
    const ReceivedCounters& audio = conversation.scenario.received(conversation.heard[i]);
    auto sent =
        static_cast<double>(conversation.scenario.sent(conversation.microphones[1 - i]).packets);
    EXPECT_GT(static_cast<double>(audio.packets), 0.8 * sent);
    EXPECT_LT(static_cast<double>(audio.packets), sent);
    EXPECT_EQ(audio.corrupt, 0u);
  }
}

TEST(Media, one_seed_replays_identically) {
  for (std::uint64_t seed : {21u, 22u, 23u}) {
    std::uint64_t digests[2];
    for (std::uint64_t& digest : digests) {
      Conversation conversation(seed, rough(0.1));
      conversation.run(seconds(5));
      digest = conversation.scenario.digest();
    }
    EXPECT_EQ(digests[0], digests[1]) << "seed " << seed;
  }
  Conversation other(24, rough(0.1)), same(21, rough(0.1));
  other.run(seconds(5));
  same.run(seconds(5));
  EXPECT_NE(other.scenario.digest(), same.scenario.digest());
}

TEST(Media, bursts_of_loss_end_in_a_keyframe_or_in_recovery) {
  for (std::uint64_t seed : seeds(31, 3)) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    LinkConditions bursty{.delay = milliseconds(20), .burst = {0.005, 0.1, 0.9}};
    Conversation conversation(seed, bursty);
    conversation.run(seconds(10));
    ASSERT_TRUE(conversation.connected);
    for (int i : {0, 1}) {
      const auto& frames =
          conversation.seen[i].subscriber->ledger.frames(conversation.seen[i].ssrc);
      ASSERT_FALSE(frames.empty());
      EXPECT_GT(frames.rbegin()->first, conversation.frames_of[1 - i]) << "the picture froze";
    }
  }
}

TEST(Media, a_late_subscriber_gets_a_keyframe_at_once) {
  MediaScenario scenario(41);
  scenario.network().set_default_conditions({.delay = milliseconds(20)});
  MediaScenario::Client& speaker = scenario.join();
  MediaScenario::Client& listener = scenario.join();
  MediaScenario::Track camera = scenario.publish(speaker, MediaKind::kVideo, kCamera);
  ASSERT_TRUE(scenario.connect());
  scenario.network().run_for(seconds(3));
  EXPECT_EQ(scenario.sent(camera).keyframes, 1u);

  auto before = static_cast<std::uint32_t>(scenario.sent(camera).frames);
  MediaScenario::Subscription seen = scenario.subscribe(listener, camera);
  scenario.network().run_for(seconds(2));
  EXPECT_EQ(scenario.sent(camera).keyframes, 2u);
  const auto& frames = listener.ledger.frames(seen.ssrc);
  ASSERT_FALSE(frames.empty());
  EXPECT_TRUE(frames.begin()->second.keyframe);
  // The request takes 20 ms to the sender, and its next frame at most another 33.
  EXPECT_LE(frames.begin()->first, before + 1);
}

TEST(Media, a_client_that_changes_its_address_goes_on) {
  Conversation conversation(51, {.delay = milliseconds(20)});
  ASSERT_TRUE(conversation.scenario.connect());
  conversation.scenario.network().run_for(seconds(2));
  ClientHost& mover = *conversation.seen[0].subscriber->host;
  mover.move_to(Endpoint::v4(203, 0, 113, 77, 50'000));
  conversation.run(seconds(8));
  for (int i : {0, 1}) {
    const auto& frames = conversation.seen[i].subscriber->ledger.frames(conversation.seen[i].ssrc);
    auto sent =
        static_cast<std::uint32_t>(conversation.scenario.sent(conversation.cameras[1 - i]).frames);
    ASSERT_FALSE(frames.empty());
    EXPECT_GT(frames.rbegin()->first + 5, sent) << "of client " << i;
  }
}

TEST(Media, workers_share_a_track) {
  for (std::uint64_t seed : seeds(61, 2)) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    MediaScenario scenario(seed, 2);
    scenario.network().set_default_conditions(rough(0.05));
    MediaScenario::Client& speaker = scenario.join(media::WorkerIndex(0));
    MediaScenario::Track camera = scenario.publish(speaker, MediaKind::kVideo, kCamera);
    std::vector<MediaScenario::Subscription> audience;
    for (std::uint8_t worker : {0, 1, 1})
      audience.push_back(scenario.subscribe(scenario.join(media::WorkerIndex(worker)), camera));
    ASSERT_TRUE(scenario.connect());
    std::uint64_t frames_before = scenario.sent(camera).frames;
    scenario.network().run_for(seconds(5));
    auto sent = static_cast<std::uint32_t>(scenario.sent(camera).frames);
    scenario.network().run_for(2 * kPlayoutBudget);

    for (const MediaScenario::Subscription& seen : audience) {
      EXPECT_EQ(seen.subscriber->ledger.missing(seen.ssrc, sent, kPlayoutBudget),
                std::vector<std::uint32_t>{});
      EXPECT_GT(scenario.received(seen).frames + 60, sent - frames_before);
    }
  }
}

TEST(Media, a_muted_track_comes_back_on_every_worker) {
  MediaScenario scenario(81, 2);
  scenario.network().set_default_conditions({.delay = milliseconds(20)});
  MediaScenario::Client& speaker = scenario.join(media::WorkerIndex(0));
  MediaScenario::Track camera = scenario.publish(speaker, MediaKind::kVideo, kCamera);
  std::vector<MediaScenario::Subscription> audience;
  for (std::uint8_t worker : {0, 1})
    audience.push_back(scenario.subscribe(scenario.join(media::WorkerIndex(worker)), camera));
  ASSERT_TRUE(scenario.connect());
  scenario.network().run_for(seconds(2));
  for (int muted_seconds : {1, 5, 20}) {
    scenario.plane().post(media::SetTrackMuted{camera.id, true});
    scenario.network().run_for(milliseconds(100));  // what is on its way may arrive
    std::uint64_t before[] = {scenario.received(audience[0]).frames,
                              scenario.received(audience[1]).frames};
    scenario.network().run_for(seconds(muted_seconds));
    for (int i : {0, 1}) EXPECT_EQ(scenario.received(audience[i]).frames, before[i]);
    scenario.plane().post(media::SetTrackMuted{camera.id, false});
    scenario.network().run_for(seconds(2));
    for (int i : {0, 1})
      EXPECT_GT(scenario.received(audience[i]).frames, before[i] + 50)
          << "worker " << i << " after " << muted_seconds << " s";
  }
}

TEST(Media, a_publisher_that_vanishes_is_reported) {
  Conversation conversation(71, {.delay = milliseconds(20)});
  ASSERT_TRUE(conversation.scenario.connect());
  conversation.scenario.network().run_for(seconds(2));
  media::PeerId gone = conversation.seen[0].subscriber->peer;
  conversation.scenario.network().detach(conversation.seen[0].subscriber->host->address());
  conversation.scenario.network().run_for(seconds(60));
  bool reported = false;
  for (const media::Event& event : conversation.scenario.plane().events())
    if (const auto* failed = std::get_if<media::PeerFailed>(&event))
      reported |= failed->peer == gone && failed->cause == media::FailureCause::kConsentExpired;
  EXPECT_TRUE(reported);
}

}  // namespace
}  // namespace hemicycle::sim
