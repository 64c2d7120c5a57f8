#include <gtest/gtest.h>

#include "sfu/packet_cache.h"
#include "sfu/rtx.h"
#include "sfu/test_track.h"

namespace hemicycle::sfu {
namespace {

using namespace std::chrono_literals;
using test::FanoutTest;
using test::kFirstSequence;
using test::Sent;
using test::vp8_receiver;
using test::Vp8Source;

const int kFirst = kFirstSequence.value();

// ---- RFC 4588 ----

TEST(Rtx, carries_the_original_number_before_the_payload) {
  Bytes payload{1, 2, 3}, buffer(10);
  MutableBytes rtx = encapsulate_rtx(wire::SequenceNumber(0x1234), payload, buffer);
  EXPECT_EQ(Bytes(rtx.begin(), rtx.end()), (Bytes{0x12, 0x34, 1, 2, 3}));
  auto inner = decapsulate_rtx(rtx);
  ASSERT_TRUE(inner);
  EXPECT_EQ(inner->sequence, wire::SequenceNumber(0x1234));
  EXPECT_TRUE(std::ranges::equal(inner->payload, payload));
}

TEST(Rtx, is_refused_when_too_short_or_without_room) {
  Bytes payload{1}, buffer(2);
  EXPECT_FALSE(decapsulate_rtx(payload));
  EXPECT_TRUE(encapsulate_rtx(wire::SequenceNumber(1), payload, buffer).empty());
}

// ---- The cache ----

class PacketCacheTest : public ::testing::Test {
 protected:
  void insert(std::int64_t sequence, std::size_t size = 100) {
    Bytes payload(size, static_cast<std::uint8_t>(sequence));
    cache_.insert({.payload = payload, .sequence = sequence}, now_);
  }
  bool holds(std::int64_t sequence) const {
    const ForwardPacket* found = cache_.find(sequence, now_);
    if (found == nullptr) return false;
    EXPECT_EQ(found->sequence, sequence);
    for (std::uint8_t byte : found->payload) EXPECT_EQ(byte, static_cast<std::uint8_t>(sequence));
    return true;
  }
  PacketCache cache_{{.packets = 8, .bytes = 1000, .age = 2s}};
  Instant now_{10s};
};

TEST_F(PacketCacheTest, finds_what_was_put_in) {
  EXPECT_FALSE(holds(5)) << "empty";
  insert(5);
  EXPECT_TRUE(holds(5));
  EXPECT_FALSE(holds(4));
  EXPECT_FALSE(holds(13)) << "shares a place with 5";
}

TEST_F(PacketCacheTest, is_bounded_by_count) {
  for (int i = 0; i < 20; ++i) insert(i, 10);
  EXPECT_FALSE(holds(11));
  for (int i = 12; i < 20; ++i) EXPECT_TRUE(holds(i)) << i;
}

TEST_F(PacketCacheTest, is_bounded_by_bytes) {
  for (int i = 0; i < 8; ++i) insert(i, 300);
  EXPECT_FALSE(holds(4));
  for (int i = 5; i < 8; ++i) EXPECT_TRUE(holds(i)) << i;
}

TEST_F(PacketCacheTest, is_bounded_by_age) {
  insert(1);
  now_ += 2s;
  EXPECT_TRUE(holds(1));
  now_ += 1ms;
  EXPECT_FALSE(holds(1));
}

TEST_F(PacketCacheTest, prefers_the_newer_of_two_that_share_a_place) {
  insert(13);
  insert(5);
  EXPECT_TRUE(holds(13));
}

TEST_F(PacketCacheTest, never_shows_a_packet_whose_bytes_were_overwritten) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    SeededRandom random(seed);
    cache_ = PacketCache({.packets = 8, .bytes = 1000, .age = 2s});
    for (int i = 0; i < 100; ++i) {
      insert(i, 1 + random.below(400));
      int held = 0;
      for (int j = 0; j <= i; ++j) held += holds(j) ? 1 : 0;  // checks the bytes too
      EXPECT_GE(held, 1);
    }
  }
}

// ---- What a receiver gets for its NACK ----

TEST_F(FanoutTest, a_missed_packet_comes_again_on_the_retransmission_stream) {
  Vp8Source source;
  subscribe();
  auto frame = source.keyframe(3);
  auto first = sent_for(frame);
  auto again = resent_for({kFirst + 1});
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].header.ssrc, wire::Ssrc(2001));
  EXPECT_EQ(again[0].header.payload_type, wire::PayloadType(97));
  EXPECT_EQ(again[0].header.timestamp, first[1].header.timestamp);
  auto inner = decapsulate_rtx(again[0].payload);
  ASSERT_TRUE(inner);
  EXPECT_EQ(inner->sequence.value(), kFirst + 1);
  EXPECT_TRUE(std::ranges::equal(inner->payload, first[1].payload));
}

