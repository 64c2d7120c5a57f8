#include "sim/virtual_network.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace hemicycle::sim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Endpoint kAlice = Endpoint::v4(10, 0, 0, 1, 1000);
const Endpoint kBob = Endpoint::v4(10, 0, 0, 2, 2000);

// Notes what arrives and when; sends a counted datagram at a steady pace when asked to.
class Recorder final : public Host {
 public:
  struct Arrival {
    Duration after_start;
    std::uint64_t number;
    friend bool operator==(const Arrival&, const Arrival&) = default;
  };

  explicit Recorder(VirtualNetwork& network) : network_(network), start_(network.now().instant) {}

  void send_every(Duration interval, std::uint64_t count, std::size_t size = 100) {
    interval_ = interval;
    to_send_ = count;
    size_ = size;
    next_ = network_.now().instant;
  }

  void handle_datagram(MutableBytes datagram, const Endpoint&, const Endpoint&,
                       const Now& now) override {
    arrivals.push_back({now.instant - start_, ByteReader(datagram).u64()});
  }
  Instant next_deadline() const override { return sent_ < to_send_ ? next_ : kNever; }
  void handle_timeout(const Now&) override {
    Bytes bytes(size_);
    ByteWriter(bytes).u64(sent_++);
    network_.send(kAlice, kBob, bytes);
    next_ += interval_;
  }

  std::vector<Arrival> arrivals;

 private:
  VirtualNetwork& network_;
  Instant start_;
  Instant next_{};
  Duration interval_{};
  std::size_t size_ = 100;
  std::uint64_t to_send_ = 0;
  std::uint64_t sent_ = 0;
};

struct Outcome {
  std::vector<Recorder::Arrival> arrivals;
  LinkCounters counters;
};

Outcome run(const LinkConditions& conditions, std::uint64_t seed, std::uint64_t count = 1000,
            Duration interval = milliseconds(10), std::size_t size = 100) {
  VirtualNetwork network(seed);
  network.set_default_conditions(conditions);
  Recorder alice(network), bob(network);
  network.attach(kAlice, alice);
  network.attach(kBob, bob);
  alice.send_every(interval, count, size);
  network.run_for(interval * static_cast<std::int64_t>(count) + seconds(5));
  return {bob.arrivals, network.counters(kAlice, kBob)};
}

bool is_in_order(const Outcome& run) {
  for (std::size_t i = 1; i < run.arrivals.size(); ++i)
    if (run.arrivals[i].number < run.arrivals[i - 1].number) return false;
  return true;
}

TEST(VirtualNetwork, a_perfect_link_delivers_all_in_order_after_its_delay) {
  Outcome perfect = run({.delay = milliseconds(25)}, 1, 10);
  ASSERT_EQ(perfect.arrivals.size(), 10u);
  for (std::uint64_t i = 0; i < 10; ++i)
    EXPECT_EQ(perfect.arrivals[i], (Recorder::Arrival{milliseconds(25) + i * milliseconds(10), i}));
}

TEST(VirtualNetwork, one_seed_gives_one_history) {
  LinkConditions rough{.delay = milliseconds(20),
                       .jitter = milliseconds(15),
                       .loss = 0.1,
                       .burst = {0.01, 0.3, 1},
                       .duplication = 0.05,
                       .reordering = 0.05};
  EXPECT_EQ(run(rough, 7).arrivals, run(rough, 7).arrivals);
  EXPECT_NE(run(rough, 7).arrivals, run(rough, 8).arrivals);
}

TEST(VirtualNetwork, loses_about_what_it_is_told_to) {
  for (double loss : {0.02, 0.1, 0.5}) {
    Outcome lossy = run({.loss = loss}, 3, 10'000);
    double lost = static_cast<double>(lossy.counters.lost) / 10'000;
    EXPECT_NEAR(lost, loss, 0.02);
    EXPECT_EQ(lossy.arrivals.size() + lossy.counters.lost, 10'000u);
  }
}

TEST(VirtualNetwork, bursts_lose_neighbours) {
  // Bad one datagram in a hundred, and then for five on average.
  Outcome bursty = run({.burst = {0.01, 0.2, 1}}, 3, 20'000);
  std::uint64_t gaps = 0;
  for (std::size_t i = 1; i < bursty.arrivals.size(); ++i)
    if (bursty.arrivals[i].number > bursty.arrivals[i - 1].number + 1) ++gaps;
  ASSERT_GT(gaps, 100u);
  double length = static_cast<double>(bursty.counters.lost) / static_cast<double>(gaps);
  EXPECT_NEAR(length, 5, 1);
}

TEST(VirtualNetwork, jitter_keeps_the_order_and_reordering_breaks_it) {
  Outcome jittery = run({.delay = milliseconds(5), .jitter = milliseconds(50)}, 5);
  EXPECT_EQ(jittery.arrivals.size(), 1000u);
  EXPECT_TRUE(is_in_order(jittery));

  Outcome reordered = run({.delay = milliseconds(5), .reordering = 0.1}, 5);
  EXPECT_EQ(reordered.arrivals.size(), 1000u);
  EXPECT_GT(reordered.counters.held_back, 50u);
  EXPECT_FALSE(is_in_order(reordered));
}

TEST(VirtualNetwork, duplicates_arrive_twice) {
  Outcome doubled = run({.duplication = 0.1}, 5);
  EXPECT_GT(doubled.counters.duplicated, 50u);
  EXPECT_EQ(doubled.arrivals.size(), 1000 + doubled.counters.duplicated);
}

TEST(VirtualNetwork, a_narrow_line_queues_then_drops) {
  // 1,000 bytes on the wire take 8 ms at 1 Mbit/s and come every 4 ms: half of them must go.
  LinkConditions narrow{.bandwidth_bps = 1'000'000, .queue_max = milliseconds(100)};
  Outcome narrowed = run(narrow, 5, 1000, milliseconds(4), 972);
  EXPECT_NEAR(static_cast<double>(narrowed.arrivals.size()), 500, 20);
  EXPECT_EQ(narrowed.arrivals.size() + narrowed.counters.overflowed, 1000u);
  EXPECT_EQ(narrowed.arrivals[0].after_start, milliseconds(8));
  Duration longest =
      narrowed.arrivals.back().after_start - narrowed.arrivals.back().number * milliseconds(4);
  EXPECT_LE(longest, milliseconds(108));
}

TEST(VirtualNetwork, conditions_change_for_one_direction) {
  VirtualNetwork network(1);
  Recorder alice(network), bob(network);
  network.attach(kAlice, alice);
  network.attach(kBob, bob);
  network.set_conditions(kAlice, kBob, {.loss = 1});
  network.send(kAlice, kBob, Bytes(8));
  network.send(kBob, kAlice, Bytes(8));
  network.run_for(milliseconds(1));
  EXPECT_TRUE(bob.arrivals.empty());
  EXPECT_EQ(alice.arrivals.size(), 1u);
}

TEST(VirtualNetwork, both_clocks_advance_together) {
  VirtualNetwork network(1);
  Now before = network.now();
  network.run_for(milliseconds(1500));
  EXPECT_EQ(network.now().instant - before.instant, milliseconds(1500));
  EXPECT_EQ(network.now().wall - before.wall, microseconds(1'500'000));
}

TEST(VirtualNetwork, datagrams_to_nobody_vanish) {
  VirtualNetwork network(1);
  network.send(kAlice, kBob, Bytes(8));
  network.run_for(milliseconds(1));
  EXPECT_EQ(network.total().sent, 1u);
}

}  // namespace
}  // namespace hemicycle::sim
