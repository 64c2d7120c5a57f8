#pragma once

#include <map>
#include <string>
#include <vector>

#include <prometheus/metric_family.h>

#include "base/time.h"

namespace hemicycle::app {

// One answer to GET /metrics. Nothing is counted twice: whoever counts is asked at that moment.
class MetricsPage {
 public:
  using Labels = std::map<std::string, std::string>;

  // Samples of one name are given one after the other, differing in their labels. Names follow
  // Prometheus' conventions: base units, counters end in _total.
  void gauge(const std::string& name, const std::string& help, double value,
             const Labels& labels = {});
  void counter(const std::string& name, const std::string& help, double value,
               const Labels& labels = {});

  // The text exposition format, version 0.0.4.
  std::string text() const;

 private:
  prometheus::ClientMetric& add(prometheus::MetricType type, const std::string& name,
                                const std::string& help, const Labels& labels);

  std::vector<prometheus::MetricFamily> families_;
};

inline double seconds(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

}  // namespace hemicycle::app
