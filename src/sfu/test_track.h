#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "sfu/fanout.h"

// What tests put on either side of the SFU: an encoder of one layer, and a receiver that checks
// what any receiver relies on.
namespace hemicycle::sfu::test {

// Payload types.
constexpr std::uint8_t kVp8 = 96, kRtx = 97;

struct SourceShape {
  LayerIndex layer = 0;
  std::int64_t sequence = 70'000;
  std::uint32_t timestamp = 1000;
  std::int64_t picture_id = 40'000;
  std::uint8_t tl0_index = 10;
  bool two_temporal_layers = false;  // every other frame is in the upper one
  std::size_t payload_size = 60;
};

// A VP8 encoder's packets of one layer at 30 frames a second. The payloads live as long as it does.
class Vp8Source {
 public:
  explicit Vp8Source(SourceShape shape = {}) : shape_(shape) {}

  std::vector<ForwardPacket> frame(std::size_t packets = 2, bool keyframe = false) {
    if (keyframe) in_upper_ = false;
    bool upper = shape_.two_temporal_layers && in_upper_;
    std::vector<ForwardPacket> frame;
    for (std::size_t i = 0; i < packets; ++i)
      frame.push_back(packet(i == 0, i + 1 == packets, keyframe, upper));
    if (shape_.two_temporal_layers) in_upper_ = !in_upper_;
    ++shape_.picture_id;
    if (!in_upper_ || !shape_.two_temporal_layers) ++shape_.tl0_index;
    shape_.timestamp += 3000;
    return frame;
  }
  std::vector<ForwardPacket> keyframe(std::size_t packets = 2) { return frame(packets, true); }

  ForwardPacket padding_only() {
    return {.sequence = shape_.sequence++,
            .timestamp = wire::RtpTimestamp(shape_.timestamp),
            .layer = shape_.layer,
            .restarts = restarts_,
            .codec = Codec::kVp8};
  }
  // The publisher's page was reloaded: other numbers, another clock.
  void restart() {
    ++restarts_;
    shape_.sequence += 40'000;
    shape_.timestamp += 123'456'789;
    shape_.picture_id = 35'000;
  }

  std::uint32_t timestamp() const { return shape_.timestamp; }

  // For bytes that come over the wire: RTP packet with this SSRC and payload type.
  static Bytes to_wire(const ForwardPacket& packet, wire::Ssrc ssrc, std::uint8_t payload_type,
                       const wire::RtpExtensionSet& extensions = {}) {
    Bytes bytes(1500);
    wire::RtpHeader header{packet.marker, wire::PayloadType(payload_type),
                           wire::wrap_sequence(packet.sequence), packet.timestamp, ssrc};
    bytes.resize(wire::write_rtp(header, extensions, packet.payload, bytes,
                                 packet.payload.empty() ? 20 : 0));
    return bytes;
  }

 private:
  ForwardPacket packet(bool first, bool last, bool keyframe, bool upper) {
    ForwardPacket packet{.sequence = shape_.sequence++,
                         .timestamp = wire::RtpTimestamp(shape_.timestamp),
                         .layer = shape_.layer,
                         .restarts = restarts_,
                         .codec = Codec::kVp8,
                         .marker = last};
    Bytes& payload = payloads_.emplace_back(shape_.payload_size);
    ByteWriter writer(payload);
    writer.u8(first ? 0x90 : 0x80);  // X, S
    writer.u8(0xe0);                 // I, L, T
    writer.u16(static_cast<std::uint16_t>(0x8000 | (shape_.picture_id & 0x7fff)));
    writer.u8(shape_.tl0_index);
    writer.u8(upper ? 0x60 : 0x00);        // TID, Y
    writer.u8(first && keyframe ? 0 : 1);  // the payload header's P bit
    writer.u8(shape_.layer);
    writer.u64(static_cast<std::uint64_t>(packet.sequence));
    packet.payload = payload;
    packet.frame = peek(Codec::kVp8, payload, last).value();
    packet.picture_id = shape_.picture_id;
    return packet;
  }

