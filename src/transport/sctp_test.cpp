#include "transport/sctp.h"

#include <deque>

#include <gtest/gtest.h>

#include "base/random.h"
#include "tests/support/time_of_day.h"
#include "transport/dcep.h"
#include "transport/sctp_socket.h"

namespace hemicycle::transport {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

template <typename Event>
std::vector<Event> only(const std::vector<SctpEvent>& events) {
  std::vector<Event> found;
  for (const SctpEvent& event : events)
    if (const auto* match = std::get_if<Event>(&event)) found.push_back(*match);
  return found;
}

// Two associations with a wire of 10 ms between them that may lose, in virtual time.
class SctpPair {
 public:
  explicit SctpPair(std::uint64_t seed = 1, double loss = 0) : random_(seed), loss_(loss) {
    testing::set_time_of_day(now_);
  }

  void run(Duration duration) {
    const Instant end = now_ + duration;
    while (now_ < end) {
      now_ += milliseconds(5);
      testing::set_time_of_day(now_);
      stack_.advance(now_);
      deliver();
      drain(client_, client_events_);
      drain(server_, server_events_);
    }
  }
  void connect() { run(seconds(10)); }

  struct Packet {
    Instant arrives;
    bool to_server;
    Bytes bytes;
  };

  SctpAssociation::Send wire(bool to_server) {
    return [this, to_server](ByteView packet) {
      ++packets_;
      largest_ = std::max(largest_, packet.size());
      if (!random_.chance(loss_))
        flying_.push_back({now_ + milliseconds(10), to_server, {packet.begin(), packet.end()}});
    };
  }
  void deliver() {
    while (!flying_.empty() && flying_.front().arrives <= now_) {
      const Packet packet = std::move(flying_.front());
      flying_.pop_front();
      (packet.to_server ? server_ : client_).handle_packet(packet.bytes);
    }
  }
  static void drain(SctpAssociation& association, std::vector<SctpEvent>& events) {
    while (auto event = association.poll_event()) events.push_back(std::move(*event));
  }

  SeededRandom random_;
  double loss_;
  Instant now_{};
  int packets_ = 0;
  std::size_t largest_ = 0;
  std::deque<Packet> flying_;
  std::vector<SctpEvent> client_events_, server_events_;
  SctpStack stack_;
  SctpAssociation client_{stack_, {.dtls_client = true}, wire(true)};
  SctpAssociation server_{stack_, {}, wire(false)};
};

TEST(Sctp, comes_up_on_both_sides) {
  SctpPair pair;
  pair.run(seconds(1));
  EXPECT_EQ(only<AssociationUp>(pair.client_events_).size(), 1u);
  EXPECT_EQ(only<AssociationUp>(pair.server_events_).size(), 1u);
}

TEST(Sctp, announces_a_channel_with_its_label_and_reliability) {
  SctpPair pair;
  pair.connect();
  const auto lossy = pair.client_.open_channel(
      "_lossy", "p", {.ordered = false, .retransmissions_max = 0, .lifetime_ms_max = {}});
  const auto reliable = pair.client_.open_channel("_reliable", "", {});
  ASSERT_TRUE(lossy && reliable);
  EXPECT_EQ(*lossy % 2, 0);
  EXPECT_NE(*lossy, *reliable);
  pair.run(seconds(1));
  const auto opened = only<ChannelOpened>(pair.server_events_);
  ASSERT_EQ(opened.size(), 2u);
  EXPECT_EQ(opened[0].channel, *lossy);
  EXPECT_EQ(opened[0].label, "_lossy");
  EXPECT_EQ(opened[0].protocol, "p");
  EXPECT_FALSE(opened[0].reliability.ordered);
  EXPECT_EQ(opened[0].reliability.retransmissions_max, 0);
  EXPECT_EQ(opened[1].label, "_reliable");
  EXPECT_TRUE(opened[1].reliability.ordered);
  EXPECT_FALSE(opened[1].reliability.retransmissions_max);
  EXPECT_EQ(*pair.server_.open_channel("mine", "", {}) % 2, 1);
}

TEST(Sctp, carries_text_and_binary_also_empty_both_ways) {
  SctpPair pair;
  pair.connect();
  const ChannelId channel = *pair.client_.open_channel("x", "", {});
  EXPECT_FALSE(pair.client_.send_message(channel, MessageKind::kText, as_bytes("early")));
  EXPECT_FALSE(pair.client_.send_message(channel, MessageKind::kBinary, {}));
  pair.run(seconds(1));
  EXPECT_FALSE(pair.server_.send_message(channel, MessageKind::kBinary, as_bytes("\x01\x02")));
  EXPECT_FALSE(pair.server_.send_message(channel, MessageKind::kText, {}));
  pair.run(seconds(1));
  const auto at_server = only<ChannelMessage>(pair.server_events_);
  ASSERT_EQ(at_server.size(), 2u);
  EXPECT_EQ(as_text(at_server[0].bytes), "early");
  EXPECT_EQ(at_server[0].kind, MessageKind::kText);
  EXPECT_TRUE(at_server[1].bytes.empty());
  EXPECT_EQ(at_server[1].kind, MessageKind::kBinary);
  const auto at_client = only<ChannelMessage>(pair.client_events_);
  ASSERT_EQ(at_client.size(), 2u);
  EXPECT_EQ(at_client[0].kind, MessageKind::kBinary);
  EXPECT_EQ(at_client[1].kind, MessageKind::kText);
}

TEST(Sctp, delivers_everything_in_order_through_loss) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SctpPair pair(seed, 0.10);
    pair.connect();
    const auto channel = pair.client_.open_channel("_reliable", "", {});
    ASSERT_TRUE(channel) << "seed " << seed;
    for (int i = 0; i < 200; ++i)
      ASSERT_FALSE(pair.client_.send_message(*channel, MessageKind::kText,
                                             as_bytes("message " + std::to_string(i))));
    pair.run(seconds(60));
    const auto received = only<ChannelMessage>(pair.server_events_);
    ASSERT_EQ(received.size(), 200u) << "seed " << seed;
    for (int i = 0; i < 200; ++i)
      EXPECT_EQ(as_text(received[static_cast<std::size_t>(i)].bytes),
                "message " + std::to_string(i))
          << "seed " << seed;
  }
}

