#include <functional>
#include <map>
#include <memory>
#include <set>

#include <gtest/gtest.h>

#include "sfu/fanout.h"
#include "sfu/nack_generator.h"
#include "sfu/publication.h"
#include "sfu/test_track.h"

// A publisher of three layers, the SFU, and a receiver that keeps changing its mind, joined by
// paths that lose, delay, reorder and duplicate. Whatever the seed, the receiver must see one
// flawless stream once retransmissions have done their work.
namespace hemicycle::sfu {
namespace {

using namespace std::chrono_literals;
using test::kRtx;
using test::kVp8;
using test::Sent;
using test::Vp8Source;

constexpr LayerIndex kLayers = 3;

wire::Ssrc media_ssrc(LayerIndex layer) {
  return wire::Ssrc(10u + layer);
}
wire::Ssrc rtx_ssrc(LayerIndex layer) {
  return wire::Ssrc(20u + layer);
}

struct PathShape {
  double loss = 0;
  double duplication = 0;
  Duration delay = 10ms;
  Duration jitter = 0ms;
};

// Things that happen later, in order of time.
class Timeline {
 public:
  void at(Instant time, std::function<void()> event) { events_.emplace(time, std::move(event)); }
  void run_until(Instant end) {
    while (!events_.empty() && events_.begin()->first <= end) {
      auto event = events_.extract(events_.begin());
      now = event.key();
      event.mapped()();
    }
    now = end;
  }
  Instant now{std::chrono::seconds(100)};

 private:
  std::multimap<Instant, std::function<void()>> events_;
};

class Path {
 public:
  Path(Timeline& timeline, SeededRandom& random, const PathShape& shape)
      : timeline_(timeline), random_(random), shape_(shape) {}
  void send(std::function<void()> arrive) {
    int copies = random_.chance(shape_.duplication) ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
      if (random_.chance(shape_.loss)) continue;
      auto jitter = static_cast<std::uint64_t>(shape_.jitter.count());
      timeline_.at(timeline_.now + shape_.delay + Duration(jitter ? random_.below(jitter) : 0),
                   arrive);
    }
  }

