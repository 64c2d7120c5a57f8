#pragma once

#include "base/time.h"
#include "wire/ntp_time.h"
#include "wire/numbers.h"

namespace hemicycle::sfu {

// A publisher's sender report: at one moment its wall clock showed `ntp` and its media clock `rtp`.
// We keep the publisher's wall clock when we report to receivers, because all its tracks share it:
// a receiver then finds lips and voice together, whatever the network did to the reports. What is
// extrapolated is only the time since the report arrived.
struct SourceClock {
  wire::NtpTime ntp;
  wire::RtpTimestamp rtp;
  Instant arrival;
  std::uint32_t clock_rate = 90'000;

  wire::NtpTime ntp_at(Instant now) const;
  wire::RtpTimestamp rtp_at(Instant now) const;
  // The publisher's wall clock when its media clock showed `moment`, near the report.
  wire::NtpTime ntp_at_rtp(wire::RtpTimestamp moment) const;
  // The media clock when the publisher's wall clock shows `moment`.
  wire::RtpTimestamp rtp_at_ntp(wire::NtpTime moment) const;
};

// Media clock ticks in `duration`, which may be negative.
std::int64_t to_ticks(Duration duration, std::uint32_t clock_rate);

}  // namespace hemicycle::sfu
