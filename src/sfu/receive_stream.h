#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "sfu/nack_generator.h"
#include "sfu/receive_statistics.h"
#include "wire/rtcp.h"

namespace hemicycle::sfu {

// One incoming stream of numbered packets, one SSRC: unwraps its numbers, lets no packet pass
// twice, notices losses and a sender that starts anew. The numbers that it gives out only grow,
// also across such a restart. It knows nothing of payloads.
class ReceiveStream {
 public:
  enum class Via : std::uint8_t { kMedia, kRetransmission };

  // RFC 3550, A.1: a larger leap is a sender that starts anew, if a second packet confirms it.
  static constexpr std::int64_t kLeapMax = 3000;

  ReceiveStream(wire::Ssrc ssrc, std::uint32_t clock_rate, bool nack)
      : ssrc_(ssrc), clock_rate_(clock_rate), nack_(nack), statistics_(ssrc, clock_rate) {}

  struct Accepted {
    std::int64_t sequence = 0;      // unwrapped
    bool restarted = false;         // this is the first packet of a new stream
    bool too_much_missing = false;  // only a keyframe helps
  };
  // None: a duplicate, too old, or a leap that is not confirmed yet.
  std::optional<Accepted> handle_packet(wire::SequenceNumber sequence, wire::RtpTimestamp timestamp,
                                        Via via, Instant now);

  // The sender goes on under another source: the next packet is a restart.
  void change_ssrc(wire::Ssrc ssrc);

  // This stream takes the place of another: its first packet is a restart.
  void go_on_after(const ReceiveStream& before) {
    newest_ = before.newest_;
    if (before.state_ != State::kFresh) state_ = State::kSourceChanged;
  }

  void handle_sender_report(wire::NtpTime ntp, Instant now) {
    statistics_.handle_sender_report(ntp, now);
  }
  void set_round_trip(Duration round_trip) { missing_.set_round_trip(round_trip); }

  // Appends the sequence numbers, as on the wire, whose turn it is to be asked for.
  void poll_missing(Instant now, std::vector<wire::SequenceNumber>& due);
  Instant next_deadline() const { return nack_ ? missing_.next_deadline() : kNever; }
  void forget_missing() { missing_.forget(); }

  std::optional<wire::ReportBlock> report(Instant now) { return statistics_.report(now); }

  wire::Ssrc ssrc() const { return ssrc_; }
  std::uint32_t clock_rate() const { return clock_rate_; }
  const ReceiveStatistics& statistics() const { return statistics_; }
  std::uint64_t recovered() const { return recovered_; }
  std::uint64_t duplicates() const { return duplicates_; }

 private:
  // Packets back from the newest of which we know whether they came; a power of two.
  static constexpr std::int64_t kSeenWindow = 2048;

  // A stream's first packets may come in any order.
  static constexpr std::int64_t kReorderedStartMax = 64;

  bool confirms_leap(wire::SequenceNumber sequence);
  void restart(wire::SequenceNumber sequence);
  bool note_seen(std::int64_t number);

  wire::Ssrc ssrc_;
  std::uint32_t clock_rate_;
  bool nack_;
  enum class State : std::uint8_t { kFresh, kReceiving, kSourceChanged };
  State state_ = State::kFresh;
  std::int64_t newest_ = 0;  // congruent with the wire's number
  std::int64_t first_ = 0;   // nothing before it belongs to the stream
  std::optional<wire::SequenceNumber> leap_continues_at_;
  std::array<std::uint64_t, kSeenWindow / 64> seen_{};
  NackGenerator missing_;
  ReceiveStatistics statistics_;
  std::vector<std::int64_t> due_;  // kept for its memory
  std::uint64_t recovered_ = 0;
  std::uint64_t duplicates_ = 0;
};

}  // namespace hemicycle::sfu
