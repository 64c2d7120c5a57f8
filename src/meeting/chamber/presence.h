#pragma once

#include "meeting/meeting.h"

namespace hemicycle::meeting {

// Counts anew how many members are seated and present; after anything that changes it.
void count_members(Meeting& meeting);

}  // namespace hemicycle::meeting
