#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.h"

namespace hemicycle::sfu {

// Finds the holes in one incoming stream and decides when to ask for which packet: shortly after a
// hole shows (it may be mere reordering), then once a round trip, a few times. It counts in
// unwrapped sequence numbers and knows nothing of RTCP.
class NackGenerator {
 public:
  enum class Verdict : std::uint8_t {
    kInOrder,
    kLate,    // older than the newest: reordered or retransmitted
    kGaveUp,  // so much is missing that a keyframe must help; the oldest is not asked for any more
  };

  static constexpr std::size_t kMissingMax = 512;
  static constexpr int kTriesMax = 10;
  static constexpr Duration kReorderingGuard = std::chrono::milliseconds(5);
  static constexpr Duration kAgeMax = std::chrono::milliseconds(1500);
  static constexpr Duration kRoundTripAtFirst = std::chrono::milliseconds(100);
  static constexpr Duration kSpacingMin = std::chrono::milliseconds(20);

  Verdict handle_packet(std::int64_t sequence, Instant now);

  void set_round_trip(Duration round_trip) { round_trip_ = round_trip; }

  // Appends the numbers whose turn it is to be asked for, oldest first.
  void poll(Instant now, std::vector<std::int64_t>& due);
  // When poll() will next have something; kNever when nothing is missing.
  Instant next_deadline() const;

  std::size_t missing() const { return missing_.size(); }
  // Asked for in vain.
  std::uint64_t abandoned() const { return abandoned_; }

  // Nothing before the next packet is missing any more: a keyframe made it useless.
  void forget() { missing_.clear(); }
  // Forgets everything, also where the stream was.
  void reset();

 private:
  struct Missing {
    std::int64_t sequence = 0;
    Instant noticed;
    Instant ask_at;
    int tries = 0;
  };

  bool note_gap(std::int64_t from, std::int64_t to, Instant now);
  void note_late(std::int64_t sequence, Instant now);
  void drop_hopeless(Instant now);

  std::vector<Missing> missing_;  // ascending
  std::int64_t newest_ = 0;
  std::int64_t oldest_ = 0;  // nothing before it is known of
  bool started_ = false;
  Duration round_trip_ = kRoundTripAtFirst;
  std::uint64_t abandoned_ = 0;
};

}  // namespace hemicycle::sfu
