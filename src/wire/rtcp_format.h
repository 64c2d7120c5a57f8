#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "wire/rtcp.h"

// What the files that parse and write RTCP share; not for use outside of them.
namespace hemicycle::wire::rtcp {

inline constexpr std::size_t kHeaderSize = 4;

enum PacketType : std::uint8_t {
  kSenderReport = 200,
  kReceiverReport = 201,
  kSourceDescription = 202,
  kBye = 203,
  kTransportLayerFeedback = 205,
  kPayloadSpecificFeedback = 206,
};

enum FeedbackFormat : std::uint8_t {
  kNack = 1,
  kTransportWideFeedback = 15,
  kPictureLoss = 1,
  kFullIntra = 4,
  kApplicationLayer = 15,
};

// One packet of a compound: `count` is the header's five bits, `body` what follows the header,
// without padding.
struct Section {
  std::uint8_t count = 0;
  std::uint8_t packet_type = 0;
  ByteView body;
};

using Parsed = Result<RtcpPacket, RtcpError>;

Parsed parse_sender_report(const Section& section);
Parsed parse_receiver_report(const Section& section);
Parsed parse_source_description(const Section& section);
Parsed parse_bye(const Section& section);
Parsed parse_nack(const Section& section);
Parsed parse_picture_loss(const Section& section);
Parsed parse_full_intra(const Section& section);
Parsed parse_application_layer(const Section& section);

// Writes the header; `body_size` is a multiple of four.
void write_header(std::uint8_t count, PacketType type, std::size_t body_size, ByteWriter& writer);

inline Parsed malformed() {
  return unexpected(RtcpError::kMalformed);
}

}  // namespace hemicycle::wire::rtcp
