#include "sim/link.h"

#include <algorithm>

namespace hemicycle::sim {
namespace {

constexpr std::size_t kIpAndUdpHeaderSize = 28;

Duration time_on_line(std::size_t size, std::uint64_t bandwidth_bps) {
  if (bandwidth_bps == 0) return {};
  std::uint64_t bits = 8 * (size + kIpAndUdpHeaderSize);
  return Duration(static_cast<Duration::rep>(bits * 1'000'000'000 / bandwidth_bps));
}

}  // namespace

Link::Lots Link::draw() {
  Lots lots{};
  lots.lost = random_.chance(conditions_.loss);
  lots.burst_begins = random_.chance(conditions_.burst.enter);
  lots.burst_ends = random_.chance(conditions_.burst.leave);
  lots.burst_lost = random_.chance(conditions_.burst.loss);
  lots.duplicated = random_.chance(conditions_.duplication);
  lots.held_back = random_.chance(conditions_.reordering);
  auto spread = static_cast<std::uint64_t>(conditions_.jitter.count()) + 1;
  lots.jitter = Duration(static_cast<Duration::rep>(random_.below(spread)));
  return lots;
}

bool Link::is_lost(const Lots& lots) {
  in_burst_ = in_burst_ ? !lots.burst_ends : lots.burst_begins;
  return lots.lost || (in_burst_ && lots.burst_lost);
}

std::vector<Instant> Link::transmit(std::size_t size, Instant now) {
  ++counters_.sent;
  Lots lots = draw();
  bool lost = is_lost(lots);

  Instant start = std::max(now, line_free_);
  if (start - now > conditions_.queue_max) {
    ++counters_.overflowed;
    return {};
  }
  // What is lost further on has still used the line.
  line_free_ = start + time_on_line(size, conditions_.bandwidth_bps);
  if (lost) {
    ++counters_.lost;
    return {};
  }

  Instant arrival = std::max(line_free_ + conditions_.delay + lots.jitter, last_arrival_);
  last_arrival_ = arrival;
  if (lots.held_back) {
    ++counters_.held_back;
    arrival += conditions_.reordering_delay;
  }
  std::vector<Instant> arrivals{arrival};
  if (lots.duplicated) {
    ++counters_.duplicated;
    arrivals.push_back(arrival);
  }
  return arrivals;
}

}  // namespace hemicycle::sim
