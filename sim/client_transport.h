#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string>

#include "base/endpoint.h"
#include "base/random.h"
#include "base/time.h"
#include "crypto/dtls.h"
#include "crypto/srtp.h"
#include "transport/peer_transport.h"
#include "wire/stun.h"

namespace hemicycle::sim {

struct ClientTransportParameters {
  transport::IceCredentials local;
  transport::IceCredentials remote;
  Endpoint server;
  std::string server_fingerprint_sha256;  // "AB:CD:..."
};

// A browser's half of what transport::PeerTransport does for the server: ICE as the controlling
// agent with one candidate pair, which it nominates at once (RFC 8445, 7.2.5), consent checks
// (RFC 7675), DTLS as the client, SRTP. No sockets: every datagram goes to and comes from the
// server.
class ClientTransport {
 public:
  static constexpr Duration kCheckInterval = std::chrono::milliseconds(100);
  static constexpr Duration kConsentInterval = std::chrono::seconds(4);

  // `context` and `random` outlive it. Its first check is due at once.
  ClientTransport(const crypto::DtlsContext& context, ClientTransportParameters parameters,
                  RandomSource& random, Instant now);

  // The result points into `datagram`, or is valid until the next call.
  transport::Received handle_datagram(MutableBytes datagram, Instant now);
  // As PeerTransport's.
  transport::Received next_application_data();
  Instant next_deadline() const;
  void handle_timeout(Instant now);
  std::optional<Bytes> poll_transmit();

  bool is_connected() const { return sender_.has_value(); }
  // How the server sees us, once a check has succeeded.
  const std::optional<Endpoint>& mapped_address() const { return mapped_address_; }

  // Checks at once, as after a change of network.
  void check_now(Instant now) { next_check_ = now; }
  // New credentials on both sides; mapped_address() is empty until a check with them succeeds.
  void restart_ice(transport::IceCredentials local, transport::IceCredentials remote, Instant now);

  bool send_application_data(ByteView data);
  // Says goodbye.
  void close();

  // As crypto::SrtpSender; only when connected.
  std::size_t protect_rtp(ByteView header, ByteView payload, MutableBytes out);
  std::size_t protect_rtcp(ByteView packet, MutableBytes out);

 private:
  static constexpr std::size_t kOutstandingMax = 8;

  void send_check(Instant now);
  void handle_stun(ByteView datagram, Instant now);
  void answer(ByteView datagram, const wire::StunMessage& check);
  bool is_answer_to_us(ByteView datagram, const wire::StunMessage& message) const;
  transport::Received handle_dtls(ByteView datagram, Instant now);
  void drain_dtls();
  transport::Received handle_srtp(MutableBytes datagram);

  ClientTransportParameters parameters_;
  RandomSource& random_;
  std::uint64_t tie_breaker_;
  std::deque<wire::StunTransactionId> outstanding_;
  Instant next_check_;
  std::optional<Endpoint> mapped_address_;
  bool dtls_started_ = false;
  crypto::DtlsEndpoint dtls_;
  std::optional<crypto::SrtpSender> sender_;
  std::optional<crypto::SrtpReceiver> receiver_;
  std::deque<Bytes> outgoing_;
};

}  // namespace hemicycle::sim
