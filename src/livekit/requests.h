#pragma once

#include "livekit/room.h"

namespace hemicycle::livekit {

// Does what one signalling request asks. Requests without a handler are counted and otherwise
// ignored, as clients are newer or older than we are. The sender may be gone afterwards.
void dispatch_request(Room& room, Participant& from, const proto::SignalRequest& request);

}  // namespace hemicycle::livekit
