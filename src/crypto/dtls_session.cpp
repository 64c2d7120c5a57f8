#include "crypto/dtls_session.h"

#include <algorithm>
#include <utility>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "base/bug.h"

namespace hemicycle::crypto {
namespace {

constexpr std::size_t kUsualDatagram = 1500;

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// Reasons above this are alerts of the other side (ssl.h: SSL_AD_REASON_OFFSET).
bool is_remote_alert(unsigned long error) {
  return ERR_GET_REASON(error) >= SSL_AD_REASON_OFFSET;
}

}  // namespace

void FreeSsl::operator()(ssl_st* ssl) const {
  SSL_free(ssl);
}

DtlsSession::DtlsSession(const DtlsContext& context, DtlsRole role,
                         std::string_view remote_fingerprint)
    : role_(role),
      remote_fingerprint_(remote_fingerprint),
      bio_(timer_),
      ssl_(SSL_new(context.native())) {
  BUG_IF(!ssl_);
  std::ranges::transform(remote_fingerprint_, remote_fingerprint_.begin(), upper);
  BIO* bio = bio_.make_bio();
  SSL_set_bio(ssl_.get(), bio, bio);
  SSL_set_app_data(ssl_.get(), this);
  SSL_set_mtu(ssl_.get(), DtlsEndpoint::kMtu);
  timer_.attach(ssl_.get());
  if (role == DtlsRole::kServer)
    SSL_set_accept_state(ssl_.get());
  else
    SSL_set_connect_state(ssl_.get());
}

bool DtlsSession::accepts(x509_st* certificate) {
  fingerprint_differs_ = !certificate || fingerprint_sha256(certificate) != remote_fingerprint_;
  return !fingerprint_differs_;
}

void DtlsSession::start(Instant now) {
  timer_.set_now(now);
  if (state_ == DtlsState::kHandshaking && role_ == DtlsRole::kClient) advance_handshake();
}

void DtlsSession::handle_datagram(ByteView datagram, Instant now) {
  timer_.set_now(now);
  plain_size_ = 0;
  if (is_over()) return;
  bio_.set_inbound(datagram);
  if (state_ == DtlsState::kHandshaking) advance_handshake();
  // Reading also takes in alerts, and answers a repeated last flight.
  if (state_ == DtlsState::kConnected) plain_size_ = read_record();
}

void DtlsSession::handle_timeout(Instant now) {
  if (is_over()) return;
  ERR_clear_error();
  if (timer_.handle_timeout(now) == DtlsTimer::Expiry::kGivenUp) fail(DtlsFailure::kTimeout);
}

void DtlsSession::advance_handshake() {
  ERR_clear_error();
  const int returned = SSL_do_handshake(ssl_.get());
  if (returned == 1)
    finish_handshake();
  else
    handle_error(returned);
}

void DtlsSession::finish_handshake() {
  const SRTP_PROTECTION_PROFILE* profile = SSL_get_selected_srtp_profile(ssl_.get());
  if (!profile) {
    SSL_shutdown(ssl_.get());
    fail(DtlsFailure::kNoSrtpProfile);
    return;
  }
  export_keys(static_cast<SrtpProfile>(profile->id));
  state_ = DtlsState::kConnected;
}

// RFC 5764, 4.2: client key, server key, client salt, server salt.
void DtlsSession::export_keys(SrtpProfile profile) {
  static constexpr std::string_view kLabel = "EXTRACTOR-dtls_srtp";
  const SrtpProfileShape shape = shape_of(profile);
  std::array<std::uint8_t, 2 * (kSrtpKeySizeMax + kSrtpSaltSizeMax)> material;
  const std::size_t size = 2 * (shape.key_size + shape.salt_size);
  BUG_IF(SSL_export_keying_material(ssl_.get(), material.data(), size, kLabel.data(), kLabel.size(),
                                    nullptr, 0, 0) != 1);
  ByteReader reader(ByteView(material).first(size));
  SrtpMasterKey client, server;
  std::ranges::copy(reader.take(shape.key_size), client.key.begin());
  std::ranges::copy(reader.take(shape.key_size), server.key.begin());
  std::ranges::copy(reader.take(shape.salt_size), client.salt.begin());
  std::ranges::copy(reader.take(shape.salt_size), server.salt.begin());
  OPENSSL_cleanse(material.data(), material.size());
  const bool is_client = role_ == DtlsRole::kClient;
  keying_ = {profile, is_client ? client : server, is_client ? server : client};
}

std::size_t DtlsSession::read_record() {
  ERR_clear_error();
  // A record is shorter than its datagram; a handshake may have kept back earlier ones.
  plain_.resize(std::max({plain_.size(), bio_.inbound_size(), kUsualDatagram}));
  const int returned = SSL_read(ssl_.get(), plain_.data(), static_cast<int>(plain_.size()));
  if (returned > 0) return static_cast<std::size_t>(returned);
  handle_error(returned);
  return 0;
}

MutableBytes DtlsSession::read_application_data() {
  if (plain_size_ == 0 && state_ == DtlsState::kConnected) plain_size_ = read_record();
  return MutableBytes(plain_).first(std::exchange(plain_size_, 0));
}

bool DtlsSession::send_application_data(ByteView data) {
  if (state_ != DtlsState::kConnected || data.empty()) return false;
  if (data.size() > DtlsEndpoint::kApplicationDataMax) return false;
  ERR_clear_error();
  return SSL_write(ssl_.get(), data.data(), static_cast<int>(data.size())) > 0;
}

void DtlsSession::close() {
  if (is_over()) return;
  ERR_clear_error();
  if (state_ == DtlsState::kConnected) SSL_shutdown(ssl_.get());
  state_ = DtlsState::kClosed;
}

void DtlsSession::handle_error(int returned) {
  switch (SSL_get_error(ssl_.get(), returned)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
      return;
    case SSL_ERROR_ZERO_RETURN:
      SSL_shutdown(ssl_.get());  // answers the goodbye
      state_ = DtlsState::kClosed;
      return;
    default:
      break;
  }
  if (fingerprint_differs_)
    fail(DtlsFailure::kFingerprintMismatch);
  else
    fail(is_remote_alert(ERR_peek_error()) ? DtlsFailure::kAlert : DtlsFailure::kProtocol);
}

void DtlsSession::fail(DtlsFailure failure) {
  state_ = DtlsState::kFailed;
  failure_ = failure;
  ERR_clear_error();
}

}  // namespace hemicycle::crypto
