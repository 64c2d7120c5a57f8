#include "sfu/fanout.h"

#include <gtest/gtest.h>

#include "sfu/test_track.h"

namespace hemicycle::sfu {
namespace {

using namespace std::chrono_literals;
using test::FanoutTest;
using test::kFirstSequence;
using test::Sent;
using test::vp8_receiver;
using test::Vp8Source;
using Sequences = std::vector<std::uint16_t>;

constexpr auto kFrame = 33ms;

// ---- Starting and the plain case ----

TEST_F(FanoutTest, a_receiver_sees_nothing_before_a_keyframe) {
  Vp8Source source;
  subscribe();
  EXPECT_TRUE(sent_for(source.frame()).empty());
  EXPECT_EQ(sent_for(source.keyframe()).size(), 2u);
  EXPECT_EQ(sent_for(source.frame()).size(), 2u);
}

TEST_F(FanoutTest, headers_carry_the_receivers_own_numbers) {
  Vp8Source source;
  subscribe();
  auto in = source.keyframe(3);
  auto out = sent_for(in);
  ASSERT_EQ(out.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(out[i].sequence(), kFirstSequence.value() + i);
    EXPECT_EQ(out[i].header.ssrc, wire::Ssrc(1001));
    EXPECT_EQ(out[i].header.payload_type, wire::PayloadType(96));
    EXPECT_EQ(out[i].header.timestamp, in[i].timestamp);
    EXPECT_EQ(out[i].header.marker, i == 2);
    EXPECT_TRUE(std::ranges::equal(out[i].payload, in[i].payload));
  }
}

// A sink that notes in what order it is told of receivers.
struct NotingSink {
  struct Note {
    std::uint32_t receiver;
    int turns;  // 0: its packet
    friend bool operator==(const Note&, const Note&) = default;
  };
  std::vector<Note>& notes;

  void operator()(const Subscription& to, ByteView, ByteView) {
    notes.push_back({to.receiver(), 0});
  }
  void approach(const Subscription& to, int turns) { notes.push_back({to.receiver(), turns}); }
};

TEST_F(FanoutTest, a_sink_learns_a_few_turns_ahead_who_comes) {
  constexpr std::uint32_t kReceivers = 10;
  Vp8Source source;
  for (std::uint32_t i = 1; i <= kReceivers; ++i) subscribe(i);
  std::vector<NotingSink::Note> notes;
  fanout_.forward(source.keyframe(1), now_, NotingSink{notes});

  std::uint32_t turn = 0;
  std::vector<std::uint32_t> served;
  for (const NotingSink::Note& note : notes) {
    if (note.turns == 0)
      served.push_back(note.receiver), ++turn;
    else
      EXPECT_EQ(note.receiver, turn + 1 + static_cast<std::uint32_t>(note.turns));
  }
  EXPECT_EQ(served, (std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  // The last ones' memory is close by.
  for (const int turns : {1, 2, 3}) {
    const NotingSink::Note sixth{6, turns};
    EXPECT_EQ(std::ranges::count(notes, sixth), 1);
  }
}

TEST_F(FanoutTest, each_receiver_is_served_at_its_own_pace) {
  Vp8Source source;
  subscribe(1);
  forward(source.keyframe());
  subscribe(2);
  auto out = sent_for(source.frame());
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0].receiver, 1u);
  out = sent_for(source.keyframe(1));
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0].sequence(), kFirstSequence.value() + 4);
  EXPECT_EQ(out[1].receiver, 2u);
  EXPECT_EQ(out[1].sequence(), kFirstSequence.value());
}

TEST_F(FanoutTest, the_others_go_on_when_a_receiver_leaves) {
  Vp8Source source;
  for (std::uint32_t number : {1, 2, 3}) subscribe(number);
  forward(source.keyframe(1));
  fanout_.remove(SubscriptionId(1));
  auto out = sent_for(source.frame(1));
  ASSERT_EQ(out.size(), 2u);
  for (const Sent& sent : out) EXPECT_EQ(sent.sequence(), kFirstSequence.value() + 1);
  EXPECT_EQ(fanout_.find(SubscriptionId(1)), nullptr);
  EXPECT_EQ(subscription(3).receiver(), 3u);
}

TEST_F(FanoutTest, a_receiver_without_the_codec_gets_nothing) {
  Vp8Source source;
  auto parameters = vp8_receiver();
  parameters.codecs[0].codec = Codec::kH264;
  subscribe(parameters);
  EXPECT_TRUE(sent_for(source.keyframe()).empty());
}

