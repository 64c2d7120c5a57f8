#include "crypto/dtls.h"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "base/random.h"

namespace hemicycle::crypto {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr WallTime kWall{seconds(1'800'000'000)};

// Two endpoints with a wire between them that may lose datagrams, in virtual time.
class DtlsPair {
 public:
  DtlsPair() : DtlsPair({}, {}) {}
  // Empty fingerprints mean the right ones.
  DtlsPair(std::string client_expects, std::string server_expects)
      : client_(client_context_, DtlsRole::kClient,
                client_expects.empty() ? server_certificate_.fingerprint_sha256() : client_expects),
        server_(
            server_context_, DtlsRole::kServer,
            server_expects.empty() ? client_certificate_.fingerprint_sha256() : server_expects) {}

  using Lose = std::function<bool(const Bytes&)>;

  // Delivers everything, and lets time pass when nothing moves, until both ends rest or `limit`.
  void run(
      const Lose& lose = [](const Bytes&) { return false; }, Duration limit = seconds(120)) {
    client_.start(now_);
    const Instant end = now_ + limit;
    while (now_ < end) {
      exchange_all(client_, server_, lose);
      const Instant next = std::min(client_.next_deadline(), server_.next_deadline());
      if (next == kNever) return;
      now_ = std::max(now_, next);
      client_.handle_timeout(now_);
      server_.handle_timeout(now_);
    }
  }

  void exchange_all(DtlsEndpoint& one, DtlsEndpoint& other, const Lose& lose) {
    bool moved = true;
    while (moved) {
      moved = exchange(one, other, lose);
      moved = exchange(other, one, lose) || moved;
    }
  }

  bool exchange(DtlsEndpoint& from, DtlsEndpoint& to, const Lose& lose) {
    bool moved = false;
    while (auto datagram = from.poll_transmit()) {
      moved = true;
      ++datagrams_;
      largest_ = std::max(largest_, datagram->size());
      if (!lose(*datagram)) to.handle_datagram(*datagram, now_);
    }
    return moved;
  }

  bool both_connected() const {
    return client_.state() == DtlsState::kConnected && server_.state() == DtlsState::kConnected;
  }

  Certificate client_certificate_ = Certificate::self_signed(kWall);
  Certificate server_certificate_ = Certificate::self_signed(kWall);
  DtlsContext client_context_{client_certificate_};
  DtlsContext server_context_{server_certificate_};
  DtlsEndpoint client_;
  DtlsEndpoint server_;
  Instant now_{};
  int datagrams_ = 0;
  std::size_t largest_ = 0;
};

TEST(DtlsEndpoint, agrees_on_mirrored_keys_for_the_best_profile) {
  DtlsPair pair;
  pair.run();
  ASSERT_TRUE(pair.both_connected());
  const auto client = pair.client_.srtp_keying();
  const auto server = pair.server_.srtp_keying();
  ASSERT_TRUE(client && server);
  EXPECT_EQ(client->profile, SrtpProfile::kAeadAes128Gcm);
  EXPECT_EQ(client->sending.key, server->receiving.key);
  EXPECT_EQ(client->sending.salt, server->receiving.salt);
  EXPECT_EQ(client->receiving.key, server->sending.key);
  EXPECT_EQ(client->receiving.salt, server->sending.salt);
  EXPECT_NE(client->sending.key, client->receiving.key);
}

TEST(DtlsEndpoint, accepts_a_fingerprint_in_small_letters) {
  DtlsPair pair;
  std::string lower = pair.server_certificate_.fingerprint_sha256();
  std::ranges::transform(lower, lower.begin(), [](char c) { return std::tolower(c); });
  DtlsEndpoint client(pair.client_context_, DtlsRole::kClient, lower);
  client.start(pair.now_);
  const auto none = [](const Bytes&) { return false; };
  pair.exchange_all(client, pair.server_, none);
  EXPECT_EQ(client.state(), DtlsState::kConnected);
}

TEST(DtlsEndpoint, keeps_datagrams_within_the_mtu) {
  DtlsPair pair;
  pair.run();
  EXPECT_LE(pair.largest_, DtlsEndpoint::kMtu);
}

TEST(DtlsEndpoint, recovers_from_loss_in_virtual_time) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SeededRandom random(seed);
    DtlsPair pair;
    pair.run([&](const Bytes&) { return random.chance(0.10); });
    EXPECT_TRUE(pair.both_connected())
        << "seed " << seed << ", client " << static_cast<int>(pair.client_.state()) << ", server "
        << static_cast<int>(pair.server_.state()) << ", after "
        << pair.now_.time_since_epoch() / milliseconds(1) << " ms";
  }
}

TEST(DtlsEndpoint, resends_at_its_own_deadline_and_not_before) {
  DtlsPair pair;
  pair.client_.start(pair.now_);
  ASSERT_TRUE(pair.client_.poll_transmit());
  ASSERT_EQ(pair.client_.next_deadline(), pair.now_ + DtlsEndpoint::kFirstRetransmission);
  pair.client_.handle_timeout(pair.now_ + DtlsEndpoint::kFirstRetransmission - milliseconds(1));
  EXPECT_FALSE(pair.client_.poll_transmit());
  pair.client_.handle_timeout(pair.now_ + DtlsEndpoint::kFirstRetransmission);
  EXPECT_TRUE(pair.client_.poll_transmit());
  EXPECT_EQ(pair.client_.next_deadline(), pair.now_ + 3 * DtlsEndpoint::kFirstRetransmission);
}

TEST(DtlsEndpoint, gives_up_when_nobody_answers) {
  DtlsPair pair;
  pair.run([](const Bytes&) { return true; });
  EXPECT_EQ(pair.client_.state(), DtlsState::kFailed);
  EXPECT_EQ(pair.client_.failure(), DtlsFailure::kTimeout);
  EXPECT_EQ(pair.client_.next_deadline(), kNever);
  EXPECT_EQ(pair.server_.state(), DtlsState::kHandshaking);
}

TEST(DtlsEndpoint, refuses_a_certificate_that_was_not_announced) {
  const std::string wrong = Certificate::self_signed(kWall).fingerprint_sha256();
  DtlsPair client_is_fooled(wrong, "");
  client_is_fooled.run();
  EXPECT_EQ(client_is_fooled.client_.failure(), DtlsFailure::kFingerprintMismatch);
  EXPECT_EQ(client_is_fooled.server_.failure(), DtlsFailure::kAlert);

  DtlsPair server_is_fooled("", wrong);
  server_is_fooled.run();
  EXPECT_EQ(server_is_fooled.server_.failure(), DtlsFailure::kFingerprintMismatch);
  EXPECT_EQ(server_is_fooled.client_.failure(), DtlsFailure::kAlert);
  EXPECT_FALSE(server_is_fooled.server_.srtp_keying());
}

TEST(DtlsEndpoint, reassembles_a_client_hello_in_two_datagrams) {
  DtlsPair pair;
  pair.client_.start(pair.now_);
  const auto hello = pair.client_.poll_transmit();
  ASSERT_TRUE(hello);
  // One record with one handshake message: cut the message into two fragments, each in a record and
  // a datagram of its own (RFC 6347, 4.2.3).
  constexpr std::size_t kRecordHeader = 13, kMessageHeader = 12;
  const ByteView body = ByteView(*hello).subspan(kRecordHeader + kMessageHeader);
  const auto fragment = [&](std::size_t offset, std::size_t size, std::uint8_t record_number) {
    Bytes datagram(kRecordHeader + kMessageHeader + size);
    ByteWriter writer(datagram);
    writer.bytes(ByteView(*hello).first(kRecordHeader - 3));
    writer.u8(record_number);
    writer.u16(static_cast<std::uint16_t>(kMessageHeader + size));
    writer.bytes(ByteView(*hello).subspan(kRecordHeader, 6));
    writer.u24(static_cast<std::uint32_t>(offset));
    writer.u24(static_cast<std::uint32_t>(size));
    writer.bytes(body.subspan(offset, size));
    return datagram;
  };
  pair.server_.handle_datagram(fragment(0, 60, 0), pair.now_);
  EXPECT_FALSE(pair.server_.poll_transmit());
  pair.server_.handle_datagram(fragment(60, body.size() - 60, 1), pair.now_);
  EXPECT_EQ(pair.server_.state(), DtlsState::kHandshaking);
  EXPECT_TRUE(pair.server_.poll_transmit());
}

TEST(DtlsEndpoint, carries_application_data_both_ways) {
  DtlsPair pair;
  EXPECT_FALSE(pair.client_.send_application_data(as_bytes("too early")));
  pair.run();
  ASSERT_TRUE(pair.client_.send_application_data(as_bytes("hello")));
  pair.server_.handle_datagram(*pair.client_.poll_transmit(), pair.now_);
  EXPECT_EQ(as_text(pair.server_.read_application_data()), "hello");
  EXPECT_TRUE(pair.server_.read_application_data().empty());

  const Bytes large(4000, 'x');
  ASSERT_TRUE(pair.server_.send_application_data(large));
  pair.client_.handle_datagram(*pair.server_.poll_transmit(), pair.now_);
  EXPECT_EQ(pair.client_.read_application_data().size(), large.size());
  EXPECT_FALSE(
      pair.client_.send_application_data(Bytes(DtlsEndpoint::kApplicationDataMax + 1, 'x')));
}

TEST(DtlsEndpoint, reads_several_records_of_one_datagram) {
  DtlsPair pair;
  pair.run();
  pair.client_.send_application_data(as_bytes("one"));
  pair.client_.send_application_data(as_bytes("two"));
  Bytes both = *pair.client_.poll_transmit();
  const Bytes second = *pair.client_.poll_transmit();
  both.insert(both.end(), second.begin(), second.end());
  pair.server_.handle_datagram(both, pair.now_);
  EXPECT_EQ(as_text(pair.server_.read_application_data()), "one");
  EXPECT_EQ(as_text(pair.server_.read_application_data()), "two");
  EXPECT_TRUE(pair.server_.read_application_data().empty());
}

TEST(DtlsEndpoint, drops_a_repeated_or_forged_record_and_goes_on) {
  DtlsPair pair;
  pair.run();
  pair.client_.send_application_data(as_bytes("once"));
  const Bytes datagram = *pair.client_.poll_transmit();
  Bytes forged = datagram;
  forged.back() ^= 1;
  pair.server_.handle_datagram(forged, pair.now_);
  EXPECT_TRUE(pair.server_.read_application_data().empty());
  pair.server_.handle_datagram(datagram, pair.now_);
  EXPECT_EQ(as_text(pair.server_.read_application_data()), "once");
  pair.server_.handle_datagram(datagram, pair.now_);
  EXPECT_TRUE(pair.server_.read_application_data().empty());
  EXPECT_EQ(pair.server_.state(), DtlsState::kConnected);
}

TEST(DtlsEndpoint, says_and_hears_goodbye) {
  DtlsPair pair;
  pair.run();
  pair.client_.close();
  EXPECT_EQ(pair.client_.state(), DtlsState::kClosed);
  pair.run();
  EXPECT_EQ(pair.server_.state(), DtlsState::kClosed);
  EXPECT_FALSE(pair.server_.send_application_data(as_bytes("late")));
}

TEST(DtlsEndpoint, survives_garbage) {
  SeededRandom random(5);
  for (int round = 0; round < 100; ++round) {
    DtlsPair pair;
    Bytes garbage(random.below(1400));
    random.fill(garbage);
    if (garbage.size() > 13) garbage[0] = static_cast<std::uint8_t>(20 + random.below(4));
    pair.server_.handle_datagram(garbage, pair.now_);
    pair.server_.handle_datagram({}, pair.now_);
  }
}

}  // namespace
}  // namespace hemicycle::crypto
