#include "io/deadline_queue.h"

#include <map>

#include <gtest/gtest.h>

#include "base/random.h"

namespace hemicycle::io {
namespace {

Instant at(int ns) {
  return Instant(Duration(ns));
}

std::vector<int> due(DeadlineQueue<int>& queue, int now) {
  std::vector<int> keys;
  queue.pop_due(at(now), [&](int key) { keys.push_back(key); });
  return keys;
}

TEST(DeadlineQueue, gives_what_is_due_once_and_earliest_first) {
  DeadlineQueue<int> queue;
  queue.set(1, at(30));
  queue.set(2, at(10));
  queue.set(3, at(50));
  EXPECT_EQ(queue.next(), at(10));
  EXPECT_EQ(due(queue, 30), (std::vector<int>{2, 1}));
  EXPECT_EQ(due(queue, 40), std::vector<int>{});
  EXPECT_EQ(due(queue, 50), std::vector<int>{3});
  EXPECT_EQ(queue.next(), kNever);
}

TEST(DeadlineQueue, a_deadline_may_move_both_ways_or_vanish) {
  DeadlineQueue<int> queue;
  queue.set(1, at(10));
  queue.set(1, at(20));
  EXPECT_EQ(due(queue, 10), std::vector<int>{});
  queue.set(1, at(15));
  EXPECT_EQ(due(queue, 15), std::vector<int>{1});
  queue.set(1, at(20));
  queue.set(1, kNever);
  EXPECT_EQ(due(queue, 100), std::vector<int>{});
  queue.set(2, at(200));
  queue.erase(2);
  EXPECT_EQ(due(queue, 300), std::vector<int>{});
}

TEST(DeadlineQueue, a_key_set_again_while_handled_waits_for_the_next_call) {
  DeadlineQueue<int> queue;
  queue.set(1, at(10));
  int calls = 0;
  queue.pop_due(at(20), [&](int key) {
    ++calls;
    queue.set(key, at(20));
  });
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(due(queue, 20), std::vector<int>{1});
}

TEST(DeadlineQueue, agrees_with_a_table_under_random_changes) {
  constexpr std::uint64_t kSeed = 20251101;
  SCOPED_TRACE(kSeed);
  SeededRandom random(kSeed);
  DeadlineQueue<int> queue;
  std::map<int, int> table;
  for (int now = 0; now < 5000; ++now) {
    const int key = static_cast<int>(random.below(40));
    const int when = now + static_cast<int>(random.below(100));
    if (random.chance(0.1)) {
      queue.set(key, kNever);
      table.erase(key);
    } else {
      queue.set(key, at(when));
      table[key] = when;
    }
    std::vector<int> got = due(queue, now);
    std::vector<int> expected;
    for (const auto& [each, deadline] : table)
      if (deadline <= now) expected.push_back(each);
    for (const int each : expected) table.erase(each);
    std::sort(got.begin(), got.end());
    ASSERT_EQ(got, expected) << "at " << now;
  }
}

}  // namespace
}  // namespace hemicycle::io