TEST_F(FanoutTest, the_retransmission_stream_has_numbers_of_its_own) {
  Vp8Source source;
  subscribe();
  forward(source.keyframe(4));
  auto again = resent_for({kFirst + 1, kFirst + 3});
  ASSERT_EQ(again.size(), 2u);
  EXPECT_EQ(again[1].sequence(), again[0].sequence() + 1);
}

TEST_F(FanoutTest, without_a_retransmission_stream_the_very_same_packet_comes_again) {
  Vp8Source source;
  auto parameters = vp8_receiver();
  parameters.rtx_ssrc.reset();
  subscribe(parameters);
  forward(source.keyframe(1));
  wish({.paused = true});
  wish({});
  forward(source.frame(3));  // so that picture numbers are rewritten
  auto frame = source.keyframe(2);
  frame[0].padding = 7;
  auto first = sent_for(frame);
  auto again = resent_for({first[0].sequence()});
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].header.ssrc, first[0].header.ssrc);
  EXPECT_EQ(again[0].sequence(), first[0].sequence());
  EXPECT_EQ(again[0].header.timestamp, first[0].header.timestamp);
  EXPECT_EQ(again[0].payload, first[0].payload);
  EXPECT_EQ(again[0].padding, 7u);
}

TEST_F(FanoutTest, a_packet_of_the_layer_before_comes_again_as_it_was) {
  Vp8Source low({.layer = 0});
  Vp8Source high({.layer = 1, .sequence = 1, .timestamp = 77, .picture_id = 32'768 + 5});
  subscribe();
  forward(low.keyframe(2));
  auto first = sent_for(low.frame(2));
  forward(high.keyframe(2));
  ASSERT_EQ(subscription().layer(), 1);
  auto again = resent_for({first[1].sequence()});
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].header.timestamp, first[1].header.timestamp);
  EXPECT_TRUE(std::ranges::equal(decapsulate_rtx(again[0].payload)->payload, first[1].payload));
}

TEST_F(FanoutTest, what_was_never_sent_is_not_sent_again) {
  Vp8Source source;
  subscribe();
  forward(source.frame(3));
  forward(source.keyframe(2));
  EXPECT_TRUE(resent_for({kFirst - 1, kFirst + 2, kFirst + 5000}).empty());
}

TEST_F(FanoutTest, a_question_is_answered_once_until_the_answer_can_have_arrived) {
  Vp8Source source;
  subscribe();
  forward(source.keyframe(3));
  EXPECT_EQ(resent_for({kFirst + 1}).size(), 1u);
  EXPECT_TRUE(resent_for({kFirst + 1}).empty());
  pass(Subscription::kResendSpacingMin);
  EXPECT_EQ(resent_for({kFirst + 1}).size(), 1u);
}

TEST_F(FanoutTest, a_receiver_that_asks_without_end_gets_no_more_than_its_share) {
  Vp8Source source;
  subscribe();
  forward(source.keyframe(100));
  std::size_t resent = 0;
  for (int round = 0; round < 10; ++round) {
    pass(20ms);
    for (int i = 0; i < 100; ++i) resent += resent_for({kFirst + i}).size();
  }
  EXPECT_EQ(resent, Subscription::kResendCreditMax);
  for (int i = 0; i < 10; ++i) forward(source.frame(4));
  pass(20ms);
  resent = 0;
  for (int i = 0; i < 100; ++i) resent += resent_for({kFirst + i}).size();
  EXPECT_EQ(resent, 40 / Subscription::kPacketsPerResend);
}

TEST_F(FanoutTest, old_packets_are_gone) {
  Vp8Source source;
  subscribe();
  forward(source.keyframe(3));
  pass(3s);
  EXPECT_TRUE(resent_for({kFirst + 1}).empty());
}

// ---- Keyframe requests and reports ----

TEST_F(FanoutTest, a_receivers_keyframe_requests_are_passed_on_with_moderation) {
  Vp8Source source;
  subscribe();
  forward(source.keyframe());
  fanout_.take_keyframe_requests();
  fanout_.handle_keyframe_request(subscription(), now_);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 1);
  forward(source.keyframe());
  for (int i = 0; i < 20; ++i) {
    fanout_.handle_keyframe_request(subscription(), now_);
    EXPECT_EQ(fanout_.take_keyframe_requests().layers, 0);
    pass(20ms);
  }
  pass(Subscription::kKeyframeRequestSpacing);
  fanout_.handle_keyframe_request(subscription(), now_);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 1);
}

TEST_F(FanoutTest, many_who_wait_cause_one_request) {
  Vp8Source source;
  forward(source.frame());
  for (std::uint32_t number = 1; number <= 300; ++number) subscribe(number);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 1);
  pass(200ms);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 0);
  pass(400ms);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 1);
}

