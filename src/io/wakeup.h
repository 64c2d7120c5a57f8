#pragma once

#include "io/file_descriptor.h"

namespace hemicycle::io {

// Wakes an event loop from another thread: its descriptor is readable from signal() to clear().
class Wakeup {
 public:
  Wakeup();
  int descriptor() const { return descriptor_.number(); }
  void signal() const;
  void clear() const;

 private:
  FileDescriptor descriptor_;
};

}  // namespace hemicycle::io
