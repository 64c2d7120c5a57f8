#pragma once

#include <stdexcept>
#include <string>

namespace hemicycle {

// A broken invariant. It is caught only where one peer or one meeting is dispatched; that one is
// closed and reported, the others go on.
class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void throw_bug(const char* condition, const char* file, int line);

}  // namespace hemicycle

#define BUG_IF(condition)                                     \
  do {                                                        \
    if (condition) [[unlikely]]                               \
      ::hemicycle::throw_bug(#condition, __FILE__, __LINE__); \
  } while (false)
