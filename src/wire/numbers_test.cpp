#include "wire/numbers.h"

#include <gtest/gtest.h>

namespace hemicycle::wire {
namespace {

TEST(SequenceNumber, orders_across_the_wrap) {
  SequenceNumber last(65535), first(0);
  EXPECT_TRUE(first.is_newer_than(last));
  EXPECT_LT(last, first);
  EXPECT_EQ(first - last, 1);
  EXPECT_EQ(last - first, -1);
  EXPECT_EQ(last.next(), first);
  EXPECT_EQ(first - std::int16_t{2}, SequenceNumber(65534));
}

TEST(SequenceNumber, half_the_circle_is_the_horizon) {
  EXPECT_TRUE(SequenceNumber(32767).is_newer_than(SequenceNumber(0)));
  EXPECT_FALSE(SequenceNumber(32769).is_newer_than(SequenceNumber(0)));
}

TEST(SequenceUnwrapper, grows_through_wraps_and_tolerates_old_ones) {
  SequenceUnwrapper unwrapper;
  std::int64_t start = unwrapper.unwrap(SequenceNumber(65530));
  EXPECT_EQ(unwrapper.unwrap(SequenceNumber(4)) - start, 10);
  EXPECT_EQ(unwrapper.unwrap(SequenceNumber(65529)) - start, -1);
  EXPECT_EQ(unwrapper.newest() - start, 10);
  for (int step = 1; step <= 20; ++step)
    unwrapper.unwrap(SequenceNumber(static_cast<std::uint16_t>(4 + step * 10'000)));
  EXPECT_EQ(unwrapper.newest() - start, 10 + 200'000);
  EXPECT_EQ(wrap_sequence(unwrapper.newest()), SequenceNumber(static_cast<std::uint16_t>(200'004)));
}

TEST(SequenceUnwrapper, an_older_first_packet_stays_positive) {
  SequenceUnwrapper unwrapper;
  unwrapper.unwrap(SequenceNumber(0));
  EXPECT_EQ(unwrapper.peek(SequenceNumber(65535)), 65535);
  EXPECT_EQ(unwrapper.newest(), 65536);
}

TEST(TimestampUnwrapper, covers_thirty_two_bits) {
  TimestampUnwrapper unwrapper;
  std::int64_t start = unwrapper.unwrap(RtpTimestamp(0xfffffff0));
  EXPECT_EQ(unwrapper.unwrap(RtpTimestamp(0x10)) - start, 0x20);
}

}  // namespace
}  // namespace hemicycle::wire
