#pragma once

#include "meeting/actor.h"
#include "meeting/commands.h"
#include "meeting/events.h"
#include "meeting/meeting.h"
#include "meeting/refusal.h"

namespace hemicycle::meeting {

// What a command by `actor` at `now` leads to: the events that apply() will believe, or the reason
// why nothing happens. Pure: the same arguments give the same answer.
//
// `now` comes from the shell's MeetingClock (meeting_clock.h), which does not follow a clock that
// jumps; a `now` before the last event counts as that event's time, so deadlines never move back.
Outcome decide(const Meeting& meeting, const Command& command, const Actor& actor, WallTime now);

}  // namespace hemicycle::meeting
