#include "bench/drop_device.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

#include <sched.h>

namespace hemicycle::bench {
namespace {

constexpr std::size_t kHeaders = 14 + 20 + 8;  // Ethernet, IPv4, UDP

bool succeeds(const std::string& command) {
  return std::system((command + " 2>/dev/null").c_str()) == 0;
}

void must(const std::string& command) {
  if (!succeeds(command)) throw std::runtime_error("failed: " + command);
}

}  // namespace

Result<DropDevice, std::string> DropDevice::make() {
  if (!succeeds("ip -V >/dev/null")) return unexpected(std::string("iproute2 is not installed"));
  if (::unshare(CLONE_NEWNET) != 0)
    return unexpected(std::string("a network namespace needs root: ") + std::strerror(errno));
  if (!succeeds("ip link add drop0 type dummy") && !succeeds("ip link add drop0 type ifb"))
    return unexpected(std::string("the kernel has neither dummy nor ifb devices"));
  DropDevice device;
  try {
    must("ip link set lo up");
    must("ip addr add 10.77.0.1/16 dev drop0");
    must("ip link set drop0 up");
    device.reach();
  } catch (const std::runtime_error& error) {
    return unexpected(std::string(error.what()));
  }
  return device;
}

void DropDevice::reach() {
  must("ip addr add 10.77.1.1/32 dev drop0");
}

void DropDevice::unreach() {
  must("ip addr del 10.77.1.1/32 dev drop0");
}

// Which counters a device uses depends on its kind; the others stay 0.
std::uint64_t DropDevice::dropped_bytes() const {
  std::ifstream devices("/proc/thread-self/net/dev");
  for (std::string name; devices >> name;) {
    if (name != "drop0:") continue;
    std::uint64_t figures[16] = {};
    for (std::uint64_t& figure : figures) devices >> figure;
    const std::uint64_t bytes = figures[0] + figures[8];
    const std::uint64_t packets = figures[1] + figures[9];
    return bytes - packets * kHeaders;
  }
  return 0;
}

}  // namespace hemicycle::bench
