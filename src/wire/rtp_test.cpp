#include "wire/rtp.h"

#include <array>

#include <gtest/gtest.h>

#include "base/bug.h"

namespace hemicycle::wire {
namespace {

Bytes fixed_header(std::uint8_t first) {
  return {first, 0xe0, 0x12, 0x34, 0x00, 0x00, 0x00, 0x64, 0xca, 0xfe, 0xba, 0xbe};
}

Bytes operator+(Bytes head, const Bytes& tail) {
  head.insert(head.end(), tail.begin(), tail.end());
  return head;
}

Bytes copy(ByteView view) {
  return {view.begin(), view.end()};
}

TEST(RtpPacket, reads_the_fixed_header) {
  Bytes bytes = fixed_header(0x80) + Bytes{1, 2, 3};
  auto packet = RtpPacket::parse(bytes);
  ASSERT_TRUE(packet);
  EXPECT_TRUE(packet->marker());
  EXPECT_EQ(packet->payload_type(), PayloadType(96));
  EXPECT_EQ(packet->sequence(), SequenceNumber(0x1234));
  EXPECT_EQ(packet->timestamp(), RtpTimestamp(100));
  EXPECT_EQ(packet->ssrc(), Ssrc(0xcafebabe));
  EXPECT_EQ(packet->header_size(), 12u);
  EXPECT_EQ(copy(packet->payload()), (Bytes{1, 2, 3}));
}

TEST(RtpPacket, skips_csrcs_and_padding) {
  Bytes bytes = fixed_header(0xa2) + Bytes{0, 0, 0, 1, 0, 0, 0, 2, 9, 9, 0, 0, 3};
  auto packet = RtpPacket::parse(bytes);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->csrc(1), Ssrc(2));
  EXPECT_EQ(copy(packet->payload()), (Bytes{9, 9}));
  EXPECT_EQ(packet->padding_size(), 3u);
}

TEST(RtpPacket, finds_one_byte_extensions_between_padding) {
  // RFC 8285, 4.2: id 0 pads, the length field holds one less than the length.
  Bytes bytes = fixed_header(0x90) + Bytes{0xbe, 0xde, 0, 3, 0x10, 0xaa, 0, 0,  //
                                           0x22, 1,    2, 3, 0,    0,    0, 0} +
                Bytes{7};
  auto packet = RtpPacket::parse(bytes);
  ASSERT_TRUE(packet);
  EXPECT_EQ(copy(packet->extension(1).value()), (Bytes{0xaa}));
  EXPECT_EQ(copy(packet->extension(2).value()), (Bytes{1, 2, 3}));
  EXPECT_FALSE(packet->extension(3));
  EXPECT_EQ(copy(packet->payload()), (Bytes{7}));
}

TEST(RtpPacket, stops_at_the_reserved_id_15) {
  Bytes bytes = fixed_header(0x90) + Bytes{0xbe, 0xde, 0, 1, 0xf0, 0x10, 0xaa, 0};
  auto packet = RtpPacket::parse(bytes);
  ASSERT_TRUE(packet);
  EXPECT_FALSE(packet->extension(1));
}

TEST(RtpPacket, finds_two_byte_extensions_even_empty_ones) {
  Bytes bytes = fixed_header(0x90) + Bytes{0x10, 0x05, 0, 2, 20, 0, 0, 21, 2, 5, 6, 0};
  auto packet = RtpPacket::parse(bytes);
  ASSERT_TRUE(packet);
  ASSERT_TRUE(packet->extension(20));
  EXPECT_TRUE(packet->extension(20)->empty());
  EXPECT_EQ(copy(packet->extension(21).value()), (Bytes{5, 6}));
}

TEST(RtpPacket, an_element_longer_than_the_block_ends_it) {
  Bytes bytes = fixed_header(0x90) + Bytes{0xbe, 0xde, 0, 1, 0x13, 1, 2, 3} + Bytes{4, 5};
  auto packet = RtpPacket::parse(bytes);
  ASSERT_TRUE(packet);
  EXPECT_FALSE(packet->extension(1));
}

TEST(RtpPacket, refuses_what_contradicts_itself) {
  struct Case {
    const char* what;
    Bytes bytes;
    RtpError error;
  };
  const Case cases[] = {
      {"eleven bytes", Bytes(11, 0x80), RtpError::kTooShort},
      {"version 1", fixed_header(0x40), RtpError::kWrongVersion},
      {"a CSRC missing", fixed_header(0x81) + Bytes{1, 2, 3}, RtpError::kTruncatedCsrcs},
      {"no extension header", fixed_header(0x90) + Bytes{0xbe}, RtpError::kTruncatedExtensions},
      {"extension too long", fixed_header(0x90) + Bytes{0xbe, 0xde, 0, 2, 0, 0, 0, 0},
       RtpError::kTruncatedExtensions},
      {"padding of zero", fixed_header(0xa0) + Bytes{1, 0}, RtpError::kWrongPadding},
      {"padding into the header", fixed_header(0xa0) + Bytes{1, 3}, RtpError::kWrongPadding},
      {"padding without a byte", fixed_header(0xa0), RtpError::kWrongPadding},
  };
  for (const Case& test : cases) {
    auto packet = RtpPacket::parse(test.bytes);
    ASSERT_FALSE(packet) << test.what;
    EXPECT_EQ(packet.error(), test.error) << test.what;
  }
}

TEST(RtpHeader, rewrites_a_packet_with_other_extensions) {
  Bytes received = fixed_header(0x90) + Bytes{0xbe, 0xde, 0, 1, 0x10, 'v', 0, 0} + Bytes{1, 2, 3};
  auto packet = RtpPacket::parse(received);
  ASSERT_TRUE(packet);

  Bytes mid{'0', '1'};
  Bytes transport_sequence{0x00, 0x2a};
  RtpExtensionSet extensions;
  extensions.add(4, mid);
  extensions.add(5, transport_sequence);
  RtpHeader header = RtpHeader::of(*packet);
  header.payload_type = PayloadType(101);
  header.sequence = SequenceNumber(7);
  header.ssrc = Ssrc(9);
  std::array<std::uint8_t, 64> out;
  std::size_t size = write_rtp(header, extensions, packet->payload(), out);

  ASSERT_EQ(size, header.wire_size(extensions) + 3);
  auto rewritten = RtpPacket::parse(ByteView(out).first(size));
  ASSERT_TRUE(rewritten);
  EXPECT_TRUE(rewritten->marker());
  EXPECT_EQ(rewritten->payload_type(), PayloadType(101));
  EXPECT_EQ(rewritten->sequence(), SequenceNumber(7));
  EXPECT_EQ(rewritten->timestamp(), packet->timestamp());
  EXPECT_EQ(rewritten->ssrc(), Ssrc(9));
  EXPECT_FALSE(rewritten->extension(1));
  EXPECT_EQ(copy(rewritten->extension(4).value()), mid);
  EXPECT_EQ(copy(rewritten->extension(5).value()), transport_sequence);
  EXPECT_EQ(copy(rewritten->payload()), (Bytes{1, 2, 3}));
}

TEST(RtpHeader, takes_the_two_byte_form_only_when_it_must) {
  struct Case {
    std::uint8_t id;
    std::size_t size;
    std::uint8_t first_profile_byte;
  };
  for (Case test : {Case{14, 16, 0xbe}, Case{15, 1, 0x10}, Case{1, 17, 0x10}, Case{1, 0, 0x10}}) {
    Bytes value(test.size, 0x5a);
    RtpExtensionSet extensions;
    extensions.add(test.id, value);
    std::array<std::uint8_t, 64> out;
    std::size_t size = write_rtp({}, extensions, {}, out);
    ASSERT_GT(size, kRtpFixedHeaderSize);
    EXPECT_EQ(out[kRtpFixedHeaderSize], test.first_profile_byte);
    auto packet = RtpPacket::parse(ByteView(out).first(size));
    ASSERT_TRUE(packet);
    EXPECT_EQ(copy(packet->extension(test.id).value()), value);
  }
}

TEST(RtpHeader, pads_after_the_payload) {
  std::array<std::uint8_t, 64> out;
  std::size_t size = write_rtp({}, {}, Bytes{1, 2}, out, 5);
  auto packet = RtpPacket::parse(ByteView(out).first(size));
  ASSERT_TRUE(packet);
  EXPECT_EQ(copy(packet->payload()), (Bytes{1, 2}));
  EXPECT_EQ(packet->padding_size(), 5u);
}

TEST(RtpHeader, writes_nothing_into_too_little_room) {
  std::array<std::uint8_t, 14> out;
  EXPECT_EQ(write_rtp({}, {}, Bytes{1, 2, 3}, out), 0u);
}

TEST(RtpExtensionSet, more_elements_than_it_holds_are_a_bug) {
  RtpExtensionSet extensions;
  Bytes value{1};
  for (std::uint8_t id = 1; id <= RtpExtensionSet::kCapacity; ++id) extensions.add(id, value);
  EXPECT_THROW(extensions.add(1, value), Bug);
}

TEST(LooksLikeRtcp, tells_the_packet_types_of_rfc_5761) {
  for (unsigned type : {192u, 200u, 206u, 223u})
    EXPECT_TRUE(looks_like_rtcp(Bytes{0x80, static_cast<std::uint8_t>(type)})) << type;
  for (unsigned type : {0u, 96u, 0x80u | 96, 0x80u | 111, 191u, 224u})
    EXPECT_FALSE(looks_like_rtcp(Bytes{0x80, static_cast<std::uint8_t>(type)})) << type;
}

}  // namespace
}  // namespace hemicycle::wire
