#include "sim/received_stream.h"

#include <algorithm>
#include <cmath>

namespace hemicycle::sim {

using wire::MediaKind;

namespace {

// A jump this large is a new start rather than loss.
constexpr std::int64_t kGapMax = 5000;
constexpr std::size_t kAskMax = 200;  // sequence numbers in one NACK
constexpr std::size_t kFramesMax = 300;

}  // namespace

void ReceivedStream::handle_rtp(const wire::RtpPacket& packet, Instant now) {
  if (packet.payload().empty()) return;  // padding: probes
  if (packet.ssrc() == parameters_.ssrc) {
    handle_original(packet.sequence(), packet.timestamp(), packet.payload(), false, now);
    return;
  }
  ByteReader reader(packet.payload());
  wire::SequenceNumber original(reader.u16());
  if (reader.ok() && unwrapper_.started())
    handle_original(original, packet.timestamp(), reader.rest(), true, now);
}

void ReceivedStream::handle_original(wire::SequenceNumber wrapped, wire::RtpTimestamp timestamp,
                                     ByteView payload, bool retransmitted, Instant now) {
  if (!unwrapper_.started()) {
    first_sequence_ = unwrapper_.peek(wrapped);
    if (parameters_.kind == MediaKind::kVideo) next_keyframe_request_ = now;
  }
  if (!is_new(unwrapper_.peek(wrapped), now)) {
    ++counters_.duplicates;
    return;
  }
  unwrapper_.unwrap(wrapped);
  ++counters_.packets;
  counters_.bytes += payload.size();
  if (retransmitted)
    ++counters_.recovered;
  else
    note_jitter(timestamp, now);
  note_payload(payload, now);
}

// Notes the gap before a packet that leaps ahead; false for one that was there already.
bool ReceivedStream::is_new(std::int64_t sequence, Instant now) {
  if (!unwrapper_.started()) return true;
  if (sequence <= unwrapper_.newest()) return missing_.erase(sequence) > 0;
  if (sequence - unwrapper_.newest() > kGapMax) {
    missing_.clear();
    return true;
  }
  for (std::int64_t gap = unwrapper_.newest() + 1; gap < sequence; ++gap)
    missing_[gap] = {now, now + (parameters_.nack ? kReorderingGrace : kGiveUp)};
  return true;
}

void ReceivedStream::note_payload(ByteView payload, Instant now) {
  auto packet = read_test_payload(parameters_.kind, payload);
  if (!packet) {
    ++counters_.corrupt;
    return;
  }
  if (observer_ != nullptr) observer_->packet_arrived(parameters_.ssrc, *packet, now);
  auto [place, is_first] = frames_.try_emplace(packet->frame, Frame{0, packet->count, now});
  Frame& frame = place->second;
  if (++frame.arrived < frame.count) return;
  frames_.erase(place);
  ++counters_.frames;
  if (packet->keyframe) {
    ++counters_.keyframes;
    has_keyframe_ = true;
    next_keyframe_request_ = kNever;
  }
  if (observer_ != nullptr) observer_->frame_completed(parameters_.ssrc, *packet, now);
}

// RFC 3550, A.8.
void ReceivedStream::note_jitter(wire::RtpTimestamp timestamp, Instant now) {
  std::int64_t rate = parameters_.kind == MediaKind::kAudio ? 48'000 : 90'000;
  auto us = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
  auto arrival = static_cast<std::uint32_t>(us * rate / 1'000'000);
  auto transit = static_cast<std::int32_t>(arrival - timestamp.value());
  if (last_transit_)
    jitter_ += (std::abs(static_cast<double>(transit - *last_transit_)) - jitter_) / 16;
  last_transit_ = transit;
}

void ReceivedStream::handle_sender_report(const wire::SenderReport& report, Instant now) {
  last_sender_report_ = report.ntp.compact();
  last_sender_report_arrival_ = now;
}

Instant ReceivedStream::next_deadline() const {
  Instant deadline = next_keyframe_request_;
  for (const auto& [sequence, missing] : missing_) deadline = std::min(deadline, missing.next_ask);
  return deadline;
}

void ReceivedStream::handle_timeout(Instant now, wire::Ssrc self,
                                    std::vector<wire::RtcpPacket>& out) {
  ask(now, self, out);
  forget_old_frames(now);
  if (now < next_keyframe_request_) return;
  // The first request waits a little: what has begun is most likely a keyframe.
  bool wait = counters_.plis == 0 && !frames_.empty() && counters_.frames == 0 &&
              now - frames_.begin()->second.first_arrival < kKeyframeInterval;
  if (!wait && !has_keyframe_) {
    out.emplace_back(wire::PictureLossIndication{self, parameters_.ssrc});
    ++counters_.plis;
  }
  next_keyframe_request_ = has_keyframe_ ? kNever : now + kKeyframeInterval;
}

void ReceivedStream::ask(Instant now, wire::Ssrc self, std::vector<wire::RtcpPacket>& out) {
  wire::Nack nack{self, parameters_.ssrc, {}};
  for (auto at = missing_.begin(); at != missing_.end();) {
    Missing& missing = at->second;
    if (missing.next_ask > now || nack.lost.size() == kAskMax) {
      ++at;
      continue;
    }
    if (now - missing.since >= kGiveUp) {
      ++counters_.given_up;
      at = missing_.erase(at);
      // Everything behind the hole depends on it.
      if (parameters_.kind == MediaKind::kVideo) {
        has_keyframe_ = false;
        next_keyframe_request_ = std::min(next_keyframe_request_, now);
      }
      continue;
    }
    nack.lost.push_back(wire::wrap_sequence(at->first));
    missing.next_ask = now + kAskAgain;
    ++at;
  }
  counters_.asked += nack.lost.size();
  if (!nack.lost.empty()) out.emplace_back(std::move(nack));
}

void ReceivedStream::forget_old_frames(Instant now) {
  while (!frames_.empty() && (frames_.size() > kFramesMax ||
                              now - frames_.begin()->second.first_arrival > 2 * kGiveUp)) {
    ++counters_.frames_broken;
    frames_.erase(frames_.begin());
  }
}

// RFC 3550, 6.4.1 and A.3.
std::optional<wire::ReportBlock> ReceivedStream::report_block(Instant now) {
  if (!unwrapper_.started()) return std::nullopt;
  std::int64_t expected = unwrapper_.newest() - first_sequence_ + 1;
  auto received = static_cast<std::int64_t>(counters_.packets - counters_.recovered);
  std::int64_t expected_since = expected - expected_before_;
  std::int64_t lost_since = expected_since - (received - received_before_);
  expected_before_ = expected;
  received_before_ = received;

  wire::ReportBlock block;
  block.ssrc = parameters_.ssrc;
  if (expected_since > 0 && lost_since > 0)
    block.fraction_lost =
        static_cast<std::uint8_t>(std::min<std::int64_t>(255, lost_since * 256 / expected_since));
  block.cumulative_lost = static_cast<std::int32_t>(expected - received);
  block.highest_sequence = static_cast<std::uint32_t>(unwrapper_.newest() - (1 << 16));
  block.jitter = static_cast<std::uint32_t>(jitter_);
  block.last_sender_report = last_sender_report_;
  if (last_sender_report_ != 0)
    block.delay_since_last_report = wire::to_compact_ntp(now - last_sender_report_arrival_);
  return block;
}

}  // namespace hemicycle::sim
