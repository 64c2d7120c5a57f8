#pragma once

#include <cstdint>

#include "base/time.h"
#include "wire/numbers.h"

namespace hemicycle::sfu {

enum class ConnectionQuality : std::uint8_t { kLost, kPoor, kGood, kExcellent };

// What was measured on one stream since the last time.
struct PathReport {
  double loss = 0;  // share of packets, 0..1
  Duration round_trip{0};
  Duration jitter{0};
};

// How good a stream can sound or look over such a path, as a mean opinion score from 1 to 4.5: the
// E-model of ITU-T G.107 in the usual short form (delay and jitter up to 160 ms cost little, beyond
// that much; each per cent of loss costs as a codec with concealment lets it).
double opinion_score(wire::MediaKind kind, const PathReport& report);

// Sums up reports as what a person is shown. It turns worse at once, better only after it has been
// better for a while, and lost when nothing is heard of the path.
class ConnectionQualityTracker {
 public:
  static constexpr Duration kBetterFor = std::chrono::seconds(4);
  static constexpr Duration kLostAfter = std::chrono::seconds(12);

  explicit ConnectionQualityTracker(Instant now) : last_report_(now), not_better_(now) {}

  void handle_report(wire::MediaKind kind, const PathReport& report, Instant now);

  // True when quality() changed because nothing was heard.
  bool handle_timeout(Instant now);
  Instant next_deadline() const {
    return quality_ == ConnectionQuality::kLost ? kNever : last_report_ + kLostAfter;
  }

  ConnectionQuality quality() const { return quality_; }
  // Of the last report, 0 when lost.
  double score() const { return score_; }

 private:
  ConnectionQuality quality_ = ConnectionQuality::kExcellent;
  double score_ = 4.4;
  Instant last_report_;
  Instant not_better_;  // when a report last was no better than quality_
};

}  // namespace hemicycle::sfu
