#pragma once

#include "meeting/asked.h"
#include "meeting/events.h"
#include "meeting/motions/commands.h"

namespace hemicycle::meeting {

Outcome decide_one(const Asked& asked, const MoveMotion& command);
Outcome decide_one(const Asked& asked, const SecondMotion& command);
Outcome decide_one(const Asked& asked, const WithdrawMotion& command);

void apply_one(Meeting& meeting, const MotionMoved& event, WallTime at);
void apply_one(Meeting& meeting, const MotionSeconded& event, WallTime at);
void apply_one(Meeting& meeting, const MotionWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const MotionDecided& event, WallTime at);
void apply_one(Meeting& meeting, const MotionLapsed& event, WallTime at);
void apply_one(Meeting& meeting, const DebateAdjourned& event, WallTime at);
void apply_one(Meeting& meeting, const DebateClosed& event, WallTime at);
void apply_one(Meeting& meeting, const DebateResumed& event, WallTime at);

}  // namespace hemicycle::meeting
