#include "sfu/nack_generator.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace hemicycle::sfu {
namespace {

using namespace std::chrono_literals;
using Numbers = std::vector<std::int64_t>;

class NackGeneratorTest : public testing::Test {
 protected:
  void receive(std::int64_t sequence) { nacks_.handle_packet(sequence, now_); }
  void receive(std::int64_t first, std::int64_t last) {
    for (std::int64_t sequence = first; sequence <= last; ++sequence) receive(sequence);
  }
  Numbers asked_after(Duration time) {
    now_ += time;
    Numbers due;
    nacks_.poll(now_, due);
    return due;
  }

  NackGenerator nacks_;
  Instant now_{10s};
};

TEST_F(NackGeneratorTest, asks_for_nothing_when_nothing_is_missing) {
  receive(1, 100);
  EXPECT_EQ(asked_after(1s), Numbers{});
  EXPECT_EQ(nacks_.next_deadline(), kNever);
}

TEST_F(NackGeneratorTest, asks_for_a_hole_once_it_is_not_mere_reordering) {
  receive(1);
  receive(4);
  EXPECT_EQ(asked_after(1ms), Numbers{});
  EXPECT_EQ(nacks_.next_deadline(), Instant(10s) + NackGenerator::kReorderingGuard);
  EXPECT_EQ(asked_after(NackGenerator::kReorderingGuard), (Numbers{2, 3}));
}

TEST_F(NackGeneratorTest, asks_for_a_hole_before_the_packet_that_came_first) {
  receive(5);
  receive(7);
  receive(2);
  EXPECT_EQ(asked_after(10ms), (Numbers{3, 4, 6}));
}

TEST_F(NackGeneratorTest, does_not_ask_for_what_was_only_late) {
  receive(1);
  receive(3);
  now_ += 2ms;
  receive(2);
  EXPECT_EQ(asked_after(100ms), Numbers{});
}

TEST_F(NackGeneratorTest, asks_again_after_a_round_trip) {
  nacks_.set_round_trip(80ms);
  receive(1);
  receive(3);
  EXPECT_EQ(asked_after(5ms), Numbers{2});
  EXPECT_EQ(asked_after(80ms), Numbers{});
  EXPECT_EQ(asked_after(10ms), Numbers{2});
}

TEST_F(NackGeneratorTest, gives_up_after_some_tries) {
  nacks_.set_round_trip(20ms);
  receive(1);
  receive(3);
  int asked = 0;
  for (int i = 0; i < 100; ++i) asked += static_cast<int>(asked_after(25ms).size());
  EXPECT_EQ(asked, NackGenerator::kTriesMax);
  EXPECT_EQ(nacks_.missing(), 0u);
  EXPECT_EQ(nacks_.abandoned(), 1u);
}

TEST_F(NackGeneratorTest, gives_up_on_what_is_too_old_to_matter) {
  nacks_.set_round_trip(1s);
  receive(1);
  receive(3);
  asked_after(10ms);
  EXPECT_EQ(asked_after(NackGenerator::kAgeMax), Numbers{});
  EXPECT_EQ(nacks_.missing(), 0u);
}

TEST_F(NackGeneratorTest, prefers_a_keyframe_when_a_great_deal_is_missing) {
  receive(1);
  auto verdict = nacks_.handle_packet(2 + NackGenerator::kMissingMax + 1, now_);
  EXPECT_EQ(verdict, NackGenerator::Verdict::kGaveUp);
  EXPECT_EQ(asked_after(1s), Numbers{});
}

TEST_F(NackGeneratorTest, forgets_the_oldest_when_more_is_missing_than_it_may_hold) {
  receive(0);
  for (std::int64_t sequence = 101; sequence <= 606; sequence += 101) receive(sequence);
  EXPECT_EQ(nacks_.missing(), NackGenerator::kMissingMax);
  const Numbers asked = asked_after(10ms);
  ASSERT_EQ(asked.size(), NackGenerator::kMissingMax);
  EXPECT_EQ(asked.back(), 605);
}

TEST_F(NackGeneratorTest, never_holds_more_than_its_limit) {
  receive(0);
  for (std::int64_t sequence = 2; sequence < 20'000; sequence += 2) {
    receive(sequence);
    ASSERT_LE(nacks_.missing(), NackGenerator::kMissingMax);
  }
}

TEST_F(NackGeneratorTest, goes_on_anywhere_after_a_reset) {
  receive(1);
  receive(5);
  nacks_.reset();
  receive(90'000);
  EXPECT_EQ(asked_after(1s), Numbers{});
}

// With lossy answers too, everything is recovered in the end.
TEST_F(NackGeneratorTest, recovers_everything_from_random_loss) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    SeededRandom random(seed);
    nacks_ = NackGenerator();
    nacks_.set_round_trip(20ms);
    receive(0);
    for (std::int64_t sequence = 1; sequence < 1000; ++sequence) {
      if (!random.chance(0.1)) receive(sequence);
      for (std::int64_t asked : asked_after(4ms))
        if (!random.chance(0.1)) receive(asked);
    }
    receive(1000);
    for (int i = 0; i < 40; ++i)
      for (std::int64_t asked : asked_after(25ms))
        if (!random.chance(0.1)) receive(asked);
    EXPECT_EQ(nacks_.missing(), 0u);
    EXPECT_EQ(nacks_.abandoned(), 0u);
  }
}

}  // namespace
}  // namespace hemicycle::sfu
