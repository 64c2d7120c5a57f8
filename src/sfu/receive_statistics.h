#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"
#include "wire/rtcp.h"

namespace hemicycle::sfu {

// What RFC 3550 wants to be told of one incoming stream: loss by the count of numbers (A.3) and
// interarrival jitter (A.8). Retransmissions on a stream of their own are not its business.
class ReceiveStatistics {
 public:
  ReceiveStatistics(wire::Ssrc ssrc, std::uint32_t clock_rate)
      : ssrc_(ssrc), clock_rate_(clock_rate) {}

  // `sequence` is unwrapped; duplicates are given too.
  void handle_packet(std::int64_t sequence, wire::RtpTimestamp timestamp, Instant now);
  void handle_sender_report(wire::NtpTime ntp, Instant now);

  // For the next receiver report; "since the last report" starts anew. None when no packet came
  // since (RFC 3550, 6.4).
  std::optional<wire::ReportBlock> report(Instant now);

  std::uint64_t received() const { return received_; }
  // Since the start; negative when duplicates outnumber losses.
  std::int64_t lost() const;
  Duration jitter() const;

 private:
  struct SenderReportSeen {
    std::uint32_t compact_ntp = 0;
    Instant at{};
  };

  std::int64_t expected() const { return newest_ - first_ + 1; }
  void update_jitter(wire::RtpTimestamp timestamp, Instant now);
  std::uint8_t fraction_lost();

  wire::Ssrc ssrc_;
  std::uint32_t clock_rate_;

  std::uint64_t received_ = 0;
  std::int64_t first_ = 0;
  std::int64_t newest_ = 0;

  wire::RtpTimestamp last_timestamp_;
  Instant last_arrival_;
  std::uint32_t jitter_ticks_x16_ = 0;

  std::int64_t expected_at_report_ = 0;
  std::int64_t received_at_report_ = 0;
  std::optional<SenderReportSeen> sender_report_;
};

}  // namespace hemicycle::sfu
