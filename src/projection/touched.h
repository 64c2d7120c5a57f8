#pragma once

#include "meeting/events.h"
#include "meeting/meeting.h"
#include "projection/path.h"

namespace hemicycle::projection {

// Adds the paths whose documents may differ, for some audience, once the event has been applied to
// `before`; all others stay as they are. `me` is not among them: it changes with almost everything.
void add_touched(const meeting::Meeting& before, const meeting::Event& event, Paths& paths);

// The same for a secret ballot that has been taken, which leads to no event.
void add_touched_by_ballot(meeting::DelegationId voter, Paths& paths);

}  // namespace hemicycle::projection
