#include "congestion/feedback_generator.h"

#include <map>
#include <utility>

#include <gtest/gtest.h>

#include "base/random.h"
#include "sim/transport_feedback.h"

namespace hemicycle::congestion {
namespace {

using namespace std::chrono_literals;

// A sender's side of the feedback: arrival times by unwrapped number, to 250 us.
class FeedbackGeneratorTest : public testing::Test {
 protected:
  void receive(std::int64_t sequence) {
    generator_.handle_packet(wire::wrap_sequence(sequence), now_);
  }
  // Reads all that is due, through the wire's form; returns how many feedbacks there were.
  int read_feedback() {
    int count = 0;
    while (auto feedback = generator_.poll(now_)) {
      ++count;
      last_ = *feedback;
      Bytes buffer(1400);
      ByteWriter writer(buffer);
      wire::write_rtcp(*feedback, writer);
      EXPECT_TRUE(writer.ok()) << "does not fit a datagram";
      auto parsed = sim::read_transport_feedback(writer.written());
      EXPECT_TRUE(parsed);
      if (parsed) note(*parsed);
    }
    return count;
  }
  void note(const wire::TransportFeedback& feedback) {
    std::int64_t sequence = unwrapper_.unwrap(feedback.base_sequence);
    Duration time = feedback.reference_time * Duration(wire::kTransportFeedbackTimeUnit);
    for (const auto& status : feedback.statuses) {
      if (status) {
        time += *status * Duration(wire::kTransportFeedbackDeltaUnit);
        reported_[sequence] = Instant(time);
      } else if (!reported_.contains(sequence)) {
        reported_[sequence] = std::nullopt;
      }
      unwrapper_.unwrap(wire::wrap_sequence(sequence++));
    }
  }
  std::optional<Instant> arrival(std::int64_t sequence) {
    EXPECT_TRUE(reported_.contains(sequence)) << sequence;
    return reported_[sequence];
  }

  FeedbackGenerator generator_{wire::Ssrc(1), wire::Ssrc(2)};
  Instant now_{1000s};
  wire::SequenceUnwrapper unwrapper_;
  std::map<std::int64_t, std::optional<Instant>> reported_;
  wire::TransportFeedback last_;
};

constexpr std::int64_t kFirst = 65'536 + 100;

TEST_F(FeedbackGeneratorTest, says_nothing_before_a_packet_came) {
  EXPECT_EQ(generator_.next_deadline(), kNever);
  EXPECT_EQ(read_feedback(), 0);
}

TEST_F(FeedbackGeneratorTest, reports_arrivals_after_the_interval) {
  receive(kFirst);
  Instant first = now_;
  now_ += 7ms;
  receive(kFirst + 1);
  Instant second = now_;
  EXPECT_EQ(read_feedback(), 0);
  now_ = generator_.next_deadline();
  EXPECT_EQ(now_, first + FeedbackGenerator::kInterval);
  EXPECT_EQ(read_feedback(), 1);
  EXPECT_EQ(arrival(kFirst), first);
  EXPECT_EQ(arrival(kFirst + 1), second);
  EXPECT_EQ(last_.sender, wire::Ssrc(1));
  EXPECT_EQ(last_.media, wire::Ssrc(2));
  EXPECT_EQ(generator_.next_deadline(), kNever) << "nothing more to tell";
}

TEST_F(FeedbackGeneratorTest, reports_losses_between_and_before) {
  receive(kFirst);
  now_ += 100ms;
  read_feedback();
  receive(kFirst + 2);
  receive(kFirst + 4);
  now_ += 100ms;
  EXPECT_EQ(read_feedback(), 1);
  EXPECT_EQ(arrival(kFirst + 1), std::nullopt);
  EXPECT_EQ(arrival(kFirst + 3), std::nullopt);
  EXPECT_TRUE(arrival(kFirst + 4));
}

TEST_F(FeedbackGeneratorTest, counts_its_feedbacks) {
  for (int i = 0; i < 300; ++i) {
    receive(kFirst + i);
    now_ += 100ms;
    ASSERT_EQ(read_feedback(), 1);
    EXPECT_EQ(last_.feedback_count, static_cast<std::uint8_t>(i));
  }
}

TEST_F(FeedbackGeneratorTest, reports_a_late_packet_again_as_arrived) {
  receive(kFirst);
  receive(kFirst + 2);
  now_ += 100ms;
  read_feedback();
  EXPECT_EQ(arrival(kFirst + 1), std::nullopt);
  receive(kFirst + 1);
  Instant late = now_;
  now_ += 100ms;
  read_feedback();
  EXPECT_EQ(arrival(kFirst + 1), late);
}

TEST_F(FeedbackGeneratorTest, goes_on_over_the_wrap_of_numbers) {
  for (std::int64_t sequence = 131'000; sequence < 131'200; ++sequence) {
    receive(sequence);
    now_ += 10ms;
    read_feedback();
  }
  now_ += 100ms;
  read_feedback();
  for (std::int64_t sequence = 131'000; sequence < 131'200; ++sequence)
    EXPECT_TRUE(arrival(sequence));
}

TEST_F(FeedbackGeneratorTest, does_not_wait_when_much_arrives) {
  for (int i = 0; i < FeedbackGenerator::kPacketsPerFeedbackMax; ++i) receive(kFirst + i);
  EXPECT_EQ(read_feedback(), 1);
}

TEST_F(FeedbackGeneratorTest, splits_what_is_too_far_apart_for_one_feedback) {
  receive(kFirst);
  now_ += 9s;
  receive(kFirst + 1);
  Instant second = now_;
  EXPECT_EQ(read_feedback(), 2);
  EXPECT_EQ(arrival(kFirst + 1), second);
}

TEST_F(FeedbackGeneratorTest, survives_a_leap_of_the_senders_numbers) {
  receive(kFirst);
  receive(kFirst + 30'000);
  receive(kFirst + 30'001);
  now_ += 100ms;
  EXPECT_EQ(read_feedback(), 1);
  EXPECT_EQ(last_.statuses.size(), 2u);
}

TEST_F(FeedbackGeneratorTest, tells_the_truth_under_random_loss_and_reordering) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    SeededRandom random(seed);
    generator_ = FeedbackGenerator(wire::Ssrc(1), wire::Ssrc(2));
    unwrapper_ = {};
    reported_.clear();
    std::map<std::int64_t, Instant> arrived;
    auto take = [&](std::int64_t sequence) {
      receive(sequence);
      arrived.emplace(sequence, now_);
    };
    std::int64_t held_back = 0;
    take(kFirst);
    for (std::int64_t sequence = kFirst + 1; sequence < kFirst + 2000; ++sequence) {
      now_ += std::chrono::microseconds(random.below(8000));
      if (held_back != 0 && random.chance(0.2)) take(std::exchange(held_back, 0));
      if (random.chance(0.05)) continue;
      if (held_back == 0 && random.chance(0.05))
        held_back = sequence;
      else
        take(sequence);
      read_feedback();
    }
    now_ += 1s;
    read_feedback();
    for (const auto& [sequence, at] : arrived) {
      auto told = arrival(sequence);
      ASSERT_TRUE(told) << sequence;
      EXPECT_LE(std::chrono::abs(at - *told), 250us);
    }
    for (const auto& [sequence, told] : reported_)
      if (told) {
        EXPECT_TRUE(arrived.contains(sequence)) << sequence;
      }
  }
}

}  // namespace
}  // namespace hemicycle::congestion
