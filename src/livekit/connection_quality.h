#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"
#include "media/control.h"

namespace hemicycle::livekit {

// The protocol's grades; the numbers are the protocol's.
enum class QualityGrade : std::uint8_t { kPoor = 0, kGood = 1, kExcellent = 2, kLost = 3 };

// How a call with these measurements would be rated, from 1 to 4.5 (mean opinion score): a
// simplified E-model (ITU-T G.107) in which jitter counts as delay twice and each percent of loss
// costs 2.5 points of R.
float opinion_score(double loss, Duration round_trip, Duration jitter);
QualityGrade grade_of(float score);

// One participant's quality over time, from the statistics of its transport.
class QualityEstimate {
 public:
  void add(const media::PeerStatistics& statistics, Instant now);

  // The grade now: statistics that stopped coming mean that the connection is lost.
  QualityGrade grade(Instant now) const;
  float score() const { return score_; }
  bool started() const { return started_; }

  // Whether the grade differs from the one last taken, which it then becomes.
  bool take_change(Instant now);

 private:
  float score_ = 4.4F;
  bool started_ = false;
  Instant last_{};
  std::optional<QualityGrade> told_;
};

}  // namespace hemicycle::livekit