TEST_F(FanoutTest, sequence_numbers_wrap_around) {
  Vp8Source source;
  fanout_.add(SubscriptionId(1), vp8_receiver(), wire::SequenceNumber(65'534), now_);
  forward(source.keyframe(4));
  EXPECT_EQ(sink_.sequences(), (Sequences{65'534, 65'535, 0, 1}));
}

// ---- Losses, lateness, things left out ----

TEST_F(FanoutTest, a_loss_stays_visible_and_a_late_packet_fills_it) {
  Vp8Source source;
  subscribe();
  auto frame = source.keyframe(4);
  EXPECT_EQ(sent_for({frame[0], frame[3]}).back().sequence(), kFirstSequence.value() + 3);
  auto late = sent_for(frame[1]);
  ASSERT_EQ(late.size(), 1u);
  EXPECT_EQ(late[0].sequence(), kFirstSequence.value() + 1);
  EXPECT_EQ(late[0].source_sequence(), frame[1].sequence);
}

TEST_F(FanoutTest, padding_upstream_leaves_no_hole) {
  Vp8Source source;
  subscribe();
  forward(source.keyframe(1));
  EXPECT_TRUE(sent_for(source.padding_only()).empty());
  EXPECT_EQ(sent_for(source.frame(1))[0].sequence(), kFirstSequence.value() + 1);
}

TEST_F(FanoutTest, a_hole_that_turns_out_to_be_padding_is_filled_with_padding) {
  Vp8Source source;
  subscribe();
  forward(source.keyframe(1));
  ForwardPacket padding = source.padding_only();
  forward(source.frame(1));
  auto late = sent_for(padding);
  ASSERT_EQ(late.size(), 1u);
  EXPECT_EQ(late[0].sequence(), kFirstSequence.value() + 1);
  EXPECT_TRUE(late[0].payload.empty());
  EXPECT_EQ(late[0].padding, 1u);
}

TEST_F(FanoutTest, a_keyframe_whose_beginning_comes_late_still_lets_a_receiver_begin) {
  Vp8Source source;
  subscribe();
  auto keyframe = source.keyframe(3);
  EXPECT_TRUE(sent_for({keyframe[1], keyframe[2]}).empty());
  EXPECT_EQ(sent_for(keyframe[0]).size(), 1u);
  auto next = sent_for(source.frame(1));
  ASSERT_EQ(next.size(), 1u);
  EXPECT_EQ(next[0].sequence(), kFirstSequence.value() + 3) << "the rest is to be asked for";
  EXPECT_EQ(resent_for({kFirstSequence.value() + 1, kFirstSequence.value() + 2}).size(), 2u);
}

// ---- Layers ----

class SimulcastTest : public FanoutTest {
 protected:
  SimulcastTest() {
    subscribe();
    forward(low_.keyframe(1));
  }
  // Time for one frame of both layers; returns what was sent for them.
  std::vector<Sent> both_layers(bool high_keyframe = false, bool low_keyframe = false) {
    pass(kFrame);
    sink_.packets.clear();
    forward(low_.frame(1, low_keyframe));
    forward(high_.frame(2, high_keyframe));
    return sink_.packets;
  }

  Vp8Source low_{{.layer = 0}};
  Vp8Source high_{{.layer = 1,
                   .sequence = 200'000,
                   .timestamp = 4'000'000'000,
                   .picture_id = 33'333,
                   .tl0_index = 200}};
};

TEST_F(SimulcastTest, goes_over_to_a_better_layer_at_its_keyframe_and_not_before) {
  auto before = both_layers();
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(before[0].source_layer(), 0);
  auto over = both_layers(true);
  ASSERT_EQ(over.size(), 3u) << "the low layer's frame, then the high layer's two packets";
  EXPECT_EQ(over[1].source_layer(), 1);
  for (const Sent& sent : both_layers()) EXPECT_EQ(sent.source_layer(), 1);
}

TEST_F(SimulcastTest, numbers_show_no_gap_over_a_change_of_layer) {
  auto before = both_layers();
  std::uint16_t sequence = before.back().sequence();
  auto after = both_layers(true);
  ASSERT_EQ(after.size(), 3u);
  for (const Sent& sent : after) EXPECT_EQ(sent.sequence(), ++sequence);
  EXPECT_EQ(after[0].picture_id(), static_cast<std::uint16_t>(before[0].picture_id() + 1));
  EXPECT_EQ(after[1].picture_id(), static_cast<std::uint16_t>(after[0].picture_id() + 1));
  EXPECT_EQ(after[2].picture_id(), after[1].picture_id());
  EXPECT_EQ(after[1].tl0_index(), static_cast<std::uint8_t>(after[0].tl0_index() + 1));
  auto later = both_layers();
  EXPECT_EQ(later[0].picture_id(), static_cast<std::uint16_t>(after[2].picture_id() + 1));
  EXPECT_EQ(later[0].tl0_index(), static_cast<std::uint8_t>(after[2].tl0_index() + 1));
}

TEST_F(SimulcastTest, timestamps_go_on_by_the_time_that_passed) {
  auto before = both_layers();
  pass(kFrame);
  auto after = sent_for(high_.keyframe(1));
  EXPECT_EQ(after[0].header.timestamp - before[0].header.timestamp, 33 * 90);
}

TEST_F(SimulcastTest, timestamps_go_on_by_the_publishers_clocks_once_they_are_known) {
  wire::NtpTime moment{std::uint64_t{3'900'000'000} << 32};
  // At one moment the layers' clocks showed these; the low layer's frame was taken 20 ms later.
  fanout_.set_clock({0, {moment, wire::RtpTimestamp(low_.timestamp() - 1800), now_}});
  fanout_.set_clock({1, {moment, wire::RtpTimestamp(high_.timestamp() - 4500), now_}});
  auto before = sent_for(low_.frame(1));
  pass(45ms);  // the network's doing
  auto after = sent_for(high_.keyframe(1));
  EXPECT_EQ(after[0].header.timestamp - before[0].header.timestamp, 4500 - 1800);
}

TEST_F(SimulcastTest, timestamps_never_go_back) {
  wire::NtpTime moment{std::uint64_t{3'900'000'000} << 32};
  fanout_.set_clock({0, {moment, wire::RtpTimestamp(low_.timestamp()), now_}});
  fanout_.set_clock({1, {moment, wire::RtpTimestamp(high_.timestamp()), now_}});
  auto before = sent_for(low_.frame(1));
  auto after = sent_for(high_.keyframe(1));
  EXPECT_GT(after[0].header.timestamp - before[0].header.timestamp, 0);
}

TEST_F(SimulcastTest, a_late_packet_of_the_layer_before_still_fills_its_hole) {
  auto held_back = low_.frame(2);
  forward({held_back[1]});
  auto over = both_layers(true);
  auto late = sent_for(held_back[0]);
  ASSERT_EQ(late.size(), 1u);
  EXPECT_EQ(late[0].sequence(), static_cast<std::uint16_t>(over[0].sequence() - 2));
  EXPECT_EQ(late[0].source_layer(), 0);
}

TEST_F(SimulcastTest, asks_for_a_keyframe_of_the_layer_that_is_wanted) {
  fanout_.take_keyframe_requests();
  both_layers();
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 0b10);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 0);
  pass(Fanout::kKeyframeRetry);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 0b10) << "none came: asked again";
  both_layers(true);
  pass(Fanout::kKeyframeRetry);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 0);
}

TEST_F(SimulcastTest, stays_below_the_layer_that_was_asked_for) {
  wish({.max_layer = 0});
  for (int i = 0; i < 5; ++i)
    for (const Sent& sent : both_layers(true, i == 2)) EXPECT_EQ(sent.source_layer(), 0);
}

TEST_F(SimulcastTest, goes_down_when_less_is_asked_for) {
  both_layers(true);
  wish({.max_layer = 0});
  for (const Sent& sent : both_layers()) EXPECT_EQ(sent.source_layer(), 1);
  auto over = both_layers(false, true);
  ASSERT_EQ(over.size(), 1u);
  EXPECT_EQ(over[0].source_layer(), 0);
}

TEST_F(SimulcastTest, falls_back_when_the_publisher_stops_a_layer) {
  both_layers(true);
  for (int i = 0; i < 10; ++i) both_layers();
  EXPECT_EQ(subscription().layer(), 1);
  for (int i = 0; i < 60; ++i) {
    pass(kFrame);
    forward(low_.frame(1));
  }
  EXPECT_FALSE(fanout_.layer_is_live(1));
  EXPECT_EQ(subscription().target(), 0);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers & 0b01, 0b01);
  EXPECT_EQ(sent_for(low_.keyframe(1)).size(), 1u);
}

TEST_F(SimulcastTest, keeps_what_it_has_when_all_layers_are_silent) {
  both_layers(true);
  for (int i = 0; i < 50; ++i) pass(200ms);
  EXPECT_EQ(subscription().target(), 1);
  EXPECT_EQ(subscription().layer(), 1);
}

// Each move costs everybody a keyframe.
TEST_F(SimulcastTest, a_layer_that_comes_and_goes_does_not_take_everyone_along) {
  int moves = 0;
  both_layers(true);
  for (int times = 0; times < 10; ++times) {
    for (int i = 0; i < 45; ++i) {  // 1.5 s with the upper layer, then as long without it
      both_layers(i == 0);
      moves += subscription().target() == 1 && i == 0 ? 1 : 0;
    }
    for (int i = 0; i < 45; ++i) {
      pass(kFrame);
      forward(low_.frame(1, i == 30));
    }
  }
  EXPECT_LE(moves, 2);
  for (int i = 0; i < 2000 && subscription().target() != 1; ++i) both_layers();
  EXPECT_EQ(subscription().target(), 1) << "in the end it is relied on";
}

// A slide that is drawn anew now and then.
TEST_F(SimulcastTest, nothing_changes_while_nothing_comes) {
  both_layers(true);
  for (int times = 0; times < 10; ++times) {
    for (int i = 0; i < 50; ++i) pass(200ms);
    EXPECT_TRUE(fanout_.layer_is_live(0));
    EXPECT_TRUE(fanout_.layer_is_live(1));
    forward(low_.frame(1));
    EXPECT_EQ(subscription().target(), 1) << "although the lower layer came first";
    EXPECT_EQ(sent_for(high_.frame(2)).size(), 2u);
  }
}

TEST_F(SimulcastTest, a_newcomer_to_a_still_picture_asks_until_it_is_there) {
  both_layers(true);
  for (int i = 0; i < 50; ++i) pass(200ms);
  fanout_.take_keyframe_requests();
  subscribe(2);
  const auto first = fanout_.take_keyframe_requests();
  EXPECT_EQ(first.layers, 0b10);
  EXPECT_EQ(first.fresh, 0b10);
  for (int i = 0; i < 10; ++i) {
    pass(Fanout::kKeyframeRetry);
    EXPECT_EQ(fanout_.take_keyframe_requests().layers, 0b10);
  }
  subscribe(3);
  EXPECT_EQ(fanout_.take_keyframe_requests().fresh, 0b10) << "another is asked for afresh";
}

TEST_F(FanoutTest, what_another_worker_has_seen_is_asked_for_before_any_packet_comes) {
  subscribe();
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 0);
  fanout_.assume_live(0b11, now_);
  EXPECT_EQ(fanout_.take_keyframe_requests().fresh, 0b10);
  EXPECT_EQ(fanout_.live_layers(), 0b11);
}

