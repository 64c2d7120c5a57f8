#pragma once

#include <vector>

#include "meeting/actor.h"
#include "meeting/commands.h"
#include "meeting/meeting.h"
#include "projection/allowed.h"

namespace hemicycle::projection {

// One instance of a command to ask about. Those of one command stand together, the most natural
// first: the refusal of that one is the reason that is given.
struct Probe {
  meeting::Command command;
  // Asked only when the one before was refused because something does not exist: where a kind of
  // motion is not in order at all, it is not for any text.
  bool only_if_not_found = false;
};

// The instances that the state suggests to everybody who acts in the role, for each command that
// the role may ever give; about something that does not exist where there is nothing else.
std::vector<Probe> candidates_for(const meeting::Meeting& meeting, meeting::Role role);

// Those that depend on who the delegate is, in place of the shared ones of the same commands.
std::vector<Probe> own_candidates(const meeting::Meeting& meeting, const meeting::Actor& actor);

// What the command is about.
Target target_of(const meeting::Command& command);

}  // namespace hemicycle::projection
