#include <algorithm>
#include <bit>

#include "base/bug.h"
#include "wire/rtcp_format.h"

// What receivers ask of senders (RFC 4585, RFC 5104) and tell them of the path (REMB).
namespace hemicycle::wire {
namespace rtcp {
namespace {

constexpr std::size_t kFeedbackHeaderSize = 8;  // SSRC of packet sender, SSRC of media source
constexpr std::size_t kNackEntrySize = 4;
constexpr std::size_t kFirEntrySize = 8;
constexpr std::uint32_t kRembIdentifier = 0x52454d42;  // "REMB"
constexpr int kRembMantissaBits = 18;

// A packet id and a mask of the sixteen that follow it (RFC 4585, 6.2.1).
struct NackEntry {
  SequenceNumber first;
  std::uint16_t following = 0;
};

// Calls `emit` for each entry that is needed to ask for `lost`.
template <typename Emit>
void for_each_nack_entry(const std::vector<SequenceNumber>& lost, Emit emit) {
  for (std::size_t i = 0; i < lost.size();) {
    NackEntry entry{lost[i]};
    for (++i; i < lost.size(); ++i) {
      int ahead = lost[i] - entry.first;
      if (ahead < 1 || ahead > 16) break;
      entry.following |= static_cast<std::uint16_t>(1 << (ahead - 1));
    }
    emit(entry);
  }
}

}  // namespace

Parsed parse_nack(const Section& section) {
  ByteReader reader(section.body);
  Nack nack;
  nack.sender = Ssrc(reader.u32());
  nack.media = Ssrc(reader.u32());
  if (!reader.ok() || reader.remaining() == 0) return malformed();
  while (reader.remaining() > 0) {
    SequenceNumber first(reader.u16());
    unsigned following = reader.u16();
    nack.lost.push_back(first);
    for (std::int16_t ahead = 1; following != 0; ++ahead, following >>= 1)
      if ((following & 1) != 0) nack.lost.push_back(first + ahead);
  }
  return nack;
}

Parsed parse_picture_loss(const Section& section) {
  ByteReader reader(section.body);
  PictureLossIndication indication;
  indication.sender = Ssrc(reader.u32());
  indication.media = Ssrc(reader.u32());
  if (!reader.ok()) return malformed();
  return indication;
}

Parsed parse_full_intra(const Section& section) {
  ByteReader reader(section.body);
  FullIntraRequest request;
  request.sender = Ssrc(reader.u32());
  reader.skip(4);  // the media source is in the entries
  if (!reader.ok() || reader.remaining() == 0 || reader.remaining() % kFirEntrySize != 0)
    return malformed();
  while (reader.remaining() > 0) {
    FullIntraRequest::Entry entry;
    entry.media = Ssrc(reader.u32());
    entry.number = reader.u8();
    reader.skip(3);
    request.entries.push_back(entry);
  }
  return request;
}

Parsed parse_application_layer(const Section& section) {
  ByteReader reader(section.body);
  RemoteBitrateEstimate estimate;
  estimate.sender = Ssrc(reader.u32());
  reader.skip(4);
  if (reader.u32() != kRembIdentifier) return UnknownRtcp{section.packet_type, section.count};
  std::uint8_t count = reader.u8();
  std::uint32_t packed = reader.u24();
  unsigned exponent = packed >> kRembMantissaBits;
  std::uint64_t mantissa = packed & ((1u << kRembMantissaBits) - 1);
  estimate.bitrate_bps = mantissa << exponent;
  for (int i = 0; i < count; ++i) estimate.media.emplace_back(reader.u32());
  if (!reader.ok() || estimate.bitrate_bps >> exponent != mantissa) return malformed();
  return estimate;
}

}  // namespace rtcp

void write_rtcp(const Nack& packet, ByteWriter& writer) {
  BUG_IF(packet.lost.empty());
  std::size_t entries = 0;
  rtcp::for_each_nack_entry(packet.lost, [&entries](rtcp::NackEntry) { ++entries; });
  rtcp::write_header(rtcp::kNack, rtcp::kTransportLayerFeedback,
                     rtcp::kFeedbackHeaderSize + entries * rtcp::kNackEntrySize, writer);
  writer.u32(packet.sender.value());
  writer.u32(packet.media.value());
  rtcp::for_each_nack_entry(packet.lost, [&writer](rtcp::NackEntry entry) {
    writer.u16(entry.first.value());
    writer.u16(entry.following);
  });
}

void write_rtcp(const PictureLossIndication& packet, ByteWriter& writer) {
  rtcp::write_header(rtcp::kPictureLoss, rtcp::kPayloadSpecificFeedback, rtcp::kFeedbackHeaderSize,
                     writer);
  writer.u32(packet.sender.value());
  writer.u32(packet.media.value());
}

void write_rtcp(const FullIntraRequest& packet, ByteWriter& writer) {
  BUG_IF(packet.entries.empty());
  rtcp::write_header(rtcp::kFullIntra, rtcp::kPayloadSpecificFeedback,
                     rtcp::kFeedbackHeaderSize + packet.entries.size() * rtcp::kFirEntrySize,
                     writer);
  writer.u32(packet.sender.value());
  writer.u32(0);  // "SHALL be set to 0" (RFC 5104, 4.3.1.2)
  for (const FullIntraRequest::Entry& entry : packet.entries) {
    writer.u32(entry.media.value());
    writer.u8(entry.number);
    writer.zeros(3);
  }
}

void write_rtcp(const RemoteBitrateEstimate& packet, ByteWriter& writer) {
  BUG_IF(packet.media.size() > 255);
  int exponent =
      std::max(0, static_cast<int>(std::bit_width(packet.bitrate_bps)) - rtcp::kRembMantissaBits);
  auto mantissa = static_cast<std::uint32_t>(packet.bitrate_bps >> exponent);
  rtcp::write_header(rtcp::kApplicationLayer, rtcp::kPayloadSpecificFeedback,
                     rtcp::kFeedbackHeaderSize + 8 + 4 * packet.media.size(), writer);
  writer.u32(packet.sender.value());
  writer.u32(0);
  writer.u32(rtcp::kRembIdentifier);
  writer.u8(static_cast<std::uint8_t>(packet.media.size()));
  writer.u24(static_cast<std::uint32_t>(exponent) << rtcp::kRembMantissaBits | mantissa);
  for (Ssrc ssrc : packet.media) writer.u32(ssrc.value());
}

}  // namespace hemicycle::wire
