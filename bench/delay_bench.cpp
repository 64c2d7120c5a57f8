// How long a packet stays in the forwarder: from the publisher's send call until the kernel stamps
// it for a receiver's socket on loopback. Frames come at random moments, as those of many rooms do,
// at a rate that makes the forwarding thread busy for a given share of the time.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <unordered_map>
#include <vector>

#include <sys/socket.h>

#include "bench/forwarder.h"
#include "bench/receivers.h"
#include "bench/thread_cpu.h"

namespace hemicycle::bench {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMeasured = 3 * kSecond;
constexpr std::int64_t kLateMax = kSecond / 2000;
constexpr long kPause = 20'000;
constexpr std::int64_t kPatience = kSecond / 5;

// The clock of the kernel's stamps.
std::int64_t now_ns() {
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME, &time);
  return time.tv_sec * kSecond + time.tv_nsec;
}

// Reads only what tells which frame a datagram belongs to, and when it came.
class StampedReader {
 public:
  // Calls `visit(timestamp of the frame, moment)` for each media packet that waits.
  template <typename Visit>
  void drain(const io::UdpSocket& socket, Visit visit) {
    for (int got = kMessages; got == kMessages;) {
      prepare();
      got = ::recvmmsg(socket.descriptor(), headers_.data(), kMessages, MSG_DONTWAIT, nullptr);
      for (int i = 0; i < got; ++i) {
        const auto& start = starts_[static_cast<std::size_t>(i)];
        if (start[0] >> 6 != 2 || wire::looks_like_rtcp(start)) continue;
        visit(ByteReader(ByteView(start).subspan(4)).u32(),
              moment_of(headers_[static_cast<std::size_t>(i)].msg_hdr));
      }
    }
  }

  static void enable(const io::UdpSocket& socket) {
    const int on = 1;
    ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof(on));
  }

 private:
  static constexpr int kMessages = 64;

  void prepare() {
    for (std::size_t i = 0; i < kMessages; ++i) {
      vectors_[i] = {starts_[i].data(), starts_[i].size()};
      headers_[i] = {};
      headers_[i].msg_hdr.msg_iov = &vectors_[i];
      headers_[i].msg_hdr.msg_iovlen = 1;
      headers_[i].msg_hdr.msg_control = controls_[i].data();
      headers_[i].msg_hdr.msg_controllen = sizeof(controls_[i]);
    }
  }
  static std::int64_t moment_of(msghdr& header) {
    for (cmsghdr* each = CMSG_FIRSTHDR(&header); each; each = CMSG_NXTHDR(&header, each)) {
      if (each->cmsg_level != SOL_SOCKET || each->cmsg_type != SCM_TIMESTAMPNS) continue;
      timespec time{};
      std::memcpy(&time, CMSG_DATA(each), sizeof(time));
      return time.tv_sec * kSecond + time.tv_nsec;
    }
    return 0;
  }

  std::array<mmsghdr, kMessages> headers_;
  std::array<iovec, kMessages> vectors_;
  std::array<std::array<std::uint8_t, 12>, kMessages> starts_;
  std::array<std::array<std::uint64_t, 8>, kMessages> controls_;
};

class DelayBench {
 public:
  explicit DelayBench(std::size_t receivers)
      : load_{.receivers = receivers}, receivers_(receivers, nullptr), forwarder_(receivers_) {
    forwarder_.grow_to(receivers);
    for (std::size_t i = 0; i < receivers; ++i) StampedReader::enable(receivers_[i]);
  }

  // Every frame as soon as the one before is through.
  double busy_ns_per_frame() {
    forwarder_.refresh();
    const ThreadCpu cpu(forwarder_.thread());
    constexpr int kFrames = 300;
    double before = 0;
    for (int i = 0; i < 2 * kFrames; ++i) {
      if (i == kFrames) before = cpu.now_ns();
      forwarder_.send_frame(load_);
      receivers_.take(load_.receivers, load_.packets, [](std::size_t, MutableBytes bytes) {
        return bytes[0] >> 6 == 2 && !wire::looks_like_rtcp(bytes);
      });
    }
    return (cpu.now_ns() - before) / kFrames;
  }

