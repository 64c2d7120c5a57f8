// What one forwarded packet costs for each receiver before encryption and sending: the decision and
// the rewriting. It should not grow with the number of receivers.
//
//   sfu_bench [rounds]
//
// Nanoseconds of the thread's CPU time: median, minimum and maximum over the rounds, the first of
// which is discarded. The rounds go over all cases in turn, so that a slow moment of the machine
// touches them alike. Allocations are those of all rounds after the first: there should be none.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <time.h>

#include "sfu/fanout.h"

namespace {
std::uint64_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace hemicycle::sfu {
namespace {

constexpr std::size_t kPayloadSize = 1200;
constexpr std::int64_t kForwardsPerRound = 1'500'000;  // packets times receivers

enum class Case { kAsItCame, kRenumbered, kPadded, kOtherLayer, kAudio };

constexpr struct {
  Case which;
  const char* name;
} kCases[] = {
    {Case::kAsItCame, "VP8, as it came"},
    {Case::kRenumbered, "VP8, picture ids rewritten"},
    {Case::kPadded, "VP8, padded to equal size"},
    {Case::kOtherLayer, "VP8, a layer nobody takes"},
    {Case::kAudio, "Opus"},
};
constexpr std::size_t kReceivers[] = {10, 30, 100, 300, 1000, 3000};

double cpu_time_ns() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

Bytes vp8_payload(std::uint16_t picture_id, bool keyframe) {
  Bytes payload(kPayloadSize, 0x5a);
  ByteWriter writer(payload);
  writer.u8(0x90);  // X, S
  writer.u8(0xe0);  // I, L, T
  writer.u16(0x8000 | picture_id);
  writer.u8(1);  // TL0PICIDX
  writer.u8(0);
  writer.u8(keyframe ? 0 : 1);
  return payload;
}

SubscriptionParameters receiver(std::uint32_t number, bool audio) {
  SubscriptionParameters parameters;
  parameters.kind = audio ? wire::MediaKind::kAudio : wire::MediaKind::kVideo;
  CodecParameters codec;
  codec.codec = audio ? Codec::kOpus : Codec::kVp8;
  codec.payload_type = wire::PayloadType(96);
  codec.clock_rate = audio ? 48'000 : 90'000;
  parameters.codecs = {codec};
  parameters.ssrc = wire::Ssrc(number);
  parameters.receiver = number;
  return parameters;
}

// One track and its receivers, all of whom are under way.
class Load {
 public:
  Load(Case which, std::size_t receivers)
      : which_(which),
        receivers_(receivers),
        fanout_(audio() ? wire::MediaKind::kAudio : wire::MediaKind::kVideo),
        payload_(audio() ? Bytes(120, 0x78) : vp8_payload(7, false)),
        keyframe_(vp8_payload(7, true)) {
    for (std::uint32_t i = 0; i < receivers; ++i)
      fanout_.add(SubscriptionId(i), receiver(i, audio()), wire::SequenceNumber(1), now_);
    forward(packet(keyframe_, true));
    if (which == Case::kRenumbered) change_picture_ids();
    if (which == Case::kOtherLayer) layer_ = 1;
  }

  // Nanoseconds for each receiver and packet.
  double measure() {
    std::int64_t packets = kForwardsPerRound / static_cast<std::int64_t>(receivers_);
    double start = cpu_time_ns();
    for (std::int64_t i = 0; i < packets; ++i) forward(packet(payload_, false));
    return (cpu_time_ns() - start) / static_cast<double>(packets) / static_cast<double>(receivers_);
  }
  std::uint64_t seen() const { return seen_; }

 private:
  bool audio() const { return which_ == Case::kAudio; }

  ForwardPacket packet(const Bytes& payload, bool keyframe) {
    ForwardPacket packet;
    packet.payload = payload;
    packet.sequence = ++sequence_;
    packet.timestamp = wire::RtpTimestamp(static_cast<std::uint32_t>(sequence_ / 4 * 3000));
    packet.layer = layer_;
    packet.codec = audio() ? Codec::kOpus : Codec::kVp8;
    packet.padding = which_ == Case::kPadded ? 1 : 0;
    packet.frame = peek(packet.codec, payload, false).value_or(wire::FramePart{});
    packet.frame.begins_keyframe |= keyframe;
    if (!audio()) packet.picture_id = 40'000 + sequence_ / 4;
    return packet;
  }
  // All receivers pause and resume, whereby their picture ids part from the source's.
  void change_picture_ids() {
    for (std::uint32_t i = 0; i < receivers_; ++i) {
      fanout_.set_wishes(SubscriptionId(i), {.paused = true}, now_);
      fanout_.set_wishes(SubscriptionId(i), {}, now_);
    }
    sequence_ += 400;
    forward(packet(keyframe_, true));
  }
  void forward(const ForwardPacket& packet) {
    now_ += std::chrono::microseconds(500);
    fanout_.forward(packet, now_,
                    [this](const Subscription& to, ByteView header, ByteView payload) {
                      seen_ += to.receiver() + header[3] + payload[3];
                    });
  }

  Case which_;
  std::size_t receivers_;
  Fanout fanout_;
  Bytes payload_;
  Bytes keyframe_;
  Instant now_{std::chrono::seconds(1)};
  std::int64_t sequence_ = 100'000;
  LayerIndex layer_ = 0;
  std::uint64_t seen_ = 0;
};

struct Row {
  std::string name;
  std::size_t receivers = 0;
  std::unique_ptr<Load> load;
  std::vector<double> rounds;
};

void print(Row& row) {
  std::ranges::sort(row.rounds);
  std::printf("%-28s %9zu %10.1f %8.1f %8.1f\n", row.name.c_str(), row.receivers,
              row.rounds[row.rounds.size() / 2], row.rounds.front(), row.rounds.back());
}

int run(int rounds) {
  std::vector<Row> rows;
  for (const auto& each : kCases)
    for (std::size_t receivers : kReceivers)
      rows.push_back({each.name, receivers, std::make_unique<Load>(each.which, receivers), {}});
  std::uint64_t allocated = 0;
  for (Row& row : rows) row.rounds.reserve(static_cast<std::size_t>(rounds));
  for (int round = 0; round <= rounds; ++round)
    for (Row& row : rows) {
      std::uint64_t before = allocations;
      double ns = row.load->measure();
      if (round == 0) continue;
      row.rounds.push_back(ns);
      allocated += allocations - before;
    }
  std::printf("%d rounds, %lld forwards each; ns for each packet and receiver\n", rounds,
              static_cast<long long>(kForwardsPerRound));
  std::printf("%-28s %9s %10s %8s %8s\n", "case", "receivers", "median", "min", "max");
  std::uint64_t seen = 0;
  for (Row& row : rows) {
    print(row);
    seen += row.load->seen();
  }
  std::printf("allocations while forwarding: %llu\n", static_cast<unsigned long long>(allocated));
  return seen == 0 ? 1 : 0;  // nothing was forwarded: the figures mean nothing
}

}  // namespace
}  // namespace hemicycle::sfu

int main(int argc, char** argv) {
  int rounds = argc > 1 ? std::atoi(argv[1]) : 7;
  return hemicycle::sfu::run(std::max(rounds, 1));
}
