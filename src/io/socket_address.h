#pragma once

#include <vector>

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/endpoint.h"

namespace hemicycle::io {

// The kernel's form of an Endpoint, large enough for both families.
union SocketAddress {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;

  static SocketAddress empty() {
    SocketAddress address;
    address.v6 = {};
    return address;
  }
};

enum class Family { kV4, kV6 };

// Writes `endpoint` for a socket of the family and returns the length. An IPv6 socket takes IPv4
// addresses in mapped form.
socklen_t write_address(const Endpoint& endpoint, Family family, SocketAddress& out);
Endpoint read_address(const SocketAddress& address);

// Addresses of the interfaces that are up, port 0: the reachable ones first, loopback last;
// link-local IPv6 is left out because it means nothing without a zone.
std::vector<Endpoint> local_addresses();

}  // namespace hemicycle::io
