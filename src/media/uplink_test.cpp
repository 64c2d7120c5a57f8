#include "media/uplink.h"

#include <gtest/gtest.h>

#include "sfu/test_track.h"

namespace hemicycle::media {
namespace {

using namespace std::chrono_literals;
using sfu::test::Vp8Source;
using wire::MediaKind;
using wire::Ssrc;

constexpr HeaderExtensionIds kIds{.mid = 1, .rid = 2, .transport_cc = 3};
constexpr std::uint8_t kVp8 = 96;
constexpr TrackId kCamera{1}, kScreen{2};

ReceiveTrack simulcast(TrackId track, std::string mid) {
  ReceiveTrack command{.track = track, .kind = MediaKind::kVideo, .mid = std::move(mid)};
  command.codecs = {{Codec::kVp8, wire::PayloadType(kVp8), {}, 90'000, true, true}};
  command.extensions = kIds;
  command.layers = {{.rid = "q"}, {.rid = "h"}};
  return command;
}

ReceiveTrack of_ssrc(TrackId track, Ssrc ssrc) {
  ReceiveTrack command = simulcast(track, std::to_string(track.value()));
  command.layers = {{.ssrc = ssrc}};
  return command;
}

class UplinkTest : public ::testing::Test {
 protected:
  Uplink::Arrival receive(const sfu::ForwardPacket& packet, Ssrc ssrc,
                          const wire::RtpExtensionSet& extensions = {}) {
    bytes_ = Vp8Source::to_wire(packet, ssrc, kVp8, extensions);
    now_ += 1ms;
    return uplink_.handle_rtp(*wire::RtpPacket::parse(bytes_), now_);
  }
  Uplink::Arrival receive_named(const sfu::ForwardPacket& packet, Ssrc ssrc, std::string_view mid,
                                std::string_view rid) {
    wire::RtpExtensionSet extensions;
    extensions.add(kIds.mid, as_bytes(mid));
    extensions.add(kIds.rid, as_bytes(rid));
    return receive(packet, ssrc, extensions);
  }
  template <typename Rtcp>
  std::vector<Rtcp> feedback() {
    std::vector<wire::RtcpPacket> out;
    uplink_.poll_feedback(now_, out);
    std::vector<Rtcp> wanted;
    for (const wire::RtcpPacket& each : out)
      if (const auto* found = std::get_if<Rtcp>(&each)) wanted.push_back(*found);
    return wanted;
  }

  Uplink uplink_{Ssrc(99)};
  Vp8Source source_;
  Instant now_{50s};
  Bytes bytes_;
};

TEST_F(UplinkTest, a_packet_of_no_track_is_nobodys) {
  uplink_.set_track(simulcast(kCamera, "0"));
  Uplink::Arrival arrival = receive_named(source_.keyframe(1)[0], Ssrc(10), "5", "q");
  EXPECT_EQ(arrival.publication, nullptr);
  EXPECT_FALSE(arrival.packet);
}

// Browsers name mid and rid only until the first report about a source comes.
TEST_F(UplinkTest, a_camera_whose_packets_say_no_mid_any_more_outlives_the_begin_of_a_screen) {
  uplink_.set_track(simulcast(kCamera, "0"));
  receive_named(source_.keyframe(1)[0], Ssrc(10), "0", "h");
  uplink_.set_track(simulcast(kScreen, "1"));
  Uplink::Arrival arrival = receive(source_.frame(1)[0], Ssrc(10));
  EXPECT_EQ(arrival.track, kCamera);
  ASSERT_TRUE(arrival.packet);
  EXPECT_EQ(arrival.packet->layer, 1);
}

TEST_F(UplinkTest, a_camera_whose_packets_say_no_mid_any_more_outlives_the_end_of_a_screen) {
  uplink_.set_track(simulcast(kScreen, "1"));
  uplink_.set_track(simulcast(kCamera, "0"));
  receive_named(source_.keyframe(1)[0], Ssrc(10), "0", "h");
  uplink_.remove_track(kScreen);
  EXPECT_EQ(receive(source_.frame(1)[0], Ssrc(10)).track, kCamera);
}

TEST_F(UplinkTest, a_track_that_ended_receives_nothing) {
  uplink_.set_track(of_ssrc(kCamera, Ssrc(10)));
  receive(source_.keyframe(1)[0], Ssrc(10));
  uplink_.remove_track(kCamera);
  EXPECT_EQ(receive(source_.frame(1)[0], Ssrc(10)).publication, nullptr);
  EXPECT_EQ(uplink_.track_count(), 0u);
}

TEST_F(UplinkTest, a_track_described_anew_goes_on_where_it_was) {
  ReceiveTrack camera = simulcast(kCamera, "0");
  uplink_.set_track(camera);
  auto before = receive_named(source_.keyframe(1)[0], Ssrc(10), "0", "h").packet;
  camera.extensions.audio_level = 7;
  uplink_.set_track(camera);
  auto after = receive(source_.frame(1)[0], Ssrc(10)).packet;
  ASSERT_TRUE(before && after);
  EXPECT_EQ(after->sequence, before->sequence + 1);
  EXPECT_EQ(after->restarts, before->restarts);
  EXPECT_EQ(after->layer, before->layer);
}

// Numbers that fell back would be taken for late packets, and the picture would stand still.
TEST_F(UplinkTest, the_numbers_of_a_track_with_another_source_only_grow) {
  uplink_.set_track(of_ssrc(kCamera, Ssrc(10)));
  Vp8Source high({.sequence = 60'000}), low({.sequence = 200});
  auto before = receive(high.keyframe(1)[0], Ssrc(10)).packet;
  uplink_.set_track(of_ssrc(kCamera, Ssrc(20)));
  receive(low.keyframe(1)[0], Ssrc(20));
  auto after = receive(low.keyframe(1)[0], Ssrc(20)).packet;
  ASSERT_TRUE(before && after);
  EXPECT_GT(after->sequence, before->sequence);
  EXPECT_NE(after->restarts, before->restarts);
}

TEST_F(UplinkTest, reports_tell_of_every_source_however_many) {
  constexpr std::uint32_t kTracks = 32;
  for (std::uint32_t i = 1; i <= kTracks; ++i) uplink_.set_track(of_ssrc(TrackId(i), Ssrc(i)));
  for (std::uint32_t i = 1; i <= kTracks; ++i) receive(source_.keyframe(1)[0], Ssrc(i));
  now_ += 2s;
  std::size_t blocks = 0;
  for (const wire::ReceiverReport& report : feedback<wire::ReceiverReport>()) {
    EXPECT_LE(report.blocks.size(), wire::kMaxReportBlocks);
    blocks += report.blocks.size();
  }
  EXPECT_EQ(blocks, kTracks);
}

TEST_F(UplinkTest, statistics_tell_what_was_lost_since_the_last) {
  uplink_.set_track(of_ssrc(kCamera, Ssrc(10)));
  for (int i = 0; i < 30; ++i) receive(source_.keyframe(1)[0], Ssrc(10));
  EXPECT_EQ(uplink_.take_statistics(now_).loss, 0);
  for (int i = 0; i < 10; ++i) {
    source_.keyframe(1);  // lost
    receive(source_.keyframe(1)[0], Ssrc(10));
  }
  DirectionStatistics statistics = uplink_.take_statistics(now_);
  EXPECT_DOUBLE_EQ(statistics.loss, 0.5);
  EXPECT_EQ(statistics.packets, 10u);
  EXPECT_GT(statistics.bitrate_bps, 0u);
  EXPECT_EQ(uplink_.take_statistics(now_).loss, 0);
}

TEST_F(UplinkTest, transport_feedback_goes_on_over_the_wrap_of_its_numbers) {
  uplink_.set_track(of_ssrc(kCamera, Ssrc(10)));
  auto send = [&](std::uint16_t number) {
    const std::array<std::uint8_t, 2> value{static_cast<std::uint8_t>(number >> 8),
                                            static_cast<std::uint8_t>(number)};
    wire::RtpExtensionSet extensions;
    extensions.add(kIds.transport_cc, value);
    receive(source_.keyframe(1)[0], Ssrc(10), extensions);
  };
  for (int number : {65'534, 65'535, 0, 1}) send(static_cast<std::uint16_t>(number));
  now_ += 200ms;
  auto told = feedback<wire::TransportFeedback>();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].base_sequence, wire::SequenceNumber(65'534));
  EXPECT_EQ(told[0].statuses.size(), 4u);
}

}  // namespace
}  // namespace hemicycle::media
