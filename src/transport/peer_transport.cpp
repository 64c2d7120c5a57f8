#include "transport/peer_transport.h"

#include <algorithm>
#include <utility>

namespace hemicycle::transport {
namespace {

enum class Protocol { kStun, kDtls, kRtp, kRtcp, kUnknown };

// By the first byte (RFC 7983, 7); RTCP by its packet type (RFC 5761, 4).
Protocol protocol_of(ByteView datagram) {
  if (datagram.size() < 2) return Protocol::kUnknown;
  const std::uint8_t first = datagram[0];
  if (first < 4) return Protocol::kStun;
  if (first >= 20 && first < 64) return Protocol::kDtls;
  if (first < 128 || first >= 192) return Protocol::kUnknown;
  const bool is_rtcp = datagram[1] >= 192 && datagram[1] < 224;
  return is_rtcp ? Protocol::kRtcp : Protocol::kRtp;
}

TransportFailure cause_of(crypto::DtlsFailure failure) {
  switch (failure) {
    case crypto::DtlsFailure::kFingerprintMismatch:
      return TransportFailure::kFingerprintMismatch;
    case crypto::DtlsFailure::kNoSrtpProfile:
      return TransportFailure::kNoSrtpProfile;
    case crypto::DtlsFailure::kTimeout:
      return TransportFailure::kNeverConnected;
    case crypto::DtlsFailure::kAlert:
    case crypto::DtlsFailure::kProtocol:
      break;
  }
  return TransportFailure::kHandshake;
}

}  // namespace

std::string_view to_string(TransportFailure failure) {
  switch (failure) {
    case TransportFailure::kNeverConnected:
      return "never connected";
    case TransportFailure::kFingerprintMismatch:
      return "fingerprint mismatch";
    case TransportFailure::kNoSrtpProfile:
      return "no common SRTP profile";
    case TransportFailure::kHandshake:
      return "handshake failed";
  }
  return "failed";
}

PeerTransport::PeerTransport(const crypto::DtlsContext& context, PeerParameters parameters,
                             Instant now)
    : ice_(std::move(parameters.local), std::move(parameters.remote), std::move(parameters.secret)),
      dtls_(context, parameters.role, parameters.remote_fingerprint_sha256),
      connect_deadline_(now + kConnectTimeout) {}

Received PeerTransport::handle_datagram(MutableBytes datagram, const Endpoint& from, Instant now) {
  if (state_ == State::kOver) return {};
  const Protocol protocol = protocol_of(datagram);
  if (protocol == Protocol::kUnknown) {
    ++drops_.unknown_protocol;
    return {};
  }
  if (protocol == Protocol::kStun) {
    handle_stun(datagram, from, now);
    return {};
  }
  if (!ice_.consents(from)) {
    ++drops_.no_consent;
    return {};
  }
  if (protocol == Protocol::kDtls) return handle_dtls(datagram, now);
  if (!receiver_) {
    ++drops_.before_keys;
    return {};
  }
  return protocol == Protocol::kRtp
             ? counted(receiver_->unprotect_rtp(datagram), ReceivedKind::kRtp)
             : counted(receiver_->unprotect_rtcp(datagram), ReceivedKind::kRtcp);
}

void PeerTransport::handle_stun(ByteView datagram, const Endpoint& from, Instant now) {
  IceLite::Outcome outcome = ice_.handle_datagram(datagram, from, now);
  if (outcome.verdict == IceLite::Verdict::kMalformed) ++drops_.stun_malformed;
  if (outcome.verdict == IceLite::Verdict::kUnauthentic) ++drops_.stun_unauthentic;
  if (outcome.reply) replies_.push_back({from, std::move(*outcome.reply)});
  using Verdict = IceLite::Verdict;
  if (outcome.verdict != Verdict::kAnswered && outcome.verdict != Verdict::kProved) return;
  follow_consent();
  // The active side of DTLS begins as soon as somebody can hear it.
  if (!std::exchange(dtls_started_, true)) dtls_.start(now);
}

Received PeerTransport::handle_dtls(MutableBytes datagram, Instant now) {
  dtls_.handle_datagram(datagram, now);
  follow_dtls();
  return next_application_data();
}

Received PeerTransport::next_application_data() {
  const MutableBytes data = dtls_.read_application_data();
  follow_dtls();
  if (data.empty()) return {};
  return {ReceivedKind::kApplicationData, data};
}

Received PeerTransport::counted(const Result<MutableBytes, crypto::SrtpError>& opened,
                                ReceivedKind kind) {
  if (opened) return {kind, *opened};
  switch (opened.error()) {
    case crypto::SrtpError::kMalformed:
      ++drops_.srtp_malformed;
      break;
    case crypto::SrtpError::kReplayed:
      ++drops_.srtp_replayed;
      break;
    case crypto::SrtpError::kUnauthentic:
      ++drops_.srtp_unauthentic;
      break;
    case crypto::SrtpError::kTooManySources:
      ++drops_.srtp_too_many_sources;
      break;
  }
  return {};
}

// Turns a change of the DTLS state into what it means for the peer.
void PeerTransport::follow_dtls() {
  if (state_ == State::kOver) return;
  switch (dtls_.state()) {
    case crypto::DtlsState::kHandshaking:
      return;
    case crypto::DtlsState::kConnected:
      if (state_ == State::kConnecting) connected();
      return;
    case crypto::DtlsState::kClosed:
      state_ = State::kOver;
      events_.push_back(TransportClosed{});
      return;
    case crypto::DtlsState::kFailed:
      fail(cause_of(*dtls_.failure()));
      return;
  }
}

void PeerTransport::connected() {
  const auto keying = *dtls_.srtp_keying();
  sender_.emplace(keying.profile, keying.sending);
  receiver_.emplace(keying.profile, keying.receiving);
  state_ = State::kConnected;
  events_.push_back(TransportConnected{keying.profile});
}

void PeerTransport::fail(TransportFailure cause) {
  state_ = State::kOver;
  events_.push_back(TransportFailed{cause});
}

void PeerTransport::follow_consent() {
  const bool silent = !ice_.selected();
  if (state_ != State::kConnected || silent == suspended_) return;
  suspended_ = silent;
  if (silent)
    events_.push_back(TransportSuspended{});
  else
    events_.push_back(TransportResumed{});
}

Instant PeerTransport::next_deadline() const {
  if (state_ == State::kOver) return kNever;
  const Instant soonest = std::min(ice_.next_deadline(), dtls_.next_deadline());
  return state_ == State::kConnecting ? std::min(soonest, connect_deadline_) : soonest;
}

void PeerTransport::handle_timeout(Instant now) {
  if (state_ == State::kOver) return;
  ice_.handle_timeout(now);
  follow_consent();
  dtls_.handle_timeout(now);
  follow_dtls();
  if (state_ == State::kConnecting && now >= connect_deadline_)
    fail(TransportFailure::kNeverConnected);
}

std::optional<Transmit> PeerTransport::poll_transmit() {
  if (auto check = ice_.poll_check()) return Transmit{check->to, std::move(check->bytes)};
  if (!replies_.empty()) {
    Transmit reply = std::move(replies_.front());
    replies_.pop_front();
    return reply;
  }
  // A handshake may begin a moment before its address has answered us. What is too much, or comes
  // when nobody consents any more, is lost.
  while (auto datagram = dtls_.poll_transmit())
    if (destination() || (state_ == State::kConnecting && held_.size() < kHeldMax))
      held_.push_back(std::move(*datagram));
  if (held_.empty() || !destination()) return std::nullopt;
  Transmit transmit{*destination(), std::move(held_.front())};
  held_.pop_front();
  return transmit;
}

std::optional<TransportEvent> PeerTransport::poll_event() {
  if (events_.empty()) return std::nullopt;
  TransportEvent event = std::move(events_.front());
  events_.pop_front();
  return event;
}

void PeerTransport::restart_ice(IceCredentials local, IceCredentials remote) {
  ice_.restart(std::move(local), std::move(remote));
}

std::size_t PeerTransport::protect_rtp(ByteView header, ByteView payload, MutableBytes out) {
  return sender_ ? sender_->protect_rtp(header, payload, out) : 0;
}

std::size_t PeerTransport::protect_rtcp(ByteView packet, MutableBytes out) {
  return sender_ ? sender_->protect_rtcp(packet, out) : 0;
}

std::size_t PeerTransport::rtp_overhead() const {
  return sender_ ? sender_->rtp_overhead() : 0;
}

bool PeerTransport::send_application_data(ByteView data) {
  return state_ == State::kConnected && dtls_.send_application_data(data);
}

void PeerTransport::close() {
  if (state_ == State::kOver) return;
  dtls_.close();
  state_ = State::kOver;
}

}  // namespace hemicycle::transport
