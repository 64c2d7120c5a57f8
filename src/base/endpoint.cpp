#include "base/endpoint.h"

#include <cstdio>

namespace hemicycle {

bool Endpoint::is_v4() const {
  for (int i = 0; i < 10; ++i)
    if (address[i] != 0) return false;
  return address[10] == 0xff && address[11] == 0xff;
}

std::string Endpoint::address_string() const {
  char text[48];
  if (is_v4()) {
    std::snprintf(text, sizeof text, "%u.%u.%u.%u", address[12], address[13], address[14],
                  address[15]);
    return text;
  }
  std::string result;
  for (int group = 0; group < 8; ++group) {
    std::snprintf(text, sizeof text, group ? ":%x" : "%x",
                  address[2 * group] << 8 | address[2 * group + 1]);
    result += text;
  }
  return result;
}

std::string Endpoint::to_string() const {
  std::string host = address_string();
  return (is_v4() ? host : "[" + host + "]") + ":" + std::to_string(port);
}

}  // namespace hemicycle
