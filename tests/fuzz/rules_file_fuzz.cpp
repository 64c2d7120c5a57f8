#include <cstdint>
#include <cstdlib>

#include "meeting/rules/rules_document.h"
#include "meeting/rules/rules_file.h"
#include "tests/fuzz/proportion.h"

using hemicycle::meeting::parse_rules;
using hemicycle::meeting::rules_of;

// Whatever a rules file holds, it is refused with a line or understood; and what the reader
// accepts, the journal's settings can be read back from.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Proportion bound(size, {.base_bytes = 1 << 20, .bytes_per_byte = 2048});
  const auto profile = parse_rules({reinterpret_cast<const char*>(bytes), size});
  if (!profile) return 0;
  if (!rules_of(profile->settings)) std::abort();
  hemicycle::meeting::document_rules(*profile);
  return 0;
}
