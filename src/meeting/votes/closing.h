#pragma once

#include "meeting/asked.h"
#include "meeting/votes/tally.h"

namespace hemicycle::meeting {

// How a vote on which nobody's ballot is secret ends: counted, decided, and what follows from it.
// `casting_vote`: only where one is awaited.
void close_voting(const Asked& asked, const Voting& voting, std::optional<Choice> casting_vote,
                  Events& list);

// A casting vote that nobody asked for, or that is missing.
Objection casting_vote_is_wrong(const Asked& asked, const Voting& voting, const Tally& tally,
                                std::optional<Choice> casting_vote);

// Until when a tied vote may be taken again; nothing when it is not tied.
std::optional<WallTime> revote_until(const Asked& asked, VotingState outcome);

// A vote with a deadline was interrupted at `since`, and goes on for the time that it had left.
void prolong(const Asked& asked, std::optional<VotingId> voting, WallTime since, Events& list);

// The vote is over, with this outcome.
void end_voting(Meeting& meeting, VotingId id, VotingState outcome, WallTime at);

// Too few members are left for a decision: the vote is void, and its subject as it was before.
bool quorum_is_lost(const Meeting& meeting, const Voting& voting, std::size_t members_present);

// An appeal against a ruling on its conduct is decided before the vote goes on.
bool waits_for_appeal(const Asked& asked, const Voting& voting);

// What follows from an outcome for the subject; elections have more to say (elections.h).
void add_consequences(const Asked& asked, const Voting& voting, VotingState outcome, Events& list);

// A tie was not voted on again in time, and counts as rejected.
void lapse_tie(const Asked& asked, const Voting& voting, Events& list);

}  // namespace hemicycle::meeting
