#pragma once

#include <stdexcept>
#include <vector>

#include <poll.h>

#include "io/udp_socket.h"

namespace hemicycle::bench {

// The sockets of many receivers on loopback, without receive offload: each datagram is one, as on a
// real network.
class LoopbackReceivers {
 public:
  explicit LoopbackReceivers(std::size_t count) {
    sockets_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      auto socket = io::UdpSocket::bind(Endpoint::v4(127, 0, 0, 1, 0),
                                        {.buffer_bytes = 512 * 1024, .receive_offload = false});
      if (!socket) throw std::runtime_error(socket.error());
      sockets_.push_back(std::move(*socket));
    }
  }

  std::size_t size() const { return sockets_.size(); }
  io::UdpSocket& operator[](std::size_t i) { return sockets_[i]; }
  io::ReceiveBatch& batch() { return batch_; }

  // Waits until the last of the first `receivers` has got something, so that the sender under
  // measurement is not disturbed, then takes datagrams from each until `visit(receiver, bytes)` has
  // said `expected` times that one counts. Returns how many counted; a receiver that gets nothing
  // for kPatienceMs has lost the rest.
  template <typename Visit>
  std::size_t take(std::size_t receivers, std::size_t expected, Visit visit) {
    wait_for(sockets_[receivers - 1]);
    std::size_t total = 0;
    for (std::size_t i = 0; i < receivers; ++i) {
      std::size_t got = 0;
      while (got < expected) {
        sockets_[i].receive(batch_);
        for (const io::ReceivedDatagram& datagram : batch_.datagrams())
          if (visit(i, datagram.bytes)) ++got;
        if (got < expected && batch_.datagrams().empty() && !wait_for(sockets_[i])) break;
      }
      total += got;
    }
    return total;
  }

  static bool wait_for(const io::UdpSocket& socket) {
    pollfd one{socket.descriptor(), POLLIN, 0};
    return ::poll(&one, 1, kPatienceMs) > 0;
  }

 private:
  static constexpr int kPatienceMs = 200;

  std::vector<io::UdpSocket> sockets_;
  io::ReceiveBatch batch_;
};

}  // namespace hemicycle::bench
