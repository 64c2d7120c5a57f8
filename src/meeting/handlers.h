#pragma once

#include "meeting/asked.h"
#include "meeting/chamber/handlers.h"
#include "meeting/floor/handlers.h"
#include "meeting/motions/handlers.h"
#include "meeting/texts/handlers.h"
#include "meeting/votes/handlers.h"

namespace hemicycle::meeting {

// The table of contents of the procedure: one function decides each command, one believes each
// event. decide.cpp and apply.cpp find them by the variant's type; each stands in its theme's
// folder. Here: what belongs to none.

Outcome decide_one(const Asked& asked, const Tick& command);
void apply_one(Meeting& meeting, const CommandRefused& event, WallTime at);

}  // namespace hemicycle::meeting
