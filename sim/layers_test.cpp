#include <gtest/gtest.h>

#include "sim/media_scenario.h"
#include "sim/seeds.h"

// Receivers with different wishes and different lines watch one camera.
namespace hemicycle::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// One camera in three sizes; how many packets a frame has tells which one arrives.
constexpr StreamShape kLayers[] = {{milliseconds(40), 1, 3, 400, 1},
                                   {milliseconds(40), 2, 6, 900, 1},
                                   {milliseconds(40), 4, 12, 1100, 1}};
constexpr std::uint8_t kLow = 0, kTop = 2;

struct Hall {
  explicit Hall(std::uint64_t seed, const LinkConditions& conditions) : scenario(seed, 2) {
    scenario.network().set_default_conditions(conditions);
    MediaScenario::Client& speaker = scenario.join(media::WorkerIndex(0));
    camera = scenario.publish_simulcast(speaker, kLayers);
    for (std::uint8_t worker : {0, 1})
      seen.push_back(scenario.subscribe(scenario.join(media::WorkerIndex(worker)), camera));
  }
  void wish(std::size_t who, std::uint8_t max_layer) {
    media::SetSubscription wish{seen[who].id};
    wish.max_layer = max_layer;
    scenario.plane().post(wish);
  }
  // Packets for each frame that arrives while time passes.
  std::vector<double> packets_per_frame(Duration time) {
    std::vector<ReceivedCounters> before;
    for (const auto& each : seen) before.push_back(scenario.received(each));
    scenario.network().run_for(time);
    std::vector<double> rates;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const ReceivedCounters& now = scenario.received(seen[i]);
      auto frames = static_cast<double>(now.frames - before[i].frames);
      rates.push_back(frames > 0 ? static_cast<double>(now.packets - before[i].packets) / frames
                                 : 0);
    }
    return rates;
  }

  MediaScenario scenario;
  MediaScenario::Track camera;
  std::vector<MediaScenario::Subscription> seen;  // one on each worker
};

TEST(Layers, each_receiver_gets_the_size_that_it_wishes_and_changes_without_a_hole) {
  Hall hall(1, {.delay = milliseconds(20)});
  ASSERT_TRUE(hall.scenario.connect());
  hall.scenario.network().run_for(seconds(2));
  for (int round = 0; round < 4; ++round) {
    hall.wish(round % 2, kLow);
    hall.wish(1 - round % 2, kTop);
    hall.scenario.network().run_for(seconds(1));  // until the keyframes came
    std::vector<double> rates = hall.packets_per_frame(seconds(4));
    EXPECT_NEAR(rates[round % 2], 1, 0.2) << "round " << round;
    EXPECT_NEAR(rates[1 - round % 2], 4, 0.8) << "round " << round;
  }
  EXPECT_TRUE(hall.scenario.plane().bugs().empty());
  for (const auto& each : hall.seen) {
    const ReceivedCounters& received = hall.scenario.received(each);
    EXPECT_EQ(received.asked, 0u) << "the numbers go on over every change";
    EXPECT_EQ(received.frames_broken, 0u);
    EXPECT_EQ(received.corrupt, 0u);
    EXPECT_GT(received.frames, 20u * 25u);
  }
}

TEST(Layers, changes_of_size_survive_loss) {
  for (std::uint64_t seed : seeds(11, 3)) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    Hall hall(seed, {.delay = milliseconds(20), .loss = 0.03, .reordering = 0.01});
    ASSERT_TRUE(hall.scenario.connect());
    for (int round = 0; round < 5; ++round) {
      hall.wish(round % 2, kLow);
      hall.wish(1 - round % 2, kTop);
      hall.scenario.network().run_for(seconds(2));
      std::vector<double> rates = hall.packets_per_frame(seconds(3));
      EXPECT_NEAR(rates[round % 2], 1, 0.3) << "round " << round;
      EXPECT_NEAR(rates[1 - round % 2], 4, 1) << "round " << round;
    }
    EXPECT_TRUE(hall.scenario.plane().bugs().empty());
    for (const auto& each : hall.seen) {
      EXPECT_GT(hall.scenario.received(each).recovered, 0u);
      EXPECT_EQ(hall.scenario.received(each).corrupt, 0u);
    }
  }
}

TEST(Layers, a_narrow_line_harms_nobody_else_and_recovers_when_it_widens) {
  MediaScenario scenario(21);
  const LinkConditions wide{.delay = milliseconds(20)};
  scenario.network().set_default_conditions(wide);
  MediaScenario::Track camera =
      scenario.publish(scenario.join(), wire::MediaKind::kVideo, sim::kCamera);
  MediaScenario::Subscription good = scenario.subscribe(scenario.join(), camera);
  MediaScenario::Subscription poor = scenario.subscribe(scenario.join(), camera);
  ASSERT_TRUE(scenario.connect());
  scenario.network().run_for(seconds(2));

  const Endpoint narrow_end = poor.subscriber->host->address();
  LinkConditions narrow = wide;
  narrow.bandwidth_bps = 300'000;  // of 0.8 Mbit/s
  scenario.network().set_conditions(MediaScenario::kPlane, narrow_end, narrow);
  const std::uint64_t keyframes = scenario.sent(camera).keyframes;
  const std::uint64_t frames = scenario.received(good).frames;
  scenario.network().run_for(seconds(20));
  EXPECT_GE(scenario.received(good).frames, frames + 20 * 30 - 2);
  EXPECT_EQ(scenario.received(good).asked, 0u);
  EXPECT_LE(scenario.sent(camera).keyframes - keyframes, 2u * 20u) << "two a second at most";

  scenario.network().set_conditions(MediaScenario::kPlane, narrow_end, wide);
  scenario.network().run_for(seconds(3));
  const std::uint64_t before = scenario.received(poor).frames;
  scenario.network().run_for(seconds(5));
  EXPECT_GE(scenario.received(poor).frames, before + 5 * 30 - 2);
}

}  // namespace
}  // namespace hemicycle::sim
