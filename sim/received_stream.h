#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/time.h"
#include "sim/test_media.h"
#include "wire/numbers.h"
#include "wire/rtcp.h"
#include "wire/rtp.h"

namespace hemicycle::sim {

struct ReceivedStreamParameters {
  wire::MediaKind kind = wire::MediaKind::kAudio;
  wire::Ssrc ssrc;
  std::optional<wire::Ssrc> rtx_ssrc;
  bool nack = true;
};

struct ReceivedCounters {
  std::uint64_t packets = 0;     // first arrivals
  std::uint64_t duplicates = 0;  // of packets that were there already
  std::uint64_t recovered = 0;   // by retransmission; counted in packets, too
  std::uint64_t bytes = 0;       // of payload
  std::uint64_t asked = 0;       // sequence numbers in NACKs
  std::uint64_t given_up = 0;    // never came
  std::uint64_t plis = 0;
  std::uint64_t frames = 0;  // complete ones
  std::uint64_t keyframes = 0;
  std::uint64_t frames_broken = 0;  // gone without all their packets
  std::uint64_t corrupt = 0;        // payloads that are not what was sent
};

// Told of what arrives; a scenario asserts on it, a benchmark measures.
class MediaObserver {
 public:
  virtual ~MediaObserver() = default;
  // For each packet that was not there before.
  virtual void packet_arrived(wire::Ssrc stream, const TestPacket& packet, Instant now) = 0;
  virtual void frame_completed(wire::Ssrc stream, const TestPacket& last, Instant now) = 0;
};

// What a browser does with one incoming stream, up to the decoder: finds gaps, asks for what is
// missing, puts retransmissions in their place, tells frames that are whole, and asks for a
// keyframe while it has none. It reports as RFC 3550 wants it.
class ReceivedStream {
 public:
  static constexpr Duration kReorderingGrace = std::chrono::milliseconds(10);
  static constexpr Duration kAskAgain = std::chrono::milliseconds(80);
  static constexpr Duration kGiveUp = std::chrono::seconds(2);
  static constexpr Duration kKeyframeInterval = std::chrono::milliseconds(500);

  // `observer` outlives it, or is null.
  ReceivedStream(ReceivedStreamParameters parameters, MediaObserver* observer)
      : parameters_(parameters), observer_(observer) {}

  // A packet of either SSRC.
  void handle_rtp(const wire::RtpPacket& packet, Instant now);
  void handle_sender_report(const wire::SenderReport& report, Instant now);

  Instant next_deadline() const;
  // Appends what is to be asked for now.
  void handle_timeout(Instant now, wire::Ssrc self, std::vector<wire::RtcpPacket>& out);

  // Nothing before the first packet.
  std::optional<wire::ReportBlock> report_block(Instant now);

  const ReceivedStreamParameters& parameters() const { return parameters_; }
  const ReceivedCounters& counters() const { return counters_; }

 private:
  struct Missing {
    Instant since;
    Instant next_ask;
  };
  struct Frame {
    std::uint32_t arrived = 0;
    std::uint16_t count = 0;
    Instant first_arrival;
  };

  void handle_original(wire::SequenceNumber sequence, wire::RtpTimestamp timestamp,
                       ByteView payload, bool retransmitted, Instant now);
  bool is_new(std::int64_t sequence, Instant now);
  void note_payload(ByteView payload, Instant now);
  void note_jitter(wire::RtpTimestamp timestamp, Instant now);
  void ask(Instant now, wire::Ssrc self, std::vector<wire::RtcpPacket>& out);
  void forget_old_frames(Instant now);

  ReceivedStreamParameters parameters_;
  MediaObserver* observer_;
  wire::SequenceUnwrapper unwrapper_;
  std::int64_t first_sequence_ = 0;
  std::map<std::int64_t, Missing> missing_;
  std::map<std::uint32_t, Frame> frames_;
  bool has_keyframe_ = false;
  Instant next_keyframe_request_ = kNever;

  double jitter_ = 0;  // ticks
  std::optional<std::int64_t> last_transit_;
  std::uint32_t last_sender_report_ = 0;
  Instant last_sender_report_arrival_;
  std::int64_t expected_before_ = 0;
  std::int64_t received_before_ = 0;
  ReceivedCounters counters_;
};

}  // namespace hemicycle::sim
