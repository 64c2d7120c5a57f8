#pragma once

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace hemicycle::sim {

// The seeds of a test: `count` of them from `first` on, or more when SIM_SEEDS=<factor> asks for a
// longer search.
inline std::vector<std::uint64_t> seeds(std::uint64_t first, std::uint64_t count) {
  const char* factor = std::getenv("SIM_SEEDS");
  if (factor != nullptr) count *= std::strtoull(factor, nullptr, 10);
  std::vector<std::uint64_t> seeds;
  for (std::uint64_t i = 0; i < count; ++i) seeds.push_back(first + i);
  return seeds;
}

}  // namespace hemicycle::sim
