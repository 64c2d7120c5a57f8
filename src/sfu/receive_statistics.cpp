#include "sfu/receive_statistics.h"

#include <algorithm>
#include <cstdlib>

#include "sfu/source_clock.h"

namespace hemicycle::sfu {

void ReceiveStatistics::handle_packet(std::int64_t sequence, wire::RtpTimestamp timestamp,
                                      Instant now) {
  if (received_++ == 0) {
    first_ = newest_ = sequence;
    last_timestamp_ = timestamp;
    last_arrival_ = now;
    return;
  }
  first_ = std::min(first_, sequence);
  if (sequence <= newest_) return;
  newest_ = sequence;
  update_jitter(timestamp, now);
}

// RFC 3550, A.8, in 1/16 ticks. The packets of one frame share a timestamp and would only measure
// how the sender paces them.
void ReceiveStatistics::update_jitter(wire::RtpTimestamp timestamp, Instant now) {
  if (timestamp == last_timestamp_) return;
  std::int64_t transit_change =
      to_ticks(now - last_arrival_, clock_rate_) - (timestamp - last_timestamp_);
  last_timestamp_ = timestamp;
  last_arrival_ = now;
  // A leap of seconds is a sender that paused or changed its clock, not jitter.
  if (std::abs(transit_change) > 5 * std::int64_t{clock_rate_}) return;
  auto change = static_cast<std::uint32_t>(std::abs(transit_change));
  jitter_ticks_x16_ += change - ((jitter_ticks_x16_ + 8) >> 4);
}

void ReceiveStatistics::handle_sender_report(wire::NtpTime ntp, Instant now) {
  sender_report_ = {ntp.compact(), now};
}

std::int64_t ReceiveStatistics::lost() const {
  return received_ == 0 ? 0 : expected() - static_cast<std::int64_t>(received_);
}

Duration ReceiveStatistics::jitter() const {
  return std::chrono::microseconds(std::int64_t{jitter_ticks_x16_ / 16} * 1'000'000 / clock_rate_);
}

std::uint8_t ReceiveStatistics::fraction_lost() {
  std::int64_t expected_now = expected();
  auto received_now = static_cast<std::int64_t>(received_);
  std::int64_t expected_since = expected_now - expected_at_report_;
  std::int64_t lost_since = expected_since - (received_now - received_at_report_);
  expected_at_report_ = expected_now;
  received_at_report_ = received_now;
  if (expected_since <= 0 || lost_since <= 0) return 0;
  return static_cast<std::uint8_t>(std::min<std::int64_t>(255, lost_since * 256 / expected_since));
}

std::optional<wire::ReportBlock> ReceiveStatistics::report(Instant now) {
  if (static_cast<std::int64_t>(received_) == received_at_report_) return std::nullopt;
  wire::ReportBlock block;
  block.ssrc = ssrc_;
  block.fraction_lost = fraction_lost();
  // 24 bits, signed (RFC 3550, 6.4.1).
  block.cumulative_lost = static_cast<std::int32_t>(
      std::clamp<std::int64_t>(lost(), -(std::int64_t{1} << 23), (std::int64_t{1} << 23) - 1));
  // The unwrapper starts one cycle up; cycles are counted from zero on the wire.
  block.highest_sequence = static_cast<std::uint32_t>(newest_ - (std::int64_t{1} << 16));
  block.jitter = jitter_ticks_x16_ / 16;
  if (sender_report_) {
    block.last_sender_report = sender_report_->compact_ntp;
    // In 1/65536 s.
    block.delay_since_last_report = static_cast<std::uint32_t>(
        (now - sender_report_->at) / std::chrono::microseconds(1) * 65536 / 1'000'000);
  }
  return block;
}

}  // namespace hemicycle::sfu
