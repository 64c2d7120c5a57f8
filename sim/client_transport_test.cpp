#include "sim/client_transport.h"

#include <gtest/gtest.h>

#include "crypto/certificate.h"
#include "sim/client_host.h"
#include "sim/media_ledger.h"
#include "sim/virtual_network.h"
#include "transport/peer_transport.h"

namespace hemicycle::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using transport::ReceivedKind;

const Endpoint kServer = Endpoint::v4(192, 0, 2, 1, 7882);
const Endpoint kClient = Endpoint::v4(198, 51, 100, 1, 40'000);
const transport::IceCredentials kServerCredentials{"server", "password-of-the-server"};
const transport::IceCredentials kClientCredentials{"client", "password-of-the-client"};

// The production transport, which sends back each RTP packet under its own keys.
class EchoServer final : public Host {
 public:
  EchoServer(VirtualNetwork& network, const crypto::DtlsContext& context,
             const crypto::Certificate& client)
      : network_(network),
        transport_(context,
                   {.local = kServerCredentials,
                    .remote = kClientCredentials,
                    .remote_fingerprint_sha256 = client.fingerprint_sha256()},
                   network.now().instant) {
    network.attach(kServer, *this);
  }

  void handle_datagram(MutableBytes datagram, const Endpoint& from, const Endpoint&,
                       const Now& now) override {
    transport::Received received = transport_.handle_datagram(datagram, from, now.instant);
    if (received.kind == ReceivedKind::kRtp) {
      auto packet = wire::RtpPacket::parse(received.bytes);
      ASSERT_TRUE(packet);
      Bytes out(received.bytes.size() + crypto::kSrtpOverheadMax);
      out.resize(transport_.protect_rtp(packet->header(), packet->payload(), out));
      network_.send(kServer, transport_.destination().value(), out);
    }
    send();
  }
  Instant next_deadline() const override { return transport_.next_deadline(); }
  void handle_timeout(const Now& now) override {
    transport_.handle_timeout(now.instant);
    send();
  }
  bool is_connected() const { return transport_.is_connected(); }
  std::optional<Endpoint> destination() const { return transport_.destination(); }

 private:
  void send() {
    while (auto transmit = transport_.poll_transmit())
      network_.send(kServer, transmit->to, transmit->bytes);
  }
  VirtualNetwork& network_;
  transport::PeerTransport transport_;
};

struct Pair {
  Pair(std::uint64_t seed, const LinkConditions& conditions, const std::string& fingerprint = "")
      : network(seed),
        server_certificate(crypto::Certificate::self_signed(network.now().wall)),
        client_certificate(crypto::Certificate::self_signed(network.now().wall)),
        server_context(server_certificate),
        client_context(client_certificate),
        random(seed),
        server(network, server_context, client_certificate),
        client(network, kClient, client_context,
               {.local = kClientCredentials,
                .remote = kServerCredentials,
                .server = kServer,
                .server_fingerprint_sha256 =
                    fingerprint.empty() ? server_certificate.fingerprint_sha256() : fingerprint},
               random, &ledger) {
    network.set_default_conditions(conditions);
  }

  VirtualNetwork network;
  crypto::Certificate server_certificate;
  crypto::Certificate client_certificate;
  crypto::DtlsContext server_context;
  crypto::DtlsContext client_context;
  SeededRandom random;
  MediaLedger ledger;
  EchoServer server;
  ClientHost client;
};

TEST(ClientTransport, connects_in_three_round_trips) {
  Pair pair(1, {.delay = milliseconds(20)});
  pair.network.run_for(milliseconds(1));
  EXPECT_FALSE(pair.client.peer().is_connected());
  pair.network.run_for(milliseconds(121));
  EXPECT_TRUE(pair.client.peer().is_connected());
  EXPECT_TRUE(pair.server.is_connected());
  EXPECT_EQ(pair.client.peer().transport().mapped_address(), kClient);
}

TEST(ClientTransport, connects_through_heavy_loss) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Pair pair(seed, {.delay = milliseconds(20), .loss = 0.3, .reordering = 0.1});
    pair.network.run_for(seconds(20));
    EXPECT_TRUE(pair.client.peer().is_connected()) << "seed " << seed;
    EXPECT_TRUE(pair.server.is_connected()) << "seed " << seed;
  }
}

TEST(ClientTransport, does_not_talk_to_another_certificate) {
  auto other = crypto::Certificate::self_signed(VirtualNetwork(1).now().wall);
  Pair pair(1, {.delay = milliseconds(20)}, other.fingerprint_sha256());
  pair.network.run_for(seconds(10));
  EXPECT_FALSE(pair.client.peer().is_connected());
  EXPECT_FALSE(pair.server.is_connected());
}

TEST(ClientTransport, keeps_consent_and_follows_a_move) {
  Pair pair(1, {.delay = milliseconds(20)});
  pair.network.run_for(seconds(120));
  EXPECT_EQ(pair.server.destination(), kClient);
  Endpoint elsewhere = Endpoint::v4(203, 0, 113, 7, 50'000);
  pair.client.move_to(elsewhere);
  pair.network.run_for(seconds(6));
  EXPECT_EQ(pair.server.destination(), elsewhere);
}

TEST(ClientPeer, hears_its_own_stream_from_an_echo) {
  Pair pair(1, {.delay = milliseconds(20)});
  SentStreamParameters camera;
  camera.kind = wire::MediaKind::kVideo;
  camera.ssrc = wire::Ssrc(5);
  camera.payload_type = wire::PayloadType(96);
  camera.mid = "0";
  camera.extensions.transport_cc = 3;
  camera.shape = kCamera;
  pair.client.peer().publish(camera, pair.network.now());
  pair.client.peer().subscribe(
      {.kind = wire::MediaKind::kVideo, .ssrc = camera.ssrc, .rtx_ssrc = {}});
  pair.network.run_for(seconds(3));
  pair.client.peer().sent(camera.ssrc)->stop();
  pair.network.run_for(seconds(1));
  const ReceivedCounters& received = pair.client.peer().received(camera.ssrc)->counters();
  EXPECT_GT(received.frames, 80u);
  EXPECT_EQ(received.packets, pair.client.peer().sent(camera.ssrc)->counters().packets);
  EXPECT_EQ(received.corrupt, 0u);
  EXPECT_EQ(pair.ledger.latency_max(camera.ssrc), milliseconds(40));
  EXPECT_EQ(pair.client.peer().counters().malformed, 0u);
}

}  // namespace
}  // namespace hemicycle::sim
