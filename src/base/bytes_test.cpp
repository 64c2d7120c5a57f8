#include "base/bytes.h"

#include <gtest/gtest.h>

namespace hemicycle {
namespace {

TEST(ByteReader, reads_numbers_in_network_order) {
  const Bytes bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.u8(), 0x01);
  EXPECT_EQ(reader.u16(), 0x0203);
  EXPECT_EQ(reader.u24(), 0x040506u);
  EXPECT_EQ(reader.u32(), 0x0708090au);
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(reader.remaining(), 0u);
}

TEST(ByteReader, stays_broken_after_reading_past_the_end) {
  const Bytes bytes{1, 2, 3};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.u32(), 0u);
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.u8(), 0);
  EXPECT_FALSE(reader.ok());
}

TEST(ByteWriter, writes_what_the_reader_reads) {
  std::uint8_t buffer[18];
  ByteWriter writer(buffer);
  writer.u8(1);
  writer.u16(2);
  writer.u24(3);
  writer.u32(4);
  writer.u64(5);
  ASSERT_TRUE(writer.ok());
  ByteReader reader(writer.written());
  EXPECT_EQ(reader.u8(), 1);
  EXPECT_EQ(reader.u16(), 2);
  EXPECT_EQ(reader.u24(), 3u);
  EXPECT_EQ(reader.u32(), 4u);
  EXPECT_EQ(reader.u64(), 5u);
  EXPECT_TRUE(reader.ok());
}

TEST(ByteWriter, writes_nothing_past_the_end) {
  std::uint8_t buffer[3] = {9, 9, 9};
  ByteWriter writer(buffer);
  writer.u32(1);
  EXPECT_FALSE(writer.ok());
  writer.u8(1);
  EXPECT_EQ(buffer[0], 9);
  EXPECT_EQ(writer.position(), 0u);
}

}  // namespace
}  // namespace hemicycle
