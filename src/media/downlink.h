#pragma once

#include <cstdint>

#include "base/endpoint.h"
#include "base/prefetch.h"
#include "crypto/srtp.h"

namespace hemicycle::media {

struct Peer;

// What one more packet for a peer touches of it, in one line of the cache: a packet that goes to
// thousands touches thousands of these.
struct alignas(kCacheLineSize) Downlink {
  Peer* peer = nullptr;  // null: nobody has the slot
  // The peer's transport's; null while nothing can be sent, for want of keys or of consent.
  crypto::SrtpSender* sender = nullptr;
  Endpoint destination;
  // Since the last report.
  std::uint32_t packets_sent = 0;
  std::uint64_t bytes_sent = 0;
};
static_assert(sizeof(Downlink) == kCacheLineSize);

}  // namespace hemicycle::media
