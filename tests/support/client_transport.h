#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "base/random.h"
#include "base/time.h"
#include "crypto/dtls.h"
#include "crypto/srtp.h"
#include "transport/peer_transport.h"
#include "transport/stun_integrity.h"
#include "wire/stun.h"

namespace hemicycle::testing {

// The other end of a PeerTransport, for tests, simulations and benchmarks: what a browser does
// below RTP, with one address of the server known. It checks and nominates, starts DTLS as the
// client, and speaks SRTP. Like the production side it has no socket and no clock: drain
// poll_transmit() after each call and ask next_deadline().
class ClientTransport {
 public:
  struct Parameters {
    transport::IceCredentials local;
    transport::IceCredentials remote;  // the server's
    std::string remote_fingerprint_sha256;
  };

  ClientTransport(const crypto::DtlsContext& context, Parameters parameters, RandomSource& random,
                  Instant now)
      : parameters_(std::move(parameters)),
        random_(random),
        dtls_(context, crypto::DtlsRole::kClient, parameters_.remote_fingerprint_sha256),
        next_check_(now) {}

  transport::Received handle_datagram(MutableBytes datagram, Instant now) {
    using transport::ReceivedKind;
    if (datagram.empty()) return {};
    if (wire::looks_like_stun(datagram)) {
      handle_stun(datagram, now);
      return {};
    }
    if (datagram[0] >= 20 && datagram[0] < 64) {
      dtls_.handle_datagram(datagram, now);
      follow_dtls();
      return next_application_data();
    }
    if (!receiver_ || datagram.size() < 2) return {};
    const bool is_rtcp = datagram[1] >= 192 && datagram[1] < 224;
    const auto opened =
        is_rtcp ? receiver_->unprotect_rtcp(datagram) : receiver_->unprotect_rtp(datagram);
    if (!opened) return {};
    return {is_rtcp ? ReceivedKind::kRtcp : ReceivedKind::kRtp, *opened};
  }

  transport::Received next_application_data() {
    const MutableBytes data = dtls_.read_application_data();
    if (data.empty()) return {};
    return {transport::ReceivedKind::kApplicationData, data};
  }

  Instant next_deadline() const { return std::min(next_check_, dtls_.next_deadline()); }

  void handle_timeout(Instant now) {
    if (now >= next_check_) {
      // RFC 8445, 14: one check each 50 ms until one succeeds; then as often as browsers renew
      // their consent.
      next_check_ = now + (is_valid_ ? std::chrono::milliseconds(2500) : kPace);
      outbound_.push_back(make_check());
    }
    dtls_.handle_timeout(now);
    follow_dtls();
  }

  // To the server.
  std::optional<Bytes> poll_transmit() {
    if (outbound_.empty()) return dtls_.poll_transmit();
    Bytes datagram = std::move(outbound_.front());
    outbound_.pop_front();
    return datagram;
  }

  // Checks at once, as after a change of the network.
  void check_now(Instant now) { next_check_ = now; }
  void restart_ice(transport::IceCredentials local, transport::IceCredentials remote, Instant now) {
    parameters_.local = std::move(local);
    parameters_.remote = std::move(remote);
    is_valid_ = false;
    next_check_ = now;
  }

  // Whether a check was answered since the start or the last restart.
  bool is_valid() const { return is_valid_; }
  bool is_connected() const { return sender_.has_value(); }
  crypto::DtlsEndpoint& dtls() { return dtls_; }
  std::optional<crypto::SrtpSender>& srtp() { return sender_; }

 private:
  static constexpr std::chrono::milliseconds kPace{50};

  Bytes make_check() {
    random_.fill(transaction_);
    wire::StunWriter writer(wire::StunClass::kRequest, wire::kStunBinding, transaction_);
    writer.username(parameters_.remote.ufrag + ':' + parameters_.local.ufrag);
    writer.priority(0x7e0000ff);
    writer.ice_controlling(1);
    writer.use_candidate();
    return transport::finish_with_integrity(std::move(writer), parameters_.remote.pwd);
  }

  void handle_stun(ByteView datagram, Instant now) {
    const auto message = wire::StunMessage::parse(datagram);
    if (!message || message->message_class != wire::StunClass::kSuccess) return;
    if (message->transaction != transaction_) return;
    if (!transport::has_integrity(datagram, *message, parameters_.remote.pwd)) return;
    if (std::exchange(is_valid_, true)) return;
    next_check_ = now + std::chrono::milliseconds(2500);
    dtls_.start(now);
  }

  void follow_dtls() {
    const auto keying = dtls_.srtp_keying();
    if (sender_ || !keying) return;
    sender_.emplace(keying->profile, keying->sending);
    receiver_.emplace(keying->profile, keying->receiving);
  }

  Parameters parameters_;
  RandomSource& random_;
  crypto::DtlsEndpoint dtls_;
  std::optional<crypto::SrtpSender> sender_;
  std::optional<crypto::SrtpReceiver> receiver_;
  Instant next_check_;
  wire::StunTransactionId transaction_{};
  bool is_valid_ = false;
  std::deque<Bytes> outbound_;
};

}  // namespace hemicycle::testing
