#include "sfu/receive_stream.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "sfu/codec.h"
#include "sfu/keyframe_requester.h"
#include "sfu/layer_watch.h"
#include "sfu/rate_meter.h"

namespace hemicycle::sfu {
namespace {

using namespace std::chrono_literals;
using Via = ReceiveStream::Via;

class ReceiveStreamTest : public ::testing::Test {
 protected:
  std::optional<ReceiveStream::Accepted> receive(int sequence, Via via = Via::kMedia) {
    return stream_.handle_packet(wire::SequenceNumber(static_cast<std::uint16_t>(sequence)),
                                 wire::RtpTimestamp(0), via, now_);
  }
  ReceiveStream stream_{wire::Ssrc(1), 90'000, true};
  Instant now_{10s};
};

TEST_F(ReceiveStreamTest, numbers_grow_over_the_wrap) {
  std::int64_t last = receive(65'530)->sequence;
  for (int sequence = 65'531; sequence < 65'550; ++sequence)
    EXPECT_EQ(receive(sequence)->sequence, ++last);
}

TEST_F(ReceiveStreamTest, no_packet_passes_twice_under_random_order_and_repetition) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    SeededRandom random(seed);
    stream_ = ReceiveStream(wire::Ssrc(1), 90'000, true);
    std::vector<int> passed(65'536 * 2);
    int base = 65'000;
    receive(base);
    for (int i = 1; i < 3000; ++i) {
      int sequence = base + i / 2 + static_cast<int>(random.below(40));
      Via via = random.chance(0.3) ? Via::kRetransmission : Via::kMedia;
      if (receive(sequence, via)) ++passed[static_cast<std::size_t>(sequence)];
    }
    for (int times : passed) ASSERT_LE(times, 1);
  }
}

TEST_F(ReceiveStreamTest, a_retransmission_before_the_stream_is_of_nothing) {
  EXPECT_FALSE(receive(5, Via::kRetransmission));
}

TEST_F(ReceiveStreamTest, what_came_before_a_restart_does_not_come_after_it) {
  receive(1000);
  receive(40'000);
  ASSERT_TRUE(receive(40'001)->restarted);
  EXPECT_FALSE(receive(1001));
  EXPECT_FALSE(receive(40'000)) << "was held to be a stray";
  EXPECT_TRUE(receive(40'002));
}

TEST_F(ReceiveStreamTest, numbers_grow_over_a_restart_that_looks_like_a_step_back) {
  std::int64_t before = receive(30'000)->sequence;
  receive(10'000);
  EXPECT_GT(receive(10'001)->sequence, before);
}

// ---- Statistics ----

class ReceiveStatisticsTest : public ::testing::Test {
 protected:
  void receive(std::int64_t sequence, std::uint32_t timestamp = 0) {
    statistics_.handle_packet(65'536 + sequence, wire::RtpTimestamp(timestamp), now_);
  }
  ReceiveStatistics statistics_{wire::Ssrc(1), 8000};
  Instant now_{10s};
};

TEST_F(ReceiveStatisticsTest, loss_is_counted_since_the_last_report_and_since_ever) {
  for (int i = 0; i < 100; ++i)
    if (i % 4 != 3) receive(i);
  receive(100);
  auto first = statistics_.report(now_);
  EXPECT_EQ(first->fraction_lost, 25 * 256 / 101);
  EXPECT_EQ(first->cumulative_lost, 25);
  for (int i = 101; i < 200; ++i) receive(i);
  auto second = statistics_.report(now_);
  EXPECT_EQ(second->fraction_lost, 0);
  EXPECT_EQ(second->cumulative_lost, 25);
  EXPECT_EQ(second->highest_sequence, 199u);
}

TEST_F(ReceiveStatisticsTest, repetitions_count_against_loss) {
  for (int i = 0; i < 10; ++i) receive(i);
  for (int i = 0; i < 5; ++i) receive(9);
  auto report = statistics_.report(now_);
  EXPECT_EQ(report->cumulative_lost, -5);
  EXPECT_EQ(report->fraction_lost, 0);
}

TEST_F(ReceiveStatisticsTest, cycles_are_counted) {
  receive(0);
  receive(65'536 + 7);
  EXPECT_EQ(statistics_.report(now_)->highest_sequence, 0x1'0007u);
}

// RFC 3550, A.8: J += (|D| - J) / 16; a constant |D| is approached.
TEST_F(ReceiveStatisticsTest, jitter_approaches_the_deviation_of_arrivals) {
  for (int i = 0; i < 400; ++i) {
    receive(i, static_cast<std::uint32_t>(160 * i));
    now_ += i % 2 == 0 ? 25ms : 15ms;  // 20 ms sent, 5 ms off each time: 40 ticks
  }
  EXPECT_NEAR(statistics_.report(now_)->jitter, 40, 3);
  EXPECT_NEAR(static_cast<double>(statistics_.jitter() / 1us), 5000, 400);
}

TEST_F(ReceiveStatisticsTest, packets_of_one_frame_do_not_count_as_jitter) {
  for (int i = 0; i < 100; ++i, now_ += 1ms) receive(i, 42);
  EXPECT_EQ(statistics_.report(now_)->jitter, 0u);
}

TEST_F(ReceiveStatisticsTest, nothing_is_reported_before_a_packet_came) {
  EXPECT_FALSE(statistics_.report(now_));
}

// ---- Small parts ----

TEST(KeyframeRequester, keeps_requests_apart) {
  KeyframeRequester requester;
  Instant now{1s};
  requester.request(now, KeyframeNeed::kNew);
  EXPECT_TRUE(requester.poll(now));
  requester.handle_keyframe();
  requester.request(now + 10ms, KeyframeNeed::kNew);
  EXPECT_FALSE(requester.poll(now + 10ms));
  EXPECT_EQ(requester.next_deadline(), now + KeyframeRequester::kSpacingMin);
  EXPECT_TRUE(requester.poll(now + KeyframeRequester::kSpacingMin));
}

TEST(KeyframeRequester, asks_ever_more_slowly_while_none_comes) {
  KeyframeRequester requester;
  Instant now{1s};
  requester.request(now, KeyframeNeed::kNew);
  int asked = 0;
  for (; now < Instant(31s); now += 10ms) asked += requester.poll(now) ? 1 : 0;
  EXPECT_GT(asked, 6);
  EXPECT_LT(asked, 13);
  requester.handle_keyframe();
  EXPECT_EQ(requester.next_deadline(), kNever);
}

TEST(KeyframeRequester, asks_at_once_for_a_newcomer_however_slow_it_has_become) {
  KeyframeRequester requester;
  Instant now{1s};
  requester.request(now, KeyframeNeed::kNew);
  for (; now < Instant(18s); now += 10ms) requester.poll(now);
  ASSERT_GT(requester.next_deadline(), now + 500ms);
  requester.request(now, KeyframeNeed::kStill);
  EXPECT_GT(requester.next_deadline(), now + 500ms) << "those who wait have been heard";
  requester.request(now, KeyframeNeed::kNew);
  EXPECT_TRUE(requester.poll(now));
  EXPECT_TRUE(requester.poll(now + KeyframeRequester::kRetryFirst)) << "and soon again";
}

TEST(KeyframeRequester, newcomers_cost_the_publisher_no_more_than_its_bound) {
  KeyframeRequester requester;
  int asked = 0;
  for (Instant now{1s}; now < Instant(11s); now += 10ms) {
    requester.request(now, KeyframeNeed::kNew);
    asked += requester.poll(now) ? 1 : 0;
  }
  EXPECT_LE(asked, 10s / KeyframeRequester::kRetryFirst + 1);
}

class FlappingLayer : public ::testing::Test {
 protected:
  // Frames for this long, then none while other layers are sent, until it counts as silent.
  void send_for(Duration time) {
    for (const Instant end = now_ + time; now_ < end; now_ += 33ms) {
      watch_.handle_packet(wire::RtpTimestamp(++timestamp_), now_);
      watch_.handle_timeout(now_);
    }
  }
  void fall_silent() {
    now_ += LayerWatch::kSilenceMax;
    EXPECT_TRUE(watch_.handle_timeout(now_));
    EXPECT_FALSE(watch_.live());
  }
  // How long it must be sent until it is relied on again.
  Duration until_steady() {
    const Instant begun = now_;
    while (!watch_.steady() && now_ < begun + 100s) send_for(33ms);
    return now_ - begun;
  }
  LayerWatch watch_;
  Instant now_{10s};
  std::uint32_t timestamp_ = 0;
};

TEST_F(FlappingLayer, is_relied_on_at_once_the_first_time) {
  send_for(33ms);
  EXPECT_TRUE(watch_.steady());
}

TEST_F(FlappingLayer, is_on_probation_ever_longer) {
  send_for(1s);
  Duration before{};
  for (int i = 0; i < 4; ++i) {
    fall_silent();
    const Duration probation = until_steady();
    EXPECT_GE(probation, i == 0 ? LayerWatch::kProbationFirst : 2 * before - 100ms);
    before = probation;
    send_for(1s);
  }
  for (int i = 0; i < 4; ++i) {
    fall_silent();
    send_for(1s);
  }
  fall_silent();
  EXPECT_LE(until_steady(), LayerWatch::kProbationMax + 100ms);
  send_for(LayerWatch::kForgiven);
  fall_silent();
  EXPECT_LE(until_steady(), LayerWatch::kProbationFirst + 100ms) << "forgiven";
}

TEST(LayerWatch, silence_is_measured_by_the_pace_before) {
  struct {
    Duration gap;
    Duration still_live, dead;
  } table[] = {{33ms, 500ms, 700ms}, {1000ms, 3500ms, 4100ms}};
  for (const auto& row : table) {
    LayerWatch watch;
    Instant now{10s};
    EXPECT_TRUE(watch.handle_packet(wire::RtpTimestamp(0), now));
    for (std::uint32_t i = 1; i < 100; ++i)
      EXPECT_FALSE(watch.handle_packet(wire::RtpTimestamp(i), now += row.gap));
    EXPECT_FALSE(watch.handle_timeout(now + row.still_live));
    EXPECT_TRUE(watch.handle_timeout(now + row.dead));
    EXPECT_FALSE(watch.live());
    EXPECT_TRUE(watch.handle_packet(wire::RtpTimestamp(1000), now + 10s));
  }
}

TEST(RateMeter, measures_the_last_second) {
  RateMeter meter;
  Instant now{100s};
  for (int i = 0; i < 200; ++i) meter.add(125, now += 10ms);
  EXPECT_NEAR(static_cast<double>(meter.bits_per_second(now)), 100'000, 13'000);
  EXPECT_EQ(meter.bits_per_second(now + 2s), 0u);
}

TEST(Red, yields_its_newest_block) {
  Bytes plain{111, 1, 2, 3};
  EXPECT_TRUE(std::ranges::equal(primary_of_red(plain), Bytes{1, 2, 3}));
  Bytes redundant{0x80 | 111, 0, 4, 2, 111, 9, 9, 1, 2};
  EXPECT_TRUE(std::ranges::equal(primary_of_red(redundant), Bytes{1, 2}));
}

TEST(Red, that_contradicts_itself_yields_nothing) {
  for (const Bytes& broken : {Bytes{}, Bytes{0xff}, Bytes{0x80 | 111, 0, 0, 200, 111, 1},
                              Bytes{0x80, 0, 0, 0, 0x80, 0, 0, 0}})
    EXPECT_TRUE(primary_of_red(broken).empty());
}

}  // namespace
}  // namespace hemicycle::sfu
