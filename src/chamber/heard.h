#pragma once

#include <set>

#include "meeting/meeting.h"

namespace hemicycle::chamber {

// Who may be heard in the room. Everybody else's sound goes no further than the server, whatever
// their clients believe.
struct Heard {
  bool everybody = false;
  std::set<meeting::PersonId> people;  // when not everybody
  bool operator==(const Heard&) const = default;

  bool admits(meeting::PersonId person) const { return everybody || people.contains(person); }
};

// From the durable state alone: who presides, always; while the meeting is open also the floor's
// holder, whom a point of order that waits for its ruling makes the one who raised it. Where the
// profile leaves the floor to the chair (`simple`), whoever opens a microphone while it is open.
Heard heard_in(const meeting::Meeting& meeting);

}  // namespace hemicycle::chamber
