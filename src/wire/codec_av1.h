#pragma once

#include <optional>

#include "wire/frame_part.h"

namespace hemicycle::wire {

//  0 1 2 3 4 5 6 7
// |Z|Y| W |N|-|-|-|            RTP Payload Format For AV1, 4.4: the aggregation header
// then OBU elements, each behind its size in LEB128, but for the last of W
//
// The layer is that of the first OBU that has an extension header; a stream with a dependency
// descriptor is told better by that (see dependency_descriptor.h).
std::optional<FramePart> peek_av1(ByteView payload, bool marker);

}  // namespace hemicycle::wire
