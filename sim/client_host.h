#pragma once

#include "sim/client_peer.h"
#include "sim/virtual_network.h"

namespace hemicycle::sim {

// A client at an address of the simulated network. It can move to another address, as a phone that
// leaves the building's Wi-Fi does.
class ClientHost final : public Host {
 public:
  ClientHost(VirtualNetwork& network, const Endpoint& address, const crypto::DtlsContext& context,
             const ClientTransportParameters& parameters, RandomSource& random,
             MediaObserver* observer)
      : network_(network),
        address_(address),
        server_(parameters.server),
        peer_(context, parameters, random, observer, network.now()) {
    network_.attach(address_, *this);
  }
  ~ClientHost() override { network_.detach(address_); }
  ClientHost(const ClientHost&) = delete;
  ClientHost& operator=(const ClientHost&) = delete;

  void move_to(const Endpoint& address) {
    network_.detach(address_);
    address_ = address;
    network_.attach(address_, *this);
  }

  ClientPeer& peer() { return peer_; }
  const Endpoint& address() const { return address_; }

  void handle_datagram(MutableBytes datagram, const Endpoint&, const Endpoint&,
                       const Now& now) override {
    peer_.handle_datagram(datagram, now);
    send();
  }
  Instant next_deadline() const override { return peer_.next_deadline(); }
  void handle_timeout(const Now& now) override {
    peer_.handle_timeout(now);
    send();
  }

 private:
  void send() {
    while (auto datagram = peer_.poll_transmit()) network_.send(address_, server_, *datagram);
  }

  VirtualNetwork& network_;
  Endpoint address_;
  Endpoint server_;
  ClientPeer peer_;
};

}  // namespace hemicycle::sim
