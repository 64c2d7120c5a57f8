#pragma once

#include "meeting/asked.h"
#include "meeting/commands.h"
#include "meeting/permission.h"

namespace hemicycle::meeting {

// What is the same for every command: in which capacities it may be given, in which phase of the
// session, and whether a point of order or a vote under way puts it off.
Objection not_permitted(const Asked& asked, const Command& command);
Objection not_permitted(const Asked& asked, const SystemCommand& command);

Permission permission_of(const Command& command);

}  // namespace hemicycle::meeting
