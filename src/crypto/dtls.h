#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"
#include "crypto/certificate.h"
#include "crypto/srtp_keys.h"
#include "crypto/srtp_profile.h"

struct ssl_ctx_st;

namespace hemicycle::crypto {

class DtlsSession;

enum class DtlsRole { kServer, kClient };

enum class DtlsState { kHandshaking, kConnected, kClosed, kFailed };

enum class DtlsFailure {
  kFingerprintMismatch,  // the certificate is not the one that signalling announced
  kNoSrtpProfile,        // nothing in common to protect the media with
  kAlert,                // the other side sent a fatal alert
  kTimeout,              // the last retransmission went unanswered
  kProtocol,             // anything else that breaks TLS's rules
};
std::string_view to_string(DtlsFailure failure);

struct FreeSslContext {
  void operator()(ssl_ctx_st* context) const;
};

// What all DTLS endpoints of a server share: our certificate, the version (1.2), the ciphers and
// the SRTP profiles in our order. Immutable once made, so any thread may use it.
class DtlsContext {
 public:
  explicit DtlsContext(const Certificate& certificate);

  ssl_ctx_st* native() const { return context_.get(); }

 private:
  std::unique_ptr<ssl_ctx_st, FreeSslContext> context_;
};

// One DTLS 1.2 association (RFC 6347) that keys SRTP (RFC 5764) and carries SCTP (RFC 8261): no
// socket, datagrams go in and come out; the caller sends them and keeps the time.
//
// After each handle_* call: take all datagrams from poll_transmit(), look at state(), and ask
// next_deadline() again. Secrets come from OpenSSL's own random generator.
class DtlsEndpoint {
 public:
  // Largest datagram that a handshake is cut into; fits every path that WebRTC works on.
  static constexpr std::size_t kMtu = 1200;
  static constexpr std::size_t kApplicationDataMax = 16 * 1024;
  static constexpr Duration kFirstRetransmission = std::chrono::milliseconds(250);
  static constexpr Duration kLastRetransmission = std::chrono::seconds(6);

  // `remote_fingerprint` is "AB:CD:..." (SHA-256; either case) as signalling gave it.
  DtlsEndpoint(const DtlsContext& context, DtlsRole role, std::string_view remote_fingerprint);
  ~DtlsEndpoint();
  DtlsEndpoint(const DtlsEndpoint&) = delete;
  DtlsEndpoint& operator=(const DtlsEndpoint&) = delete;

  // The client's first flight; a server waits for it.
  void start(Instant now);

  void handle_datagram(ByteView datagram, Instant now);
  // Application data that came with the last datagram, one record a call, valid until the next
  // call; empty when there is none left.
  MutableBytes read_application_data();

  Instant next_deadline() const;
  void handle_timeout(Instant now);

  std::optional<Bytes> poll_transmit();

  // False when not connected or larger than kApplicationDataMax.
  bool send_application_data(ByteView data);
  // Says goodbye (close_notify).
  void close();

  DtlsState state() const;
  // Set once state() is kFailed.
  std::optional<DtlsFailure> failure() const;

  struct SrtpKeying {
    SrtpProfile profile;
    SrtpMasterKey sending;
    SrtpMasterKey receiving;
  };
  // Set once state() is kConnected (RFC 5764, 4.2).
  std::optional<SrtpKeying> srtp_keying() const;

 private:
  std::unique_ptr<DtlsSession> session_;
};

}  // namespace hemicycle::crypto
