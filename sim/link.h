#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "base/time.h"

namespace hemicycle::sim {

// Loss that comes in bursts (Gilbert 1960, Elliott 1963): a line that is now good, now bad.
struct BurstLoss {
  double enter = 0;  // probability, at each datagram, that the line turns bad
  double leave = 1;  // and that it turns good again
  double loss = 1;   // of a datagram on the bad line
};

// What one direction of a path does to datagrams. Probabilities are in [0, 1].
struct LinkConditions {
  Duration delay{};
  Duration jitter{};  // up to so much more, evenly spread; it does not change the order
  double loss = 0;
  BurstLoss burst{};
  double duplication = 0;
  double reordering = 0;                                      // held back, so that later ones
  Duration reordering_delay = std::chrono::milliseconds(30);  // overtake: for so long
  std::uint64_t bandwidth_bps = 0;                            // 0: no limit
  Duration queue_max = std::chrono::milliseconds(250);        // longer waits for the line: lost
};

struct LinkCounters {
  std::uint64_t sent = 0;
  std::uint64_t lost = 0;
  std::uint64_t overflowed = 0;  // of the queue before a narrow line
  std::uint64_t duplicated = 0;
  std::uint64_t held_back = 0;
};

// One direction between two endpoints. It decides when a datagram arrives, if at all, and knows
// nothing of what is in it. The same seed and the same datagrams give the same decisions: each
// datagram draws the same number of random values, whatever the conditions.
class Link {
 public:
  Link(const LinkConditions& conditions, std::uint64_t seed)
      : conditions_(conditions), random_(seed) {}

  void set_conditions(const LinkConditions& conditions) { conditions_ = conditions; }
  const LinkCounters& counters() const { return counters_; }

  // The arrivals of a datagram of `size` bytes that is sent now: none, one, or two.
  std::vector<Instant> transmit(std::size_t size, Instant now);

 private:
  struct Lots {
    bool lost, burst_begins, burst_ends, burst_lost, duplicated, held_back;
    Duration jitter;
  };
  Lots draw();
  bool is_lost(const Lots& lots);

  LinkConditions conditions_;
  SeededRandom random_;
  bool in_burst_ = false;
  Instant line_free_ = Instant::min();
  Instant last_arrival_ = Instant::min();
  LinkCounters counters_;
};

}  // namespace hemicycle::sim
