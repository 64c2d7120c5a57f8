#include "media/rtcp_packer.h"

#include <gtest/gtest.h>

namespace hemicycle::media {
namespace {

struct Packed {
  RtcpPacker packer;
  Bytes opening;
  std::vector<Bytes> datagrams;

  void add(const wire::RtcpPacket& packet) {
    packer.add(packet, opening, [this](ByteView bytes) { keep(bytes); });
  }
  void flush() {
    packer.flush([this](ByteView bytes) { keep(bytes); });
  }
  void keep(ByteView bytes) { datagrams.emplace_back(bytes.begin(), bytes.end()); }
};

TEST(RtcpPacker, puts_packets_into_one_datagram_in_their_order) {
  Packed packed;
  packed.add(wire::ReceiverReport{wire::Ssrc(1), {}});
  packed.add(wire::PictureLossIndication{wire::Ssrc(1), wire::Ssrc(2)});
  EXPECT_TRUE(packed.datagrams.empty());
  packed.flush();
  ASSERT_EQ(packed.datagrams.size(), 1u);
  auto packets = wire::parse_rtcp(packed.datagrams[0]);
  ASSERT_TRUE(packets);
  ASSERT_EQ(packets->size(), 2u);
  EXPECT_TRUE(std::holds_alternative<wire::ReceiverReport>((*packets)[0]));
  EXPECT_TRUE(std::holds_alternative<wire::PictureLossIndication>((*packets)[1]));
}

TEST(RtcpPacker, begins_every_datagram_with_the_opening_of_a_peer_without_reduced_size) {
  Packed packed;
  packed.opening = {0x80, 201, 0, 1, 0, 0, 0, 9};
  constexpr std::size_t kPackets = 200;
  for (std::size_t i = 0; i < kPackets; ++i)
    packed.add(wire::PictureLossIndication{wire::Ssrc(1), wire::Ssrc(2)});
  packed.flush();
  EXPECT_GT(packed.datagrams.size(), 1u);
  std::size_t requests = 0;
  for (const Bytes& datagram : packed.datagrams) {
    EXPECT_LE(datagram.size(), RtcpPacker::kSizeMax);
    auto packets = wire::parse_rtcp(datagram);
    ASSERT_TRUE(packets);
    EXPECT_TRUE(std::holds_alternative<wire::ReceiverReport>(packets->front()));
    requests += packets->size() - 1;
  }
  EXPECT_EQ(requests, kPackets);
}

TEST(RtcpPacker, begins_a_new_datagram_before_one_outgrows_the_path) {
  Packed packed;
  constexpr std::size_t kPackets = 500;
  for (std::uint32_t i = 0; i < kPackets; ++i)
    packed.add(wire::PictureLossIndication{wire::Ssrc(1), wire::Ssrc(i)});
  packed.flush();
  std::uint32_t next = 0;
  for (const Bytes& datagram : packed.datagrams) {
    EXPECT_LE(datagram.size(), RtcpPacker::kSizeMax);
    const auto packets = wire::parse_rtcp(datagram);
    ASSERT_TRUE(packets);
    for (const wire::RtcpPacket& packet : *packets)
      EXPECT_EQ(std::get<wire::PictureLossIndication>(packet).media, wire::Ssrc(next++));
  }
  EXPECT_EQ(next, kPackets);
}

TEST(RtcpPacker, sends_nothing_when_nothing_was_added) {
  Packed packed;
  packed.flush();
  EXPECT_TRUE(packed.datagrams.empty());
}

}  // namespace
}  // namespace hemicycle::media
