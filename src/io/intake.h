#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace hemicycle::io {

// How much of what was taken in is still being worked on, by whatever threads: so that whoever
// takes in can stop before it piles up. Each piece carries a ticket, which gives its share back
// when the last copy of it goes.
class Intake {
 public:
  using Ticket = std::shared_ptr<const void>;  // shared: by the copies of one piece

  explicit Intake(std::size_t bytes_max)
      : bytes_max_(bytes_max), bytes_(std::make_shared<std::atomic<std::size_t>>(0)) {}

  bool is_full() const { return bytes_->load(std::memory_order_relaxed) >= bytes_max_; }

  Ticket admit(std::size_t bytes) {
    bytes_->fetch_add(bytes, std::memory_order_relaxed);
    return {nullptr, [sum = bytes_, bytes](const void*) {
              sum->fetch_sub(bytes, std::memory_order_relaxed);
            }};
  }

 private:
  std::size_t bytes_max_;
  std::shared_ptr<std::atomic<std::size_t>> bytes_;  // shared: with tickets that outlive this
};

}  // namespace hemicycle::io
