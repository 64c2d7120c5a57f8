#pragma once

#include "base/time.h"
#include "crypto/dtls_bio.h"

struct ssl_st;

namespace hemicycle::crypto {

// The retransmission timer of a handshake (RFC 6347, 4.2.4) in the caller's time.
//
// OpenSSL reads the machine's clock to see whether its timer has run out, and only then resends. So
// that one clock rules, also a simulated one, OpenSSL is given an hour for each timer; when our own
// deadline has come, the timer field that it shows to its BIO (BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT) is
// set to the past and DTLSv1_handle_timeout called. From OpenSSL 3.2 on that field is a copy: there
// OpenSSL gets the real durations and decides by its own clock, which agrees with ours except in a
// simulation.
class DtlsTimer final : public DtlsTimerListener {
 public:
  enum class Expiry { kNotYet, kResent, kGivenUp };

  void attach(ssl_st* ssl);
  void set_now(Instant now) { now_ = now; }
  Instant deadline() const { return deadline_; }

  Expiry handle_timeout(Instant now);

  void on_timer_set(timeval* next_timeout) override;

 private:
  static constexpr int kResendsMax = 9;

  static unsigned duration_us(ssl_st* ssl, unsigned last_us);

  ssl_st* ssl_ = nullptr;
  Instant now_{};
  Instant deadline_ = kNever;
  Duration interval_{};
  int resends_ = 0;
  timeval* openssl_deadline_ = nullptr;
};

}  // namespace hemicycle::crypto
