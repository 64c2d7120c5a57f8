#include "tests/support/allocations.h"

#include <sanitizer/allocator_interface.h>

// The sanitizer's own allocator tells what is asked of it: operators of our own would meet what its
// runtime has allocated.
namespace {

thread_local std::size_t allocated = 0;

void count(const volatile void*, std::size_t size) {
  allocated += size;
}
void ignore(const volatile void*) {}

const int kInstalled = __sanitizer_install_malloc_and_free_hooks(&count, &ignore);

}  // namespace

std::size_t hemicycle::test::bytes_allocated() {
  static_cast<void>(kInstalled);
  return allocated;
}
