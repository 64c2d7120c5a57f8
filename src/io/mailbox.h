#pragma once

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "io/wakeup.h"

namespace hemicycle::io {

// Letters from any thread to one loop, in order for each sender. The reader swaps the whole pile
// out, so the lock is held for an instant, and only the first letter of a pile costs a system call.
// What may be lost is posted with a limit, so that a reader that falls behind cannot exhaust
// memory.
template <typename Letter>
class Mailbox {
 public:
  // For EventLoop::watch; collect() when it is readable.
  int descriptor() const { return wakeup_.descriptor(); }

  void post(Letter letter) { post_unless_full(std::move(letter), kNoLimit); }
  // Drops the letter, and counts it, when so many wait already.
  void post_unless_full(Letter letter, std::size_t waiting_max) {
    bool was_empty = false;
    {
      const std::lock_guard lock(mutex_);
      if (letters_.size() >= waiting_max) {
        ++dropped_;
        return;
      }
      was_empty = letters_.empty();
      letters_.push_back(std::move(letter));
    }
    if (was_empty) wakeup_.signal();
  }
  std::uint64_t dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
  }

  // Replaces the content of `pile`, whose memory is reused, by all letters so far.
  void collect(std::vector<Letter>& pile) {
    pile.clear();
    wakeup_.clear();
    const std::lock_guard lock(mutex_);
    letters_.swap(pile);
  }

 private:
  static constexpr std::size_t kNoLimit = static_cast<std::size_t>(-1);

  Wakeup wakeup_;
  mutable std::mutex mutex_;
  std::vector<Letter> letters_;
  std::uint64_t dropped_ = 0;
};

}  // namespace hemicycle::io
