#include <cstdio>

#include "projection/wire_types.h"

int main() {
  const std::string types = hemicycle::projection::wire_types();
  return std::fwrite(types.data(), 1, types.size(), stdout) == types.size() ? 0 : 1;
}
