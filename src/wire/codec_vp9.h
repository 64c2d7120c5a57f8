#pragma once

#include <optional>

#include "wire/frame_part.h"

namespace hemicycle::wire {

//  0 1 2 3 4 5 6 7
// |I|P|L|F|B|E|V|Z|            RFC 9628, 4.2
// |M| PICTURE ID  |            when I; with M a second byte follows
// | TID |U| SID |D|            when L
// |   TL0PICIDX   |            when L and not F
// |   P_DIFF    |N|            when F and P, up to three
// |  scalability structure     when V
std::optional<FramePart> peek_vp9(ByteView payload, bool marker);

}  // namespace hemicycle::wire
