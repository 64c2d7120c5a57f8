#include "wire/rtcp.h"

#include <array>

#include <gtest/gtest.h>

#include "base/random.h"
#include "sim/transport_feedback.h"
#include "tests/support/allocations.h"

namespace hemicycle::wire {
namespace {

Bytes written(const RtcpPacket& packet) {
  Bytes bytes(4096);
  ByteWriter writer(bytes);
  write_rtcp(packet, writer);
  EXPECT_TRUE(writer.ok());
  bytes.resize(writer.position());
  return bytes;
}

template <typename Packet>
Packet read(const Bytes& bytes) {
  auto packets = parse_rtcp(bytes);
  if (!packets || packets->size() != 1 || !std::holds_alternative<Packet>(packets->front())) {
    ADD_FAILURE() << "not the one packet expected";
    return {};
  }
  return std::get<Packet>(packets->front());
}

TransportFeedback read_feedback(const Bytes& bytes) {
  auto feedback = sim::read_transport_feedback(bytes);
  EXPECT_TRUE(feedback);
  return feedback.value_or(TransportFeedback{});
}

ReportBlock some_block() {
  return {.ssrc = Ssrc(0xabcdef01),
          .fraction_lost = 12,
          .cumulative_lost = -3,
          .highest_sequence = 0x00021234,
          .jitter = 99,
          .last_sender_report = 0x12345678,
          .delay_since_last_report = 65536};
}

TEST(Rtcp, each_kind_is_read_back_as_written) {
  const RtcpPacket packets[] = {
      SenderReport{Ssrc(1), NtpTime{0x0123456789abcdef}, RtpTimestamp(5), 6, 7, {some_block()}},
      SenderReport{Ssrc(1), {}, {}, 0, 0, {}},
      ReceiverReport{Ssrc(2), {some_block(), some_block()}},
      SourceDescription{{{Ssrc(3), "cname"}, {Ssrc(4), "abcdef"}, {Ssrc(5), ""}}},
      Bye{{Ssrc(6), Ssrc(7)}},
      Nack{Ssrc(1), Ssrc(2), {SequenceNumber(65535), SequenceNumber(0), SequenceNumber(900)}},
      PictureLossIndication{Ssrc(1), Ssrc(2)},
      FullIntraRequest{Ssrc(1), {{Ssrc(2), 3}, {Ssrc(4), 255}}},
      RemoteBitrateEstimate{Ssrc(1), 2'500'000 & ~0xfffull, {Ssrc(2)}},
      RemoteBitrateEstimate{Ssrc(1), 1000, {}},
  };
  for (const RtcpPacket& packet : packets) {
    Bytes bytes = written(packet);
    auto parsed = parse_rtcp(bytes);
    ASSERT_TRUE(parsed) << packet.index();
    ASSERT_EQ(parsed->size(), 1u) << packet.index();
    ASSERT_EQ(parsed->front().index(), packet.index());
    EXPECT_EQ(written(parsed->front()), bytes) << packet.index();
  }
}

TEST(SenderReport, lies_on_the_wire_as_rfc_3550_draws_it) {
  Bytes bytes = written(
      SenderReport{Ssrc(0x11223344), NtpTime{0x8899aabbccddeeff}, RtpTimestamp(5), 6, 7, {}});
  EXPECT_EQ(bytes, (Bytes{0x80, 200,  0x00, 0x06, 0x11, 0x22, 0x33, 0x44, 0x88, 0x99,
                          0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0,    0,    0,    5,
                          0,    0,    0,    6,    0,    0,    0,    7}));
}

TEST(ReceiverReport, keeps_a_negative_loss) {
  auto report = read<ReceiverReport>(written(ReceiverReport{Ssrc(2), {some_block()}}));
  ASSERT_EQ(report.blocks.size(), 1u);
  EXPECT_EQ(report.blocks[0], some_block());
}

TEST(ReceiverReport, clamps_a_loss_beyond_24_bits) {
  ReportBlock block = some_block();
  block.cumulative_lost = 0x1000000;
  auto report = read<ReceiverReport>(written(ReceiverReport{Ssrc(2), {block}}));
  ASSERT_EQ(report.blocks.size(), 1u);
  EXPECT_EQ(report.blocks[0].cumulative_lost, 0x7fffff);
}

TEST(SourceDescription, passes_over_other_items) {
  // NAME "x", CNAME "ab", end, to the word.
  Bytes bytes{0x81, 202, 0, 3, 0, 0, 0, 9, 2, 1, 'x', 1, 2, 'a', 'b', 0};
  auto description = read<SourceDescription>(bytes);
  ASSERT_EQ(description.chunks.size(), 1u);
  EXPECT_EQ(description.chunks[0], (SourceDescription::Chunk{Ssrc(9), "ab"}));
}

TEST(Nack, sixteen_followers_share_an_entry) {
  std::vector<SequenceNumber> lost;
  for (std::uint16_t i = 0; i <= 17; ++i) lost.emplace_back(static_cast<std::uint16_t>(65530 + i));
  Bytes bytes = written(Nack{Ssrc(1), Ssrc(2), lost});
  EXPECT_EQ(bytes.size(), 4u + 8 + 2 * 4);
  EXPECT_EQ(read<Nack>(bytes).lost, lost);
}

TEST(RemoteBitrateEstimate, keeps_eighteen_bits_of_the_bitrate) {
  auto estimate = read<RemoteBitrateEstimate>(
      written(RemoteBitrateEstimate{Ssrc(1), 1'234'567'890, {Ssrc(2), Ssrc(3)}}));
  EXPECT_EQ(estimate.bitrate_bps, 1'234'567'890 >> 13 << 13);
  EXPECT_EQ(estimate.media, (std::vector<Ssrc>{Ssrc(2), Ssrc(3)}));
}

TEST(TransportFeedback, reads_the_chunks_of_the_draft) {
  // Three small ones by run length; then a vector of two bits each: 11 | 10 00 01 and four fillers.
  Bytes bytes{0x8f, 205, 0, 7, 0,    0, 0,    1, 0,  0,  0,  2,    0,    5,  0, 6,
              0,    0,   7, 3, 0x20, 3, 0xe1, 0, 10, 11, 12, 0xff, 0xf0, 20, 0, 0};
  auto feedback = read_feedback(bytes);
  EXPECT_EQ(feedback.base_sequence, SequenceNumber(5));
  EXPECT_EQ(feedback.reference_time, 7u);
  EXPECT_EQ(feedback.feedback_count, 3);
  std::vector<std::optional<std::int16_t>> expected{10, 11, 12, -16, std::nullopt, 20};
  EXPECT_EQ(feedback.statuses, expected);
}

TEST(TransportFeedback, any_pattern_of_loss_is_read_back) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SeededRandom random(seed);
    double loss = static_cast<double>(random.below(100)) / 100;
    double late = random.chance(0.5) ? 0 : 0.1;
    TransportFeedback feedback{Ssrc(1), Ssrc(2), SequenceNumber(7), 1, 2, {}};
    std::size_t count = 1 + random.below(300);
    while (feedback.statuses.size() < count) {
      if (random.chance(loss))
        feedback.statuses.emplace_back();
      else if (random.chance(late))
        feedback.statuses.emplace_back(static_cast<std::int16_t>(random.next()));
      else
        feedback.statuses.emplace_back(static_cast<std::int16_t>(random.below(256)));
    }
    EXPECT_EQ(read_feedback(written(feedback)), feedback) << "seed " << seed;
  }
}

TEST(TransportFeedback, long_runs_take_one_chunk) {
  TransportFeedback feedback{Ssrc(1), Ssrc(2), SequenceNumber(0), 0, 0, {}};
  feedback.statuses.assign(1000, std::nullopt);
  EXPECT_EQ(written(feedback).size(), 4u + 16 + 4);
}

TEST(Rtcp, a_compound_yields_its_packets_in_order) {
  Bytes bytes(256);
  ByteWriter writer(bytes);
  write_rtcp(ReceiverReport{Ssrc(1), {}}, writer);
  write_rtcp(SourceDescription{{{Ssrc(1), "me"}}}, writer);
  write_rtcp(PictureLossIndication{Ssrc(1), Ssrc(2)}, writer);
  bytes.resize(writer.position());
  auto packets = parse_rtcp(bytes);
  ASSERT_TRUE(packets);
  ASSERT_EQ(packets->size(), 3u);
  EXPECT_TRUE(std::holds_alternative<ReceiverReport>((*packets)[0]));
  EXPECT_TRUE(std::holds_alternative<SourceDescription>((*packets)[1]));
  EXPECT_TRUE(std::holds_alternative<PictureLossIndication>((*packets)[2]));
}

TEST(Rtcp, passes_over_extended_reports_and_unknown_feedback) {
  for (Bytes bytes :
       {Bytes{0x8f, 205, 0, 1, 0, 0, 0, 1}, Bytes{0x80, 207, 0, 1, 0, 0, 0, 1},
        Bytes{0x82, 206, 0, 1, 0, 0, 0, 1},
        Bytes{0x8f, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 'G', 'O', 'O', 'G', 0, 0, 0, 0}}) {
    auto packets = parse_rtcp(bytes);
    ASSERT_TRUE(packets);
    ASSERT_EQ(packets->size(), 1u);
    EXPECT_TRUE(std::holds_alternative<UnknownRtcp>(packets->front()));
  }
}

TEST(Rtcp, takes_padding_off_the_last_packet) {
  Bytes bytes{0xa1, 203, 0, 2, 0, 0, 0, 5, 0, 0, 0, 4};
  EXPECT_EQ(read<Bye>(bytes).ssrcs, (std::vector<Ssrc>{Ssrc(5)}));
}

TEST(Rtcp, refuses_what_contradicts_itself) {
  struct Case {
    const char* what;
    Bytes bytes;
    RtcpError error;
  };
  const Case cases[] = {
      {"nothing", {}, RtcpError::kTooShort},
      {"half a header", {0x80, 200}, RtcpError::kTooShort},
      {"version 0", {0x00, 201, 0, 1, 0, 0, 0, 1}, RtcpError::kWrongVersion},
      {"length past the end", {0x80, 201, 0, 2, 0, 0, 0, 1}, RtcpError::kWrongLength},
      {"a report block missing", {0x81, 201, 0, 1, 0, 0, 0, 1}, RtcpError::kMalformed},
      {"padding not last",
       {0xa0, 203, 0, 1, 0, 0, 0, 4, 0x80, 203, 0, 0},
       RtcpError::kWrongPadding},
      {"padding of three", {0xa0, 203, 0, 1, 0, 0, 0, 3}, RtcpError::kWrongPadding},
      {"a nack of nothing", {0x81, 205, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2}, RtcpError::kMalformed},
      {"an endless cname", {0x81, 202, 0, 2, 0, 0, 0, 1, 1, 200, 'a', 'b'}, RtcpError::kMalformed},
      {"a bitrate beyond 64 bits",
       {0x8f, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 'R', 'E', 'M', 'B', 0, 0xff, 0xff, 0xff},
       RtcpError::kMalformed},
  };
  for (const Case& test : cases) {
    auto packets = parse_rtcp(test.bytes);
    ASSERT_FALSE(packets) << test.what;
    EXPECT_EQ(packets.error(), test.error) << test.what;
  }
}

// Statuses that a count of 16 bits claims, blocks and chunks that one of five claims.
TEST(Rtcp, takes_memory_by_the_bytes_that_came_whatever_they_claim) {
  const Bytes packets[] = {
      // Feedback on 65,535 packets in runs of 8,191 that were lost.
      {0x8f, 205,  0,    9,    0,    0,    0,    1,    0,    0,    0,    2,    0,    0,
       0xff, 0xff, 0,    0,    0,    0,    0x1f, 0xff, 0x1f, 0xff, 0x1f, 0xff, 0x1f, 0xff,
       0x1f, 0xff, 0x1f, 0xff, 0x1f, 0xff, 0x1f, 0xff, 0,    7,    0,    0},
      {0x9f, 201, 0, 1, 0, 0, 0, 1},
      {0x9f, 200, 0, 1, 0, 0, 0, 1},
      {0x9f, 202, 0, 1, 0, 0, 0, 1},
      {0x9f, 203, 0, 0},
      {0x80, 204, 0, 0},
      {0x81, 205, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0xff, 0xff},
  };
  for (const Bytes& packet : packets) {
    Bytes compound;
    while (compound.size() + packet.size() < 60'000)
      compound.insert(compound.end(), packet.begin(), packet.end());
    std::size_t allocated = test::bytes_allocated_by([&] { (void)parse_rtcp(compound); });
    EXPECT_LT(allocated, 64 * compound.size()) << "packet type " << int(packet[1]);
    allocated = test::bytes_allocated_by([&] { (void)parse_rtcp(packet); });
    EXPECT_LT(allocated, 64 * packet.size()) << "packet type " << int(packet[1]);
  }
}

TEST(NtpTime, counts_from_1900_in_fixed_point) {
  // 2020-01-01T00:00:00.5Z
  WallTime time{std::chrono::microseconds(1'577'836'800'500'000)};
  NtpTime ntp = NtpTime::of(time);
  EXPECT_EQ(ntp.value >> 32, 3'786'825'600u);
  EXPECT_EQ(static_cast<std::uint32_t>(ntp.value), 0x80000000u);
  EXPECT_EQ(ntp.compact(), static_cast<std::uint32_t>(3'786'825'600u << 16 | 0x8000));
}

TEST(NtpTime, compact_durations_go_both_ways) {
  EXPECT_EQ(to_compact_ntp(std::chrono::milliseconds(500)), 0x8000u);
  EXPECT_EQ(from_compact_ntp(0x18000), std::chrono::milliseconds(1500));
}

}  // namespace
}  // namespace hemicycle::wire
