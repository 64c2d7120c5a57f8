#include "crypto/dtls_timer.h"

#include <algorithm>

#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <sys/time.h>

#include "crypto/dtls.h"

namespace hemicycle::crypto {
namespace {

constexpr unsigned kHour_us = 3'600'000'000;

bool timer_field_is_shown() {
  static const bool shown = OpenSSL_version_num() < 0x30200000;
  return shown;
}

}  // namespace

void DtlsTimer::attach(ssl_st* ssl) {
  ssl_ = ssl;
  DTLS_set_timer_cb(ssl, duration_us);
}

unsigned DtlsTimer::duration_us(ssl_st*, unsigned last_us) {
  using std::chrono::microseconds;
  if (timer_field_is_shown()) return kHour_us;
  const auto first = std::chrono::duration_cast<microseconds>(DtlsEndpoint::kFirstRetransmission);
  const auto last = std::chrono::duration_cast<microseconds>(DtlsEndpoint::kLastRetransmission);
  return static_cast<unsigned>(std::clamp(microseconds(2 * last_us), first, last).count());
}

void DtlsTimer::on_timer_set(timeval* next_timeout) {
  const bool stopped = next_timeout->tv_sec == 0 && next_timeout->tv_usec == 0;
  if (stopped) {
    deadline_ = kNever;
    openssl_deadline_ = nullptr;
    resends_ = 0;
    return;
  }
  openssl_deadline_ = timer_field_is_shown() ? next_timeout : nullptr;
  if (deadline_ != kNever) return;  // another message of the same flight
  interval_ = DtlsEndpoint::kFirstRetransmission;
  deadline_ = now_ + interval_;
}

DtlsTimer::Expiry DtlsTimer::handle_timeout(Instant now) {
  now_ = now;
  if (now < deadline_) return Expiry::kNotYet;
  if (++resends_ > kResendsMax) return Expiry::kGivenUp;
  interval_ = std::min(2 * interval_, DtlsEndpoint::kLastRetransmission);
  deadline_ = now + interval_;
  if (openssl_deadline_) *openssl_deadline_ = {.tv_sec = 1, .tv_usec = 0};
  return DTLSv1_handle_timeout(ssl_) < 0 ? Expiry::kGivenUp : Expiry::kResent;
}

}  // namespace hemicycle::crypto
