#include "sfu/connection_quality.h"

#include <algorithm>

namespace hemicycle::sfu {
namespace {

constexpr double kBestRating = 93.2;  // G.107's default transmission rating

double to_ms(Duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

// Rating lost for each per cent of packets lost: Opus conceals and carries redundancy, video has
// retransmission.
double loss_impairment(wire::MediaKind kind) {
  return kind == wire::MediaKind::kAudio ? 2.5 : 3.0;
}

ConnectionQuality grade(double score) {
  if (score >= 4.1) return ConnectionQuality::kExcellent;
  if (score >= 3.5) return ConnectionQuality::kGood;
  return ConnectionQuality::kPoor;
}

}  // namespace

double opinion_score(wire::MediaKind kind, const PathReport& report) {
  double delay = to_ms(report.round_trip) / 2 + 2 * to_ms(report.jitter) + 10;
  double delay_impairment = delay < 160 ? delay / 40 : (delay - 120) / 10;
  double rating = kBestRating - delay_impairment - loss_impairment(kind) * 100 * report.loss;
  rating = std::clamp(rating, 0.0, 100.0);
  return 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating);
}

void ConnectionQualityTracker::handle_report(wire::MediaKind kind, const PathReport& report,
                                             Instant now) {
  last_report_ = now;
  score_ = opinion_score(kind, report);
  ConnectionQuality seen = grade(score_);
  if (seen <= quality_) not_better_ = now;
  if (seen < quality_ || quality_ == ConnectionQuality::kLost ||
      (seen > quality_ && now - not_better_ >= kBetterFor)) {
    quality_ = seen;
    not_better_ = now;
  }
}

bool ConnectionQualityTracker::handle_timeout(Instant now) {
  if (now < next_deadline()) return false;
  quality_ = ConnectionQuality::kLost;
  score_ = 0;
  return true;
}

}  // namespace hemicycle::sfu