// ---- Pauses and restarts ----

TEST_F(FanoutTest, a_paused_receiver_gets_nothing_and_resumes_at_a_keyframe_without_a_gap) {
  Vp8Source source;
  subscribe();
  auto held_back = source.keyframe(3);
  forward({held_back[0], held_back[2]});
  wish({.paused = true});
  EXPECT_TRUE(sent_for(source.keyframe()).empty());
  EXPECT_TRUE(sent_for(held_back[1]).empty()) << "not even what is late";
  wish({});
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 1);
  EXPECT_TRUE(sent_for(source.frame()).empty());
  auto resumed = sent_for(source.keyframe(1));
  ASSERT_EQ(resumed.size(), 1u);
  EXPECT_EQ(resumed[0].sequence(), kFirstSequence.value() + 3);
}

TEST_F(FanoutTest, time_spent_paused_is_seen_in_the_timestamps) {
  Vp8Source source;
  subscribe();
  auto before = sent_for(source.keyframe(1));
  wish({.paused = true});
  for (int i = 0; i < 9; ++i) forward(source.frame());
  wish({});
  auto after = sent_for(source.keyframe(1));
  EXPECT_EQ(after[0].header.timestamp - before[0].header.timestamp, 10 * 3000);
}

TEST_F(FanoutTest, a_publisher_that_starts_anew_is_joined_at_its_keyframe) {
  Vp8Source source;
  subscribe();
  auto before = sent_for(source.keyframe(1));
  source.restart();
  pass(100ms);
  EXPECT_TRUE(sent_for(source.frame()).empty());
  auto after = sent_for(source.keyframe(1));
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].sequence(), before[0].sequence() + 1);
  EXPECT_EQ(after[0].header.timestamp - before[0].header.timestamp, 100 * 90);
  EXPECT_EQ(after[0].picture_id(), static_cast<std::uint16_t>(before[0].picture_id() + 1));
}

