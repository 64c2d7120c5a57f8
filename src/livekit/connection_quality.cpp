#include "livekit/connection_quality.h"

#include <algorithm>

namespace hemicycle::livekit {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr float kExcellentFrom = 4.1F;
constexpr float kGoodFrom = 3.3F;
// Statistics come about once a second.
constexpr Duration kLostAfter = std::chrono::seconds(6);
// A second's measurement is noisy: half of the old estimate stays.
constexpr float kNewWeight = 0.5F;

}  // namespace

float opinion_score(double loss, Duration round_trip, Duration jitter) {
  double delay_ms = Milliseconds(round_trip).count() / 2 + 2 * Milliseconds(jitter).count() + 10;
  double r = 93.2 - (delay_ms < 160 ? delay_ms / 40 : (delay_ms - 120) / 10);
  r = std::clamp(r - 250 * loss, 0.0, 100.0);
  return static_cast<float>(1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r));
}

QualityGrade grade_of(float score) {
  if (score >= kExcellentFrom) return QualityGrade::kExcellent;
  return score >= kGoodFrom ? QualityGrade::kGood : QualityGrade::kPoor;
}

void QualityEstimate::add(const media::PeerStatistics& statistics, Instant now) {
  double loss = std::max(statistics.uplink.loss, statistics.downlink.loss);
  Duration jitter = std::max(statistics.uplink.jitter, statistics.downlink.jitter);
  float score = opinion_score(loss, statistics.round_trip.value_or(Duration::zero()), jitter);
  score_ = started_ ? score_ + kNewWeight * (score - score_) : score;
  started_ = true;
  last_ = now;
}

QualityGrade QualityEstimate::grade(Instant now) const {
  return now - last_ > kLostAfter ? QualityGrade::kLost : grade_of(score_);
}

bool QualityEstimate::take_change(Instant now) {
  if (!started_ || told_ == grade(now)) return false;
  told_ = grade(now);
  return true;
}

}  // namespace hemicycle::livekit
