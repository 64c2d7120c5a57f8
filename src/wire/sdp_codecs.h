#pragma once

#include <vector>

#include "wire/sdp_media.h"

namespace hemicycle::wire {

// The supported codecs of a section, in the order of its m= line, each with its RTX format.
std::vector<NegotiatedCodec> read_codecs(const SdpSection& section);

}  // namespace hemicycle::wire
