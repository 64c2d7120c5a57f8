#include <gtest/gtest.h>

#include "base/random.h"
#include "sim/media_ledger.h"
#include "sim/received_stream.h"
#include "sim/sent_stream.h"
#include "sim/virtual_network.h"
#include "wire/codec_vp8.h"

namespace hemicycle::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using wire::MediaKind;
using wire::Ssrc;

const Endpoint kSender = Endpoint::v4(10, 0, 0, 1, 1000);
const Endpoint kReceiver = Endpoint::v4(10, 0, 0, 2, 2000);
constexpr Ssrc kMedia(11);
constexpr Ssrc kRtx(12);

SentStreamParameters camera() {
  return {.kind = MediaKind::kVideo,
          .ssrc = kMedia,
          .rtx_ssrc = kRtx,
          .payload_type = wire::PayloadType(96),
          .rtx_payload_type = wire::PayloadType(97),
          .mid = "0",
          .rid = "",
          .extensions = {.mid = 1},
          .shape = kCamera};
}

// The plain stream on the network, without ICE, DTLS or a server between.
class SendingHost final : public Host {
 public:
  SendingHost(VirtualNetwork& network, const SentStreamParameters& parameters)
      : network_(network),
        stream(parameters, wire::SequenceNumber(65'500), wire::RtpTimestamp(0xffffff00),
               network.now().instant) {}
  void handle_datagram(MutableBytes datagram, const Endpoint&, const Endpoint&,
                       const Now&) override {
    auto packets = wire::parse_rtcp(datagram);
    ASSERT_TRUE(packets);
    std::vector<PlainRtp> out;
    for (const auto& packet : *packets) {
      if (const auto* nack = std::get_if<wire::Nack>(&packet))
        stream.handle_nack(nack->lost, transport_sequence_, out);
      if (std::holds_alternative<wire::PictureLossIndication>(packet)) stream.request_keyframe();
    }
    send(out);
  }
  Instant next_deadline() const override { return stream.next_deadline(); }
  void handle_timeout(const Now& now) override {
    std::vector<PlainRtp> out;
    stream.handle_timeout(now.instant, transport_sequence_, out);
    send(out);
  }

 private:
  void send(const std::vector<PlainRtp>& packets) {
    for (const PlainRtp& packet : packets) network_.send(kSender, kReceiver, packet.bytes);
  }
  VirtualNetwork& network_;
  std::uint16_t transport_sequence_ = 0;

 public:
  SentStream stream;
};

class ReceivingHost final : public Host {
 public:
  ReceivingHost(VirtualNetwork& network, const ReceivedStreamParameters& parameters)
      : network_(network), stream(parameters, &ledger) {}
  void handle_datagram(MutableBytes datagram, const Endpoint&, const Endpoint&,
                       const Now& now) override {
    auto packet = wire::RtpPacket::parse(datagram);
    ASSERT_TRUE(packet);
    stream.handle_rtp(*packet, now.instant);
  }
  Instant next_deadline() const override { return stream.next_deadline(); }
  void handle_timeout(const Now& now) override {
    std::vector<wire::RtcpPacket> out;
    stream.handle_timeout(now.instant, Ssrc(1), out);
    for (const auto& packet : out) {
      Bytes bytes(1500);
      ByteWriter writer(bytes);
      wire::write_rtcp(packet, writer);
      network_.send(kReceiver, kSender, writer.written());
    }
  }

 private:
  VirtualNetwork& network_;

 public:
  MediaLedger ledger;
  ReceivedStream stream;
};

struct Path {
  Path(std::uint64_t seed, const LinkConditions& conditions, SentStreamParameters parameters,
       bool nack = true)
      : network(seed),
        sender(network, parameters),
        receiver(network, {parameters.kind, parameters.ssrc, parameters.rtx_ssrc, nack}) {
    network.set_default_conditions(conditions);
    network.attach(kSender, sender);
    network.attach(kReceiver, receiver);
  }
  void run(Duration duration) {
    network.run_for(duration);
    sender.stream.stop();
    network.run_for(seconds(5));
  }
  std::uint32_t frames_sent() const {
    return static_cast<std::uint32_t>(sender.stream.counters().frames);
  }