  void measure(double share, double frame_ns) {
    forwarder_.refresh();
    sent_at_.clear();
    delays_us_.clear();
    const ThreadCpu cpu(forwarder_.thread());
    const double busy_before = cpu.now_ns();
    const std::int64_t began = now_ns();
    for (std::int64_t next = began; next < began + kMeasured;) {
      if (now_ns() < next) {
        read_some();
        continue;
      }
      const std::int64_t sent = now_ns();
      forwarder_.send_frame(load_);
      sent_at_[forwarder_.newest_timestamp()] = sent;
      // Whoever held the publisher up for long is not to be answered by a burst.
      next = std::max(next, sent - kLateMax) + until_next(frame_ns / share);
    }
    const double busy = (cpu.now_ns() - busy_before) / static_cast<double>(now_ns() - began);
    const std::size_t offered = sent_at_.size() * load_.packets * load_.receivers;
    const std::int64_t patience_ends = now_ns() + kPatience;
    while (delays_us_.size() < offered && now_ns() < patience_ends) read_some();
    print(share, busy, offered);
  }

 private:
  // Independent sources together: exponential gaps.
  std::int64_t until_next(double mean_ns) {
    const double uniform = (static_cast<double>(random_.below(1'000'000)) + 0.5) / 1e6;
    return static_cast<std::int64_t>(-std::log(uniform) * mean_ns);
  }

  // The next receiver's packets; a short sleep when a whole round of receivers had none.
  void read_some() {
    turn_ = (turn_ + 1) % load_.receivers;
    const std::size_t before = delays_us_.size();
    reader_.drain(receivers_[turn_], [&](std::uint32_t timestamp, std::int64_t moment) {
      const auto sent = sent_at_.find(timestamp);
      if (sent == sent_at_.end()) return;
      delays_us_.push_back(static_cast<float>(moment - sent->second) / 1000);
    });
    empty_ = delays_us_.size() == before ? empty_ + 1 : 0;
    if (empty_ < load_.receivers) return;
    empty_ = 0;
    const timespec pause{0, kPause};
    ::nanosleep(&pause, nullptr);
  }

  double percentile(double share) {
    if (delays_us_.empty()) return 0;
    const auto place = delays_us_.begin() + static_cast<std::ptrdiff_t>(
                                                share * static_cast<double>(delays_us_.size() - 1));
    std::nth_element(delays_us_.begin(), place, delays_us_.end());
    return *place;
  }

  void print(double share, double busy, std::size_t offered) {
    std::printf(
        "%5zu receivers, %2.0f %% load (busy %2.0f %%): %7.0f %7.0f %7.0f %7.0f   %zu of %zu\n",
        load_.receivers, 100 * share, 100 * busy, percentile(0.5), percentile(0.9),
        percentile(0.99), percentile(1), offered - delays_us_.size(), offered);
  }

  Load load_;
  Receivers receivers_;
  Forwarder forwarder_;
  StampedReader reader_;
  SeededRandom random_{1};
  std::size_t turn_ = 0;
  std::size_t empty_ = 0;  // receivers in a row that had nothing
  std::unordered_map<std::uint32_t, std::int64_t> sent_at_;
  std::vector<float> delays_us_;
};

int run() {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  std::printf(
      "microseconds from the publisher's send call to a receiver's socket, frames of 4 packets\n"
      "                                              p50     p90     p99     max   lost\n");
  for (const std::size_t receivers : {10, 30, 100}) {
    DelayBench bench(receivers);
    const double frame_ns = bench.busy_ns_per_frame();
    for (const double share : {0.2, 0.5, 0.8}) bench.measure(share, frame_ns);
  }
  std::printf("goal at 80 %%: p50 below 200, p99 below 1000\n");
  return 0;
}

}  // namespace
}  // namespace hemicycle::bench

int main() {
  return hemicycle::bench::run();
}
