#include "tests/support/allocations.h"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t allocated = 0;

void* take(std::size_t size) {
  allocated += size;
  if (void* taken = std::malloc(size != 0 ? size : 1)) return taken;
  throw std::bad_alloc();
}

}  // namespace

std::size_t hemicycle::test::bytes_allocated() {
  return allocated;
}

// The other forms end in these (C++20, 17.6.3); over-aligned ones are not counted.
void* operator new(std::size_t size) {
  return take(size);
}
void* operator new[](std::size_t size) {
  return take(size);
}
void operator delete(void* taken) noexcept {
  std::free(taken);
}
void operator delete(void* taken, std::size_t) noexcept {
  std::free(taken);
}
void operator delete[](void* taken) noexcept {
  std::free(taken);
}
void operator delete[](void* taken, std::size_t) noexcept {
  std::free(taken);
}
