#include "sim/client_transport.h"

#include <algorithm>
#include <utility>

#include "transport/stun_integrity.h"
#include "wire/rtp.h"

namespace hemicycle::sim {
namespace {

// A host candidate's priority with a peer-reflexive type preference (RFC 8445, 7.1.1 and 5.1.2.1).
constexpr std::uint32_t kPriority = 110u << 24 | 0xffffu << 8 | 255u;

bool is_dtls(std::uint8_t first) {
  return first >= 20 && first <= 63;
}  // RFC 7983
bool is_srtp(std::uint8_t first) {
  return first >= 128 && first <= 191;
}

}  // namespace

ClientTransport::ClientTransport(const crypto::DtlsContext& context,
                                 ClientTransportParameters parameters, RandomSource& random,
                                 Instant now)
    : parameters_(std::move(parameters)),
      random_(random),
      tie_breaker_(random.next_u64()),
      next_check_(now),
      dtls_(context, crypto::DtlsRole::kClient, parameters_.server_fingerprint_sha256) {}

void ClientTransport::send_check(Instant now) {
  wire::StunTransactionId transaction;
  random_.fill(transaction);
  outstanding_.push_back(transaction);
  if (outstanding_.size() > kOutstandingMax) outstanding_.pop_front();

  wire::StunWriter request(wire::StunClass::kRequest, wire::kStunBinding, transaction);
  request.username(parameters_.remote.ufrag + ":" + parameters_.local.ufrag);
  request.priority(kPriority);
  request.ice_controlling(tie_breaker_);
  request.use_candidate();
  outgoing_.push_back(transport::finish_with_integrity(std::move(request), parameters_.remote.pwd));
  next_check_ = now + (mapped_address_ ? kConsentInterval : kCheckInterval);
}

bool ClientTransport::is_answer_to_us(ByteView datagram, const wire::StunMessage& message) const {
  if (message.message_class != wire::StunClass::kSuccess) return false;
  if (std::ranges::find(outstanding_, message.transaction) == outstanding_.end()) return false;
  return transport::has_integrity(datagram, message, parameters_.remote.pwd);
}

// The server asks too, whether we live where our checks come from.
void ClientTransport::answer(ByteView datagram, const wire::StunMessage& check) {
  const std::string expected = parameters_.local.ufrag + ":" + parameters_.remote.ufrag;
  if (check.username != expected || !check.ice_controlled) return;
  if (!transport::has_integrity(datagram, check, parameters_.local.pwd)) return;
  wire::StunWriter writer(wire::StunClass::kSuccess, wire::kStunBinding, check.transaction);
  writer.xor_mapped_address(parameters_.server);
  outgoing_.push_back(transport::finish_with_integrity(std::move(writer), parameters_.local.pwd));
}

void ClientTransport::handle_stun(ByteView datagram, Instant now) {
  auto message = wire::StunMessage::parse(datagram);
  if (!message) return;
  if (message->message_class == wire::StunClass::kRequest) return answer(datagram, *message);
  if (!is_answer_to_us(datagram, *message)) return;
  bool first = !mapped_address_;
  mapped_address_ = message->xor_mapped_address;
  if (!first || !mapped_address_) return;
  next_check_ = now + kConsentInterval;
  if (!std::exchange(dtls_started_, true)) dtls_.start(now);
  drain_dtls();
}

transport::Received ClientTransport::handle_dtls(ByteView datagram, Instant now) {
  if (!dtls_started_) return {};
  dtls_.handle_datagram(datagram, now);
  drain_dtls();
  return next_application_data();
}

transport::Received ClientTransport::next_application_data() {
  const MutableBytes data = dtls_.read_application_data();
  if (data.empty()) return {};
  return {transport::ReceivedKind::kApplicationData, data};
}

bool ClientTransport::send_application_data(ByteView data) {
  const bool sent = dtls_.send_application_data(data);
  drain_dtls();
  return sent;
}

void ClientTransport::close() {
  dtls_.close();
  drain_dtls();
}

void ClientTransport::restart_ice(transport::IceCredentials local, transport::IceCredentials remote,
                                  Instant now) {
  parameters_.local = std::move(local);
  parameters_.remote = std::move(remote);
  mapped_address_.reset();
  check_now(now);
}

void ClientTransport::drain_dtls() {
  while (auto datagram = dtls_.poll_transmit()) outgoing_.push_back(*std::move(datagram));
  if (is_connected()) return;
  if (auto keying = dtls_.srtp_keying()) {
    sender_.emplace(keying->profile, keying->sending);
    receiver_.emplace(keying->profile, keying->receiving);
  }
}

transport::Received ClientTransport::handle_srtp(MutableBytes datagram) {
  if (!receiver_) return {};
  bool rtcp = wire::looks_like_rtcp(datagram);
  auto plain = rtcp ? receiver_->unprotect_rtcp(datagram) : receiver_->unprotect_rtp(datagram);
  if (!plain) return {};
  return {rtcp ? transport::ReceivedKind::kRtcp : transport::ReceivedKind::kRtp, *plain};
}

transport::Received ClientTransport::handle_datagram(MutableBytes datagram, Instant now) {
  if (datagram.empty()) return {};
  if (is_srtp(datagram[0])) return handle_srtp(datagram);
  if (is_dtls(datagram[0])) return handle_dtls(datagram, now);
  if (wire::looks_like_stun(datagram)) handle_stun(datagram, now);
  return {};
}

Instant ClientTransport::next_deadline() const {
  return std::min(next_check_, dtls_.next_deadline());
}

void ClientTransport::handle_timeout(Instant now) {
  if (now >= next_check_) send_check(now);
  if (now >= dtls_.next_deadline()) {
    dtls_.handle_timeout(now);
    drain_dtls();
  }
}

std::optional<Bytes> ClientTransport::poll_transmit() {
  if (outgoing_.empty()) return std::nullopt;
  Bytes datagram = std::move(outgoing_.front());
  outgoing_.pop_front();
  return datagram;
}

std::size_t ClientTransport::protect_rtp(ByteView header, ByteView payload, MutableBytes out) {
  return sender_->protect_rtp(header, payload, out);
}

std::size_t ClientTransport::protect_rtcp(ByteView packet, MutableBytes out) {
  return sender_->protect_rtcp(packet, out);
}

}  // namespace hemicycle::sim
