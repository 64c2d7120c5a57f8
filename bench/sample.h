#pragma once

#include <algorithm>
#include <vector>

namespace hemicycle::bench {

// One figure measured several times. The first measurement only warms caches and is discarded.
class Sample {
 public:
  void add(double value) {
    if (warm_) values_.push_back(value);
    warm_ = true;
    last_ = value;
  }
  // The latest, even the discarded one.
  double last() const { return last_; }
  double median() const {
    std::vector<double> sorted = values_;
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty()) return 0;
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
  double min() const {
    return values_.empty() ? 0 : *std::min_element(values_.begin(), values_.end());
  }
  double max() const {
    return values_.empty() ? 0 : *std::max_element(values_.begin(), values_.end());
  }

 private:
  std::vector<double> values_;
  double last_ = 0;
  bool warm_ = false;
};

}  // namespace hemicycle::bench
