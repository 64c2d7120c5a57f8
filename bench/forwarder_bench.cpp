// What it costs to forward one packet to one receiver: CPU time of the forwarding thread, in its
// own code and in the kernel for it. 1 publisher, many receivers, real encryption; to sockets on
// loopback, and to a network device.
//
// Three sides are measured in turns, so that whatever else the machine does hits all of them: the
// least that is possible, our forwarder, and what forwarders usually do. The publisher waits for
// the slowest receiver before it sends the next frame: nothing is lost for want of reading.

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string_view>

#include "bench/allocations.h"
#include "bench/baselines.h"
#include "bench/forwarder.h"
#include "bench/frame_thread.h"
#include "bench/receivers.h"
#include "bench/sample.h"
#include "bench/thread_cpu.h"

namespace hemicycle::bench {
namespace {

// Packets that a side forwards in a turn, at least. Turns are short and many, so that what else
// happens on the machine meets all sides alike.
constexpr std::size_t kPacketsATurn = 6'000;
constexpr int kTurns = 18;
constexpr int kTurnsForMain = 54;
constexpr int kTurnsBetweenRefreshes = 18;

struct Side {
  const char* name;
  std::function<void()> start_frame;
  std::function<double()> cpu_ns;
  std::function<bool(std::size_t, MutableBytes)> counts;
  Sample ns_per_packet{};
  std::size_t offered = 0;
  std::size_t arrived = 0;
  Duration elapsed{};
};

// One way for datagrams to go, with up to so many receivers at its end.
class Bench {
 public:
  Bench(std::size_t receivers_max, DropDevice* device)
      : receivers_(receivers_max, device), forwarder_(receivers_) {}

  // Ratios of sides in the same turn.
  struct Outcome {
    Sample of_limit;
    Sample classic_to_ours;
  };

  Outcome compare(const Load& load, int turns = kTurns) {
    forwarder_.grow_to(load.receivers);
    std::vector<Endpoint> endpoints;
    for (std::size_t i = 0; i < load.receivers; ++i) endpoints.push_back(receivers_[i].local());
    const auto limit = make_limit(load, receivers_.here(), endpoints);
    const auto classic = make_classic(load, receivers_.here(), endpoints);
    FrameThread limit_thread("limit", [&] { limit->forward_frame(); });
    FrameThread classic_thread("classic", [&] { classic->forward_frame(); });
    const ThreadCpu forwarder_cpu(forwarder_.thread());
    // The forwarder's reports and answers to checks come now and then between.
    const auto any = [](std::size_t, MutableBytes bytes) {
      return bytes[0] >> 6 == 2 && !wire::looks_like_rtcp(bytes);
    };

    Side sides[] = {
        {"limit", [&] { limit_thread.start_frame(); }, [&] { return limit_thread.cpu_ns(); }, any},
        {"hemicycle", [&] { forwarder_.send_frame(load); }, [&] { return forwarder_cpu.now_ns(); },
         [&](std::size_t i, MutableBytes bytes) { return forwarder_.counts(i, bytes); }},
        {"classic", [&] { classic_thread.start_frame(); }, [&] { return classic_thread.cpu_ns(); },
         any},
    };
    Outcome outcome;
    for (int turn = 0; turn <= turns; ++turn) {
      if (turn % kTurnsBetweenRefreshes == 0) refresh();
      for (Side& side : sides) measure(side, load);
      outcome.of_limit.add(sides[1].ns_per_packet.last() / sides[0].ns_per_packet.last());
      outcome.classic_to_ours.add(sides[2].ns_per_packet.last() / sides[1].ns_per_packet.last());
    }
    receivers_.reach();
    for (const Side& side : sides) print(side, load);
    std::printf("%42.2f x the limit; classic %.1f x ours\n", outcome.of_limit.median(),
                outcome.classic_to_ours.median());
    return outcome;
  }

  // Allocations of the forwarding thread for each forwarded packet.
  double allocations_per_packet(const Load& load) {
    forwarder_.refresh();
    const std::uint64_t before = allocations();
    std::size_t forwarded = 0;
    while (forwarded < 10 * kPacketsATurn) {
      forwarder_.send_frame(load);
      forwarded += receivers_.take(load.receivers, load.packets, [&](auto i, MutableBytes bytes) {
        return forwarder_.counts(i, bytes);
      });
    }
    return static_cast<double>(allocations() - before) / static_cast<double>(forwarded);
  }

  bool is_sound() const { return lost_ == 0 && forwarder_.undecryptable() == 0; }
  std::uint64_t undecryptable() const { return forwarder_.undecryptable(); }

 private:
  void refresh() {
    receivers_.reach();
    forwarder_.refresh();
    receivers_.unreach();
  }

  // The first frame only brings the side's memory back into the caches.
  void measure(Side& side, const Load& load) {
    side.start_frame();
    receivers_.take(load.receivers, load.packets, side.counts);
    const std::size_t each = load.packets * load.receivers;
    const std::size_t frames = std::max<std::size_t>(kPacketsATurn / each, 2);
    const std::uint64_t dropped_before = receivers_.dropped_bytes();
    const Instant began = io::read_clock().instant;
    const double before = side.cpu_ns();
    std::size_t arrived = 0;
    for (std::size_t i = 0; i < frames; ++i) {
      side.start_frame();
      arrived += receivers_.take(load.receivers, load.packets, side.counts);
    }
    const double used = side.cpu_ns() - before;
    side.elapsed += io::read_clock().instant - began;
    arrived += (receivers_.dropped_bytes() - dropped_before) / load.datagram_size_min();
    side.ns_per_packet.add(used / static_cast<double>(frames * each));
    side.offered += frames * each;
    side.arrived += std::min(arrived, frames * each);
    lost_ += frames * each - std::min(arrived, frames * each);
  }