TEST_F(FanoutTest, a_keyframe_is_asked_for_until_a_publisher_that_started_anew_sends_one) {
  Vp8Source source;
  subscribe();
  forward(source.keyframe(1));
  fanout_.take_keyframe_requests();
  source.restart();
  pass(1s);
  EXPECT_TRUE(sent_for(source.frame()).empty());
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 1);
  pass(1s);
  fanout_.handle_timeout(now_);
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 1);
  EXPECT_EQ(sent_for(source.keyframe(1)).size(), 1u);
}

TEST_F(FanoutTest, time_in_which_a_track_was_muted_is_not_taken_for_loss) {
  Vp8Source source;
  subscribe();
  auto before = sent_for(source.keyframe(1));
  for (int i = 0; i < 9; ++i) source.frame(3);  // kept back
  auto after_it = [&](ForwardPacket packet) {
    packet.interruptions = 1;
    return sent_for(packet);
  };
  EXPECT_TRUE(after_it(source.frame(1)[0]).empty());
  EXPECT_EQ(fanout_.take_keyframe_requests().layers, 1);
  auto after = after_it(source.keyframe(1)[0]);
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].sequence(), before[0].sequence() + 1);
  EXPECT_EQ(after[0].header.timestamp - before[0].header.timestamp, 11 * 3000);
}

