#include "io/outbox.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/bug.h"

namespace hemicycle::io {
namespace {

const Endpoint kAlice = Endpoint::v4(127, 0, 0, 1, 1001);
const Endpoint kBob = Endpoint::v4(127, 0, 0, 1, 1002);

// Takes messages as a socket would, up to `room` of them before it is full.
class RecordingSink final : public DatagramSink {
 public:
  struct Sent {
    Endpoint to;
    std::size_t bytes;
    std::uint16_t segment_size;
    friend bool operator==(const Sent&, const Sent&) = default;
  };

  SendOutcome send(std::span<const OutgoingMessage> messages) override {
    SendOutcome outcome{.calls = 1};
    for (const OutgoingMessage& message : messages) {
      if (room == 0) {
        outcome.blocked = true;
        break;
      }
      --room;
      ++outcome.messages_done;
      outcome.datagrams_sent += message.segments();
      outcome.bytes_sent += message.bytes.size();
      sent.push_back({message.to, message.bytes.size(), message.segment_size});
      text.append(as_text(message.bytes));
    }
    return outcome;
  }

  std::size_t room = 1000;
  std::vector<Sent> sent;
  std::string text;
};

void push_sized(Outbox& outbox, const Endpoint& to, std::size_t size) {
  outbox.push(to, Bytes(size, 'x'));
}

TEST(Outbox, equal_sizes_and_a_shorter_tail_leave_as_one_message) {
  RecordingSink sink;
  Outbox outbox(sink);
  for (const std::size_t size : {100, 100, 60}) push_sized(outbox, kAlice, size);
  outbox.flush();
  EXPECT_EQ(sink.sent, (std::vector<RecordingSink::Sent>{{kAlice, 260, 100}}));
  EXPECT_EQ(outbox.counters().datagrams_sent, 3);
}

struct Split {
  const char* why;
  std::vector<std::pair<Endpoint, std::size_t>> pushed;
  std::vector<RecordingSink::Sent> sent;
};

TEST(Outbox, what_the_kernel_could_not_segment_is_split) {
  const std::vector<Split> splits = {
      {"after a shorter one",
       {{kAlice, 60}, {kAlice, 50}, {kAlice, 60}},
       {{kAlice, 110, 60}, {kAlice, 60, 60}}},
      {"a larger one", {{kAlice, 60}, {kAlice, 61}}, {{kAlice, 60, 60}, {kAlice, 61, 61}}},
      {"another destination",
       {{kAlice, 60}, {kBob, 60}, {kAlice, 60}},
       {{kAlice, 60, 60}, {kBob, 60, 60}, {kAlice, 60, 60}}},
  };
  for (const Split& split : splits) {
    RecordingSink sink;
    Outbox outbox(sink);
    for (const auto& [to, size] : split.pushed) push_sized(outbox, to, size);
    outbox.flush();
    EXPECT_EQ(sink.sent, split.sent) << split.why;
  }
}

TEST(Outbox, a_message_stays_within_the_kernels_limits) {
  RecordingSink sink;
  Outbox outbox(sink);
  for (int i = 0; i < 65; ++i) push_sized(outbox, kAlice, 10);
  for (int i = 0; i < 60; ++i) push_sized(outbox, kBob, 1200);
  outbox.flush();
  ASSERT_EQ(sink.sent.size(), 4);
  EXPECT_EQ(sink.sent[0].bytes, 640);
  EXPECT_EQ(sink.sent[1].bytes, 10);
  EXPECT_LE(sink.sent[2].bytes, Outbox::kMessageBytesMax);
}

TEST(Outbox, a_reserved_room_without_commit_is_given_again) {
  RecordingSink sink;
  Outbox outbox(sink);
  const MutableBytes first = outbox.reserve(kAlice, 100);
  const MutableBytes second = outbox.reserve(kBob, 4);
  EXPECT_EQ(first.data(), second.data());
  std::memcpy(second.data(), "text", 4);
  outbox.commit(4);
  outbox.flush();
  EXPECT_EQ(sink.text, "text");
  EXPECT_EQ(sink.sent.at(0).to, kBob);
}

TEST(Outbox, a_full_socket_keeps_the_rest_in_order_until_it_is_writable) {
  RecordingSink sink;
  sink.room = 1;
  Outbox outbox(sink);
  outbox.push(kAlice, as_bytes("a"));
  outbox.push(kBob, as_bytes("b"));
  outbox.flush();
  EXPECT_TRUE(outbox.is_blocked());
  outbox.push(kAlice, as_bytes("c"));
  sink.room = 1000;
  outbox.flush();
  EXPECT_FALSE(outbox.is_blocked());
  EXPECT_TRUE(outbox.is_empty());
  EXPECT_EQ(sink.text, "abc");
}

TEST(Outbox, a_backlog_is_bounded_and_the_newest_are_dropped) {
  RecordingSink sink;
  sink.room = 0;
  Outbox outbox(sink, 1000);
  for (int i = 0; i < 12; ++i) push_sized(outbox, i % 2 == 0 ? kAlice : kBob, 100);
  EXPECT_TRUE(outbox.is_blocked());
  EXPECT_EQ(outbox.counters().dropped_backlog, 2);
  sink.room = 1000;
  outbox.flush();
  EXPECT_EQ(outbox.counters().datagrams_sent, 10);
}

TEST(Outbox, what_waits_is_sent_early_but_never_amid_a_destination) {
  RecordingSink sink;
  Outbox outbox(sink, 10000, 300);
  for (int i = 0; i < 5; ++i) push_sized(outbox, kAlice, 100);
  EXPECT_TRUE(sink.sent.empty());
  push_sized(outbox, kBob, 100);
  EXPECT_EQ(sink.sent, (std::vector<RecordingSink::Sent>{{kAlice, 500, 100}}));
}

TEST(Outbox, keeps_promises_about_sizes) {
  RecordingSink sink;
  Outbox outbox(sink);
  outbox.reserve(kAlice, 10);
  EXPECT_THROW(outbox.commit(11), Bug);
  EXPECT_THROW(outbox.commit(0), Bug);
}

}  // namespace
}  // namespace hemicycle::io
