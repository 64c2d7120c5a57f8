#include "app/metrics_page.h"

#include <sstream>

#include <prometheus/text_serializer.h>

namespace hemicycle::app {

prometheus::ClientMetric& MetricsPage::add(prometheus::MetricType type, const std::string& name,
                                           const std::string& help, const Labels& labels) {
  if (families_.empty() || families_.back().name != name)
    families_.push_back({name, help, type, {}});
  prometheus::ClientMetric& metric = families_.back().metric.emplace_back();
  for (const auto& [label, value] : labels) metric.label.push_back({label, value});
  return metric;
}

void MetricsPage::gauge(const std::string& name, const std::string& help, double value,
                        const Labels& labels) {
  add(prometheus::MetricType::Gauge, name, help, labels).gauge.value = value;
}

void MetricsPage::counter(const std::string& name, const std::string& help, double value,
                          const Labels& labels) {
  add(prometheus::MetricType::Counter, name, help, labels).counter.value = value;
}

std::string MetricsPage::text() const {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families_);
  return out.str();
}

}  // namespace hemicycle::app
