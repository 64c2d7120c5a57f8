#include "storage/hash_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hemicycle::storage {
namespace {

JournalEntry entry(HashChain& chain, std::string payload) {
  JournalEntry sealed{
      .time = WallTime(std::chrono::microseconds(1'700'000'000'000'000)),
      .actor = "chair",
      .type = "FloorGiven",
      .payload = std::move(payload),
  };
  chain.seal(sealed);
  return sealed;
}

TEST(Sha256, agrees_with_the_standard) {  // FIPS 180-4, example 'abc'
  EXPECT_EQ(Sha256::of("abc").hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, reads_what_it_writes_and_nothing_else) {
  Digest digest = Sha256::of("x");
  EXPECT_EQ(Digest::parse(digest.hex()), digest);
  EXPECT_FALSE(Digest::parse(""));
  EXPECT_FALSE(Digest::parse(digest.hex() + "0"));
  std::string upper = digest.hex();
  upper[0] = 'A';
  EXPECT_FALSE(Digest::parse(upper));
}

TEST(HashChain, follows_what_it_sealed) {
  HashChain writer("sc-34");
  HashChain reader("sc-34");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(reader.follow(entry(writer, "{}")), std::nullopt);
  EXPECT_EQ(reader.head(), writer.head());
  EXPECT_EQ(reader.head().sequence, 3u);
}

TEST(HashChain, starts_differently_for_each_meeting) {
  HashChain writer("sc-34");
  HashChain reader("sc-35");
  EXPECT_TRUE(reader.follow(entry(writer, "{}")));
}

TEST(HashChain, sees_every_field) {
  HashChain writer("sc-34");
  const JournalEntry sealed = entry(writer, "{}");
  std::vector<JournalEntry> forged(6, sealed);
  forged[0].time += std::chrono::microseconds(1);
  forged[1].actor = "chaif";
  forged[2].type = "FloorTaken";
  forged[3].payload = "{ }";
  forged[4].hash.bytes[31] ^= 1;
  forged[5].actor = "chairF";  // moves a letter across a boundary
  forged[5].type = "loorGiven";
  for (const JournalEntry& changed : forged) {
    HashChain reader("sc-34");
    EXPECT_TRUE(reader.follow(changed)) << changed.actor << changed.type << changed.payload;
    EXPECT_EQ(reader.head().sequence, 0u);
  }
}

TEST(HashChain, misses_an_entry_that_was_left_out) {
  HashChain writer("sc-34");
  entry(writer, "{}");
  JournalEntry second = entry(writer, "{}");
  HashChain reader("sc-34");
  EXPECT_THAT(reader.follow(second).value_or(""), ::testing::HasSubstr("entry 1 is missing"));
}

TEST(JournalTime, is_written_and_read_to_the_microsecond) {
  WallTime time(std::chrono::microseconds(1'776'521'045'000'250));
  EXPECT_EQ(format_time(time), "2026-04-18T14:04:05.000250Z");
  EXPECT_EQ(parse_time(format_time(time)), time);
}

TEST(JournalTime, refuses_what_is_no_time) {
  for (const char* text : {"", "2026-04-18", "2026-04-18T14:04:05Z", "2026-02-30T14:04:05.000000Z",
                           "2026-04-18T24:04:05.000000Z", "2026-04-18T14:04:05.000000Z ",
                           "2026-04-18 14:04:05.000000Z", "2026-04-18T14:04:0a.000000Z"})
    EXPECT_FALSE(parse_time(text)) << text;
}

}  // namespace
}  // namespace hemicycle::storage
