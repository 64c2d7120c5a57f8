#pragma once

#include "livekit/room.h"

namespace hemicycle::livekit {

// Gives a newcomer its connection, or the first of its two.
void open_connection(Room& room, Participant& participant, Connections connections);
// Takes back all that it has.
void close_connections(Room& room, Participant& participant);

// Answers an offer and makes everything follow from it: transport, received and sent tracks. A
// participant whose offer cannot be understood is sent away.
void answer_offer(Room& room, Participant& participant, const proto::SessionDescription& offer);
// The offer inside a join is answered at once, unless the client takes it for its own only after it
// has read our first message, and would refuse an answer before that. Then its first candidate
// shows that it has.
void answer_joining_offer(Room& room, Participant& participant, const proto::JoinRequest& request);
void answer_held_offer(Room& room, Participant& participant);

// The answer to an offer of ours.
void take_answer(Room& room, Participant& participant, const proto::SessionDescription& answer);

// Asks for another offer, or makes one, if the last lacks a track that the participant shall
// receive.
void ask_for_sections(Room& room, Participant& participant);
// The client has come back after its signalling was lost: what was out is out no more, and its
// network may be another.
void renew_negotiation(Room& room, Participant& participant);

wire::LocalTransport to_wire(const media::LocalTransport& local);

}  // namespace hemicycle::livekit
