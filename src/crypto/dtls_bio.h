#pragma once

#include <deque>
#include <optional>

#include "base/bytes.h"

struct bio_st;
struct timeval;

namespace hemicycle::crypto {

// Told when OpenSSL starts or stops its retransmission timer.
class DtlsTimerListener {
 public:
  virtual ~DtlsTimerListener() = default;
  // `next_timeout` is OpenSSL's own field; zero means stopped.
  virtual void on_timer_set(timeval* next_timeout) = 0;
};

// The two ends of OpenSSL's "network": one datagram in, a queue of datagrams out. Unlike OpenSSL's
// memory BIO it keeps their boundaries.
class DtlsBio {
 public:
  explicit DtlsBio(DtlsTimerListener& timer) : timer_(timer) {}

  // A BIO that refers to this object; the caller owns it.
  bio_st* make_bio();

  // Replaces what has not been read of the datagram before.
  void set_inbound(ByteView datagram);
  std::size_t inbound_size() const { return inbound_.size(); }
  std::optional<Bytes> pop_outbound();

  // For the BIO's callbacks only.
  int read(MutableBytes out);
  int write(ByteView datagram);
  void timer_set(timeval* next_timeout) { timer_.on_timer_set(next_timeout); }

 private:
  // A handshake flight has some five datagrams; more than this waiting means nobody polls.
  static constexpr std::size_t kOutboundMax = 64;

  DtlsTimerListener& timer_;
  Bytes inbound_;
  bool inbound_waits_ = false;
  std::deque<Bytes> outbound_;
};

}  // namespace hemicycle::crypto