TEST(Sctp, carries_the_largest_message_in_packets_that_fit) {
  SctpPair pair(3, 0.02);
  pair.connect();
  const ChannelId channel = *pair.client_.open_channel("x", "", {});
  Bytes message(SctpAssociation::kMessageSizeMax);
  pair.random_.fill(message);
  EXPECT_FALSE(pair.client_.send_message(channel, MessageKind::kBinary, message));
  pair.run(seconds(30));
  const auto received = only<ChannelMessage>(pair.server_events_);
  ASSERT_EQ(received.size(), 1u);
  EXPECT_EQ(received[0].bytes, message);
  EXPECT_LE(pair.largest_, 1200u);
}

TEST(Sctp, drops_what_a_lossy_channel_loses_and_goes_on) {
  SctpPair pair(4, 0.2);
  pair.loss_ = 0;
  pair.connect();
  const ChannelId channel = *pair.client_.open_channel(
      "_lossy", "", {.ordered = false, .retransmissions_max = 0, .lifetime_ms_max = {}});
  pair.run(seconds(1));
  pair.loss_ = 0.2;
  for (int i = 0; i < 300; ++i) {
    pair.client_.send_message(channel, MessageKind::kText, as_bytes("x" + std::to_string(i)));
    pair.run(milliseconds(20));
  }
  pair.run(seconds(10));
  const auto received = only<ChannelMessage>(pair.server_events_).size();
  EXPECT_LT(received, 290u);
  EXPECT_GT(received, 180u);
}

TEST(Sctp, refuses_what_it_cannot_take) {
  SctpPair pair;
  EXPECT_FALSE(pair.client_.open_channel("too early", "", {}));
  EXPECT_EQ(pair.client_.send_message(0, MessageKind::kText, as_bytes("x")),
            SctpSendError::kNotConnected);
  pair.connect();
  EXPECT_EQ(pair.client_.send_message(6, MessageKind::kText, as_bytes("x")),
            SctpSendError::kNoSuchChannel);
  const ChannelId channel = *pair.client_.open_channel("x", "", {});
  EXPECT_EQ(pair.client_.send_message(channel, MessageKind::kText,
                                      Bytes(SctpAssociation::kMessageSizeMax + 1)),
            SctpSendError::kTooLarge);
  EXPECT_FALSE(
      pair.client_.open_channel(std::string(SctpAssociation::kLabelSizeMax + 1, 'x'), "", {}));
}

