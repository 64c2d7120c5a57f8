#include "base/random.h"
#include "crypto/dtls.h"
#include "sim/client_transport.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/proportion.h"
#include "transport/dcep.h"
#include "transport/peer_transport.h"

namespace hemicycle::transport {
namespace {

constexpr Instant kStart{std::chrono::seconds(1000)};
const Endpoint kAddress = Endpoint::v4(192, 0, 2, 1, 5000);
const IceCredentials kServerIce{"srvU", "server-password-0123456789"};
const IceCredentials kClientIce{"cliU", "client-password-0123456789"};

// Made once: keys are slow to make.
struct Identities {
  crypto::Certificate server = crypto::Certificate::self_signed(WallTime{});
  crypto::Certificate client = crypto::Certificate::self_signed(WallTime{});
  crypto::DtlsContext server_context{server};
  crypto::DtlsContext client_context{client};
};
const Identities& identities() {
  static const Identities made;
  return made;
}

// A server's transport whose client has passed its checks, so that DTLS gets to see the input; with
// `connected` also the handshake.
class Victim {
 public:
  explicit Victim(bool connected) {
    for (int i = 0; i < 20 && !done(connected); ++i) {
      now_ += std::chrono::milliseconds(10);
      client_.handle_timeout(now_);
      exchange();
    }
    PROPERTY(done(connected));
  }

  PeerTransport server_{
      identities().server_context,
      {kServerIce, kClientIce, identities().client.fingerprint_sha256(), crypto::DtlsRole::kServer},
      kStart};
  Instant now_ = kStart;

 private:
  bool done(bool connected) const {
    return connected ? server_.is_connected() : server_.destination().has_value();
  }
  void exchange() {
    while (auto datagram = client_.poll_transmit())
      server_.handle_datagram(*datagram, kAddress, now_);
    while (auto transmit = server_.poll_transmit()) client_.handle_datagram(transmit->bytes, now_);
  }

  SeededRandom random_{1};
  sim::ClientTransport client_{
      identities().client_context,
      {kClientIce, kServerIce, kAddress, identities().server.fingerprint_sha256()},
      random_,
      kStart};
};

// The first byte chooses whether the handshake is over; then datagrams, each behind its size.
void fuzz(ByteView bytes) {
  ByteReader reader(bytes);
  Victim victim(reader.u8() & 1);
  while (reader.ok() && reader.remaining() > 0) {
    const ByteView taken = reader.take(std::min<std::size_t>(reader.u16(), reader.remaining()));
    Bytes datagram(taken.begin(), taken.end());
    const Received received = victim.server_.handle_datagram(datagram, kAddress, victim.now_);
    // Without the keys nothing gets through.
    PROPERTY(received.kind == ReceivedKind::kNothing);
    // Nobody but the client is answered.
    while (auto transmit = victim.server_.poll_transmit()) PROPERTY(transmit->to == kAddress);
    victim.now_ =
        std::min(victim.server_.next_deadline(), victim.now_ + std::chrono::milliseconds(500));
    victim.server_.handle_timeout(victim.now_);
  }
}

void fuzz_dcep(ByteView bytes) {
  if (const auto open = DcepOpen::parse(bytes)) {
    const auto again = DcepOpen::parse(open->write());
    PROPERTY(again && again->label == open->label && again->protocol == open->protocol);
  }
}

}  // namespace
}  // namespace hemicycle::transport

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // Two handshakes, and a retransmission at each of the datagrams.
  const Proportion bound(size, {.base_bytes = 16 << 20, .bytes_per_byte = 16 * 1024});
  hemicycle::transport::fuzz({bytes, size});
  hemicycle::transport::fuzz_dcep({bytes, size});
  return 0;
}
