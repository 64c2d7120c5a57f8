#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wire/sdp_media.h"

namespace hemicycle::wire {

// The first two digits of profile-level-id, which name the profile; 42 when there are none.
std::string h264_profile(std::string_view fmtp);

// The supported codecs of a section, in the order of its m= line, each with its RTX format.
std::vector<NegotiatedCodec> read_codecs(const SdpSection& section);

}  // namespace hemicycle::wire
