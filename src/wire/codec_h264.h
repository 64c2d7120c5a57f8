#pragma once

#include <optional>

#include "wire/frame_part.h"

namespace hemicycle::wire {

// A payload is one NAL unit, several of them (STAP-A) or a fragment of one (FU-A); the low five
// bits of the first byte tell which (RFC 6184, 5.2). Other forms need interleaving, which WebRTC
// does not negotiate: they yield nothing.
//
// begins_keyframe means that a sequence parameter set is inside: without it a new receiver cannot
// decode the picture behind it. begins_frame may be said of two packets of one picture, such as
// parameter sets and the first slice; RTP's timestamp tells them from two pictures.
std::optional<FramePart> peek_h264(ByteView payload, bool marker);

}  // namespace hemicycle::wire
