#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

// Counts what a program allocates, by replacing operator new: to be included in one file of it.

namespace {

std::atomic<std::uint64_t> counted = 0;
thread_local bool exempt = false;

void* allocate(std::size_t size, std::size_t alignment) {
  if (!exempt) counted.fetch_add(1, std::memory_order_relaxed);
  void* memory =
      alignment <= alignof(std::max_align_t)
          ? std::malloc(size)
          : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) {
  return allocate(size, 1);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace hemicycle::bench {

// Calls of operator new since the start on all threads but those that exempted themselves.
inline std::uint64_t allocations() {
  return counted.load();
}
// The calling thread's allocations do not count: it is not what is measured.
inline void exempt_this_thread() {
  exempt = true;
}

}  // namespace hemicycle::bench
