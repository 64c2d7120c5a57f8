// Any text as an offer: it is refused or answered, and the answer is SDP again.
#include <cstdlib>

#include "base/bytes.h"
#include "tests/fuzz/proportion.h"
#include "wire/sdp_negotiation.h"

using namespace hemicycle;

namespace {

wire::OutgoingTrack outgoing(std::string key, wire::MediaKind kind, std::string codec) {
  return {key, kind,          "PA_a|" + key, key, "PA_a", std::move(codec),
          "",  wire::Ssrc(1), wire::Ssrc(2)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Proportion bound(size);
  auto offer = wire::read_offer(as_text({bytes, size}));
  if (!offer) return 0;
  const wire::OutgoingTrack tracks[] = {outgoing("TR_a", wire::MediaKind::kAudio, "opus"),
                                        outgoing("TR_v", wire::MediaKind::kVideo, "vp8")};
  wire::Negotiation negotiation({"u", "p", "AA:BB", {Endpoint::v4(127, 0, 0, 1, 7882)}}, 1);
  for (int round = 0; round < 2; ++round) {
    auto answer = negotiation.answer(*offer, tracks);
    if (!answer) std::abort();
    auto written = wire::parse_sdp(answer->sdp);
    if (!written || written->sections.size() != offer->sections.size()) std::abort();
  }
  return 0;
}
