#pragma once

#include <stdexcept>
#include <utility>
#include <vector>

#include <poll.h>

#include "bench/drop_device.h"
#include "io/udp_socket.h"

namespace hemicycle::bench {

// The sockets of many receivers, without receive offload: each datagram is one, as on a real
// network. On loopback all of them get what they are sent. With a device that drops, all but the
// last are out of reach while something is measured, and the last tells when a frame is through.
class Receivers {
 public:
  Receivers(std::size_t count, DropDevice* device) : device_(device) {
    sockets_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const bool away = device_ != nullptr && i + 1 != count;
      auto socket = io::UdpSocket::bind(away ? DropDevice::far() : here(),
                                        {.buffer_bytes = 512 * 1024, .receive_offload = false});
      if (!socket) throw std::runtime_error(socket.error());
      sockets_.push_back(std::move(*socket));
    }
  }

  // Where a forwarder or a publisher binds.
  Endpoint here() const {
    return device_ != nullptr ? DropDevice::near() : Endpoint::v4(127, 0, 0, 1, 0);
  }
  std::size_t size() const { return sockets_.size(); }
  io::UdpSocket& operator[](std::size_t i) { return sockets_[i]; }
  io::ReceiveBatch& batch() { return batch_; }

  // Within reach they can answer checks.
  void reach() {
    if (device_ != nullptr && !std::exchange(within_reach_, true)) device_->reach();
  }
  void unreach() {
    if (device_ != nullptr && std::exchange(within_reach_, false)) device_->unreach();
  }
  // Bytes of datagrams that the device has dropped; always 0 on loopback.
  std::uint64_t dropped_bytes() const { return device_ != nullptr ? device_->dropped_bytes() : 0; }

  // Waits until the last of the first `receivers` has got something, so that the sender under
  // measurement is not disturbed, then takes datagrams from each that is within reach until
  // `visit(receiver, bytes)` has said `expected` times that one counts. Returns how many counted; a
  // receiver that gets nothing for kPatienceMs has lost the rest.
  template <typename Visit>
  std::size_t take(std::size_t receivers, std::size_t expected, Visit visit) {
    wait_for(sockets_[receivers - 1]);
    std::size_t total = 0;
    for (std::size_t i = device_ != nullptr ? receivers - 1 : 0; i < receivers; ++i) {
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

  DropDevice* device_;
  bool within_reach_ = true;
  std::vector<io::UdpSocket> sockets_;
  io::ReceiveBatch batch_;
};

}  // namespace hemicycle::bench