TEST_F(FanoutTest, sender_reports_extend_the_publishers_clock) {
  Vp8Source source;
  subscribe();
  auto sent = sent_for(source.keyframe(3));
  EXPECT_FALSE(fanout_.sender_report(subscription(), now_)) << "no clock yet";
  wire::NtpTime ntp{std::uint64_t{3'900'000'000} << 32};
  fanout_.set_clock({0, {ntp, sent[0].header.timestamp, now_}});
  pass(500ms);
  auto report = fanout_.sender_report(subscription(), now_);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->sender, wire::Ssrc(1001));
  EXPECT_EQ(report->ntp.value - ntp.value, std::uint64_t{1} << 31) << "half a second";
  EXPECT_EQ(report->rtp - sent[0].header.timestamp, 45'000);
  EXPECT_EQ(report->packets, 3u);
  EXPECT_EQ(report->octets, 180u);
}

TEST_F(FanoutTest, sender_reports_follow_a_change_of_layer) {
  Vp8Source low({.layer = 0});
  Vp8Source high({.layer = 1, .sequence = 1, .timestamp = 4'000'000'000, .picture_id = 32'800});
  subscribe();
  forward(low.keyframe());
  pass(100ms);
  auto over = sent_for(high.keyframe(1));
  wire::NtpTime ntp{std::uint64_t{3'900'000'000} << 32};
  fanout_.set_clock({1, {ntp, wire::RtpTimestamp(4'000'000'000), now_}});
  auto report = fanout_.sender_report(subscription(), now_);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->rtp, over[0].header.timestamp);
}

TEST_F(FanoutTest, a_receivers_report_tells_loss_jitter_and_round_trip) {
  Vp8Source source;
  subscribe();
  auto sent = sent_for(source.keyframe());
  fanout_.set_clock({0, {wire::NtpTime{99ull << 40}, sent[0].header.timestamp, now_}});
  auto report = fanout_.sender_report(subscription(), now_);
  pass(130ms);
  subscription().handle_report({.ssrc = wire::Ssrc(1001),
                                .fraction_lost = 64,
                                .jitter = 900,
                                .last_sender_report = report->ntp.compact(),
                                .delay_since_last_report = wire::to_compact_ntp(50ms)},
                               now_);
  ASSERT_TRUE(subscription().path(now_));
  EXPECT_DOUBLE_EQ(subscription().path(now_)->loss, 0.25);
  EXPECT_EQ(subscription().path(now_)->jitter, 10ms);
  EXPECT_NEAR(std::chrono::duration<double>(subscription().path(now_)->round_trip).count(), 0.080,
              0.0001);
}

TEST_F(FanoutTest, an_old_report_says_nothing_of_now) {
  subscribe();
  subscription().handle_report({.ssrc = wire::Ssrc(1001), .fraction_lost = 64}, now_);
  EXPECT_TRUE(subscription().path(now_ + 6s));
  EXPECT_FALSE(subscription().path(now_ + Subscription::kPathReportAgeMax));
}

TEST_F(FanoutTest, reports_on_other_streams_are_not_ours) {
  subscribe();
  subscription().handle_report({.ssrc = wire::Ssrc(7), .fraction_lost = 64}, now_);
  EXPECT_FALSE(subscription().path(now_));
}

// SRTP would encrypt two packets with one keystream.
TEST_F(FanoutTest, a_number_that_padding_used_up_is_not_sent_again_with_other_bytes) {
  SubscriptionParameters plain = vp8_receiver();
  plain.rtx_ssrc.reset();
  subscribe(plain);
  Vp8Source source;
  forward(source.keyframe());
  const ForwardPacket late = source.frame(1)[0];
  EXPECT_TRUE(sent_for(source.padding_only()).empty());
  const std::vector<Sent> first = sent_for(late);
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].sequence(), kFirst + 2);
  EXPECT_FALSE(first[0].payload.empty()) << "it is the frame, not a filler";
  forward(source.frame());
  const std::vector<Sent> again = resent_for({kFirst + 2});
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].payload, first[0].payload);
}

TEST_F(FanoutTest, a_filler_is_not_followed_by_what_it_stood_for) {
  SubscriptionParameters plain = vp8_receiver();
  plain.rtx_ssrc.reset();
  subscribe(plain);
  Vp8Source source({.two_temporal_layers = true});
  forward(source.keyframe());
  wish({.max_temporal_layer = 0});
  const Packets upper = source.frame(2);
  forward({upper[1]});  // left out, and its picture with it; the first packet is still on its way
  forward(source.frame());
  const std::vector<Sent> filler = sent_for(upper[0]);
  ASSERT_EQ(filler.size(), 1u);
  EXPECT_TRUE(filler[0].payload.empty());
  EXPECT_TRUE(resent_for({filler[0].sequence()}).empty());
}

}  // namespace
}  // namespace hemicycle::sfu
