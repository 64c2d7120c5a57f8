#pragma once

#include <mutex>
#include <utility>
#include <vector>

#include "io/wakeup.h"

namespace hemicycle::io {

// Letters from any thread to one loop, in order for each sender. The reader swaps the whole pile
// out, so the lock is held for an instant, and only the first letter of a pile costs a system call.
template <typename Letter>
class Mailbox {
 public:
  // For EventLoop::watch; collect() when it is readable.
  int descriptor() const { return wakeup_.descriptor(); }

  void post(Letter letter) {
    bool was_empty = false;
    {
      const std::lock_guard lock(mutex_);
      was_empty = letters_.empty();
      letters_.push_back(std::move(letter));
    }
    if (was_empty) wakeup_.signal();
  }

  // Replaces the content of `pile`, whose memory is reused, by all letters so far.
  void collect(std::vector<Letter>& pile) {
    pile.clear();
    wakeup_.clear();
    const std::lock_guard lock(mutex_);
    letters_.swap(pile);
  }

 private:
  Wakeup wakeup_;
  std::mutex mutex_;
  std::vector<Letter> letters_;
};

}  // namespace hemicycle::io
