#include "sim/sent_stream.h"

#include <array>

namespace hemicycle::sim {

using wire::MediaKind;

SentStream::SentStream(SentStreamParameters parameters, wire::SequenceNumber first_sequence,
                       wire::RtpTimestamp first_timestamp, Instant first_frame)
    : parameters_(std::move(parameters)),
      next_sequence_(first_sequence),
      next_rtx_sequence_(first_sequence),
      first_timestamp_(first_timestamp),
      first_frame_(first_frame),
      next_frame_(first_frame) {}

std::uint32_t SentStream::clock_rate() const {
  return parameters_.kind == MediaKind::kAudio ? 48'000 : 90'000;
}

void SentStream::handle_timeout(Instant now, std::uint16_t& transport_sequence,
                                std::vector<PlainRtp>& out) {
  while (next_frame_ <= now) {
    make_frame(transport_sequence, out);
    next_frame_ += parameters_.shape.frame_interval;
  }
}

void SentStream::make_frame(std::uint16_t& transport_sequence, std::vector<PlainRtp>& out) {
  const StreamShape& shape = parameters_.shape;
  bool keyframe = keyframe_wanted_ || parameters_.kind == MediaKind::kAudio;
  keyframe_wanted_ = false;
  std::uint16_t count = keyframe ? shape.packets_per_keyframe : shape.packets_per_frame;
  std::int64_t ticks = (next_frame_ - first_frame_).count() * clock_rate() / 1'000'000'000;
  std::uint8_t layer = keyframe ? 0 : temporal_layer_of(frame_, shape.temporal_layers);

  for (std::uint16_t index = 0; index < count; ++index) {
    wire::RtpHeader header{.marker = parameters_.kind == MediaKind::kVideo && index + 1 == count,
                           .payload_type = parameters_.payload_type,
                           .sequence = next_sequence_,
                           .timestamp = first_timestamp_ + static_cast<std::int32_t>(ticks),
                           .ssrc = parameters_.ssrc};
    next_sequence_ = next_sequence_.next();
    TestPacket packet{frame_, index, count, keyframe, next_frame_};
    Bytes payload = write_test_payload(parameters_.kind, packet, shape.payload_size, layer);
    out.push_back(write(header, payload, parameters_.extensions.rid, transport_sequence));
    history_.push_back({header, std::move(payload), out.back()});
    if (history_.size() > kHistoryMax) history_.pop_front();
    ++counters_.packets;
    counters_.payload_bytes += shape.payload_size;
  }
  ++frame_;
  ++counters_.frames;
  if (keyframe) ++counters_.keyframes;
}

PlainRtp SentStream::write(const wire::RtpHeader& header, ByteView payload,
                           std::uint8_t rid_extension, std::uint16_t& transport_sequence) const {
  const SentExtensions& ids = parameters_.extensions;
  wire::RtpExtensionSet extensions;
  std::array<std::uint8_t, 2> sequence;
  std::array<std::uint8_t, 1> level{static_cast<std::uint8_t>(0x80 | parameters_.audio_level)};
  if (ids.mid != 0) extensions.add(ids.mid, as_bytes(parameters_.mid));
  if (rid_extension != 0 && !parameters_.rid.empty())
    extensions.add(rid_extension, as_bytes(parameters_.rid));
  if (ids.audio_level != 0 && parameters_.kind == MediaKind::kAudio)
    extensions.add(ids.audio_level, level);
  if (ids.transport_cc != 0) {
    ByteWriter(sequence).u16(transport_sequence++);
    extensions.add(ids.transport_cc, sequence);
  }
  PlainRtp plain;
  plain.bytes.resize(header.wire_size(extensions) + payload.size());
  wire::write_rtp(header, extensions, payload, plain.bytes);
  plain.header_size = header.wire_size(extensions);
  return plain;
}

void SentStream::handle_nack(std::span<const wire::SequenceNumber> lost,
                             std::uint16_t& transport_sequence, std::vector<PlainRtp>& out) {
  for (wire::SequenceNumber sequence : lost) {
    int age = next_sequence_ - sequence;  // 1: the last one sent
    if (age < 1 || static_cast<std::size_t>(age) > history_.size()) {
      ++counters_.asked_too_late;
      continue;
    }
    ++counters_.retransmissions;
    out.push_back(
        write_again(history_[history_.size() - static_cast<std::size_t>(age)], transport_sequence));
  }
}

PlainRtp SentStream::write_again(const SentPacket& packet, std::uint16_t& transport_sequence) {
  // Under the number that it had, only the same bytes may go: extensions, too.
  if (!parameters_.rtx_ssrc || !parameters_.rtx_payload_type) return packet.sent;
  wire::RtpHeader header = packet.header;
  header.ssrc = *parameters_.rtx_ssrc;
  header.payload_type = *parameters_.rtx_payload_type;
  header.sequence = next_rtx_sequence_;
  next_rtx_sequence_ = next_rtx_sequence_.next();
  Bytes payload(2 + packet.payload.size());  // the original sequence number first (RFC 4588, 4)
  ByteWriter writer(payload);
  writer.u16(packet.header.sequence.value());
  writer.bytes(packet.payload);
  return write(header, payload, parameters_.extensions.repaired_rid, transport_sequence);
}

wire::SenderReport SentStream::sender_report(const Now& now) const {
  std::int64_t ticks = (now.instant - first_frame_).count() * clock_rate() / 1'000'000'000;
  wire::SenderReport report;
  report.sender = parameters_.ssrc;
  report.ntp = wire::NtpTime::of(now.wall);
  report.rtp = first_timestamp_ + static_cast<std::int32_t>(ticks);
  report.packets = static_cast<std::uint32_t>(counters_.packets);
  report.octets = static_cast<std::uint32_t>(counters_.payload_bytes);
  return report;
}

}  // namespace hemicycle::sim
