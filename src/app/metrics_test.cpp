#include "app/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hemicycle::app {
namespace {

using testing::HasSubstr;

TEST(Metrics, are_written_as_prometheus_reads_them) {
  MetricsPage page;
  page.gauge("hemicycle_rooms", "Open rooms.", 2);
  page.counter("hemicycle_packets_total", "Packets.", 5, {{"direction", "in"}});
  page.counter("hemicycle_packets_total", "Packets.", 7, {{"direction", "out"}});
  EXPECT_EQ(page.text(),
            "# HELP hemicycle_rooms Open rooms.\n"
            "# TYPE hemicycle_rooms gauge\n"
            "hemicycle_rooms 2\n"
            "# HELP hemicycle_packets_total Packets.\n"
            "# TYPE hemicycle_packets_total counter\n"
            "hemicycle_packets_total{direction=\"in\"} 5\n"
            "hemicycle_packets_total{direction=\"out\"} 7\n");
}

TEST(Metrics, count_drops_of_all_workers_by_cause) {
  media::PlaneCounters plane;
  plane.workers.resize(2);
  plane.workers[0].drop(media::DropCause::kMalformed) = 3;
  plane.workers[1].drop(media::DropCause::kMalformed) = 4;
  plane.workers[1].busy = std::chrono::milliseconds(1500);
  MetricsPage page;
  describe(page, plane);
  EXPECT_THAT(page.text(), HasSubstr("hemicycle_packet_drops_total{cause=\"malformed\"} 7\n"));
  EXPECT_THAT(page.text(), HasSubstr("hemicycle_loop_busy_seconds_total{worker=\"1\"} 1.5\n"));
  EXPECT_EQ(page.text().find("# TYPE hemicycle_peers gauge"),
            page.text().rfind("# TYPE hemicycle_peers gauge"))
      << "a name is introduced once";
}

}  // namespace
}  // namespace hemicycle::app