 private:
  Timeline& timeline_;
  SeededRandom& random_;
  PathShape shape_;
};

// What the receiver holds under one number.
struct Held {
  Sent packet;
  bool padding_only = false;
};

class LossyPathTest : public ::testing::Test {
 protected:
  void start(std::uint64_t seed, const PathShape& up, const PathShape& down, bool with_rtx = true) {
    random_ = std::make_unique<SeededRandom>(seed);
    up_ = std::make_unique<Path>(timeline_, *random_, up);
    down_ = std::make_unique<Path>(timeline_, *random_, down);
    PublicationParameters parameters{.kind = wire::MediaKind::kVideo};
    auto receiver = test::vp8_receiver();
    parameters.codecs = receiver.codecs;
    for (LayerIndex layer = 0; layer < kLayers; ++layer) {
      parameters.layers.push_back({.ssrc = media_ssrc(layer), .rtx_ssrc = rtx_ssrc(layer)});
      sources_.emplace_back(test::SourceShape{
          .layer = layer,
          .sequence = 70'000 + static_cast<std::int64_t>(random_->below(50'000)),
          .timestamp = random_->next_u32(),
          .picture_id = 32'768 + static_cast<std::int64_t>(random_->below(32'768)),
          .tl0_index = static_cast<std::uint8_t>(random_->below(256))});
    }
    publication_ = std::make_unique<Publication>(parameters);
    publication_->set_round_trip(2 * up.delay + up.jitter);
    received_nacks_.set_round_trip(2 * down.delay + down.jitter);
    if (!with_rtx) receiver.rtx_ssrc.reset();
    fanout_.add(SubscriptionId(1), receiver, wire::SequenceNumber(65'000), timeline_.now);
  }

  // ---- The publisher ----

  void publish_frames() {
    for (LayerIndex layer = 0; layer < kLayers; ++layer) {
      bool keyframe = std::exchange(keyframe_wanted_[layer], false) || first_frame_;
      for (const ForwardPacket& packet : sources_[layer].frame(1 + random_->below(4), keyframe)) {
        published_[{layer, wire::wrap_sequence(packet.sequence).value()}] = packet;
        publish(Vp8Source::to_wire(packet, media_ssrc(layer), kVp8));
      }
    }
    first_frame_ = false;
  }
  void publish(Bytes bytes) {
    up_->send([this, bytes = std::move(bytes)] { relay(bytes); });
  }
  void answer_feedback(const wire::RtcpPacket& rtcp) {
    if (const auto* pli = std::get_if<wire::PictureLossIndication>(&rtcp))
      keyframe_wanted_[pli->media.value() - 10] = true;
    const auto* nack = std::get_if<wire::Nack>(&rtcp);
    if (nack == nullptr) return;
    auto layer = static_cast<LayerIndex>(nack->media.value() - 10);
    for (wire::SequenceNumber lost : nack->lost) {
      ForwardPacket packet = published_.at({layer, lost.value()});
      Bytes inner(1500);
      packet.payload = encapsulate_rtx(lost, packet.payload, inner);
      packet.sequence = rtx_sequence_[layer]++;
      publish(Vp8Source::to_wire(packet, rtx_ssrc(layer), kRtx));
    }
  }

  // ---- The SFU ----

  void relay(const Bytes& bytes) {
    auto packet = wire::RtpPacket::parse(bytes);
    ASSERT_TRUE(packet);
    if (auto offered = publication_->handle_rtp(*packet, timeline_.now))
      fanout_.forward(*offered, timeline_.now, to_receiver());
    tick();
  }
  void tick() {
    if (timeline_.now >= fanout_.next_deadline()) fanout_.handle_timeout(timeline_.now);
    std::uint8_t keyframes = fanout_.take_keyframe_requests().layers;
    for (LayerIndex layer = 0; layer < kLayers; ++layer)
      if ((keyframes >> layer & 1) != 0) publication_->request_keyframe(layer, timeline_.now);
    std::vector<wire::RtcpPacket> feedback;
    publication_->poll_feedback(timeline_.now, feedback);
    for (const wire::RtcpPacket& rtcp : feedback)
      up_->send([this, rtcp] { answer_feedback(rtcp); });
  }
  std::function<void(const Subscription&, ByteView, ByteView)> to_receiver() {
    return [this](const Subscription& subscription, ByteView header, ByteView payload) {
      test::Sink parsed;
      parsed(subscription, header, payload);
      note_sent(parsed.packets.at(0));
      down_->send([this, packet = parsed.packets[0]] { receive(packet); });
    };
  }
  // One number of one stream stands for one packet, or SRTP's nonces would repeat.
  void note_sent(const Sent& packet) {
    auto [place, fresh] = sent_.try_emplace({packet.header.ssrc, packet.sequence()}, packet);
    EXPECT_TRUE(place->second.payload == packet.payload &&
                place->second.header.timestamp == packet.header.timestamp)
        << "number " << packet.sequence() << " was sent with two contents";
    if (packet.header.ssrc == wire::Ssrc(2001)) {
      EXPECT_TRUE(fresh);
    }
  }

  // ---- The receiver ----

  void receive(Sent packet) {
    bool again = packet.header.ssrc == wire::Ssrc(2001);
    if (again) {
      auto inner = decapsulate_rtx(packet.payload);
      ASSERT_TRUE(inner);
      packet.header.sequence = inner->sequence;
      packet.payload = Bytes(inner->payload.begin(), inner->payload.end());
    }
    std::int64_t number = unwrapper_.unwrap(packet.header.sequence);
    received_nacks_.handle_packet(number, timeline_.now);
    auto [place, fresh] = held_.try_emplace(number, Held{packet, packet.payload.empty()});
    if (!fresh) {
      EXPECT_EQ(place->second.packet.payload, packet.payload) << "number " << number;
    }
  }
  void ask_for_missed() {
    std::vector<std::int64_t> due;
    received_nacks_.poll(timeline_.now, due);
    if (due.empty()) return;
    std::vector<wire::SequenceNumber> lost;
    for (std::int64_t number : due) lost.push_back(wire::wrap_sequence(number));
    down_->send([this, lost] {
      fanout_.retransmit(*fanout_.find(SubscriptionId(1)), lost, timeline_.now, to_receiver());
    });
  }

  void run(Duration time) {
    Instant end = timeline_.now + time;
    for (int step = 0; timeline_.now < end; ++step) {
      if (step % 7 == 0) publish_frames();
      if (random_->chance(0.004)) {
        SubscriptionWishes wishes{.paused = random_->chance(0.2),
                                  .max_layer = static_cast<LayerIndex>(random_->below(3))};
        fanout_.set_wishes(SubscriptionId(1), wishes, timeline_.now);
      }
      turn();
    }
  }
  // Nothing new is published; what is missing may still be asked for.
  void settle() {
    for (int i = 0; i < 400; ++i) turn();
  }
  void turn() {
    tick();
    ask_for_missed();
    timeline_.run_until(timeline_.now + 5ms);
  }

  void expect_flawless_stream() {
    ASSERT_FALSE(held_.empty());
    std::int64_t expected = held_.begin()->first;
    const Held* before = nullptr;
    std::set<std::pair<LayerIndex, std::int64_t>> contents;
    for (const auto& [number, held] : held_) {
      bool gap = number != expected;
      if (gap) {
        ASSERT_TRUE(before != nullptr && came_too_late(before->packet, held.packet))
            << "a gap before number " << number;
      }
      expected = number + 1;
      if (held.padding_only) continue;
      EXPECT_TRUE(
          contents.emplace(held.packet.source_layer(), held.packet.source_sequence()).second)
          << "number " << number << " repeats a packet";
      if (before != nullptr && !gap) expect_follows(before->packet, held.packet, number);
      before = &held;
    }
  }
  // The last packets before a pause were lost, and nothing told the receiver until it was over,
  // when they were forgotten. It does not need them: it goes on with a keyframe.
  static bool came_too_late(const Sent& before, const Sent& after) {
    return !after.payload.empty() && after.frame().begins_keyframe &&
           after.header.timestamp - before.header.timestamp > 90'000;
  }
  void expect_follows(const Sent& before, const Sent& after, std::int64_t number) {
    SCOPED_TRACE("number " + std::to_string(number));
    EXPECT_GE(after.header.timestamp - before.header.timestamp, 0) << "time goes back";
    bool same_layer = before.source_layer() == after.source_layer();
    bool next = same_layer && after.source_sequence() == before.source_sequence() + 1;
    if (!next) {
      EXPECT_TRUE(after.frame().begins_keyframe) << "a break without a keyframe";
    }
    bool new_frame = after.frame().begins_frame;
    EXPECT_EQ(static_cast<std::uint16_t>(after.picture_id() - before.picture_id()) & 0x7fff,
              new_frame ? 1 : 0);
    EXPECT_EQ(static_cast<std::uint8_t>(after.tl0_index() - before.tl0_index()), new_frame ? 1 : 0);
    if (new_frame) {
      EXPECT_GT(after.header.timestamp - before.header.timestamp, 0);
    }
  }

  Timeline timeline_;
  std::unique_ptr<SeededRandom> random_;
  std::unique_ptr<Path> up_, down_;
  std::deque<Vp8Source> sources_;
  std::map<std::pair<LayerIndex, std::uint16_t>, ForwardPacket> published_;
  std::array<bool, kLayers> keyframe_wanted_{};
  std::array<std::int64_t, kLayers> rtx_sequence_{1000, 2000, 3000};
  bool first_frame_ = true;

  std::unique_ptr<Publication> publication_;
  Fanout fanout_{wire::MediaKind::kVideo};
  std::map<std::pair<wire::Ssrc, std::uint16_t>, Sent> sent_;

  NackGenerator received_nacks_;
  wire::SequenceUnwrapper unwrapper_;
  std::map<std::int64_t, Held> held_;
};

