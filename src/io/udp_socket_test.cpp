#include "io/udp_socket.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "io/event_loop.h"
#include "io/outbox.h"

namespace hemicycle::io {
namespace {

const Endpoint kLoopback = Endpoint::v4(127, 0, 0, 1, 0);

UdpSocket bound(const Endpoint& local, const UdpOptions& options = {}) {
  auto socket = UdpSocket::bind(local, options);
  EXPECT_TRUE(socket.has_value()) << socket.error();
  return std::move(*socket);
}

// Datagrams over loopback are there when send() returns.
std::vector<std::string> receive_all(UdpSocket& socket) {
  std::vector<std::string> texts;
  ReceiveBatch batch;
  do {
    socket.receive(batch);
    for (const ReceivedDatagram& datagram : batch.datagrams())
      texts.emplace_back(as_text(datagram.bytes));
  } while (!batch.datagrams().empty());
  return texts;
}

struct Offload {
  bool send;
  bool receive;
};

class UdpSocketOffload : public testing::TestWithParam<Offload> {};

TEST_P(UdpSocketOffload, datagrams_arrive_whole_and_in_order) {
  UdpSocket sender = bound(kLoopback, {.send_offload = GetParam().send});
  UdpSocket receiver = bound(kLoopback, {.receive_offload = GetParam().receive});
  Outbox outbox(sender);
  std::vector<std::string> expected;
  for (int i = 0; i < 300; ++i) {
    const std::size_t size = i % 7 == 6 ? 20 : 500;
    expected.push_back(std::to_string(i) + std::string(size, 'x'));
    expected.back().resize(size);
    outbox.push(receiver.local(), as_bytes(expected.back()));
  }
  outbox.flush();
  EXPECT_TRUE(outbox.is_empty());
  EXPECT_EQ(outbox.counters().datagrams_sent, 300);
  EXPECT_EQ(receive_all(receiver), expected);
}

INSTANTIATE_TEST_SUITE_P(Offloads, UdpSocketOffload,
                         testing::Values(Offload{true, true}, Offload{true, false},
                                         Offload{false, true}, Offload{false, false}));

TEST(UdpSocket, tells_who_sent) {
  UdpSocket sender = bound(kLoopback);
  UdpSocket receiver = bound(kLoopback);
  const OutgoingMessage message{receiver.local(), as_bytes("hello"), 5};
  EXPECT_EQ(sender.send({&message, 1}).datagrams_sent, 1);
  ReceiveBatch batch;
  receiver.receive(batch);
  ASSERT_EQ(batch.datagrams().size(), 1);
  EXPECT_EQ(batch.datagrams()[0].from, sender.local());
}

TEST(UdpSocket, an_ipv6_socket_talks_to_both_families) {
  Endpoint any;
  UdpSocket receiver = bound(any);
  UdpSocket sender = bound(kLoopback);
  Endpoint to = receiver.local();
  to.address = kLoopback.address;
  const OutgoingMessage message{to, as_bytes("four"), 4};
  sender.send({&message, 1});
  ReceiveBatch batch;
  receiver.receive(batch);
  ASSERT_EQ(batch.datagrams().size(), 1);
  EXPECT_EQ(batch.datagrams()[0].from, sender.local());
  const OutgoingMessage answer{batch.datagrams()[0].from, as_bytes("back"), 4};
  EXPECT_EQ(receiver.send({&answer, 1}).datagrams_sent, 1);
  EXPECT_EQ(receive_all(sender), std::vector<std::string>{"back"});
}

TEST(UdpSocket, a_refused_destination_does_not_stop_the_others) {
  UdpSocket sender = bound(kLoopback);
  UdpSocket receiver = bound(kLoopback);
  // A socket bound to loopback has no route to a multicast group, port 0 is refused everywhere.
  const std::vector<OutgoingMessage> messages = {
      {Endpoint::v4(127, 0, 0, 1, 0), as_bytes("nowhere"), 7},
      {receiver.local(), as_bytes("there"), 5},
  };
  const SendOutcome outcome = sender.send(messages);
  EXPECT_EQ(outcome.messages_done, 2);
  EXPECT_EQ(outcome.datagrams_refused, 1);
  EXPECT_EQ(outcome.datagrams_sent, 1);
  EXPECT_EQ(receive_all(receiver), std::vector<std::string>{"there"});
}

TEST(UdpSocket, segments_larger_than_the_kernel_takes_are_sent_one_by_one) {
  UdpSocket sender = bound(kLoopback);
  UdpSocket receiver = bound(kLoopback, {.receive_offload = false});
  // 70 segments are more than one message may have before Linux 6.9, and 140 more than ever.
  const std::string text(140 * 10, 'x');
  const OutgoingMessage message{receiver.local(), as_bytes(text), 10};
  const SendOutcome outcome = sender.send({&message, 1});
  EXPECT_EQ(outcome.messages_done, 1);
  EXPECT_EQ(outcome.datagrams_sent, 140);
  EXPECT_TRUE(sender.send_offload());
  EXPECT_EQ(receive_all(receiver).size(), 140);
}

TEST(UdpSocket, a_taken_port_is_told_in_one_line) {
  UdpSocket first = bound(kLoopback);
  const auto second = UdpSocket::bind(first.local());
  ASSERT_FALSE(second.has_value());
  EXPECT_NE(second.error().find(first.local().to_string()), std::string::npos) << second.error();
  EXPECT_NE(second.error().find("in use"), std::string::npos) << second.error();
}

TEST(UdpSocket, an_empty_datagram_is_none) {
  UdpSocket sender = bound(kLoopback);
  UdpSocket receiver = bound(kLoopback);
  ReceiveBatch batch;
  receiver.receive(batch);
  EXPECT_TRUE(batch.datagrams().empty());
  Outbox outbox(sender);
  outbox.push(receiver.local(), {});
  outbox.flush();
  EXPECT_EQ(outbox.counters().datagrams_sent, 0);
}

TEST(SocketAddress, loopback_is_listed_last) {
  const std::vector<Endpoint> addresses = local_addresses();
  ASSERT_FALSE(addresses.empty());
  EXPECT_NE(std::find_if(addresses.begin(), addresses.end(),
                         [](const Endpoint& each) { return each.address == kLoopback.address; }),
            addresses.end());
}

}  // namespace
}  // namespace hemicycle::io