// ---- Temporal layers ----

TEST_F(FanoutTest, upper_temporal_layers_are_left_out_without_a_trace) {
  Vp8Source source({.two_temporal_layers = true});
  subscribe();
  wish({.max_temporal_layer = 0});
  forward(source.keyframe(1));
  for (int i = 0; i < 7; ++i) forward(source.frame(2));
  std::uint16_t sequence = kFirstSequence.value();
  std::optional<std::uint16_t> picture;
  for (const Sent& sent : sink_.packets) {
    EXPECT_EQ(sent.frame().temporal_id, 0);
    EXPECT_EQ(sent.sequence(), sequence++);
    if (picture && sent.frame().begins_frame) {
      EXPECT_EQ(sent.picture_id(), static_cast<std::uint16_t>(*picture + 1));
    }
    picture = sent.picture_id();
  }
  EXPECT_EQ(sink_.packets.size(), 7u);
}

TEST_F(FanoutTest, a_temporal_layer_is_taken_in_at_the_beginning_of_a_frame) {
  Vp8Source source({.two_temporal_layers = true});
  subscribe();
  wish({.max_temporal_layer = 0});
  forward(source.keyframe(1));
  auto upper = source.frame(2);
  EXPECT_TRUE(sent_for(upper[0]).empty());
  wish({.max_temporal_layer = 1});
  EXPECT_TRUE(sent_for(upper[1]).empty()) << "half a frame is of no use";
  forward(source.frame(2));
  EXPECT_EQ(sent_for(source.frame(2)).size(), 2u);
}

TEST_F(FanoutTest, a_frame_that_has_begun_is_finished_when_less_is_asked_for) {
  Vp8Source source({.two_temporal_layers = true});
  subscribe();
  forward(source.keyframe(1));
  auto upper = source.frame(2);
  EXPECT_EQ(sent_for(upper[0]).size(), 1u);
  wish({.max_temporal_layer = 0});
  EXPECT_EQ(sent_for(upper[1]).size(), 1u);
  forward(source.frame(1));
  EXPECT_TRUE(sent_for(source.frame(2)).empty());
}

// ---- Padding and redundancy ----

TEST_F(FanoutTest, padding_makes_packets_equal_and_is_marked_as_such) {
  Vp8Source source;
  subscribe();
  auto frame = source.keyframe(2);
  frame[0].padding = 5;
  auto out = sent_for(frame);
  EXPECT_EQ(out[0].padding, 5u);
  EXPECT_TRUE(std::ranges::equal(out[0].payload, frame[0].payload));
  EXPECT_EQ(out[1].padding, 0u);
}

