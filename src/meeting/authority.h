#pragma once

#include <vector>

#include "meeting/actor.h"
#include "meeting/commands.h"
#include "meeting/meeting.h"
#include "meeting/refusal.h"

namespace hemicycle::meeting {

// Authority comes from the meeting: who presides and who serves it from its bureau, who speaks for
// a delegation from its list of people. What a page or a token says of somebody gives none.

// The person in this capacity; nothing when they do not hold it. Whoever has the chair, shares it
// or deputises for it presides; the secretariat is its secretaries; anybody may observe.
std::optional<Actor> acting_as(const Meeting& meeting, PersonId person, Role capacity);

// The capacities that the person holds, in the order in which they are taken where none is meant:
// chair, secretariat, delegate. Empty for an observer.
std::vector<Role> capacities_of(const Meeting& meeting, PersonId person);

// As whom the caller acts where no command says more: in the capacity that is meant, else the first
// that the person holds; an observer, when they do not hold it.
Actor usual_actor(const Meeting& meeting, const Caller& caller);

// As whom the caller gives the command, or why not. It does not say that the command is in order.
Result<Actor, Refusal> actor_of(const Meeting& meeting, const Command& command,
                                const Caller& caller);

}  // namespace hemicycle::meeting
