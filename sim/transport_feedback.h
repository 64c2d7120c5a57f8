#pragma once

#include <optional>

#include "base/bytes.h"
#include "wire/rtcp.h"

namespace hemicycle::sim {

// Reads one RTCP packet of transport-wide feedback, as a sender of media does; the server only
// writes it. Nothing when it is another packet or contradicts itself. A packet of 24 bytes may tell
// of 65,535 others: not for what strangers send.
std::optional<wire::TransportFeedback> read_transport_feedback(ByteView packet);

}  // namespace hemicycle::sim
