#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>

namespace hemicycle {

// An address and a port, IPv4 or IPv6; IPv4 is held as an IPv4-mapped IPv6 address (RFC
// 4291, 2.5.5.2). It knows no socket: io/ converts it to the kernel's form.
struct Endpoint {
  std::array<std::uint8_t, 16> address{};
  std::uint16_t port = 0;

  static Endpoint v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d,
                     std::uint16_t port) {
    return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d}, port};
  }
  bool is_v4() const;
  // "192.0.2.1:7881" or "[2001:db8::1]:7881".
  std::string to_string() const;
  // Only the address, as ICE candidates write it.
  std::string address_string() const;

  friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
  // Compared for each packet; the array's own would call memcmp().
  friend bool operator==(const Endpoint& a, const Endpoint& b) {
    return std::memcmp(a.address.data(), b.address.data(), sizeof(a.address)) == 0 &&
           a.port == b.port;
  }
};

}  // namespace hemicycle

template <>
struct std::hash<hemicycle::Endpoint> {
  std::size_t operator()(const hemicycle::Endpoint& endpoint) const noexcept {
    std::uint64_t hash = endpoint.port * 0x9e3779b97f4a7c15;
    for (std::uint8_t byte : endpoint.address) hash = (hash ^ byte) * 0x100000001b3;
    return hash ^ hash >> 29;
  }
};
