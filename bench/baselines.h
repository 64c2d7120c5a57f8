#pragma once

#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/endpoint.h"

namespace hemicycle::bench {

// What every side forwards: the packets of one frame, each to all receivers.
struct Load {
  std::size_t receivers = 300;
  std::size_t packets = 4;          // of a frame
  std::size_t header_size = 20;     // with one extension element, as the forwarder writes it
  std::size_t payload_size = 1200;  // without header and SRTP tag

  // The forwarder writes a shorter header, the classic way a shorter tag.
  std::size_t datagram_size_min() const { return payload_size + 12 + 10; }
};

// Something that sends one frame to every receiver on the calling thread.
class Baseline {
 public:
  virtual ~Baseline() = default;
  virtual void forward_frame() = 0;
};

// The least that forwarding can cost here: AES-128-GCM by intel-ipsec-mb from the payload into the
// datagram, and segmented, batched sending; no lookup, no decision, no rewriting, no receiving.
std::unique_ptr<Baseline> make_limit(const Load& load, const Endpoint& here,
                                     const std::vector<Endpoint>& receivers);

// What a typical forwarder does: copy the packet, AES-CM and HMAC-SHA1 by OpenSSL in place as
// libsrtp does, one sendto() each.
std::unique_ptr<Baseline> make_classic(const Load& load, const Endpoint& here,
                                       const std::vector<Endpoint>& receivers);

}  // namespace hemicycle::bench