  static void print(const Side& side, const Load& load) {
    const double seconds = std::chrono::duration<double>(side.elapsed).count();
    std::printf("%5zu x %zu x %4zu B  %-10s %7.0f %7.0f %7.0f   %9.0f/s   %zu of %zu\n",
                load.receivers, load.packets, load.payload_size + load.header_size + 16, side.name,
                side.ns_per_packet.median(), side.ns_per_packet.min(), side.ns_per_packet.max(),
                static_cast<double>(side.offered) / seconds, side.offered - side.arrived,
                side.offered);
  }

  Receivers receivers_;
  Forwarder forwarder_;
  std::size_t lost_ = 0;
};

struct Options {
  std::size_t receivers_max = 3000;
  std::string_view path;       // "loopback" or "device"; else both
  std::optional<Load> single;  // only this one
};

void print_goals(const char* path, std::size_t receivers, const Bench::Outcome& main) {
  std::printf(
      "1 -> %zu, %s: %.2f times the limit (goal: at most 1.25), classic costs %.1f times ours "
      "(goal: at least 4)\n",
      receivers, path, main.of_limit.median(), main.classic_to_ours.median());
}

// Receivers are added as it goes, because all of them get every packet.
bool run_on_loopback(const Options& options) {
  const std::size_t receivers_max = options.receivers_max;
  Bench bench(receivers_max, nullptr);
  std::printf("to sockets on loopback, whose receiving is part of the sender's time\n");
  if (options.single) {
    bench.compare(*options.single, kTurnsForMain);
    return bench.is_sound();
  }
  for (const std::size_t receivers : {10, 30, 100})
    if (receivers < receivers_max) bench.compare({.receivers = receivers});

  const std::size_t many = std::min<std::size_t>(300, receivers_max);
  std::printf("\nthe main figure\n");
  const Bench::Outcome main = bench.compare({.receivers = many}, kTurnsForMain);
  const double allocated = bench.allocations_per_packet({.receivers = many});
  std::printf("\nframes of other sizes, and audio\n");
  for (const std::size_t packets : {1, 2, 8})
    bench.compare({.receivers = many, .packets = packets});
  bench.compare({.receivers = many, .packets = 1, .payload_size = 100});
  std::printf("\nmore receivers\n");
  for (const std::size_t receivers : {1000, 3000})
    if (receivers <= receivers_max) bench.compare({.receivers = receivers});

  print_goals("loopback", many, main);
  std::printf(
      "allocations for each forwarded packet: %.4f; packets that could not be decrypted: %llu\n",
      allocated, static_cast<unsigned long long>(bench.undecryptable()));
  return bench.is_sound();
}

// A device tells nobody apart, so each number of receivers has its own.
bool run_on_device(const Options& options) {
  auto device = DropDevice::make();
  if (!device) {
    std::printf("\nto a network device: left out, %s\n", device.error().c_str());
    return true;
  }
  std::printf("\nto a network device that segments and drops\n");
  if (options.single) {
    Bench bench(options.receivers_max, &*device);
    bench.compare(*options.single, kTurnsForMain);
    return bench.is_sound();
  }
  bool sound = true;
  for (const std::size_t receivers : {10, 300, 1000, 3000}) {
    if (receivers > options.receivers_max) continue;
    Bench bench(receivers, &*device);
    const Bench::Outcome outcome =
        bench.compare({.receivers = receivers}, receivers == 300 ? kTurnsForMain : kTurns);
    if (receivers == 300) {
      for (const std::size_t packets : {1, 2, 8})
        bench.compare({.receivers = receivers, .packets = packets});
      bench.compare({.receivers = receivers, .packets = 1, .payload_size = 100});
      print_goals("device", receivers, outcome);
    }
    sound &= bench.is_sound();
  }
  return sound;
}

int run(const Options& options) {
  exempt_this_thread();
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  std::printf(
      "CPU ns for each forwarded packet; 1 publisher, AEAD_AES_128_GCM (classic: "
      "AES_CM_128_HMAC_SHA1_80)\n"
      "receivers x packets of a frame x datagram  side    median     min     max     offered   "
      "lost\n\n");
  bool sound = true;
  if (options.path != "device") sound &= run_on_loopback(options);
  if (options.path != "loopback") sound &= run_on_device(options);
  return sound ? 0 : 1;
}

}  // namespace
}  // namespace hemicycle::bench

// forwarder_bench [RECEIVERS [loopback|device [PACKETS BYTES]]]: at most so many receivers, one way
// only, one load only (packets of a frame, bytes of payload).
int main(int argc, char** argv) {
  const auto number = [&](int i) { return std::strtoul(argv[i], nullptr, 10); };
  hemicycle::bench::Options options;
  if (argc > 1) options.receivers_max = number(1);
  if (argc > 2) options.path = argv[2];
  if (argc > 4)
    options.single = hemicycle::bench::Load{
        .receivers = options.receivers_max, .packets = number(3), .payload_size = number(4)};
  return hemicycle::bench::run(options);
}
