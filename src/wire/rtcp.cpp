#include "wire/rtcp.h"

#include <array>

#include "base/bug.h"
#include "wire/rtcp_format.h"

namespace hemicycle::wire {
namespace rtcp {
namespace {

// `any_format`: the five bits are a count, not a format.
struct Parser {
  PacketType packet_type;
  std::uint8_t format;
  bool any_format;
  Parsed (*parse)(const Section&);
};

constexpr std::array kParsers{
    Parser{kSenderReport, 0, true, parse_sender_report},
    Parser{kReceiverReport, 0, true, parse_receiver_report},
    Parser{kSourceDescription, 0, true, parse_source_description},
    Parser{kBye, 0, true, parse_bye},
    Parser{kTransportLayerFeedback, kNack, false, parse_nack},
    Parser{kPayloadSpecificFeedback, kPictureLoss, false, parse_picture_loss},
    Parser{kPayloadSpecificFeedback, kFullIntra, false, parse_full_intra},
    Parser{kPayloadSpecificFeedback, kApplicationLayer, false, parse_application_layer},
};

Parsed parse_section(const Section& section) {
  for (const Parser& parser : kParsers)
    if (parser.packet_type == section.packet_type &&
        (parser.any_format || parser.format == section.count))
      return parser.parse(section);
  return UnknownRtcp{section.packet_type, section.count};
}

// Cuts the next packet off the compound.
Result<Section, RtcpError> next_section(ByteReader& reader) {
  if (reader.remaining() < kHeaderSize) return unexpected(RtcpError::kTooShort);
  std::uint8_t first = reader.u8();
  Section section;
  section.count = first & 0x1f;
  section.packet_type = reader.u8();
  if (first >> 6 != 2) return unexpected(RtcpError::kWrongVersion);
  section.body = reader.take(std::size_t{4} * reader.u16());
  if (!reader.ok()) return unexpected(RtcpError::kWrongLength);

  if ((first & 0x20) != 0) {
    // Only the last packet of a compound may be padded (RFC 3550, 6.4.1).
    std::uint8_t padding = section.body.empty() ? 0 : section.body.back();
    if (padding == 0 || padding % 4 != 0 || padding > section.body.size() || reader.remaining() > 0)
      return unexpected(RtcpError::kWrongPadding);
    section.body = section.body.first(section.body.size() - padding);
  }
  return section;
}

}  // namespace

void write_header(std::uint8_t count, PacketType type, std::size_t body_size, ByteWriter& writer) {
  BUG_IF(count > 31 || body_size % 4 != 0 || body_size / 4 > UINT16_MAX);
  writer.u8(static_cast<std::uint8_t>(0x80 | count));
  writer.u8(type);
  writer.u16(static_cast<std::uint16_t>(body_size / 4));
}

}  // namespace rtcp

Result<std::vector<RtcpPacket>, RtcpError> parse_rtcp(ByteView bytes) {
  if (bytes.empty()) return unexpected(RtcpError::kTooShort);
  std::vector<RtcpPacket> packets;
  ByteReader reader(bytes);
  while (reader.remaining() > 0) {
    auto section = rtcp::next_section(reader);
    if (!section) return unexpected(section.error());
    auto packet = rtcp::parse_section(*section);
    if (!packet) return unexpected(packet.error());
    packets.push_back(*std::move(packet));
  }
  return packets;
}

void write_rtcp(const RtcpPacket& packet, ByteWriter& writer) {
  std::visit(
      [&writer](const auto& known) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(known)>, UnknownRtcp>)
          write_rtcp(known, writer);
      },
      packet);
}

}  // namespace hemicycle::wire
