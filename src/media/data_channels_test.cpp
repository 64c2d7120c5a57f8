#include "media/data_channels.h"

#include <gtest/gtest.h>

#include "tests/support/time_of_day.h"

namespace hemicycle::media {
namespace {

using namespace std::chrono_literals;

constexpr PeerId kOne{1}, kTwo{2};

// usrsctp is one for each program, so the two ends are two peers of one object, and a network
// without delay carries what one sends to the other. Time passes when the test says so.
class DataChannelsTest : public ::testing::Test {
 protected:
  explicit DataChannelsTest(PlaneLimits limits = {})
      : channels_(limits, {.send_packet =
                               [this](PeerId from, ByteView packet) {
                                 if (connected_)
                                   wire_.emplace_back(from == kOne ? kTwo : kOne,
                                                      Bytes(packet.begin(), packet.end()));
                               },
                           .emit = [this](Event event) { note(event); }}) {
    channels_.add_peer(kOne, 5000);
    channels_.add_peer(kTwo, 5000);
    pass(1s);
  }
  ~DataChannelsTest() override { hemicycle::testing::simulated_time_of_day().reset(); }

  void pass(Duration time) {
    for (const Instant end = now_ + time; now_ < end; now_ += transport::SctpStack::kTick) {
      hemicycle::testing::set_time_of_day(now_);
      channels_.handle_timeout(now_);
      carry();
    }
  }
  void carry() {
    while (!wire_.empty()) {
      const auto [to, packet] = std::move(wire_.front());
      wire_.pop_front();
      channels_.handle_packet(to, packet);
    }
  }
  ChannelId open(Reliability reliability) {
    channels_.open({kOne, "statements", reliability, true});
    pass(100ms);
    EXPECT_TRUE(opened_);
    return opened_.value_or(ChannelId());
  }
  void send(ChannelId channel, std::uint32_t number, std::size_t size) {
    auto message = std::make_shared<Bytes>(size);  // shared: as SendData is
    ByteWriter(*message).u32(number);
    channels_.send({kOne, channel, true, std::move(message)});
    carry();
  }
  // The numbers that arrived; whoever asks has dealt with them.
  std::vector<std::uint32_t> take_numbers() {
    std::vector<std::uint32_t> numbers;
    for (const DataReceived& each : std::exchange(received_, {}))
      numbers.push_back(ByteReader(each.message).u32());
    return numbers;
  }

  bool connected_ = true;

 private:
  void note(Event& event) {
    if (auto* opened = std::get_if<DataChannelOpened>(&event)) opened_ = opened->channel;
    if (auto* received = std::get_if<DataReceived>(&event))
      received_.push_back(std::move(*received));
  }

  Instant now_{10s};
  std::deque<std::pair<PeerId, Bytes>> wire_;
  std::optional<ChannelId> opened_;
  std::vector<DataReceived> received_;

 protected:
  DataChannels channels_;  // the last: when it ends it still sends
};

std::vector<std::uint32_t> numbers_up_to(std::uint32_t count) {
  std::vector<std::uint32_t> numbers(count);
  for (std::uint32_t i = 0; i < count; ++i) numbers[i] = i;
  return numbers;
}

TEST_F(DataChannelsTest, messages_arrive_in_their_order) {
  const ChannelId channel = open(Reliability::kReliable);
  for (std::uint32_t i = 0; i < 50; ++i) send(channel, i, 5000);
  pass(1s);
  EXPECT_EQ(take_numbers(), numbers_up_to(50));
}

TEST_F(DataChannelsTest, a_reader_that_is_away_for_a_while_misses_nothing_reliable) {
  const ChannelId channel = open(Reliability::kReliable);
  connected_ = false;
  for (std::uint32_t i = 0; i < 30; ++i) send(channel, i, 100'000);
  pass(2s);
  connected_ = true;
  pass(30s);
  EXPECT_EQ(take_numbers(), numbers_up_to(30));
  EXPECT_EQ(channels_.counters().messages_dropped, 0u);
}

TEST_F(DataChannelsTest, no_more_is_kept_for_a_reader_than_its_limits) {
  const ChannelId channel = open(Reliability::kReliable);
  connected_ = false;
  for (std::uint32_t i = 0; i < 100; ++i) send(channel, i, 100'000);
  // A megabyte in the association's buffer, four waiting.
  EXPECT_NEAR(static_cast<double>(channels_.counters().messages_dropped), 48, 2);
}

TEST_F(DataChannelsTest, what_is_lossy_does_not_wait_for_a_slow_reader) {
  const ChannelId channel = open(Reliability::kLossy);
  connected_ = false;
  for (std::uint32_t i = 0; i < 30; ++i) send(channel, i, 100'000);
  EXPECT_NEAR(static_cast<double>(channels_.counters().messages_dropped), 20, 2);
}

class SmallIntake : public DataChannelsTest {
 protected:
  SmallIntake() : DataChannelsTest({.data_intake_bytes_max = 100'000}) {}
};

TEST_F(SmallIntake, a_sender_is_slowed_down_while_its_messages_are_not_dealt_with) {
  const ChannelId channel = open(Reliability::kReliable);
  constexpr std::uint32_t kMessages = 200;
  for (std::uint32_t i = 0; i < kMessages; ++i) send(channel, i, 1000);
  pass(1s);
  const std::uint64_t taken_in = channels_.counters().messages_received;
  EXPECT_GT(taken_in, 10u);
  EXPECT_LT(taken_in, 30u) << "100 kB, and 5 kB for each";
  EXPECT_GT(channels_.counters().packets_dropped, 0u);

  std::vector<std::uint32_t> all;
  for (int i = 0; i < 300 && all.size() < kMessages; ++i) {
    for (const std::uint32_t number : take_numbers()) all.push_back(number);
    pass(100ms);
  }
  EXPECT_EQ(all, numbers_up_to(kMessages)) << "nothing is lost";
}

TEST_F(SmallIntake, what_waits_for_a_slow_reader_slows_nobody_down) {
  const ChannelId channel = open(Reliability::kReliable);
  connected_ = false;
  for (std::uint32_t i = 0; i < 20; ++i) {
    SendData command{kOne, channel, true, std::make_shared<Bytes>(100'000)};  // shared: as SendData
    io::Intake intake(1);
    command.ticket = intake.admit(1);
    channels_.send(command);
    command.ticket.reset();
    EXPECT_FALSE(intake.is_full()) << i;
  }
}

}  // namespace
}  // namespace hemicycle::media
