#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/endpoint.h"
#include "base/time.h"
#include "crypto/dtls.h"

namespace hemicycle::transport {

struct IceCredentials {
  std::string ufrag;
  std::string pwd;
};

struct PeerParameters {
  IceCredentials local;
  IceCredentials remote;
  std::string remote_fingerprint_sha256;
  crypto::DtlsRole role = crypto::DtlsRole::kServer;
};

enum class ReceivedKind { kNothing, kRtp, kRtcp, kApplicationData };

// What a datagram carried, decrypted in place.
struct Received {
  ReceivedKind kind = ReceivedKind::kNothing;
  MutableBytes bytes;
};

struct Transmit {
  Endpoint to;
  Bytes bytes;
};

// Why datagrams went unanswered; each is only counted, never logged.
struct TransportDrops {
  std::uint64_t unknown_protocol =
      0;  // RFC 7983 has no such first byte, or we speak no such protocol
  std::uint64_t stun_malformed = 0;
  std::uint64_t stun_unauthentic = 0;
  std::uint64_t no_consent = 0;  // from an address that has not passed a check
  std::uint64_t before_keys = 0;
  std::uint64_t srtp_malformed = 0;
  std::uint64_t srtp_replayed = 0;
  std::uint64_t srtp_unauthentic = 0;
  std::uint64_t srtp_too_many_sources = 0;
};

enum class TransportFailure {
  kNeverConnected,  // no checks, or no handshake, within kConnectTimeout
  kFingerprintMismatch,
  kNoSrtpProfile,
  kHandshake,
};
std::string_view to_string(TransportFailure failure);

struct TransportConnected {
  crypto::SrtpProfile profile;
};
// Nobody consents to our packets any more (RFC 7675): destination() is empty until Resumed.
struct TransportSuspended {};
struct TransportResumed {};
struct TransportFailed {
  TransportFailure cause;
};
// The other side said goodbye.
struct TransportClosed {};
using TransportEvent = std::variant<TransportConnected, TransportSuspended, TransportResumed,
                                    TransportFailed, TransportClosed>;

// Everything between one peer and us below RTP: ICE-lite, DTLS, SRTP, and which address to send to.
// It owns no socket and no clock. After each handle_* call the caller drains poll_transmit() and
// poll_event() and asks next_deadline() again.
class PeerTransport {
 public:
  static constexpr Duration kConnectTimeout = std::chrono::seconds(30);

  // `context` outlives the transport.
  PeerTransport(const crypto::DtlsContext& context, PeerParameters parameters, Instant now);
  ~PeerTransport();
  PeerTransport(PeerTransport&&) noexcept;
  PeerTransport& operator=(PeerTransport&&) noexcept;

  // The result points into `datagram`, which the call overwrites.
  Received handle_datagram(MutableBytes datagram, const Endpoint& from, Instant now);
  // Further application data of the same datagram: call until kNothing after each kApplicationData.
  Received next_application_data();

  Instant next_deadline() const;
  void handle_timeout(Instant now);

  // STUN and DTLS that is to be sent.
  std::optional<Transmit> poll_transmit();
  std::optional<TransportEvent> poll_event();

  // New credentials after an ICE restart; the old ones serve until the new ones are nominated.
  void restart_ice(IceCredentials local, IceCredentials remote);

  // Where to send now: the nominated address while it consents.
  std::optional<Endpoint> destination() const;
  bool is_connected() const;

  // As SrtpSender; 0 before keys are there.
  std::size_t protect_rtp(ByteView header, ByteView payload, MutableBytes out);
  std::size_t protect_rtcp(ByteView packet, MutableBytes out);
  std::size_t rtp_overhead() const;

  bool send_application_data(ByteView data);
  void close();

  const TransportDrops& drops() const;

 private:
  class Session;
  std::unique_ptr<Session> session_;
};

// The local user name fragment that a STUN binding request asks for: how the first datagram from an
// unknown address finds its peer. Nothing when the datagram is no such request.
std::optional<std::string_view> local_ufrag_of(ByteView datagram);

}  // namespace hemicycle::transport