TEST(Fanout, red_is_unwrapped_for_a_receiver_that_has_only_opus) {
  Fanout fanout(wire::MediaKind::kAudio);
  Instant now{1s};
  SubscriptionParameters opus{.receiver = 1};
  opus.codecs = {{.codec = Codec::kOpus, .payload_type = wire::PayloadType(111)}};
  SubscriptionParameters red = opus;
  red.receiver = 2;
  red.codecs.push_back({.codec = Codec::kRed, .payload_type = wire::PayloadType(63)});
  fanout.add(SubscriptionId(1), opus, kFirstSequence, now);
  fanout.add(SubscriptionId(2), red, kFirstSequence, now);
  // One redundant block of two bytes, then the primary of three.
  Bytes payload{0x80 | 111, 0, 0, 2, 111, 0xaa, 0xbb, 0x78, 1, 2};
  ForwardPacket packet{.payload = payload, .codec = Codec::kRed};
  packet.frame = peek(Codec::kRed, payload, false).value();
  test::Sink sink;
  fanout.forward(packet, now, std::ref(sink));
  ASSERT_EQ(sink.packets.size(), 2u);
  EXPECT_EQ(sink.packets[0].header.payload_type, wire::PayloadType(111));
  EXPECT_EQ(sink.packets[0].payload, (Bytes{0x78, 1, 2}));
  EXPECT_EQ(sink.packets[1].header.payload_type, wire::PayloadType(63));
  EXPECT_EQ(sink.packets[1].payload, payload);
}

TEST(Fanout, a_voice_is_heard_at_once_after_it_was_muted) {
  Fanout fanout(wire::MediaKind::kAudio);
  Instant now{1s};
  SubscriptionParameters opus;
  opus.codecs = {{.codec = Codec::kOpus, .payload_type = wire::PayloadType(111)}};
  fanout.add(SubscriptionId(1), opus, kFirstSequence, now);
  Bytes payload{0x78, 1, 2};
  test::Sink sink;
  for (std::uint8_t interruptions : {0, 1}) {
    ForwardPacket packet{.payload = payload, .sequence = 70'000 + 500 * interruptions};
    packet.interruptions = interruptions;
    packet.frame = peek(Codec::kOpus, payload, false).value();
    fanout.forward(packet, now, std::ref(sink));
  }
  EXPECT_EQ(sink.sequences(), (Sequences{500, 501}));
}

TEST(Fanout, a_receiver_of_audio_need_not_wait) {
  Fanout fanout(wire::MediaKind::kAudio);
  Instant now{1s};
  SubscriptionParameters opus;
  opus.codecs = {{.codec = Codec::kOpus, .payload_type = wire::PayloadType(111)}};
  Bytes payload{0x78, 1, 2};
  test::Sink sink;
  for (int i = 0; i < 3; ++i) {
    if (i == 1) fanout.add(SubscriptionId(1), opus, kFirstSequence, now);
    ForwardPacket packet{.payload = payload, .sequence = i, .codec = Codec::kOpus};
    packet.frame = peek(Codec::kOpus, payload, false).value();
    fanout.forward(packet, now, std::ref(sink));
  }
  EXPECT_EQ(sink.sequences(), (Sequences{500, 501}));
  EXPECT_EQ(fanout.take_keyframe_requests().layers, 0);
  EXPECT_EQ(fanout.next_deadline(), kNever);
}

// Counts on the sink to fail for one receiver.
TEST_F(FanoutTest, what_fails_for_one_receiver_reaches_the_others) {
  for (std::uint32_t number : {1, 2, 3}) subscribe(number);
  struct FailingSink {
    test::Sink& sent;
    std::vector<std::uint32_t>& failures;
    void operator()(const Subscription& to, ByteView header, ByteView payload) const {
      BUG_IF(to.receiver() == 2);
      sent(to, header, payload);
    }
    void failed(const Subscription& to, const Bug&) const { failures.push_back(to.receiver()); }
  };
  std::vector<std::uint32_t> failures;
  Vp8Source source;
  const Packets frame = source.keyframe();
  fanout_.forward(frame, now_, FailingSink{sink_, failures});
  EXPECT_EQ(failures, (std::vector<std::uint32_t>{2}));
  ASSERT_EQ(sink_.packets.size(), 4u);
  EXPECT_EQ(sink_.packets[0].receiver, 1u);
  EXPECT_EQ(sink_.packets[2].receiver, 3u);
}

}  // namespace
}  // namespace hemicycle::sfu
