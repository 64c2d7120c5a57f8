#include "sfu/publication.h"

#include <gtest/gtest.h>

#include "sfu/ssrc_router.h"
#include "sfu/test_track.h"

namespace hemicycle::sfu {
namespace {

using namespace std::chrono_literals;
using test::kRtx;
using test::kVp8;
using test::Vp8Source;

constexpr HeaderExtensionIds kIds{.mid = 1, .rid = 2, .repaired_rid = 3, .audio_level = 4};

PublicationParameters video(std::vector<LayerParameters> layers) {
  PublicationParameters parameters{.kind = wire::MediaKind::kVideo, .mid = "7"};
  parameters.codecs = {{.codec = Codec::kVp8,
                        .payload_type = wire::PayloadType(kVp8),
                        .rtx_payload_type = wire::PayloadType(kRtx),
                        .clock_rate = 90'000,
                        .nack = true,
                        .pli = true}};
  parameters.extensions = kIds;
  parameters.layers = std::move(layers);
  parameters.feedback_ssrc = wire::Ssrc(99);
  return parameters;
}

PublicationParameters one_layer() {
  return video({{.ssrc = wire::Ssrc(10), .rtx_ssrc = wire::Ssrc(11)}});
}

class PublicationTest : public ::testing::Test {
 protected:
  std::optional<ForwardPacket> receive(const Bytes& bytes) {
    auto packet = wire::RtpPacket::parse(bytes);
    EXPECT_TRUE(packet);
    return publication_.handle_rtp(*packet, now_);
  }
  std::optional<ForwardPacket> receive(const ForwardPacket& packet,
                                       wire::Ssrc ssrc = wire::Ssrc(10),
                                       const wire::RtpExtensionSet& extensions = {}) {
    return receive(bytes_ = Vp8Source::to_wire(packet, ssrc, kVp8, extensions));
  }
  std::optional<ForwardPacket> receive_rtx(const ForwardPacket& packet,
                                           wire::Ssrc ssrc = wire::Ssrc(11),
                                           const wire::RtpExtensionSet& extensions = {}) {
    Bytes inner(1500);
    ForwardPacket outer = packet;
    outer.payload = encapsulate_rtx(wire::wrap_sequence(packet.sequence), packet.payload, inner);
    outer.sequence = rtx_sequence_++;
    return receive(bytes_ = Vp8Source::to_wire(outer, ssrc, kRtx, extensions));
  }
  template <typename Rtcp>
  std::vector<Rtcp> feedback_after(Duration time) {
    now_ += time;
    std::vector<wire::RtcpPacket> out;
    publication_.poll_feedback(now_, out);
    std::vector<Rtcp> wanted;
    for (const wire::RtcpPacket& each : out)
      if (const auto* found = std::get_if<Rtcp>(&each)) wanted.push_back(*found);
    return wanted;
  }

  Vp8Source source_;
  Instant now_{50s};
  Publication publication_{one_layer()};
  std::int64_t rtx_sequence_ = 30'000;
  Bytes bytes_;
};

TEST_F(PublicationTest, offers_a_packet_with_what_its_payload_tells) {
  auto frame = source_.keyframe(2);
  auto first = receive(frame[0]);
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->frame.begins_keyframe);
  EXPECT_FALSE(first->marker);
  EXPECT_EQ(first->codec, Codec::kVp8);
  EXPECT_EQ(first->timestamp, frame[0].timestamp);
  EXPECT_TRUE(std::ranges::equal(first->payload, frame[0].payload));
  auto second = receive(frame[1]);
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->frame.begins_frame);
  EXPECT_TRUE(second->marker);
  EXPECT_EQ(second->sequence, first->sequence + 1);
  EXPECT_EQ(second->picture_id, first->picture_id);
  EXPECT_EQ(publication_.codec(), Codec::kVp8);
}

TEST_F(PublicationTest, picture_ids_are_unwrapped) {
  Vp8Source source({.picture_id = 0x7ffe});
  std::int64_t last = receive(source.keyframe(1)[0])->picture_id;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(receive(source.frame(1)[0])->picture_id, ++last);
}

TEST_F(PublicationTest, offers_no_packet_twice) {
  auto frame = source_.keyframe(3);
  EXPECT_TRUE(receive(frame[0]));
  EXPECT_TRUE(receive(frame[2]));
  EXPECT_FALSE(receive(frame[2]));
  EXPECT_TRUE(receive_rtx(frame[1]));
  EXPECT_FALSE(receive(frame[1])) << "late, after its retransmission";
  EXPECT_FALSE(receive_rtx(frame[0]));
  EXPECT_EQ(publication_.statistics(now_).duplicates, 3u);
}

