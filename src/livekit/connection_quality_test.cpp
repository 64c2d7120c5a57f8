#include "livekit/connection_quality.h"

#include <gtest/gtest.h>

namespace hemicycle::livekit {
namespace {

using namespace std::chrono_literals;

media::PeerStatistics statistics_of(double loss, Duration round_trip, Duration jitter) {
  media::PeerStatistics statistics;
  statistics.round_trip = round_trip;
  statistics.downlink.loss = loss;
  statistics.downlink.jitter = jitter;
  return statistics;
}

TEST(QualityEstimate, follows_loss_delay_and_jitter) {
  struct {
    media::PeerStatistics statistics;
    QualityGrade grade;
  } table[] = {
      {statistics_of(0, 20ms, 5ms), QualityGrade::kExcellent},
      {statistics_of(0.01, 60ms, 10ms), QualityGrade::kExcellent},
      {statistics_of(0.06, 80ms, 10ms), QualityGrade::kGood},
      {statistics_of(0, 500ms, 10ms), QualityGrade::kGood},
      {statistics_of(0.25, 80ms, 10ms), QualityGrade::kPoor},
      {statistics_of(0.02, 300ms, 250ms), QualityGrade::kPoor},
  };
  for (const auto& row : table) {
    QualityEstimate estimate;
    estimate.add(row.statistics, Instant(1s));
    EXPECT_EQ(estimate.grade(Instant(1s)), row.grade) << "score " << estimate.score();
  }
}

TEST(QualityEstimate, the_worse_direction_counts) {
  media::PeerStatistics statistics;
  statistics.uplink.loss = 0.3;
  QualityEstimate estimate;
  estimate.add(statistics, Instant(1s));
  EXPECT_EQ(estimate.grade(Instant(1s)), QualityGrade::kPoor);
}

TEST(QualityEstimate, is_lost_when_nothing_is_heard_and_found_again) {
  QualityEstimate estimate;
  estimate.add({}, Instant(1s));
  EXPECT_EQ(estimate.grade(Instant(6s)), QualityGrade::kExcellent);
  EXPECT_EQ(estimate.grade(Instant(10s)), QualityGrade::kLost);
  estimate.add({}, Instant(11s));
  EXPECT_EQ(estimate.grade(Instant(11s)), QualityGrade::kExcellent);
}

TEST(QualityEstimate, a_change_is_taken_once) {
  QualityEstimate estimate;
  EXPECT_FALSE(estimate.take_change(Instant(1s))) << "nothing is known yet";
  estimate.add({}, Instant(1s));
  EXPECT_TRUE(estimate.take_change(Instant(1s)));
  EXPECT_FALSE(estimate.take_change(Instant(2s)));
}

}  // namespace
}  // namespace hemicycle::livekit
