#include "sfu/source_clock.h"

namespace hemicycle::sfu {

std::int64_t to_ticks(Duration duration, std::uint32_t clock_rate) {
  return static_cast<std::int64_t>(static_cast<__int128>(duration.count()) * clock_rate /
                                   1'000'000'000);
}

wire::NtpTime SourceClock::ntp_at(Instant now) const {
  __int128 fraction = static_cast<__int128>((now - arrival).count()) << 32;
  return {ntp.value + static_cast<std::uint64_t>(fraction / 1'000'000'000)};
}

wire::RtpTimestamp SourceClock::rtp_at(Instant now) const {
  return wire::RtpTimestamp(
      static_cast<std::uint32_t>(rtp.value() + to_ticks(now - arrival, clock_rate)));
}

wire::NtpTime SourceClock::ntp_at_rtp(wire::RtpTimestamp moment) const {
  __int128 fraction = (static_cast<__int128>(moment - rtp) << 32) / clock_rate;
  return {ntp.value + static_cast<std::uint64_t>(fraction)};
}

wire::RtpTimestamp SourceClock::rtp_at_ntp(wire::NtpTime moment) const {
  auto difference = static_cast<std::int64_t>(moment.value - ntp.value);  // 32.32 s
  __int128 half = __int128{1} << 31;                                      // to the nearest tick
  auto ticks =
      static_cast<std::int64_t>((static_cast<__int128>(difference) * clock_rate + half) >> 32);
  return wire::RtpTimestamp(static_cast<std::uint32_t>(rtp.value() + ticks));
}

}  // namespace hemicycle::sfu
