#pragma once

#include "livekit/room.h"

namespace hemicycle::livekit {

// Answers an offer and makes everything follow from it: transport, received and sent tracks. A
// participant whose offer cannot be understood is sent away.
void answer_offer(Room& room, Participant& participant, const proto::SessionDescription& offer);

// Asks for another offer if the last answer lacks a track that the participant shall receive.
void ask_for_sections(Room& room, Participant& participant);

wire::LocalTransport to_wire(const media::LocalTransport& local);

}  // namespace hemicycle::livekit
