#include <gtest/gtest.h>

#include "sfu/test_track.h"

// Several spatial layers in one stream: VP9 and AV1 with SVC.
namespace hemicycle::sfu {
namespace {

using namespace std::chrono_literals;
using test::FanoutTest;
using test::kFirstSequence;
using test::Sent;

constexpr std::uint8_t kDescriptorId = 5;

// Pictures of three spatial layers, each frame of which comes in two packets.
class SvcSource {
 public:
  explicit SvcSource(Codec codec) : codec_(codec) {}

  std::vector<ForwardPacket> picture(bool keyframe = false, int spatial_layers = 3) {
    std::vector<ForwardPacket> packets;
    for (int spatial = 0; spatial < spatial_layers; ++spatial)
      for (bool last : {false, true}) packets.push_back(packet(spatial, last, keyframe));
    packets.back().marker = true;
    ++picture_id_;
    timestamp_ += 3000;
    return packets;
  }

 private:
  ForwardPacket packet(int spatial, bool last, bool keyframe) {
    ForwardPacket packet{.sequence = sequence_++,
                         .picture_id = codec_ == Codec::kVp9 ? picture_id_ : kNoPictureId,
                         .timestamp = wire::RtpTimestamp(timestamp_),
                         .codec = codec_};
    packet.payload = codec_ == Codec::kVp9 ? vp9_payload(spatial, last, keyframe)
                                           : payloads_.emplace_back(Bytes{0xee, 0xee});
    packet.frame.begins_frame = !last;
    packet.frame.ends_frame = last;
    packet.frame.spatial_id = static_cast<std::uint8_t>(spatial);
    packet.frame.has_layers = true;
    packet.frame.begins_keyframe = keyframe && spatial == 0 && !last;
    if (codec_ == Codec::kVp9) packet.frame.picture_id = {0, 1, 15};
    if (codec_ == Codec::kAv1) describe(packet, spatial);
    return packet;
  }
  // I, L, and B or E; a picture id of 15 bits; the layer.
  ByteView vp9_payload(int spatial, bool last, bool keyframe) {
    const auto flags = static_cast<std::uint8_t>(0xa0 | (keyframe ? 0 : 0x40) | (last ? 4 : 8));
    const auto high = static_cast<std::uint8_t>(0x80 | picture_id_ >> 8);
    return payloads_.emplace_back(Bytes{flags, high, static_cast<std::uint8_t>(picture_id_),
                                        static_cast<std::uint8_t>(spatial << 1), 0, 0xee});
  }
  // Templates 0, 1 and 2 are the layers, and so are the decode targets.
  void describe(ForwardPacket& packet, int spatial) {
    const std::uint16_t number = packet.frame.begins_frame ? ++frame_number_ : frame_number_;
    const auto flags = static_cast<std::uint8_t>(packet.frame.begins_frame ? 0x80 : 0x40);
    packet.descriptor = payloads_.emplace_back(Bytes{static_cast<std::uint8_t>(flags | spatial),
                                                     static_cast<std::uint8_t>(number >> 8),
                                                     static_cast<std::uint8_t>(number)});
    packet.descriptor_shape = {
        .frame_number = number, .decode_targets = 3, .active_targets_at = 24};
    packet.targets_up_to = {0b001, 0b011, 0b111, 0b111};
  }

  Codec codec_;
  std::int64_t sequence_ = 70'000;
  std::int64_t picture_id_ = 300;
  std::uint32_t timestamp_ = 1000;
  std::uint16_t frame_number_ = 99;
  std::deque<Bytes> payloads_;
};

class SpatialLayersTest : public FanoutTest, public ::testing::WithParamInterface<Codec> {
 protected:
  static SubscriptionParameters receiver() {
    SubscriptionParameters parameters = test::vp8_receiver();
    parameters.codecs[0].codec = GetParam();
    parameters.dependency_descriptor = kDescriptorId;
    return parameters;
  }
  SvcSource source_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Codecs, SpatialLayersTest, ::testing::Values(Codec::kVp9, Codec::kAv1));

TEST_P(SpatialLayersTest, all_are_forwarded_to_who_wants_all) {
  subscribe(receiver());
  EXPECT_EQ(sent_for(source_.picture(true)).size(), 6u);
  EXPECT_EQ(sent_for(source_.picture()).size(), 6u);
}

TEST_P(SpatialLayersTest, fewer_are_an_unbroken_stream_whose_pictures_end_with_a_marker) {
  subscribe(receiver());
  wish({.max_layer = 1});
  std::uint16_t sequence = kFirstSequence.value();
  for (int i = 0; i < 5; ++i) {
    const std::vector<Sent> sent = sent_for(source_.picture(i == 0));
    ASSERT_EQ(sent.size(), 4u);
    for (const Sent& each : sent) EXPECT_EQ(each.sequence(), sequence++);
    for (std::size_t n = 0; n < 4; ++n) EXPECT_EQ(sent[n].header.marker, n == 3) << n;
  }
}

TEST_P(SpatialLayersTest, go_down_at_the_next_picture_and_up_at_a_keyframe_that_is_asked_for) {
  subscribe(receiver());
  forward(source_.picture(true));
  wish({.max_layer = 0});
  EXPECT_EQ(sent_for(source_.picture()).size(), 2u);
  fanout_.take_keyframe_requests();
  wish({});
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 1);
  EXPECT_EQ(sent_for(source_.picture()).size(), 2u);
  EXPECT_EQ(sent_for(source_.picture(true)).size(), 6u);
  pass(1s);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 0) << "all that there is";
}