  SourceShape shape_;
  bool in_upper_ = false;
  std::uint8_t restarts_ = 0;
  std::deque<Bytes> payloads_;
};

inline SubscriptionParameters vp8_receiver(std::uint32_t number = 1) {
  SubscriptionParameters parameters{.kind = wire::MediaKind::kVideo};
  parameters.codecs = {{.codec = Codec::kVp8,
                        .payload_type = wire::PayloadType(96),
                        .rtx_payload_type = wire::PayloadType(97),
                        .clock_rate = 90'000,
                        .nack = true,
                        .pli = true}};
  parameters.ssrc = wire::Ssrc(1000 + number);
  parameters.rtx_ssrc = wire::Ssrc(2000 + number);
  parameters.receiver = number;
  return parameters;
}

// One packet as a receiver gets it.
struct Sent {
  wire::RtpHeader header;
  Bytes payload;  // without padding
  std::size_t padding = 0;
  std::uint32_t receiver = 0;
  Bytes descriptor;  // AV1's dependency descriptor, whatever its id

  Codec codec = Codec::kVp8;
  wire::FramePart frame() const { return peek(codec, payload, header.marker).value(); }
  std::uint16_t sequence() const { return header.sequence.value(); }
  std::uint16_t picture_id() const { return frame().picture_id->value; }
  std::uint8_t tl0_index() const {
    return static_cast<std::uint8_t>(frame().tl0_picture_index->value);
  }
  // What the source wrote behind the descriptor.
  LayerIndex source_layer() const { return payload.at(7); }
  std::int64_t source_sequence() const {
    return static_cast<std::int64_t>(ByteReader(ByteView(payload).subspan(8)).u64());
  }
};

// Collects what a fanout sends, parsed as a receiver would.
class Sink {
 public:
  void operator()(const Subscription& subscription, ByteView header, ByteView payload) {
    Bytes bytes(header.begin(), header.end());
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    auto packet = wire::RtpPacket::parse(bytes);
    ASSERT_TRUE(packet) << "not an RTP packet";
    Sent sent;
    sent.header = wire::RtpHeader::of(*packet);
    sent.payload.assign(packet->payload().begin(), packet->payload().end());
    sent.padding = packet->padding_size();
    sent.receiver = subscription.receiver();
    packet->for_each_extension([&](const wire::RtpExtension& each) {
      sent.descriptor.assign(each.value.begin(), each.value.end());
    });
    packets.push_back(std::move(sent));
  }
  std::vector<std::uint16_t> sequences() const {
    std::vector<std::uint16_t> all;
    for (const Sent& sent : packets) all.push_back(sent.sequence());
    return all;
  }
  std::vector<Sent> packets;
};

inline constexpr wire::SequenceNumber kFirstSequence{500};

// A track with one receiver, and time that passes with the frames.
class FanoutTest : public ::testing::Test {
 protected:
  using Packets = std::vector<ForwardPacket>;

  void subscribe(std::uint32_t number = 1) { subscribe(vp8_receiver(number)); }
  void subscribe(const SubscriptionParameters& parameters) {
    fanout_.add(SubscriptionId(parameters.receiver), parameters, kFirstSequence, now_);
  }
  Subscription& subscription(std::uint32_t number = 1) {
    return *fanout_.find(SubscriptionId(number));
  }
  void forward(const Packets& packets) {
    for (const ForwardPacket& packet : packets) fanout_.forward(packet, now_, std::ref(sink_));
  }
  // What is sent for these packets alone.
  std::vector<Sent> sent_for(const Packets& packets) {
    sink_.packets.clear();
    forward(packets);
    return sink_.packets;
  }
  std::vector<Sent> sent_for(const ForwardPacket& packet) { return sent_for(Packets{packet}); }
  std::vector<Sent> resent_for(std::initializer_list<int> lost, std::uint32_t number = 1) {
    sink_.packets.clear();
    std::vector<wire::SequenceNumber> numbers;
    for (int each : lost) numbers.emplace_back(static_cast<std::uint16_t>(each));
    fanout_.retransmit(subscription(number), numbers, now_, std::ref(sink_));
    return sink_.packets;
  }
  void pass(Duration time) {
    now_ += time;
    if (now_ >= fanout_.next_deadline()) fanout_.handle_timeout(now_);
  }
  void wish(const SubscriptionWishes& wishes, std::uint32_t number = 1) {
    fanout_.set_wishes(SubscriptionId(number), wishes, now_);
  }

  Instant now_{std::chrono::seconds(100)};
  Fanout fanout_{wire::MediaKind::kVideo};
  Sink sink_;
};

}  // namespace hemicycle::sfu::test
