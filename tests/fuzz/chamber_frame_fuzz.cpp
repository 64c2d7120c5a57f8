// Frames that pages send on a chamber's socket: what is refused says why, what is read keeps to the
// limits, and neither costs more than in proportion to its length.

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "chamber/frames.h"
#include "storage/command_codec.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/proportion.h"

using namespace hemicycle;
using namespace hemicycle::chamber;

namespace {

void check(const Resume& resume) {
  PROPERTY(resume.audience.size() <= kRequestIdBytesMax);
}
void check(const Ping& ping) {
  PROPERTY(ping.text.size() <= kPingBytesMax);
}
void check(const Open& open) {
  PROPERTY(!open.request.empty() && open.request.size() <= kRequestIdBytesMax);
  PROPERTY(!open.paths.empty() && open.paths.size() <= kOpenedMax);
}
void check(const Wish& wish) {
  PROPERTY(!wish.request.empty() && wish.request.size() <= kRequestIdBytesMax);
  const auto command = storage::read_command(wish.command);
  PROPERTY(command || !command.error().empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size > kFrameBytesMax) return 0;
  const Proportion proportion(size);
  const Result<ClientFrame, std::string> frame = parse_frame(as_text({bytes, size}));
  if (!frame)
    PROPERTY(!frame.error().empty());
  else
    std::visit([](const auto& one) { check(one); }, *frame);
  return 0;
}
