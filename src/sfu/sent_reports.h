#pragma once

#include <array>
#include <optional>

#include "base/time.h"
#include "wire/ntp_time.h"
#include "wire/rtcp.h"

namespace hemicycle::sfu {

// When the last sender reports left, to find the round trip from what a receiver answers (RFC 3550,
// 6.4.1). The times in the reports are on the publisher's clock, so they serve only as names.
class SentReports {
 public:
  void add(wire::NtpTime ntp, Instant now) { sent_[next_++ % sent_.size()] = {ntp.compact(), now}; }

  // None when the block answers no report that is remembered.
  std::optional<Duration> round_trip(const wire::ReportBlock& block, Instant now) const {
    if (block.last_sender_report == 0) return std::nullopt;
    for (const Sent& sent : sent_) {
      if (sent.compact_ntp != block.last_sender_report) continue;
      Duration round_trip = now - sent.at - wire::from_compact_ntp(block.delay_since_last_report);
      return round_trip > Duration::zero() ? round_trip : Duration::zero();
    }
    return std::nullopt;
  }

 private:
  struct Sent {
    std::uint32_t compact_ntp = 0;
    Instant at{};
  };
  std::array<Sent, 4> sent_;
  std::size_t next_ = 0;
};

}  // namespace hemicycle::sfu
