#pragma once

#include <mutex>
#include <utility>

namespace hemicycle::io {

// The latest value that one thread published, for any thread to copy: counters for /metrics.
template <typename Value>
class Published {
 public:
  void set(Value value) {
    const std::lock_guard lock(mutex_);
    value_ = std::move(value);
  }
  Value get() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }

 private:
  mutable std::mutex mutex_;
  Value value_{};
};

}  // namespace hemicycle::io
