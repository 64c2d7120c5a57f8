#pragma once

#include <cstddef>
#include <span>

namespace hemicycle {

inline constexpr std::size_t kCacheLineSize = 64;

// Fetches what will be read a little later into the cache, so that nobody waits for it then. Any
// address will do: it is a hint, and changes nothing but the time.
inline void prefetch(const void* memory) {
  __builtin_prefetch(memory);
}
inline void prefetch(std::span<const std::byte> memory) {
  for (std::size_t offset = 0; offset < memory.size(); offset += kCacheLineSize)
    prefetch(memory.data() + offset);
}

}  // namespace hemicycle
