// Any text as the query parameter of a join, and any claims of a verified token.
#include <google/protobuf/stubs/logging.h>

#include "base/bytes.h"
#include "livekit/grants.h"
#include "livekit/join_request.h"
#include "livekit_signal.pb.h"
#include "property.h"
#include "tests/fuzz/proportion.h"

using namespace hemicycle;

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // zlib's window, and what a join may inflate to.
  const Proportion bound(size, {.base_bytes = 4 << 20});
  ByteView input(bytes, size);
  (void)livekit::parse_join_request(as_text(input));
  auto inflated = livekit::gunzip(input, 1000);
  PROPERTY(!inflated || inflated->size() <= 1000);
  auto grants = livekit::parse_grants(as_text(input));
  PROPERTY(!grants || !grants->identity.empty());
  return 0;
}
