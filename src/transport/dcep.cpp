#include "transport/dcep.h"

#include <algorithm>

namespace hemicycle::transport {
namespace {

constexpr std::uint8_t kAck = 0x02;
constexpr std::uint8_t kOpen = 0x03;
constexpr std::size_t kOpenHeaderSize = 12;
constexpr std::uint16_t kNormalPriority = 256;  // RFC 8831, 6.4

// Channel types; the high bit means unordered.
constexpr std::uint8_t kReliable = 0x00;
constexpr std::uint8_t kRetransmissionsLimited = 0x01;
constexpr std::uint8_t kLifetimeLimited = 0x02;
constexpr std::uint8_t kUnordered = 0x80;

std::optional<ChannelReliability> reliability_of(std::uint8_t type, std::uint32_t parameter) {
  ChannelReliability reliability;
  reliability.ordered = !(type & kUnordered);
  switch (type & ~kUnordered) {
    case kReliable:
      return reliability;
    case kRetransmissionsLimited:
      reliability.retransmissions_max =
          static_cast<std::uint16_t>(std::min<std::uint32_t>(parameter, UINT16_MAX));
      return reliability;
    case kLifetimeLimited:
      reliability.lifetime_ms_max = parameter;
      return reliability;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<DcepOpen> DcepOpen::parse(ByteView message) {
  ByteReader reader(message);
  const std::uint8_t message_type = reader.u8();
  const std::uint8_t channel_type = reader.u8();
  reader.skip(2);
  const std::uint32_t parameter = reader.u32();
  const std::size_t label_size = reader.u16();
  const std::size_t protocol_size = reader.u16();
  const ByteView label = reader.take(label_size);
  const ByteView protocol = reader.take(protocol_size);
  const auto reliability = reliability_of(channel_type, parameter);
  if (!reader.ok() || message_type != kOpen || !reliability) return std::nullopt;
  return DcepOpen{*reliability, std::string(as_text(label)), std::string(as_text(protocol))};
}

Bytes DcepOpen::write() const {
  std::uint8_t type = kReliable;
  std::uint32_t parameter = 0;
  if (reliability.retransmissions_max) {
    type = kRetransmissionsLimited;
    parameter = *reliability.retransmissions_max;
  } else if (reliability.lifetime_ms_max) {
    type = kLifetimeLimited;
    parameter = *reliability.lifetime_ms_max;
  }
  if (!reliability.ordered) type |= kUnordered;

  Bytes message(kOpenHeaderSize + label.size() + protocol.size());
  ByteWriter writer(message);
  writer.u8(kOpen);
  writer.u8(type);
  writer.u16(kNormalPriority);
  writer.u32(parameter);
  writer.u16(static_cast<std::uint16_t>(label.size()));
  writer.u16(static_cast<std::uint16_t>(protocol.size()));
  writer.bytes(as_bytes(label));
  writer.bytes(as_bytes(protocol));
  return message;
}

bool is_dcep_ack(ByteView message) {
  return message.size() == 1 && message[0] == kAck;
}
Bytes write_dcep_ack() {
  return {kAck};
}

}  // namespace hemicycle::transport