TEST_F(PublicationTest, a_retransmission_becomes_the_original) {
  auto frame = source_.keyframe(2);
  auto first = receive(frame[0]);
  receive(source_.frame(1)[0]);
  auto recovered = receive_rtx(frame[1]);
  ASSERT_TRUE(recovered);
  EXPECT_EQ(recovered->sequence, first->sequence + 1);
  EXPECT_EQ(recovered->codec, Codec::kVp8);
  EXPECT_TRUE(recovered->marker);
  EXPECT_TRUE(std::ranges::equal(recovered->payload, frame[1].payload));
  EXPECT_EQ(publication_.statistics(now_).recovered, 1u);
}

TEST_F(PublicationTest, probes_on_the_retransmission_stream_go_nowhere) {
  receive(source_.keyframe(1)[0]);
  EXPECT_FALSE(receive(Vp8Source::to_wire({.sequence = 5}, wire::Ssrc(11), kRtx)));
}

TEST_F(PublicationTest, asks_for_what_is_missing_and_stops_when_it_came) {
  auto frame = source_.keyframe(4);
  receive(frame[0]);
  receive(frame[3]);
  auto nacks = feedback_after<wire::Nack>(10ms);
  ASSERT_EQ(nacks.size(), 1u);
  EXPECT_EQ(nacks[0].sender, wire::Ssrc(99));
  EXPECT_EQ(nacks[0].media, wire::Ssrc(10));
  EXPECT_EQ(nacks[0].lost, (std::vector{wire::wrap_sequence(frame[1].sequence),
                                        wire::wrap_sequence(frame[2].sequence)}));
  receive_rtx(frame[1]);
  nacks = feedback_after<wire::Nack>(200ms);
  ASSERT_EQ(nacks.size(), 1u);
  EXPECT_EQ(nacks[0].lost, std::vector{wire::wrap_sequence(frame[2].sequence)});
  receive_rtx(frame[2]);
  EXPECT_TRUE(feedback_after<wire::Nack>(200ms).empty());
  EXPECT_EQ(publication_.next_deadline(), kNever);
}

TEST_F(PublicationTest, asks_for_keyframes_until_one_comes) {
  receive(source_.frame(1)[0]);
  publication_.request_keyframe(0, now_);
  publication_.request_keyframe(0, now_);
  auto requests = feedback_after<wire::PictureLossIndication>(0ms);
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].media, wire::Ssrc(10));
  EXPECT_TRUE(feedback_after<wire::PictureLossIndication>(100ms).empty());
  EXPECT_EQ(feedback_after<wire::PictureLossIndication>(500ms).size(), 1u) << "it may be lost";
  receive(source_.keyframe(1)[0]);
  EXPECT_TRUE(feedback_after<wire::PictureLossIndication>(5s).empty());
}

TEST_F(PublicationTest, asks_by_fir_where_pli_was_not_negotiated) {
  auto parameters = one_layer();
  parameters.codecs[0].pli = false;
  parameters.codecs[0].fir = true;
  publication_ = Publication(parameters);
  receive(source_.frame(1)[0]);
  publication_.request_keyframe(0, now_);
  auto first = feedback_after<wire::FullIntraRequest>(0ms);
  auto second = feedback_after<wire::FullIntraRequest>(1s);
  ASSERT_EQ(first.size(), 1u);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(first[0].entries[0].media, wire::Ssrc(10));
  EXPECT_NE(first[0].entries[0].number, second[0].entries[0].number);
}

TEST_F(PublicationTest, wants_a_keyframe_when_too_much_is_missing_to_ask_for) {
  receive(source_.keyframe(1)[0]);
  ForwardPacket after_a_gap = source_.frame(1)[0];
  after_a_gap.sequence += 1000;
  receive(after_a_gap);
  EXPECT_EQ(feedback_after<wire::PictureLossIndication>(0ms).size(), 1u);
  EXPECT_TRUE(feedback_after<wire::Nack>(100ms).empty());
}

TEST_F(PublicationTest, a_publisher_that_starts_anew_is_recognised_by_its_second_packet) {
  auto before = receive(source_.keyframe(1)[0]);
  source_.restart();
  auto frame = source_.frame(3);
  EXPECT_FALSE(receive(frame[0])) << "might be a stray";
  auto after = receive(frame[1]);
  ASSERT_TRUE(after);
  EXPECT_NE(after->restarts, before->restarts);
  EXPECT_GT(after->sequence, before->sequence);
  EXPECT_EQ(feedback_after<wire::PictureLossIndication>(0ms).size(), 1u);
}

TEST_F(PublicationTest, an_interruption_is_told_to_those_downstream) {
  auto before = receive(source_.keyframe(1)[0]);
  publication_.interrupt();
  auto after = receive(source_.frame(1)[0]);
  EXPECT_NE(after->interruptions, before->interruptions);
  EXPECT_EQ(after->restarts, before->restarts);
}

