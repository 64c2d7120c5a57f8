#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/endpoint.h"

namespace hemicycle::io {

// One or more datagrams to one destination that lie one behind the other: each has `segment_size`
// bytes but the last, which may be shorter.
struct OutgoingMessage {
  Endpoint to;
  ByteView bytes;
  std::uint16_t segment_size = 0;

  std::size_t segments() const { return (bytes.size() + segment_size - 1) / segment_size; }
};

struct SendOutcome {
  std::size_t messages_done = 0;  // from the front: sent, or refused for good
  std::uint64_t datagrams_sent = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t datagrams_refused = 0;
  std::uint64_t calls = 0;
  bool blocked = false;  // the rest may be tried when the socket is writable
};

// Where datagrams leave: a socket, or the simulated network.
class DatagramSink {
 public:
  virtual ~DatagramSink() = default;
  virtual SendOutcome send(std::span<const OutgoingMessage> messages) = 0;
};

}  // namespace hemicycle::io
