#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "transport/sctp.h"

namespace hemicycle::transport {

// The Data Channel Establishment Protocol (RFC 8832): two messages on the channel's own stream.

// Payload protocol identifiers (RFC 8831, 8); 52 and 54 are deprecated there.
enum class PayloadProtocol : std::uint32_t {
  kDcep = 50,
  kText = 51,
  kBinary = 53,
  kEmptyText = 56,
  kEmptyBinary = 57,
};

//  0                   1                   2                   3
//  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
// | type = 3      | channel type  |           priority            |   RFC 8832, 5.1
// |                     reliability parameter                     |
// |         label length          |        protocol length        |
// |  label, protocol
struct DcepOpen {
  ChannelReliability reliability;
  std::string label;
  std::string protocol;

  // Nothing when it is no well-formed DATA_CHANNEL_OPEN.
  static std::optional<DcepOpen> parse(ByteView message);
  Bytes write() const;
};

bool is_dcep_ack(ByteView message);
Bytes write_dcep_ack();

}  // namespace hemicycle::transport
