#include "transport/peer_transport.h"

#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "sim/client_transport.h"

namespace hemicycle::transport {
namespace {

using sim::ClientTransport;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr WallTime kWall{seconds(1'800'000'000)};
constexpr Instant kBeginning{seconds(1000)};
const Endpoint kClientAddress = Endpoint::v4(192, 0, 2, 1, 5000);
const Endpoint kServerAddress = Endpoint::v4(192, 0, 2, 200, 7882);
const Endpoint kStranger = Endpoint::v4(203, 0, 113, 9, 9999);
const IceCredentials kServerIce{"srvU", "server-password-0123456789"};
const IceCredentials kClientIce{"cliU", "client-password-0123456789"};

// A server's transport and a client's, with a wire of 20 ms between that may lose, in virtual time.
class Connection {
 public:
  explicit Connection(std::uint64_t seed = 1, double loss = 0, std::string client_fingerprint = "")
      : random_(seed),
        loss_(loss),
        server_(context_,
                {kServerIce, kClientIce,
                 client_fingerprint.empty() ? client_certificate_.fingerprint_sha256()
                                            : client_fingerprint,
                 crypto::DtlsRole::kServer},
                kBeginning),
        client_(client_context_,
                {kClientIce, kServerIce, kServerAddress, certificate_.fingerprint_sha256()},
                random_, kBeginning) {}

  // Lets time pass until `done` or the end.
  void run(
      Duration limit, const std::function<bool()>& done = [] { return false; }) {
    const Instant end = now_ + limit;
    while (!done()) {
      collect();
      const Instant next = next_moment();
      if (next > end) break;
      now_ = std::max(now_, next);
      deliver();
      if (client_runs_ && now_ >= client_.next_deadline()) client_.handle_timeout(now_);
      if (now_ >= server_.next_deadline()) server_.handle_timeout(now_);
    }
    now_ = std::max(now_, std::min(end, now_));
  }
  void connect() {
    run(seconds(20), [&] { return server_.is_connected() && client_.is_connected(); });
  }

  template <typename Event>
  int count() const {
    int found = 0;
    for (const TransportEvent& event : events_) found += std::holds_alternative<Event>(event);
    return found;
  }

  void collect() {
    while (auto datagram = client_.poll_transmit()) send(true, client_address_, *datagram);
    while (auto transmit = server_.poll_transmit()) {
      destinations_.push_back(transmit->to);
      if (transmit->to == client_address_) send(false, transmit->to, transmit->bytes);
    }
    while (auto event = server_.poll_event()) events_.push_back(*event);
  }

  struct Flight {
    Instant arrives;
    bool to_server;
    Endpoint from;
    Bytes bytes;
  };
  void send(bool to_server, const Endpoint& from, const Bytes& bytes) {
    if (!random_.chance(loss_))
      flights_.push_back({now_ + milliseconds(20), to_server, from, bytes});
  }
  Instant next_moment() const {
    Instant next = server_.next_deadline();
    if (client_runs_) next = std::min(next, client_.next_deadline());
    for (const Flight& flight : flights_) next = std::min(next, flight.arrives);
    return next;
  }
  void deliver() {
    while (!flights_.empty() && flights_.front().arrives <= now_) {
      Flight flight = std::move(flights_.front());
      flights_.erase(flights_.begin());
      if (flight.to_server)
        server_.handle_datagram(flight.bytes, flight.from, now_);
      else if (client_runs_)
        client_.handle_datagram(flight.bytes, now_);
      collect();
    }
  }

  crypto::Certificate certificate_ = crypto::Certificate::self_signed(kWall);
  crypto::Certificate client_certificate_ = crypto::Certificate::self_signed(kWall);
  crypto::DtlsContext context_{certificate_};
  crypto::DtlsContext client_context_{client_certificate_};
  SeededRandom random_;
  double loss_;
  Instant now_ = kBeginning;
  PeerTransport server_;
  ClientTransport client_;
  Endpoint client_address_ = kClientAddress;
  bool client_runs_ = true;
  std::vector<Flight> flights_;
  std::vector<TransportEvent> events_;
  std::vector<Endpoint> destinations_;
};

Bytes rtp_header(std::uint16_t sequence) {
  Bytes header{0x80, 0x60, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
  header[2] = static_cast<std::uint8_t>(sequence >> 8);
  header[3] = static_cast<std::uint8_t>(sequence);
  return header;
}

Bytes from_client(Connection& connection, std::uint16_t sequence) {
  Bytes packet(200);
  packet.resize(connection.client_.protect_rtp(rtp_header(sequence), as_bytes("hello"), packet));
  return packet;
}

TEST(PeerTransport, connects_within_four_round_trips) {
  Connection connection;
  connection.connect();
  EXPECT_TRUE(connection.server_.is_connected());
  EXPECT_TRUE(connection.client_.is_connected());
  EXPECT_LE(connection.now_ - kBeginning, milliseconds(4 * 40));
  EXPECT_EQ(connection.server_.destination(), kClientAddress);
  ASSERT_EQ(connection.count<TransportConnected>(), 1);
  EXPECT_EQ(std::get<TransportConnected>(connection.events_[0]).profile,
            crypto::SrtpProfile::kAeadAes128Gcm);
}

TEST(PeerTransport, connects_through_loss) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Connection connection(seed, 0.10);
    connection.connect();
    EXPECT_TRUE(connection.server_.is_connected() && connection.client_.is_connected())
        << "seed " << seed;
  }
}

TEST(PeerTransport, carries_rtp_rtcp_and_data_both_ways) {
  Connection connection;
  connection.connect();
  Bytes packet = from_client(connection, 1);
  Received received = connection.server_.handle_datagram(packet, kClientAddress, connection.now_);
  ASSERT_EQ(received.kind, ReceivedKind::kRtp);
  EXPECT_EQ(as_text(ByteView(received.bytes).subspan(12)), "hello");

  const Bytes report{0x80, 201, 0, 1, 1, 2, 3, 4};
  Bytes protected_report(100);
  protected_report.resize(connection.server_.protect_rtcp(report, protected_report));
  received = connection.client_.handle_datagram(protected_report, connection.now_);
  ASSERT_EQ(received.kind, ReceivedKind::kRtcp);
  EXPECT_EQ(Bytes(received.bytes.begin(), received.bytes.end()), report);

  ASSERT_TRUE(connection.server_.send_application_data(as_bytes("to the client")));
  const auto transmit = connection.server_.poll_transmit();
  ASSERT_TRUE(transmit);
  EXPECT_EQ(transmit->to, kClientAddress);
  Bytes datagram = transmit->bytes;
  received = connection.client_.handle_datagram(datagram, connection.now_);
  ASSERT_EQ(received.kind, ReceivedKind::kApplicationData);
  EXPECT_EQ(as_text(received.bytes), "to the client");
}

TEST(PeerTransport, hands_over_each_record_of_a_datagram) {
  Connection connection;
  connection.connect();
  connection.client_.send_application_data(as_bytes("one"));
  connection.client_.send_application_data(as_bytes("two"));
  Bytes datagram = *connection.client_.poll_transmit();
  const Bytes second = *connection.client_.poll_transmit();
  datagram.insert(datagram.end(), second.begin(), second.end());
  Received received = connection.server_.handle_datagram(datagram, kClientAddress, connection.now_);
  EXPECT_EQ(as_text(received.bytes), "one");
  EXPECT_EQ(as_text(connection.server_.next_application_data().bytes), "two");
  EXPECT_EQ(connection.server_.next_application_data().kind, ReceivedKind::kNothing);
}

TEST(PeerTransport, sends_nothing_to_an_address_that_did_not_consent) {
  Connection connection;
  connection.connect();
  connection.run(seconds(1));
  Bytes packet = from_client(connection, 1);
  EXPECT_EQ(connection.server_.handle_datagram(packet, kStranger, connection.now_).kind,
            ReceivedKind::kNothing);
  Bytes hello(100, 22);
  connection.server_.handle_datagram(hello, kStranger, connection.now_);
  EXPECT_EQ(connection.server_.drops().no_consent, 2u);
  connection.server_.send_application_data(as_bytes("secret"));
  connection.collect();
  for (const Endpoint& destination : connection.destinations_)
    EXPECT_EQ(destination, kClientAddress);
}

TEST(PeerTransport, does_not_begin_dtls_before_a_check) {
  Connection connection;
  crypto::DtlsEndpoint eager(connection.client_context_, crypto::DtlsRole::kClient,
                             connection.certificate_.fingerprint_sha256());
  eager.start(kBeginning);
  Bytes hello = *eager.poll_transmit();
  connection.server_.handle_datagram(hello, kClientAddress, kBeginning);
  EXPECT_FALSE(connection.server_.poll_transmit());
  EXPECT_EQ(connection.server_.drops().no_consent, 1u);
}

TEST(PeerTransport, falls_silent_when_checks_stop_and_resumes_with_them) {
  Connection connection;
  connection.connect();
  connection.client_runs_ = false;
  connection.run(seconds(60));
  EXPECT_FALSE(connection.server_.destination());
  EXPECT_EQ(connection.count<TransportSuspended>(), 1);
  connection.server_.send_application_data(as_bytes("lost"));
  EXPECT_FALSE(connection.server_.poll_transmit());

  connection.client_runs_ = true;
  connection.now_ = kBeginning + seconds(100);
  connection.run(seconds(5));
  EXPECT_EQ(connection.server_.destination(), kClientAddress);
  EXPECT_EQ(connection.count<TransportResumed>(), 1);
}

TEST(PeerTransport, follows_the_client_to_another_address) {
  Connection connection;
  connection.connect();
  connection.client_address_ = kStranger;
  connection.client_.check_now(connection.now_);
  connection.run(seconds(1));
  EXPECT_EQ(connection.server_.destination(), kStranger);
  Bytes packet = from_client(connection, 1);
  EXPECT_EQ(connection.server_.handle_datagram(packet, kStranger, connection.now_).kind,
            ReceivedKind::kRtp);
}

TEST(PeerTransport, survives_an_ice_restart) {
  Connection connection;
  connection.connect();
  const IceCredentials ours{"srvV", "server-password-restarted-1"};
  const IceCredentials theirs{"cliV", "client-password-restarted-1"};
  connection.server_.restart_ice(ours, theirs);
  connection.client_.restart_ice(theirs, ours, connection.now_);
  connection.run(seconds(2));
  EXPECT_EQ(connection.client_.mapped_address(), kClientAddress);
  Bytes packet = from_client(connection, 1);
  EXPECT_EQ(connection.server_.handle_datagram(packet, kClientAddress, connection.now_).kind,
            ReceivedKind::kRtp);
}

TEST(PeerTransport, fails_when_the_client_is_not_who_signalling_said) {
  Connection connection(1, 0, crypto::Certificate::self_signed(kWall).fingerprint_sha256());
  connection.run(seconds(5));
  ASSERT_EQ(connection.count<TransportFailed>(), 1);
  EXPECT_EQ(std::get<TransportFailed>(connection.events_[0]).cause,
            TransportFailure::kFingerprintMismatch);
  EXPECT_FALSE(connection.server_.is_connected());
}

TEST(PeerTransport, fails_when_nobody_comes) {
  Connection connection;
  connection.client_runs_ = false;
  connection.run(seconds(60));
  ASSERT_EQ(connection.count<TransportFailed>(), 1);
  EXPECT_EQ(std::get<TransportFailed>(connection.events_[0]).cause,
            TransportFailure::kNeverConnected);
  EXPECT_EQ(connection.server_.next_deadline(), kNever);
}

TEST(PeerTransport, hears_goodbye) {
  Connection connection;
  connection.connect();
  connection.client_.close();
  connection.run(seconds(1));
  EXPECT_EQ(connection.count<TransportClosed>(), 1);
  EXPECT_FALSE(connection.server_.is_connected());
}

TEST(PeerTransport, counts_garbage_and_goes_on) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Connection connection(seed);
    connection.connect();
    SeededRandom random(seed);
    for (int i = 0; i < 3000; ++i) {
      Bytes garbage(random.below(300));
      random.fill(garbage);
      connection.server_.handle_datagram(garbage, kClientAddress, connection.now_);
    }
    connection.collect();
    const TransportDrops& drops = connection.server_.drops();
    EXPECT_GT(drops.unknown_protocol, 0u) << "seed " << seed;
    EXPECT_GT(drops.srtp_unauthentic, 0u) << "seed " << seed;
    EXPECT_EQ(drops.no_consent, 0u) << "seed " << seed;
    Bytes packet = from_client(connection, 9);
    EXPECT_EQ(connection.server_.handle_datagram(packet, kClientAddress, connection.now_).kind,
              ReceivedKind::kRtp)
        << "seed " << seed;
  }
}

TEST(PeerTransport, counts_each_cause_of_a_drop) {
  Connection connection;
  Bytes early = rtp_header(1);
  early.resize(60);
  connection.run(milliseconds(30));  // checked, not yet keyed
  connection.server_.handle_datagram(early, kClientAddress, connection.now_);
  EXPECT_EQ(connection.server_.drops().before_keys, 1u);
  connection.connect();
  const Bytes packet = from_client(connection, 5);
  for (int i = 0; i < 3; ++i) {
    Bytes copy = packet;
    connection.server_.handle_datagram(copy, kClientAddress, connection.now_);
  }
  EXPECT_EQ(connection.server_.drops().srtp_replayed, 2u);
  Bytes cut(packet.begin(), packet.begin() + 20);
  connection.server_.handle_datagram(cut, kClientAddress, connection.now_);
  EXPECT_EQ(connection.server_.drops().srtp_malformed, 1u);
}

}  // namespace
}  // namespace hemicycle::transport
