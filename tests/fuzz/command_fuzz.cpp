// Commands from clients: what reads, writes a text that reads as the same command.

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "storage/command_codec.h"
#include "tests/fuzz/property.h"

using namespace hemicycle;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  Result<meeting::Command, std::string> command = storage::parse_command(as_text({bytes, size}));
  if (!command) {
    PROPERTY(!command.error().empty());
    return 0;
  }
  const std::string written = storage::write_command(*command);
  Result<meeting::Command, std::string> again = storage::parse_command(written);
  PROPERTY(again && *again == *command && storage::write_command(*again) == written);
  return 0;
}
