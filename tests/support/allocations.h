#pragma once

#include <cstddef>

// Counts what the program takes from the heap: for tests that bound it by the bytes that came.
// Link allocations.cpp, which replaces operator new.
namespace hemicycle::test {

// Bytes ever asked for on this thread, whether given back or not: so also a measure of work.
std::size_t bytes_allocated();

// Those that `call` asks for.
template <typename Call>
std::size_t bytes_allocated_by(Call call) {
  const std::size_t before = bytes_allocated();
  call();
  return bytes_allocated() - before;
}

}  // namespace hemicycle::test
