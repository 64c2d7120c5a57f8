#include "crypto/replay_window.h"

#include <set>

#include <gtest/gtest.h>

#include "base/random.h"

namespace hemicycle::crypto {
namespace {

TEST(ReplayWindow, agrees_with_a_set_of_all_seen) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SeededRandom random(seed);
    ReplayWindow window;
    std::set<std::uint64_t> seen;
    std::uint64_t around = 5000;
    for (int i = 0; i < 5000; ++i) {
      around += random.chance(0.01) ? random.below(3000) : random.below(4);
      const std::uint64_t index = around - random.below(1500);
      const bool old = !seen.empty() && *seen.rbegin() >= index + ReplayWindow::kSize;
      ASSERT_EQ(window.is_new(index), !old && !seen.contains(index)) << "seed " << seed;
      if (window.is_new(index)) {
        window.accept(index);
        seen.insert(index);
      }
      ASSERT_EQ(window.highest(), *seen.rbegin());
    }
  }
}

}  // namespace
}  // namespace hemicycle::crypto
