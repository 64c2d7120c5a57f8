#pragma once

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/time.h"

namespace hemicycle::io {

// The next deadline of each of many things, the earliest first. Moving a deadline later, which is
// what nearly always happens, touches only a table; the entry in the heap is corrected when its
// turn comes.
template <typename Key>
class DeadlineQueue {
 public:
  void set(Key key, Instant deadline) {
    if (deadline == kNever) {
      deadlines_.erase(key);
      return;
    }
    Entry& entry = deadlines_[key];
    entry.deadline = deadline;
    if (entry.queued <= deadline) return;
    entry.queued = deadline;
    push(deadline, key);
  }
  void erase(Key key) { deadlines_.erase(key); }

  // kNever when there is none; it may be earlier than any real one.
  Instant next() const { return heap_.empty() ? kNever : heap_.front().at; }

  // Takes the keys whose deadline has come and calls `handle(key)`, which may set deadlines: each
  // key is handled at most once.
  template <typename Handle>
  void pop_due(Instant now, Handle handle) {
    due_.clear();
    while (!heap_.empty() && heap_.front().at <= now) take_first(now);
    for (const Key key : due_) handle(key);
  }

 private:
  struct Entry {
    Instant deadline = kNever;
    Instant queued = kNever;  // its earliest place in the heap
  };
  struct Place {
    Instant at;
    Key key;
  };
  static bool later(const Place& a, const Place& b) { return a.at > b.at; }

  void push(Instant at, Key key) {
    heap_.push_back({at, key});
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  void take_first(Instant now) {
    const Place place = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end(), later);
    heap_.pop_back();
    const auto found = deadlines_.find(place.key);
    if (found == deadlines_.end() || found->second.queued != place.at) return;
    Entry& entry = found->second;
    if (entry.deadline <= now) {
      due_.push_back(place.key);
      deadlines_.erase(found);
    } else {
      entry.queued = entry.deadline;
      push(entry.deadline, place.key);
    }
  }

  std::unordered_map<Key, Entry> deadlines_;
  std::vector<Place> heap_;
  std::vector<Key> due_;
};

}  // namespace hemicycle::io