TEST_F(PublicationTest, one_stray_number_changes_nothing) {
  auto frame = source_.keyframe(3);
  auto before = receive(frame[0]);
  ForwardPacket stray = frame[1];
  stray.sequence += 20'000;
  EXPECT_FALSE(receive(stray));
  auto after = receive(frame[1]);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->restarts, before->restarts);
  EXPECT_EQ(after->sequence, before->sequence + 1);
}

TEST_F(PublicationTest, what_was_not_negotiated_is_counted_and_dropped) {
  EXPECT_FALSE(receive(Vp8Source::to_wire(source_.keyframe(1)[0], wire::Ssrc(10), 55)));
  EXPECT_EQ(publication_.statistics(now_).unknown, 1u);
}

TEST_F(PublicationTest, a_payload_that_contradicts_its_format_only_uses_up_its_number) {
  Bytes payload{0x80};
  receive(source_.keyframe(1)[0]);
  ForwardPacket broken = source_.padding_only();
  broken.payload = payload;
  auto offered = receive(broken);
  ASSERT_TRUE(offered);
  EXPECT_TRUE(offered->payload.empty());
}

TEST_F(PublicationTest, receiver_reports_tell_loss_and_the_last_sender_report) {
  auto frame = source_.keyframe(5);
  for (std::size_t i : {0u, 1u, 3u, 4u}) receive(frame[i]);
  wire::SenderReport report;
  report.sender = wire::Ssrc(10);
  report.ntp = {0x1122'3344'5566'7788};
  auto clock = publication_.handle_sender_report(report, now_);
  ASSERT_TRUE(clock);
  EXPECT_EQ(clock->layer, 0);
  EXPECT_EQ(clock->clock.clock_rate, 90'000u);
  std::vector<wire::ReportBlock> blocks;
  publication_.append_reports(now_ + 250ms, blocks);
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_EQ(blocks[0].ssrc, wire::Ssrc(10));
  EXPECT_EQ(blocks[0].fraction_lost, 256 / 5);
  EXPECT_EQ(blocks[0].cumulative_lost, 1);
  EXPECT_EQ(blocks[0].highest_sequence & 0xffff, frame[4].sequence & 0xffff);
  EXPECT_EQ(blocks[0].last_sender_report, 0x3344'5566u);
  EXPECT_EQ(blocks[0].delay_since_last_report, 65'536u / 4);
}

TEST_F(PublicationTest, reports_of_strangers_are_ignored) {
  wire::SenderReport report;
  report.sender = wire::Ssrc(77);
  EXPECT_FALSE(publication_.handle_sender_report(report, now_));
  std::vector<wire::ReportBlock> blocks;
  publication_.append_reports(now_, blocks);
  EXPECT_TRUE(blocks.empty());
}

// ---- Learning which source is what ----

class RidTest : public PublicationTest {
 protected:
  RidTest() { publication_ = Publication(video({{.rid = "q"}, {.rid = "h"}, {.rid = "f"}})); }
  static wire::RtpExtensionSet rid(std::string_view name, std::uint8_t id = kIds.rid) {
    wire::RtpExtensionSet extensions;
    extensions.add(id, as_bytes(name));
    return extensions;
  }
};

TEST_F(RidTest, a_layer_is_known_by_its_rid_and_then_by_its_source) {
  auto frame = source_.keyframe(3);
  EXPECT_FALSE(receive(frame[0], wire::Ssrc(500))) << "who is that?";
  auto known = receive(frame[1], wire::Ssrc(500), rid("h"));
  ASSERT_TRUE(known);
  EXPECT_EQ(known->layer, 1);
  EXPECT_EQ(receive(frame[2], wire::Ssrc(500))->layer, 1);
  EXPECT_EQ(publication_.ssrc(1), wire::Ssrc(500));
}

TEST_F(RidTest, a_retransmission_is_known_by_its_repaired_rid) {
  auto frame = source_.keyframe(3);
  receive(frame[0], wire::Ssrc(500), rid("f"));
  receive(frame[2], wire::Ssrc(500));
  auto recovered = receive_rtx(frame[1], wire::Ssrc(501), rid("f", kIds.repaired_rid));
  ASSERT_TRUE(recovered);
  EXPECT_EQ(recovered->layer, 2);
}

TEST_F(RidTest, a_rid_that_nobody_announced_is_dropped) {
  EXPECT_FALSE(receive(source_.keyframe(1)[0], wire::Ssrc(500), rid("x")));
}

TEST_F(RidTest, a_layer_that_goes_on_under_another_source_starts_anew) {
  auto before = receive(source_.keyframe(1)[0], wire::Ssrc(500), rid("q"));
  auto after = receive(source_.keyframe(1)[0], wire::Ssrc(600), rid("q"));
  ASSERT_TRUE(after);
  EXPECT_EQ(after->layer, 0);
  EXPECT_NE(after->restarts, before->restarts);
  EXPECT_GT(after->sequence, before->sequence);
}

TEST_F(RidTest, each_layer_has_its_own_feedback) {
  auto frame = source_.frame(1);
  receive(frame[0], wire::Ssrc(500), rid("q"));
  receive(frame[0], wire::Ssrc(502), rid("f"));
  publication_.request_keyframe(2, now_);
  auto requests = feedback_after<wire::PictureLossIndication>(0ms);
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].media, wire::Ssrc(502));
}

TEST_F(PublicationTest, a_track_of_one_layer_needs_no_rid) {
  publication_ = Publication(video({{}}));
  EXPECT_TRUE(receive(source_.keyframe(1)[0], wire::Ssrc(777)));
  EXPECT_EQ(publication_.ssrc(0), wire::Ssrc(777));
}

TEST(AudioPublication, levels_are_read_from_the_packets) {
  PublicationParameters parameters;
  parameters.codecs = {{.codec = Codec::kOpus, .payload_type = wire::PayloadType(111)}};
  parameters.extensions = kIds;
  parameters.layers = {{.ssrc = wire::Ssrc(10)}};
  Publication publication(parameters);
  Instant now{1s};
  Bytes payload{0x78, 1, 2, 3}, level{0x80 | 6};
  wire::RtpExtensionSet extensions;
  extensions.add(kIds.audio_level, level);
  for (int i = 0; i < 100; ++i, now += 20ms) {
    Bytes bytes =
        Vp8Source::to_wire({.payload = payload, .sequence = i}, wire::Ssrc(10), 111, extensions);
    auto offered = publication.handle_rtp(*wire::RtpPacket::parse(bytes), now);
    ASSERT_TRUE(offered);
    EXPECT_TRUE(offered->frame.begins_keyframe) << "a listener can start anywhere";
  }
  EXPECT_NEAR(publication.audio_level(now), 0.5, 0.02);
}

// ---- Routing within a peer ----

TEST(SsrcRouter, knows_sources_by_name_by_mid_and_by_payload_type) {
  SsrcRouter router;
  auto named = one_layer();
  auto by_mid = video({{.rid = "q"}});
  by_mid.mid = "8";
  PublicationParameters audio;
  audio.codecs = {{.codec = Codec::kOpus, .payload_type = wire::PayloadType(111)}};
  router.add(TrackId(1), named);
  router.add(TrackId(2), by_mid);
  router.add(TrackId(3), audio);

  Bytes bytes;
  auto route = [&](std::uint32_t ssrc, std::uint8_t payload_type, std::string_view mid = {}) {
    wire::RtpExtensionSet extensions;
    if (!mid.empty()) extensions.add(kIds.mid, as_bytes(mid));
    bytes = Vp8Source::to_wire({}, wire::Ssrc(ssrc), payload_type, extensions);
    return router.route(*wire::RtpPacket::parse(bytes));
  };
  EXPECT_EQ(route(10, kVp8), TrackId(1));
  EXPECT_EQ(route(11, kRtx), TrackId(1));
  EXPECT_EQ(route(500, kVp8), std::nullopt) << "no track is known by this payload type";
  EXPECT_EQ(route(500, kVp8, "8"), TrackId(2));
  EXPECT_EQ(route(500, kVp8), TrackId(2)) << "learned";
  EXPECT_EQ(route(501, kVp8, "9"), std::nullopt);
  EXPECT_EQ(route(700, 111), TrackId(3));
  router.remove(TrackId(2));
  EXPECT_EQ(route(500, kVp8), std::nullopt) << "a removed track does not pass for another";
}

TEST(SsrcRouter, learns_no_more_than_its_limit_but_always_the_newest) {
  SsrcRouter router;
  PublicationParameters audio;
  audio.codecs = {{.codec = Codec::kOpus, .payload_type = wire::PayloadType(111)}};
  router.add(TrackId(3), audio);
  for (std::uint32_t ssrc = 1; ssrc <= 1000; ++ssrc) {
    Bytes bytes = Vp8Source::to_wire({}, wire::Ssrc(ssrc), 111);
    EXPECT_EQ(router.route(*wire::RtpPacket::parse(bytes)), TrackId(3));
    EXPECT_TRUE(router.find(wire::Ssrc(ssrc)));
  }
  std::size_t known = 0;
  for (std::uint32_t ssrc = 1; ssrc <= 1000; ++ssrc) known += router.find(wire::Ssrc(ssrc)) ? 1 : 0;
  EXPECT_LE(known, SsrcRouter::kLearnedMax);
}

}  // namespace
}  // namespace hemicycle::sfu