  VirtualNetwork network;
  SendingHost sender;
  ReceivingHost receiver;
};

TEST(Streams, a_perfect_path_needs_no_retransmission) {
  Path path(1, {.delay = milliseconds(20)}, camera());
  path.run(seconds(10));
  const ReceivedCounters& received = path.receiver.stream.counters();
  EXPECT_EQ(received.packets, path.sender.stream.counters().packets);
  EXPECT_EQ(received.frames, path.frames_sent());
  EXPECT_EQ(received.keyframes, 1u);
  EXPECT_EQ(received.asked, 0u);
  EXPECT_EQ(received.plis, 0u);
  EXPECT_EQ(received.corrupt, 0u);
  EXPECT_EQ(path.receiver.ledger.latency_max(kMedia), milliseconds(20));
}

TEST(Streams, loss_reordering_and_duplication_cost_no_frame) {
  for (bool rtx : {true, false}) {
    for (double loss : {0.02, 0.1}) {
      for (std::uint64_t seed : {1u, 2u, 3u}) {
        SentStreamParameters parameters = camera();
        if (!rtx) parameters.rtx_ssrc.reset();
        Path path(
            seed,
            {.delay = milliseconds(20), .loss = loss, .duplication = 0.02, .reordering = 0.05},
            parameters);
        path.run(seconds(10));
        const ReceivedCounters& received = path.receiver.stream.counters();
        // A first packet that is lost is nobody's gap: the receiver begins behind it.
        std::vector<std::uint32_t> missing =
            path.receiver.ledger.missing(kMedia, path.frames_sent(), seconds(1));
        EXPECT_TRUE(missing.empty())
            << missing.size() << " frames, seed " << seed << ", loss " << loss << ", rtx " << rtx;
        EXPECT_GE(received.frames + 1, path.frames_sent()) << "seed " << seed;
        EXPECT_EQ(received.given_up, 0u) << "seed " << seed;
        EXPECT_EQ(received.corrupt, 0u) << "seed " << seed;
        EXPECT_GT(received.duplicates, 0u) << "seed " << seed;
        EXPECT_EQ(received.recovered > 0, rtx) << "seed " << seed;
      }
    }
  }
}

TEST(Streams, without_nack_loss_stays_lost) {
  SentStreamParameters speech{.kind = MediaKind::kAudio,
                              .ssrc = kMedia,
                              .rtx_ssrc = {},
                              .payload_type = wire::PayloadType(111),
                              .rtx_payload_type = {},
                              .mid = "0",
                              .rid = "",
                              .extensions = {},
                              .shape = kSpeech};
  Path path(4, {.loss = 0.1}, speech, false);
  path.run(seconds(20));
  const ReceivedCounters& received = path.receiver.stream.counters();
  EXPECT_EQ(received.asked, 0u);
  EXPECT_NEAR(static_cast<double>(received.given_up), 100, 40);
  EXPECT_EQ(received.packets + received.given_up, path.frames_sent());
}

TEST(Streams, a_receiver_that_comes_late_asks_for_a_keyframe) {
  Path path(5, {.delay = milliseconds(20)}, camera());
  path.network.detach(kReceiver);
  path.network.run_for(seconds(2));
  path.network.attach(kReceiver, path.receiver);
  path.run(seconds(3));
  EXPECT_GE(path.receiver.stream.counters().plis, 1u);
  EXPECT_EQ(path.receiver.stream.counters().keyframes, 1u);
}

TEST(Streams, a_report_tells_loss_and_the_last_sender_report) {
  Path path(6, {.delay = milliseconds(20), .loss = 0.25}, camera(), false);
  wire::SenderReport report = path.sender.stream.sender_report(path.network.now());
  path.receiver.stream.handle_sender_report(report, path.network.now().instant);
  path.network.run_for(seconds(10));
  auto block = path.receiver.stream.report_block(path.network.now().instant);
  ASSERT_TRUE(block);
  EXPECT_EQ(block->ssrc, kMedia);
  EXPECT_NEAR(block->fraction_lost / 256.0, 0.25, 0.06);
  auto sent = static_cast<double>(path.sender.stream.counters().packets);
  EXPECT_NEAR(block->cumulative_lost / sent, 0.25, 0.06);
  EXPECT_EQ(block->last_sender_report, report.ntp.compact());
  EXPECT_EQ(block->delay_since_last_report, 10u << 16);
}

TEST(TestMedia, payloads_are_true_vp8_to_a_forwarder) {
  for (std::uint32_t frame = 0; frame < 8; ++frame) {
    TestPacket packet{frame, 0, 2, frame == 0, Instant(milliseconds(frame))};
    std::uint8_t layer = temporal_layer_of(frame, 3);
    Bytes payload = write_test_payload(MediaKind::kVideo, packet, 200, layer);
    auto part = wire::peek_vp8(payload, false);
    ASSERT_TRUE(part);
    EXPECT_TRUE(part->begins_frame);
    EXPECT_EQ(part->begins_keyframe, frame == 0);
    EXPECT_EQ(part->temporal_id, layer);
    EXPECT_EQ(part->picture_id->value, frame);
    EXPECT_EQ(read_test_payload(MediaKind::kVideo, payload), packet);

    part->picture_id->write(payload, 77);
    EXPECT_EQ(read_test_payload(MediaKind::kVideo, payload), packet);
    payload[150] ^= 1;
    EXPECT_FALSE(read_test_payload(MediaKind::kVideo, payload));
  }
}

}  // namespace
}  // namespace hemicycle::sim
