#pragma once

#include <array>

#include "crypto/dtls.h"
#include "crypto/dtls_bio.h"
#include "crypto/dtls_timer.h"

struct ssl_st;

namespace hemicycle::crypto {

struct FreeSsl {
  void operator()(ssl_st* ssl) const;
};

// What DtlsEndpoint hides: the SSL object between its BIO and its timer. Its address is known to
// OpenSSL, so it never moves.
class DtlsSession {
 public:
  DtlsSession(const DtlsContext& context, DtlsRole role, std::string_view remote_fingerprint);
  DtlsSession(const DtlsSession&) = delete;
  DtlsSession& operator=(const DtlsSession&) = delete;

  // Whether the certificate is the announced one; remembers when it is not.
  bool accepts(x509_st* certificate);

  void start(Instant now);
  void handle_datagram(ByteView datagram, Instant now);
  void handle_timeout(Instant now);
  MutableBytes read_application_data();
  bool send_application_data(ByteView data);
  void close();

  Instant next_deadline() const { return is_over() ? kNever : timer_.deadline(); }
  std::optional<Bytes> poll_transmit() { return bio_.pop_outbound(); }
  DtlsState state() const { return state_; }
  std::optional<DtlsFailure> failure() const { return failure_; }
  const std::optional<DtlsEndpoint::SrtpKeying>& keying() const { return keying_; }

 private:
  bool is_over() const { return state_ == DtlsState::kClosed || state_ == DtlsState::kFailed; }
  void advance_handshake();
  void finish_handshake();
  // Reads one record into plain_; nothing when there is none.
  std::size_t read_record();
  void handle_error(int returned);
  void fail(DtlsFailure failure);
  void export_keys(SrtpProfile profile);

  DtlsRole role_;
  std::string remote_fingerprint_;
  DtlsTimer timer_;
  DtlsBio bio_;
  std::unique_ptr<ssl_st, FreeSsl> ssl_;
  DtlsState state_ = DtlsState::kHandshaking;
  std::optional<DtlsFailure> failure_;
  bool fingerprint_differs_ = false;
  std::optional<DtlsEndpoint::SrtpKeying> keying_;
  Bytes plain_;
  std::size_t plain_size_ = 0;  // read already, not yet taken
};

}  // namespace hemicycle::crypto
