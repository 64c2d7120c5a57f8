#pragma once

#include <cstdio>
#include <cstdlib>

// A property that must hold for every input; a breach stops the fuzzer, which then keeps the input.
#define PROPERTY(condition)                                                        \
  do {                                                                             \
    if (!(condition)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                \
    }                                                                              \
  } while (false)
