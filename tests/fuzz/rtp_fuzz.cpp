#include <algorithm>

#include "tests/fuzz/property.h"
#include "tests/fuzz/proportion.h"
#include "wire/rtp.h"

namespace hemicycle::wire {
namespace {

// What a forwarder does with a packet: keep the extensions, write them anew before the payload. The
// result must read like the original.
void rewrite_and_compare(const RtpPacket& packet) {
  RtpExtensionSet extensions;
  packet.for_each_extension([&extensions](const RtpExtension& element) {
    if (extensions.size() < RtpExtensionSet::kCapacity) extensions.add(element.id, element.value);
  });
  Bytes out(packet.bytes().size() + 2 * RtpExtensionSet::kCapacity + 8);
  std::size_t size = write_rtp(RtpHeader::of(packet), extensions, packet.payload(), out,
                               static_cast<std::uint8_t>(packet.padding_size()));
  PROPERTY(size > 0);
  auto again = RtpPacket::parse(ByteView(out).first(size));
  PROPERTY(again.has_value());
  PROPERTY(again->marker() == packet.marker());
  PROPERTY(again->payload_type() == packet.payload_type());
  PROPERTY(again->sequence() == packet.sequence());
  PROPERTY(again->timestamp() == packet.timestamp());
  PROPERTY(again->ssrc() == packet.ssrc());
  PROPERTY(again->padding_size() == packet.padding_size());
  PROPERTY(std::ranges::equal(again->payload(), packet.payload()));

  std::size_t index = 0;
  again->for_each_extension([&](const RtpExtension& element) {
    const RtpExtension& expected = extensions.begin()[index++];
    PROPERTY(element.id == expected.id);
    PROPERTY(std::ranges::equal(element.value, expected.value));
  });
  PROPERTY(index == extensions.size());
}

void fuzz(ByteView bytes) {
  auto packet = RtpPacket::parse(bytes);
  if (!packet) return;
  PROPERTY(packet->header_size() + packet->payload().size() + packet->padding_size() ==
           bytes.size());
  for (std::size_t i = 0; i < packet->csrc_count(); ++i) packet->csrc(i);
  rewrite_and_compare(*packet);
}

}  // namespace
}  // namespace hemicycle::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Proportion bound(size);
  hemicycle::wire::fuzz({bytes, size});
  return 0;
}
