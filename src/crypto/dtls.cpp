#include "crypto/dtls.h"

#include "crypto/dtls_session.h"

namespace hemicycle::crypto {

std::string_view to_string(DtlsFailure failure) {
  switch (failure) {
    case DtlsFailure::kFingerprintMismatch:
      return "fingerprint mismatch";
    case DtlsFailure::kNoSrtpProfile:
      return "no common SRTP profile";
    case DtlsFailure::kAlert:
      return "fatal alert";
    case DtlsFailure::kTimeout:
      return "timeout";
    case DtlsFailure::kProtocol:
      return "protocol error";
  }
  return "failed";
}

DtlsEndpoint::DtlsEndpoint(const DtlsContext& context, DtlsRole role,
                           std::string_view remote_fingerprint)
    : session_(std::make_unique<DtlsSession>(context, role, remote_fingerprint)) {}
DtlsEndpoint::~DtlsEndpoint() = default;

void DtlsEndpoint::start(Instant now) {
  session_->start(now);
}
void DtlsEndpoint::handle_datagram(ByteView datagram, Instant now) {
  session_->handle_datagram(datagram, now);
}
MutableBytes DtlsEndpoint::read_application_data() {
  return session_->read_application_data();
}
Instant DtlsEndpoint::next_deadline() const {
  return session_->next_deadline();
}
void DtlsEndpoint::handle_timeout(Instant now) {
  session_->handle_timeout(now);
}
std::optional<Bytes> DtlsEndpoint::poll_transmit() {
  return session_->poll_transmit();
}
bool DtlsEndpoint::send_application_data(ByteView data) {
  return session_->send_application_data(data);
}
void DtlsEndpoint::close() {
  session_->close();
}
DtlsState DtlsEndpoint::state() const {
  return session_->state();
}
std::optional<DtlsFailure> DtlsEndpoint::failure() const {
  return session_->failure();
}
std::optional<DtlsEndpoint::SrtpKeying> DtlsEndpoint::srtp_keying() const {
  return session_->keying();
}

}  // namespace hemicycle::crypto
