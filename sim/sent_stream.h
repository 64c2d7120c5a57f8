#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "sim/test_media.h"
#include "wire/ntp_time.h"
#include "wire/numbers.h"
#include "wire/rtcp.h"
#include "wire/rtp.h"

namespace hemicycle::sim {

// Ids of header extensions; 0: not written.
struct SentExtensions {
  std::uint8_t mid = 0;
  std::uint8_t rid = 0;
  std::uint8_t repaired_rid = 0;
  std::uint8_t audio_level = 0;
  std::uint8_t transport_cc = 0;
};

struct SentStreamParameters {
  wire::MediaKind kind = wire::MediaKind::kAudio;
  wire::Ssrc ssrc;
  std::optional<wire::Ssrc> rtx_ssrc;
  wire::PayloadType payload_type;
  std::optional<wire::PayloadType> rtx_payload_type;
  std::string mid;
  std::string rid;
  SentExtensions extensions;
  StreamShape shape;
  std::uint8_t audio_level = 30;  // -dBov: 0 is loudest, 127 silence (RFC 6464)
};

// A plain RTP packet, not yet protected.
struct PlainRtp {
  Bytes bytes;
  std::size_t header_size = 0;

  ByteView header() const { return ByteView(bytes).first(header_size); }
  ByteView payload() const { return ByteView(bytes).subspan(header_size); }
};

struct SentCounters {
  std::uint64_t frames = 0;
  std::uint64_t keyframes = 0;
  std::uint64_t packets = 0;
  std::uint64_t payload_bytes = 0;
  std::uint64_t retransmissions = 0;
  std::uint64_t asked_too_late = 0;  // for packets that the history no longer has
};

// One encoding of a track: makes test media at the pace of its shape, begins with a keyframe, makes
// another when asked, and sends again what a NACK names (RFC 4588 when RTX was negotiated). The
// transport-wide sequence number is the peer's, so it is passed in.
class SentStream {
 public:
  SentStream(SentStreamParameters parameters, wire::SequenceNumber first_sequence,
             wire::RtpTimestamp first_timestamp, Instant first_frame);

  Instant next_deadline() const { return next_frame_; }
  // Appends the packets of the frames that are due.
  void handle_timeout(Instant now, std::uint16_t& transport_sequence, std::vector<PlainRtp>& out);
  void handle_nack(std::span<const wire::SequenceNumber> lost, std::uint16_t& transport_sequence,
                   std::vector<PlainRtp>& out);
  void request_keyframe() { keyframe_wanted_ = true; }
  void set_audio_level(std::uint8_t level) { parameters_.audio_level = level; }
  // Frames that were due before `now` are left out: the stream begins late.
  void begin_at(Instant now) { next_frame_ = std::max(next_frame_, now); }
  void stop() { next_frame_ = kNever; }

  wire::SenderReport sender_report(const Now& now) const;
  const SentStreamParameters& parameters() const { return parameters_; }
  const SentCounters& counters() const { return counters_; }

 private:
  static constexpr std::size_t kHistoryMax = 2048;

  struct SentPacket {
    wire::RtpHeader header;
    Bytes payload;
    PlainRtp sent;
  };

  void make_frame(std::uint16_t& transport_sequence, std::vector<PlainRtp>& out);
  PlainRtp write(const wire::RtpHeader& header, ByteView payload, std::uint8_t rid_extension,
                 std::uint16_t& transport_sequence) const;
  PlainRtp write_again(const SentPacket& packet, std::uint16_t& transport_sequence);
  std::uint32_t clock_rate() const;

  SentStreamParameters parameters_;
  wire::SequenceNumber next_sequence_;
  wire::SequenceNumber next_rtx_sequence_;
  wire::RtpTimestamp first_timestamp_;
  Instant first_frame_;
  Instant next_frame_;
  std::uint32_t frame_ = 0;
  bool keyframe_wanted_ = true;
  std::deque<SentPacket> history_;  // consecutive, oldest first
  SentCounters counters_;
};

}  // namespace hemicycle::sim
