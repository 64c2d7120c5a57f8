#include "io/socket_address.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>

namespace hemicycle::io {

socklen_t write_address(const Endpoint& endpoint, Family family, SocketAddress& out) {
  if (family == Family::kV4) {
    out.v4 = {};
    out.v4.sin_family = AF_INET;
    out.v4.sin_port = htons(endpoint.port);
    std::memcpy(&out.v4.sin_addr, endpoint.address.data() + 12, 4);
    return sizeof(out.v4);
  }
  out.v6 = {};
  out.v6.sin6_family = AF_INET6;
  out.v6.sin6_port = htons(endpoint.port);
  std::memcpy(&out.v6.sin6_addr, endpoint.address.data(), 16);
  return sizeof(out.v6);
}

Endpoint read_address(const SocketAddress& address) {
  Endpoint endpoint;
  if (address.any.sa_family == AF_INET) {
    endpoint.address[10] = endpoint.address[11] = 0xff;
    std::memcpy(endpoint.address.data() + 12, &address.v4.sin_addr, 4);
    endpoint.port = ntohs(address.v4.sin_port);
  } else if (address.any.sa_family == AF_INET6) {
    std::memcpy(endpoint.address.data(), &address.v6.sin6_addr, 16);
    endpoint.port = ntohs(address.v6.sin6_port);
  }
  return endpoint;
}

std::vector<Endpoint> local_addresses() {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(first, &::freeifaddrs);

  std::vector<Endpoint> reachable;
  std::vector<Endpoint> loopback;
  for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
    if (each->ifa_addr == nullptr || (each->ifa_flags & IFF_UP) == 0) continue;
    const int family = each->ifa_addr->sa_family;
    if (family != AF_INET && family != AF_INET6) continue;
    SocketAddress address = SocketAddress::empty();
    std::memcpy(&address, each->ifa_addr,
                family == AF_INET ? sizeof(address.v4) : sizeof(address.v6));
    if (family == AF_INET6 && IN6_IS_ADDR_LINKLOCAL(&address.v6.sin6_addr)) continue;
    Endpoint endpoint = read_address(address);
    endpoint.port = 0;
    ((each->ifa_flags & IFF_LOOPBACK) != 0 ? loopback : reachable).push_back(endpoint);
  }
  // IPv4 before IPv6: the family that more networks pass.
  std::stable_partition(reachable.begin(), reachable.end(),
                        [](const Endpoint& endpoint) { return endpoint.is_v4(); });
  reachable.insert(reachable.end(), loopback.begin(), loopback.end());
  return reachable;
}

}  // namespace hemicycle::io