// Another marker, or another mask, would be another packet under the same number.
TEST_P(SpatialLayersTest, what_is_sent_again_is_what_was_sent) {
  SubscriptionParameters plain = receiver();
  plain.rtx_ssrc.reset();
  subscribe(plain);
  wish({.max_layer = 1});
  std::vector<Sent> sent = sent_for(source_.picture(true));
  wish({.max_layer = 0});
  for (const Sent& each : sent_for(source_.picture())) sent.push_back(each);
  wish({});
  forward(source_.picture(true));
  for (const Sent& each : sent) {
    const std::vector<Sent> again = resent_for({each.sequence()});
    ASSERT_EQ(again.size(), 1u);
    EXPECT_EQ(again[0].payload, each.payload);
    EXPECT_EQ(again[0].header.marker, each.header.marker);
    EXPECT_EQ(again[0].descriptor, each.descriptor);
  }
}

TEST_P(SpatialLayersTest, a_late_packet_of_a_layer_that_is_not_wanted_is_padding) {
  subscribe(receiver());
  wish({.max_layer = 0});
  forward(source_.picture(true));
  const std::vector<ForwardPacket> picture = source_.picture();
  for (std::size_t i : {0, 1, 2, 4, 5}) forward({picture[i]});
  const std::vector<Sent> late = sent_for(picture[3]);
  ASSERT_EQ(late.size(), 1u);
  EXPECT_TRUE(late[0].payload.empty());
}

class DependencyDescriptors : public FanoutTest {
 protected:
  SubscriptionParameters receiver(std::uint8_t id) {
    SubscriptionParameters parameters = test::vp8_receiver();
    parameters.codecs[0].codec = Codec::kAv1;
    parameters.dependency_descriptor = id;
    return parameters;
  }
  SvcSource source_{Codec::kAv1};
};

TEST_F(DependencyDescriptors, are_passed_on_under_the_receivers_id) {
  subscribe(receiver(kDescriptorId));
  const std::vector<Sent> sent = sent_for(source_.picture(true));
  ASSERT_EQ(sent.size(), 6u);
  EXPECT_EQ(sent[0].descriptor, (Bytes{0x80, 0, 100}));
  EXPECT_EQ(sent[5].descriptor, (Bytes{0x42, 0, 102}));
}

TEST_F(DependencyDescriptors, say_which_layers_are_left_out) {
  subscribe(receiver(kDescriptorId));
  wish({.max_layer = 1});
  const std::vector<Sent> sent = sent_for(source_.picture(true));
  ASSERT_EQ(sent.size(), 4u);
  EXPECT_EQ(sent[0].descriptor, (Bytes{0x80, 0, 100, 0b01000'011})) << "flags, then the mask";
  EXPECT_EQ(sent[1].descriptor, (Bytes{0x40, 0, 100})) << "once a frame";
}

TEST_F(DependencyDescriptors, are_left_out_where_they_were_not_negotiated) {
  subscribe(receiver(0));
  const std::vector<Sent> sent = sent_for(source_.picture(true));
  ASSERT_EQ(sent.size(), 6u);
  EXPECT_TRUE(sent[0].descriptor.empty());
}

TEST_F(DependencyDescriptors, number_frames_on_when_their_sender_starts_anew) {
  subscribe(receiver(kDescriptorId));
  forward(source_.picture(true));
  SvcSource other(Codec::kAv1);
  std::vector<ForwardPacket> picture = other.picture(true);
  for (ForwardPacket& packet : picture) {
    packet.restarts = 1;
    packet.sequence += 40'000;
  }
  const std::vector<Sent> sent = sent_for(picture);
  ASSERT_EQ(sent.size(), 6u);
  EXPECT_EQ(sent[0].descriptor, (Bytes{0x80, 0, 103}));
}

// The payload may be encrypted from end to end: nothing of it makes sense.
TEST(PublicationOfAv1, reads_layers_from_the_descriptor_alone) {
  PublicationParameters parameters{.kind = wire::MediaKind::kVideo};
  parameters.codecs = {
      {.codec = Codec::kAv1, .payload_type = wire::PayloadType(96), .clock_rate = 90'000}};
  parameters.layers = {{.ssrc = wire::Ssrc(10)}};
  parameters.extensions.dependency_descriptor = kDescriptorId;
  Publication publication(parameters);
  const auto receive = [&](std::uint16_t sequence, const Bytes& descriptor) {
    wire::RtpExtensionSet extensions;
    extensions.add(kDescriptorId, descriptor);
    Bytes bytes(200);
    wire::RtpHeader header;
    header.payload_type = wire::PayloadType(96);
    header.sequence = wire::SequenceNumber(sequence);
    header.ssrc = wire::Ssrc(10);
    bytes.resize(wire::write_rtp(header, extensions, Bytes(20, 0xff), bytes));
    auto forward = publication.handle_rtp(*wire::RtpPacket::parse(bytes), Instant(1s));
    EXPECT_TRUE(forward);
    EXPECT_FALSE(forward->payload.empty());
    return forward->frame;
  };
  // As in the tests of the descriptor: template 62 is S0T0, 0 is S0T1, 1 is S1T0.
  const wire::FramePart key = receive(1, {0x80 | 62, 0, 1, 0x87, 0xc1, 0x1b, 0xaa, 0x52, 0x00});
  EXPECT_TRUE(key.begins_keyframe);
  EXPECT_TRUE(key.has_layers);
  const wire::FramePart upper = receive(2, {0xc0 | 1, 0, 2});
  EXPECT_FALSE(upper.begins_keyframe);
  EXPECT_EQ(upper.spatial_id, 1);
  EXPECT_TRUE(upper.ends_frame);
  EXPECT_EQ(receive(3, {0xc0, 0, 3}).temporal_id, 1);
}

}  // namespace
}  // namespace hemicycle::sfu
