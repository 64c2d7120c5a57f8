#include "io/wakeup.h"

#include <sys/eventfd.h>

#include "base/bug.h"

namespace hemicycle::io {

Wakeup::Wakeup() : descriptor_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  BUG_IF(!descriptor_.is_open());
}

// A full counter refuses the write, and then the loop is awake anyway.
void Wakeup::signal() const {
  (void)::eventfd_write(descriptor_.number(), 1);
}

void Wakeup::clear() const {
  eventfd_t value = 0;
  (void)::eventfd_read(descriptor_.number(), &value);
}

}  // namespace hemicycle::io
