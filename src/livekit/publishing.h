#pragma once

#include <string_view>

#include "livekit/room.h"

namespace hemicycle::livekit {

// A participant announces a track that a media section will carry.
void add_track(Room& room, Participant& owner, const proto::AddTrackRequest& request);

// Joins announced tracks to the sections of the last answer, and ends those whose section is gone.
void bind_tracks(Room& room, Participant& owner);

// As the owner wishes, unless the server has muted the track.
void set_muted(Room& room, Participant& owner, std::string_view track_sid, bool muted);
// As the server wishes; the owner is told. A mute holds for the owner's next tracks of that kind,
// too, also after it has joined anew, until the server lifts it.
void set_muted_by_server(Room& room, Participant& owner, std::string_view track_sid, bool muted);

// Ends the tracks that the owner's permission no longer covers, and tells it.
void end_forbidden_tracks(Room& room, Participant& owner);

}  // namespace hemicycle::livekit
