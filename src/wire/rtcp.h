#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "wire/ntp_time.h"
#include "wire/numbers.h"

namespace hemicycle::wire {

//  0                   1                   2                   3
//  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
// |V=2|P| count/FMT|  packet type  |     length in words - 1       |   RFC 3550, 6.4

enum class RtcpError : std::uint8_t {
  kTooShort,
  kWrongVersion,
  kWrongLength,
  kWrongPadding,
  kMalformed,  // a packet of a known type contradicts itself
};

// What a receiver tells of one source (RFC 3550, 6.4.1).
struct ReportBlock {
  Ssrc ssrc;
  std::uint8_t fraction_lost = 0;             // of 256, since the last report
  std::int32_t cumulative_lost = 0;           // 24 bits, signed: duplicates count against loss
  std::uint32_t highest_sequence = 0;         // cycles << 16 | sequence
  std::uint32_t jitter = 0;                   // ticks of the codec's clock
  std::uint32_t last_sender_report = 0;       // compact NTP time; 0 before the first
  std::uint32_t delay_since_last_report = 0;  // 1/65536 s

  friend bool operator==(const ReportBlock&, const ReportBlock&) = default;
};

inline constexpr std::size_t kMaxReportBlocks = 31;

struct SenderReport {
  Ssrc sender;
  NtpTime ntp;
  RtpTimestamp rtp;  // the same moment
  std::uint32_t packets = 0;
  std::uint32_t octets = 0;  // of payload
  std::vector<ReportBlock> blocks;

  friend bool operator==(const SenderReport&, const SenderReport&) = default;
};

struct ReceiverReport {
  Ssrc sender;
  std::vector<ReportBlock> blocks;

  friend bool operator==(const ReceiverReport&, const ReceiverReport&) = default;
};

// Only CNAME is kept of the items (RFC 3550, 6.5).
struct SourceDescription {
  struct Chunk {
    Ssrc ssrc;
    std::string cname;
    friend bool operator==(const Chunk&, const Chunk&) = default;
  };
  std::vector<Chunk> chunks;

  friend bool operator==(const SourceDescription&, const SourceDescription&) = default;
};

struct Bye {
  std::vector<Ssrc> ssrcs;

  friend bool operator==(const Bye&, const Bye&) = default;
};

// "Send these again" (RFC 4585, 6.2.1). Written in the order given; neighbours within 16 share an
// entry, so give them in sending order.
struct Nack {
  Ssrc sender;
  Ssrc media;
  std::vector<SequenceNumber> lost;

  friend bool operator==(const Nack&, const Nack&) = default;
};

// "I cannot go on without a keyframe" (RFC 4585, 6.3.1).
struct PictureLossIndication {
  Ssrc sender;
  Ssrc media;

  friend bool operator==(const PictureLossIndication&, const PictureLossIndication&) = default;
};

// "Send a keyframe" (RFC 5104, 4.3.1); a repeated number is a repeated request.
struct FullIntraRequest {
  struct Entry {
    Ssrc media;
    std::uint8_t number = 0;
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  Ssrc sender;
  std::vector<Entry> entries;

  friend bool operator==(const FullIntraRequest&, const FullIntraRequest&) = default;
};

// REMB (draft-alvestrand-rmcat-remb-03). On the wire the bitrate keeps its 18 leading bits.
struct RemoteBitrateEstimate {
  Ssrc sender;
  std::uint64_t bitrate_bps = 0;
  std::vector<Ssrc> media;

  friend bool operator==(const RemoteBitrateEstimate&, const RemoteBitrateEstimate&) = default;
};

// Which transport-wide sequence numbers arrived and when
// (draft-holmer-rmcat-transport-wide-cc-extensions-01, 3.1). Written only, never parsed.
struct TransportFeedback {
  Ssrc sender;
  Ssrc media;
  SequenceNumber base_sequence;      // that of statuses[0]
  std::uint32_t reference_time = 0;  // 24 bits, units of 64 ms on the receiver's clock
  std::uint8_t feedback_count = 0;   // of this packet among its kind, wrapping
  // For base_sequence, base_sequence + 1, ...: the time since the arrival before it (the first:
  // since the reference time) in units of 250 us; nullopt when it did not arrive.
  std::vector<std::optional<std::int16_t>> statuses;

  friend bool operator==(const TransportFeedback&, const TransportFeedback&) = default;
};

inline constexpr std::chrono::milliseconds kTransportFeedbackTimeUnit{64};
inline constexpr std::chrono::microseconds kTransportFeedbackDeltaUnit{250};

// Passed over: extended reports, application packets, transport feedback, whatever comes.
struct UnknownRtcp {
  std::uint8_t packet_type = 0;
  std::uint8_t format = 0;

  bool is_transport_feedback() const { return packet_type == 205 && format == 15; }
};

using RtcpPacket =
    std::variant<SenderReport, ReceiverReport, SourceDescription, Bye, Nack, PictureLossIndication,
                 FullIntraRequest, RemoteBitrateEstimate, TransportFeedback, UnknownRtcp>;

// The packets of a compound, or of a reduced-size one (RFC 5506), in order.
Result<std::vector<RtcpPacket>, RtcpError> parse_rtcp(ByteView bytes);

// Each appends one packet; the writer's ok() tells whether it fitted. More elements than the count
// field can hold are a Bug, except for lists that have no such field.
void write_rtcp(const SenderReport& packet, ByteWriter& writer);
void write_rtcp(const ReceiverReport& packet, ByteWriter& writer);
void write_rtcp(const SourceDescription& packet, ByteWriter& writer);
void write_rtcp(const Bye& packet, ByteWriter& writer);
void write_rtcp(const Nack& packet, ByteWriter& writer);
void write_rtcp(const PictureLossIndication& packet, ByteWriter& writer);
void write_rtcp(const FullIntraRequest& packet, ByteWriter& writer);
void write_rtcp(const RemoteBitrateEstimate& packet, ByteWriter& writer);
void write_rtcp(const TransportFeedback& packet, ByteWriter& writer);
// Any of the above; writes nothing for an UnknownRtcp.
void write_rtcp(const RtcpPacket& packet, ByteWriter& writer);

}  // namespace hemicycle::wire
