#pragma once

#include <optional>

#include "wire/frame_part.h"

namespace hemicycle::wire {

//  0 1 2 3 4 5 6 7
// |X|R|N|S|R| PID |            RFC 7741, 4.2
// |I|L|T|K|  RSV  |            when X
// |M| PictureID   |            when I; with M a second byte follows
// |   TL0PICIDX   |            when L
// |TID|Y| KEYIDX  |            when T or K
// then the VP8 payload header: bit 0 of its first byte is 0 in a keyframe (4.3)
std::optional<FramePart> peek_vp8(ByteView payload, bool marker);

}  // namespace hemicycle::wire