TEST(Sctp, bounds_what_waits_for_a_reader_that_is_gone) {
  SctpPair pair;
  pair.connect();
  const ChannelId channel = *pair.client_.open_channel("x", "", {});
  pair.run(seconds(1));
  pair.loss_ = 1;
  const Bytes message(16 * 1024);
  std::size_t accepted = 0;
  std::optional<SctpSendError> error;
  for (int i = 0; i < 1000 && !error; ++i) {
    error = pair.client_.send_message(channel, MessageKind::kBinary, message);
    if (!error) accepted += message.size();
  }
  EXPECT_EQ(error, SctpSendError::kBufferFull);
  EXPECT_LE(accepted, SctpAssociation::kSendBufferMax);
  pair.loss_ = 0;
  pair.run(seconds(20));
  EXPECT_FALSE(pair.client_.send_message(channel, MessageKind::kBinary, message));
}

TEST(Sctp, closes_a_channel_on_both_sides_and_reuses_its_stream) {
  SctpPair pair;
  pair.connect();
  for (int round = 0; round < 3; ++round) {
    const auto one = pair.client_.open_channel("one", "", {});
    const auto two = pair.client_.open_channel("two", "", {});
    ASSERT_TRUE(one && two) << "round " << round;
    EXPECT_EQ(*one, 0) << "round " << round;
    pair.run(seconds(1));
    pair.client_.close_channel(*one);
    pair.server_.close_channel(*two);
    EXPECT_EQ(pair.client_.send_message(*one, MessageKind::kText, as_bytes("x")),
              SctpSendError::kNoSuchChannel);
    pair.run(seconds(5));
    const auto expected = static_cast<std::size_t>(2 * (round + 1));
    EXPECT_EQ(only<ChannelClosed>(pair.client_events_).size(), expected);
    EXPECT_EQ(only<ChannelClosed>(pair.server_events_).size(), expected);
  }
}

TEST(Sctp, tells_the_other_side_when_it_ends) {
  SctpPair pair;
  pair.connect();
  pair.client_.abort();
  pair.run(seconds(1));
  EXPECT_EQ(only<AssociationDown>(pair.client_events_).size(), 1u);
  EXPECT_EQ(only<AssociationDown>(pair.server_events_).size(), 1u);
  EXPECT_FALSE(pair.server_.open_channel("late", "", {}));
}

TEST(Sctp, gives_up_when_the_other_side_is_gone) {
  SctpPair pair;
  pair.connect();
  const ChannelId channel = *pair.client_.open_channel("x", "", {});
  pair.run(seconds(1));
  pair.loss_ = 1;
  pair.client_.send_message(channel, MessageKind::kText, as_bytes("anybody?"));
  pair.run(seconds(120));
  EXPECT_EQ(only<AssociationDown>(pair.client_events_).size(), 1u);
}

TEST(Sctp, survives_garbage_and_changed_packets) {
  SctpPair pair(9);
  pair.connect();
  SeededRandom random(9);
  for (int i = 0; i < 3000; ++i) {
    Bytes garbage(random.below(200));
    random.fill(garbage);
    pair.server_.handle_packet(garbage);
  }
  const auto channel = pair.client_.open_channel("x", "", {});
  ASSERT_TRUE(channel);
  pair.client_.send_message(*channel, MessageKind::kText, as_bytes("still here"));
  pair.run(seconds(2));
  EXPECT_EQ(only<ChannelMessage>(pair.server_events_).size(), 1u);
}

// A peer that does what SctpAssociation would not.
class RawPeer final : public SctpListener {
 public:
  explicit RawPeer(SctpStack& stack) : socket_(stack, {}, *this) {}

  void on_output(ByteView packet) override { out_.emplace_back(packet.begin(), packet.end()); }
  void on_up() override { up_ = true; }
  void on_down() override { down_ = true; }
  void on_message(std::uint16_t, std::uint32_t, ByteView) override { ++messages_; }
  void on_message_too_large() override {}
  void on_incoming_reset(std::span<const std::uint16_t>) override {}
  void on_outgoing_reset(std::span<const std::uint16_t>) override {}

  std::deque<Bytes> out_;
  bool up_ = false, down_ = false;
  int messages_ = 0;
  SctpSocket socket_;
};

struct Misuse {
  Misuse() { run(seconds(1)); }

