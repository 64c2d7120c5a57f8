#include "tests/fuzz/property.h"
#include "tests/fuzz/proportion.h"
#include "wire/rtcp.h"

namespace hemicycle::wire {
namespace {

Bytes written(const RtcpPacket& packet, std::size_t room) {
  Bytes bytes(room);
  ByteWriter writer(bytes);
  write_rtcp(packet, writer);
  PROPERTY(writer.ok());
  bytes.resize(writer.position());
  return bytes;
}

// What was read can be written, and reads the same again.
void fuzz(ByteView bytes) {
  auto packets = parse_rtcp(bytes);
  if (!packets) return;
  for (const RtcpPacket& packet : *packets) {
    if (std::holds_alternative<UnknownRtcp>(packet)) continue;
    // One loss in a mask may need an entry of its own: the written form is at most a few times as
    // long.
    Bytes first = written(packet, 64 + 20 * bytes.size());
    auto again = parse_rtcp(first);
    PROPERTY(again.has_value());
    PROPERTY(again->size() == 1);
    PROPERTY(again->front().index() == packet.index());
    PROPERTY(written(again->front(), first.size()) == first);
  }
}

}  // namespace
}  // namespace hemicycle::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // A packet of four bytes is a variant as large as the largest, read twice and written once.
  const Proportion bound(size, {.bytes_per_byte = 4096});
  hemicycle::wire::fuzz({bytes, size});
  return 0;
}
