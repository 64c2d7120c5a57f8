#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/endpoint.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/dtls.h"
#include "crypto/srtp.h"
#include "transport/ice_lite.h"

namespace hemicycle::transport {

struct PeerParameters {
  IceCredentials local;
  IceCredentials remote;
  std::string remote_fingerprint_sha256;
  crypto::DtlsRole role = crypto::DtlsRole::kServer;
  std::string secret{};  // see IceLite
};

enum class ReceivedKind { kNothing, kRtp, kRtcp, kApplicationData };

// What a datagram carried. RTP and RTCP are decrypted in place, application data lies in the
// transport.
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
  std::uint64_t unknown_protocol = 0;  // a first byte that we do not speak (RFC 7983)
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
  static constexpr std::size_t kHeldMax = 16;  // two flights of a handshake

  // `context` outlives the transport.
  PeerTransport(const crypto::DtlsContext& context, PeerParameters parameters, Instant now);
  PeerTransport(const PeerTransport&) = delete;
  PeerTransport& operator=(const PeerTransport&) = delete;

  // The result points into `datagram`, which the call overwrites, or is valid until the next call.
  Received handle_datagram(MutableBytes datagram, const Endpoint& from, Instant now);
  // Further application data of the same datagram, valid until the next call: ask until kNothing
  // after each kApplicationData.
  Received next_application_data();

  Instant next_deadline() const;
  void handle_timeout(Instant now);

  // STUN and DTLS that is to be sent.
  std::optional<Transmit> poll_transmit();
  std::optional<TransportEvent> poll_event();

  // New credentials after an ICE restart; the old ones serve until the new ones are nominated.
  void restart_ice(IceCredentials local, IceCredentials remote);

  // Where to send now: the nominated address while it consents.
  const std::optional<Endpoint>& destination() const { return ice_.selected(); }
  // Whether an address has passed a check and still consents: its datagrams are this peer's.
  bool consents(const Endpoint& address) const { return ice_.consents(address); }
  bool consented_since(const Endpoint& address, Instant since) const {
    return ice_.consented_since(address, since);
  }
  bool is_connected() const { return state_ == State::kConnected; }

  // For whoever sends much; null unless connected, then always the same.
  crypto::SrtpSender* sender() { return sender_ ? &*sender_ : nullptr; }
  // As SrtpSender; 0 unless connected.
  std::size_t protect_rtp(ByteView header, ByteView payload, MutableBytes out);
  std::size_t protect_rtcp(ByteView packet, MutableBytes out);
  // Bytes that protect_rtp adds.
  std::size_t rtp_overhead() const;

  // False when it cannot be sent now.
  bool send_application_data(ByteView data);
  void close();

  const TransportDrops& drops() const { return drops_; }

 private:
  enum class State { kConnecting, kConnected, kOver };

  void handle_stun(ByteView datagram, const Endpoint& from, Instant now);
  Received handle_dtls(MutableBytes datagram, Instant now);
  Received counted(const Result<MutableBytes, crypto::SrtpError>& opened, ReceivedKind kind);
  void follow_dtls();
  void follow_consent();
  void connected();
  void fail(TransportFailure cause);

  IceLite ice_;
  crypto::DtlsEndpoint dtls_;
  std::optional<crypto::SrtpSender> sender_;
  std::optional<crypto::SrtpReceiver> receiver_;
  State state_ = State::kConnecting;
  Instant connect_deadline_;
  bool dtls_started_ = false;
  bool suspended_ = false;
  std::deque<Transmit> replies_;
  std::deque<Bytes> held_;  // DTLS, until there is an address to send it to
  std::deque<TransportEvent> events_;
  TransportDrops drops_;
};

}  // namespace hemicycle::transport
