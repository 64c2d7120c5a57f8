#include "media/ssrc_sequence.h"

#include <unordered_set>

#include <gtest/gtest.h>

namespace hemicycle::media {
namespace {

// As many random numbers of 32 bits would meet a hundred times.
TEST(SsrcSequence, gives_no_number_twice) {
  SsrcSequence ssrcs(0xffff'f000);  // across the end of the count
  std::unordered_set<std::uint32_t> given;
  constexpr std::size_t kCount = 1'000'000;
  for (std::size_t i = 0; i < kCount; ++i) given.insert(ssrcs.next().value());
  EXPECT_EQ(given.size(), kCount);
  EXPECT_FALSE(given.contains(0));
}

TEST(SsrcSequence, begins_where_it_is_told) {
  EXPECT_NE(SsrcSequence(1).next(), SsrcSequence(2).next());
}

}  // namespace
}  // namespace hemicycle::media
