#pragma once

#include "meeting/actor.h"
#include "meeting/commands.h"
#include "meeting/events.h"
#include "meeting/meeting.h"
#include "meeting/refusal.h"

namespace hemicycle::meeting {

// What a command by `caller` leads to: the events that apply() will believe, or the reason why
// nothing happens; that the caller is nobody who may give it is one. Pure: the same arguments give
// the same answer.
//
// `moment.now` comes from the shell's MeetingClock (meeting_clock.h), which does not follow a clock
// that jumps; a `now` before the last event counts as that event's time, so deadlines never move
// back.
Outcome decide(const Meeting& meeting, const Command& command, const Caller& caller,
               const Moment& moment);

// The same for what the server says of itself.
Outcome decide(const Meeting& meeting, const SystemCommand& command, const Moment& moment);

}  // namespace hemicycle::meeting
