#pragma once

#include <cstdint>

#include "base/endpoint.h"
#include "base/result.h"

namespace hemicycle::bench {

// A network namespace with one device that takes packets as a network card's driver does, segmented
// messages whole, and drops them. So what is measured is what a server pays for sending, without
// the receiving half of loopback. Made with iproute2; it needs root and vanishes with the process.
class DropDevice {
 public:
  // Moves the calling thread, and those that it starts from then on, into the namespace. An error
  // says in one line what is missing.
  static Result<DropDevice, std::string> make();

  // An address in the namespace, and one beyond the device.
  static Endpoint near() { return Endpoint::v4(10, 77, 0, 1, 0); }
  static Endpoint far() { return Endpoint::v4(10, 77, 1, 1, 0); }

  // Makes far() an address of the namespace, so that it can be bound and answers; and beyond the
  // device again. It begins within reach.
  void reach();
  void unreach();

  // Bytes of datagrams that it has dropped, without the headers below them.
  std::uint64_t dropped_bytes() const;

 private:
  DropDevice() = default;
};

}  // namespace hemicycle::bench
