#pragma once

#include "livekit/room.h"

namespace hemicycle::livekit {

// Forwards one message of a data channel to those it is meant for, stamped with who sent it. What
// it carries is not looked at. Messages of channels that we do not know are dropped.
void route_data(Room& room, Participant& from, const media::DataReceived& event);

// Opens the channels over which a client with two connections receives.
void open_channels(Room& room, const Participant& participant);

// Delivers what waited for the channel that has just opened.
void flush_waiting_data(Room& room, Participant& participant, const std::string& label);

}  // namespace hemicycle::livekit