TEST_F(LossyPathTest, without_losses_the_stream_is_flawless_under_any_change_of_mind) {
  start(1, {}, {});
  run(30s);
  expect_flawless_stream();
  EXPECT_GT(held_.size(), 1000u);
}

class LossyPathSeedTest : public LossyPathTest, public ::testing::WithParamInterface<int> {};

TEST_P(LossyPathSeedTest, two_per_cent_of_loss_and_reordering_are_repaired) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  PathShape shape{.loss = 0.02, .duplication = 0.02, .delay = 15ms, .jitter = 20ms};
  start(static_cast<std::uint64_t>(GetParam()), shape, shape);
  run(10s);
  settle();
  expect_flawless_stream();
  EXPECT_GT(held_.size(), 50u);
}

TEST_P(LossyPathSeedTest, ten_per_cent_of_loss_are_repaired) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  PathShape shape{.loss = 0.10, .duplication = 0.01, .delay = 10ms, .jitter = 10ms};
  start(static_cast<std::uint64_t>(GetParam()), shape, shape);
  run(10s);
  settle();
  expect_flawless_stream();
}

TEST_P(LossyPathSeedTest, losses_are_repaired_without_a_retransmission_stream_too) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  PathShape shape{.loss = 0.05, .delay = 10ms, .jitter = 10ms};
  start(static_cast<std::uint64_t>(GetParam()), shape, shape, false);
  run(5s);
  settle();
  expect_flawless_stream();
}

INSTANTIATE_TEST_SUITE_P(Seeds, LossyPathSeedTest, ::testing::Range(1, 13));

}  // namespace
}  // namespace hemicycle::sfu
