#include <gtest/gtest.h>

#include "sfu/active_speakers.h"
#include "sfu/audio_level.h"

namespace hemicycle::sfu {
namespace {

using namespace std::chrono_literals;

// ---- One track's level ----

class AudioLevelMeterTest : public ::testing::Test {
 protected:
  // Packets of 20 ms, every `audible_of`-th of them at the level, the others silent.
  float after(Duration time, std::uint8_t below_overload_db, int audible_of = 1) {
    int i = 0;
    for (Instant end = now_ + time; now_ < end; now_ += 20ms) {
      bool audible = i++ % audible_of == 0;
      std::uint8_t level = audible ? below_overload_db : std::uint8_t{127};
      meter_.handle_packet({level, audible}, now_);
    }
    return meter_.level(now_);
  }
  AudioLevelMeter meter_;
  Instant now_{10s};
};

TEST(AudioLevel, is_read_as_rfc_6464_has_it) {
  Bytes loud{0x80 | 12}, soft{100};
  EXPECT_EQ(AudioLevel::parse(loud)->below_overload_db, 12);
  EXPECT_TRUE(AudioLevel::parse(loud)->voice);
  EXPECT_EQ(AudioLevel::parse(soft)->below_overload_db, 100);
  EXPECT_FALSE(AudioLevel::parse(soft)->voice);
  EXPECT_FALSE(AudioLevel::parse({}));
}

TEST_F(AudioLevelMeterTest, approaches_the_level_of_a_steady_voice) {
  EXPECT_NEAR(after(3s, 20), 0.1, 0.01);
}

TEST_F(AudioLevelMeterTest, is_silent_for_background_noise) {
  EXPECT_EQ(after(3s, AudioLevelMeter::kAudibleBelowOverloadDb + 1), 0);
}

TEST_F(AudioLevelMeterTest, does_not_take_clicks_for_speech) {
  EXPECT_EQ(after(3s, 3, 5), 0);
}

TEST_F(AudioLevelMeterTest, falls_when_the_voice_stops) {
  float speaking = after(3s, 10);
  float ending = after(600ms, 127);
  EXPECT_LT(ending, speaking / 2);
  EXPECT_LT(after(3s, 127), 0.01);
}

TEST_F(AudioLevelMeterTest, falls_when_packets_stop_coming) {
  after(3s, 10);
  EXPECT_LT(meter_.level(now_ + 1500ms), 0.05);
  EXPECT_EQ(meter_.level(now_ + 10s), 0);
}

// ---- The room ----

constexpr TrackId kAnna{1}, kBinh{2}, kCarl{3};

class ActiveSpeakersTest : public ::testing::Test {
 protected:
  using Levels = std::vector<std::pair<TrackId, float>>;
  // Levels as they come every 100 ms; returns who is on the list at the end.
  std::vector<TrackId> after(Duration time, const Levels& levels) {
    for (Instant end = now_ + time; now_ < end; now_ += 100ms) {
      for (auto [track, level] : levels) speakers_.set_level(track, level, now_);
      changes_ += speakers_.update(now_) ? 1 : 0;
    }
    std::vector<TrackId> who;
    for (const auto& speaker : speakers_.speakers()) who.push_back(speaker.track);
    return who;
  }
  ActiveSpeakers speakers_{2};
  Instant now_{10s};
  int changes_ = 0;
};

using Who = std::vector<TrackId>;

TEST_F(ActiveSpeakersTest, the_loudest_come_first) {
  EXPECT_EQ(after(1s, {{kAnna, 0.1f}, {kBinh, 0.5f}}), (Who{kBinh, kAnna}));
}

TEST_F(ActiveSpeakersTest, nobody_is_on_the_list_of_a_silent_room) {
  EXPECT_EQ(after(1s, {{kAnna, 0.0f}, {kBinh, 0.01f}}), Who{});
  EXPECT_EQ(changes_, 0);
}

TEST_F(ActiveSpeakersTest, a_pause_for_breath_does_not_end_a_speech) {
  after(1s, {{kAnna, 0.3f}});
  EXPECT_EQ(after(1s, {{kAnna, 0.0f}}), Who{kAnna});
  EXPECT_EQ(after(1s, {{kAnna, 0.0f}}), Who{});
}

TEST_F(ActiveSpeakersTest, two_of_about_the_same_loudness_do_not_change_places) {
  after(1s, {{kAnna, 0.30f}, {kBinh, 0.28f}});
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(after(300ms, {{kAnna, 0.28f}, {kBinh, 0.32f}}), (Who{kAnna, kBinh}));
    EXPECT_EQ(after(300ms, {{kAnna, 0.31f}, {kBinh, 0.27f}}), (Who{kAnna, kBinh}));
  }
}

TEST_F(ActiveSpeakersTest, one_who_is_distinctly_louder_comes_first) {
  after(1s, {{kAnna, 0.2f}, {kBinh, 0.1f}});
  EXPECT_EQ(after(300ms, {{kAnna, 0.2f}, {kBinh, 0.5f}}), (Who{kBinh, kAnna}));
}

TEST_F(ActiveSpeakersTest, the_list_has_a_length) {
  EXPECT_EQ(after(1s, {{kAnna, 0.1f}, {kBinh, 0.3f}, {kCarl, 0.9f}}), (Who{kCarl, kBinh}));
}

TEST_F(ActiveSpeakersTest, a_track_that_ends_leaves_the_list_at_once) {
  after(1s, {{kAnna, 0.3f}, {kBinh, 0.3f}});
  speakers_.remove(kAnna);
  EXPECT_TRUE(speakers_.update(now_));
  ASSERT_EQ(speakers_.speakers().size(), 1u);
  EXPECT_EQ(speakers_.speakers()[0].track, kBinh);
}

TEST_F(ActiveSpeakersTest, levels_that_are_not_renewed_count_as_silence) {
  after(1s, {{kAnna, 0.3f}});
  EXPECT_EQ(after(ActiveSpeakers::kLevelAgeMax + ActiveSpeakers::kLinger + 300ms, {}), Who{});
}

TEST_F(ActiveSpeakersTest, a_steady_voice_causes_no_news) {
  after(1s, {{kAnna, 0.3f}});
  EXPECT_EQ(changes_, 1);
  after(5s, {{kAnna, 0.31f}});
  EXPECT_EQ(changes_, 1);
  after(1s, {{kAnna, 0.6f}});
  EXPECT_EQ(changes_, 2) << "much louder now";
}

}  // namespace
}  // namespace hemicycle::sfu