  void run(Duration duration) {
    for (const Instant end = now_ + duration; now_ < end; now_ += milliseconds(10)) {
      testing::set_time_of_day(now_);
      stack_.advance(now_);
      while (!peer_.out_.empty() || !ours_out_.empty()) {
        for (const Bytes& packet : std::exchange(peer_.out_, {})) ours_.handle_packet(packet);
        for (const Bytes& packet : std::exchange(ours_out_, {}))
          peer_.socket_.handle_packet(packet);
      }
      SctpPair::drain(ours_, events_);
    }
  }
  void send(std::uint16_t stream, PayloadProtocol protocol, ByteView message) {
    EXPECT_EQ(peer_.socket_.send(stream, static_cast<std::uint32_t>(protocol), {}, message),
              SctpSocket::SendResult::kSent);
    run(seconds(2));
  }

  Instant now_{};
  std::deque<Bytes> ours_out_;
  std::vector<SctpEvent> events_;
  SctpStack stack_;
  RawPeer peer_{stack_};
  SctpAssociation ours_{stack_, {}, [this](ByteView packet) {
                          ours_out_.emplace_back(packet.begin(), packet.end());
                        }};
};

TEST(Sctp, ends_with_a_peer_whose_message_is_too_large) {
  Misuse misuse;
  ASSERT_TRUE(misuse.peer_.up_);
  misuse.send(0, PayloadProtocol::kDcep, DcepOpen{{}, "x", ""}.write());
  misuse.send(0, PayloadProtocol::kBinary, Bytes(SctpAssociation::kMessageSizeMax));
  EXPECT_EQ(only<ChannelMessage>(misuse.events_).size(), 1u);
  misuse.send(0, PayloadProtocol::kBinary, Bytes(SctpAssociation::kMessageSizeMax * 2));
  EXPECT_EQ(only<ChannelMessage>(misuse.events_).size(), 1u);
  EXPECT_EQ(only<AssociationDown>(misuse.events_).size(), 1u);
  EXPECT_TRUE(misuse.peer_.down_);
}

TEST(Sctp, ignores_messages_without_a_channel_and_strange_ones) {
  Misuse misuse;
  misuse.send(4, PayloadProtocol::kText, as_bytes("no channel"));
  misuse.send(4, PayloadProtocol::kDcep, as_bytes("no dcep"));
  misuse.send(4, PayloadProtocol::kDcep, DcepOpen{{}, "x", ""}.write());
  misuse.send(4, PayloadProtocol::kDcep, DcepOpen{{}, "twice", ""}.write());
  misuse.send(4, static_cast<PayloadProtocol>(99), as_bytes("unknown"));
  misuse.send(4, PayloadProtocol::kText, as_bytes("heard"));
  EXPECT_EQ(only<ChannelOpened>(misuse.events_).size(), 1u);
  ASSERT_EQ(only<ChannelMessage>(misuse.events_).size(), 1u);
  EXPECT_EQ(as_text(only<ChannelMessage>(misuse.events_)[0].bytes), "heard");
}

TEST(Sctp, bounds_the_channels_of_a_peer) {
  Misuse misuse;
  for (std::uint16_t stream = 0; stream < 100; ++stream)
    misuse.peer_.socket_.send(stream, static_cast<std::uint32_t>(PayloadProtocol::kDcep), {},
                              DcepOpen{{}, "x", ""}.write());
  misuse.run(seconds(5));
  EXPECT_EQ(only<ChannelOpened>(misuse.events_).size(), SctpAssociation::kChannelsMax);
}

TEST(Dcep, reads_what_it_writes_and_refuses_the_rest) {
  const DcepOpen open{
      {.ordered = false, .retransmissions_max = {}, .lifetime_ms_max = 500}, "label", "protocol"};
  const Bytes bytes = open.write();
  const auto parsed = DcepOpen::parse(bytes);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->label, "label");
  EXPECT_EQ(parsed->protocol, "protocol");
  EXPECT_FALSE(parsed->reliability.ordered);
  EXPECT_EQ(parsed->reliability.lifetime_ms_max, 500u);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(DcepOpen::parse(ByteView(bytes).first(size)));
  Bytes unknown_type = bytes;
  unknown_type[1] = 0x07;
  EXPECT_FALSE(DcepOpen::parse(unknown_type));
}

}  // namespace
}  // namespace hemicycle::transport
