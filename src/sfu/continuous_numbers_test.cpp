#include "sfu/continuous_numbers.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "base/random.h"

namespace hemicycle::sfu {
namespace {

TEST(ContinuousNumbers, begins_with_the_number_it_was_given) {
  ContinuousNumbers numbers(700);
  numbers.start(1, 20);
  EXPECT_EQ(numbers.advance(20), 700);
  EXPECT_EQ(numbers.advance(21), 701);
}

TEST(ContinuousNumbers, leave_room_for_what_was_lost) {
  ContinuousNumbers numbers(0);
  numbers.start(1, 20);
  numbers.advance(20);
  EXPECT_EQ(numbers.advance(23), 3);
  EXPECT_EQ(numbers.find(1, 21), 1);
}

TEST(ContinuousNumbers, close_ranks_after_what_was_left_out) {
  ContinuousNumbers numbers(0);
  numbers.start(1, 20);
  numbers.advance(20);
  numbers.skip(21);
  numbers.skip(22);
  EXPECT_EQ(numbers.advance(23), 1);
  EXPECT_EQ(numbers.find(1, 21), std::nullopt);
  EXPECT_EQ(numbers.find(1, 20), 0);
}

TEST(ContinuousNumbers, keep_room_for_losses_before_what_was_left_out) {
  ContinuousNumbers numbers(0);
  numbers.start(1, 20);
  numbers.advance(20);
  numbers.skip(22);
  EXPECT_EQ(numbers.advance(23), 2);
  EXPECT_EQ(numbers.find(1, 21), 1);
}

TEST(ContinuousNumbers, go_on_without_a_gap_when_the_source_changes) {
  ContinuousNumbers numbers(100);
  numbers.start(1, 20);
  numbers.advance(20);
  numbers.advance(21);
  numbers.start(2, 9000);
  EXPECT_EQ(numbers.advance(9000), 102);
  EXPECT_EQ(numbers.find(1, 21), 101);
  EXPECT_EQ(numbers.find(1, 22), std::nullopt) << "the old source has no say any more";
  EXPECT_EQ(numbers.find(2, 8999), std::nullopt);
}

TEST(ContinuousNumbers, tell_where_a_number_came_from) {
  ContinuousNumbers numbers(100);
  numbers.start(1, 20);
  numbers.advance(20);
  numbers.skip(21);
  numbers.advance(22);
  numbers.start(2, 5);
  numbers.advance(5);
  using Origin = ContinuousNumbers::Origin;
  EXPECT_EQ(numbers.origin(100), (Origin{1, 20}));
  EXPECT_EQ(numbers.origin(101), (Origin{1, 22}));
  EXPECT_EQ(numbers.origin(102), (Origin{2, 5}));
  EXPECT_EQ(numbers.origin(103), std::nullopt) << "not given out yet";
  EXPECT_EQ(numbers.origin(99), std::nullopt);
}

TEST(ContinuousNumbers, forget_the_oldest_changes_rather_than_grow) {
  ContinuousNumbers numbers(0);
  numbers.start(1, 0);
  for (std::int64_t in = 0; in < 1000; in += 2) {
    numbers.advance(in);
    numbers.skip(in + 1);
  }
  EXPECT_EQ(numbers.find(1, 0), std::nullopt);
  EXPECT_EQ(numbers.find(1, 998), 499);
  EXPECT_EQ(numbers.find(1, 900), 450);
}

// Whatever happens, two numbers never share a counterpart, and each counterpart leads back.
TEST(ContinuousNumbers, are_one_to_one_under_any_mix_of_losses_skips_and_changes) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    SeededRandom random(seed);
    ContinuousNumbers numbers(1000);
    ContinuousNumbers::Source source = 0;
    std::int64_t in = 0;
    std::map<std::int64_t, ContinuousNumbers::Origin> given;
    std::int64_t expected_next = 1000;
    numbers.start(source, in);
    for (int step = 0; step < 60; ++step) {
      if (random.chance(0.05)) {
        in = static_cast<std::int64_t>(random.below(100'000));
        numbers.start(++source, in);
        expected_next = numbers.next_out();
      }
      std::int64_t lost = random.chance(0.2) ? static_cast<std::int64_t>(random.below(4)) : 0;
      in += lost;
      expected_next += lost;
      if (random.chance(0.2)) {
        numbers.skip(in);
      } else {
        std::int64_t out = numbers.advance(in);
        EXPECT_EQ(out, expected_next++);
        EXPECT_TRUE(given.emplace(out, ContinuousNumbers::Origin{source, in}).second);
      }
      ++in;
    }
    for (const auto& [out, origin] : given) EXPECT_EQ(numbers.origin(out), origin);
  }
}

}  // namespace
}  // namespace hemicycle::sfu
