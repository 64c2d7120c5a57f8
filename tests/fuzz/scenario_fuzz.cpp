// Scenarios from outside: parsed, and played as far as they go.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/bytes.h"
#include "rehearsal/rehearsal.h"
#include "storage/journal_text.h"
#include "tests/fuzz/proportion.h"

using namespace hemicycle;

namespace {

class Nobody final : public rehearsal::Audience {
 public:
  void hear(WallTime, const record::Sentence&) override {}
  void see_refusal(std::uint32_t, WallTime, const std::string&, const meeting::Refusal&) override {}
  void see_expectation(std::uint32_t, std::string_view,
                       const std::optional<std::string>&) override {}
};

// Only the rules that ship; a scenario names no other file here.
Result<std::string, std::string> read_rules(const std::string& name) {
  if (name.find("..") != std::string::npos || !name.starts_with("rules/"))
    return unexpected(std::string("no such file"));
  std::ifstream file(HEMICYCLE_SOURCE_DIR "/" + name);
  if (!file) return unexpected(std::string("no such file"));
  std::ostringstream content;
  content << file.rdbuf();
  return std::move(content).str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // Whole rules profiles are read for one line of a scenario, and a record is made of each event.
  const Proportion bound(size, {.base_bytes = 64 << 20, .bytes_per_byte = 256 * 1024});
  Nobody nobody;
  rehearsal::RehearsalOptions options;
  options.read_file = &read_rules;
  const rehearsal::RehearsalResult result =
      rehearsal::rehearse(as_text({bytes, size}), options, nobody);
  // Whatever was played left a journal that is intact and from which the record was computed.
  if (!result.journal.empty() &&
      (!storage::read_journal_text(result.journal).intact() || !result.record))
    std::abort();
  return 0;
}
