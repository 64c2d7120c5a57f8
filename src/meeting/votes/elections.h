#pragma once

#include "meeting/asked.h"
#include "meeting/votes/transferable_vote.h"

namespace hemicycle::meeting {

// The papers of a ballot on which somebody is named: from the urn each is one vote, and by name as
// many as its delegation has at this vote.
std::vector<RankedPaper> papers_in(const std::vector<Ballot>& ballots);
std::vector<RankedPaper> papers_in(const std::vector<NamedBallot>& ballots,
                                   const std::vector<AtVote>& present);

// What a counted ballot leads to: its end, the decision, who is elected, who stands in the next
// ballot, lots, which the seed of what is asked draws. `closed` has its tally.
void close_election(const Asked& asked, const Voting& voting, VotingClosed closed,
                    const std::vector<RankedPaper>& papers, Events& list);

// As many stand as there are places, and nobody objects.
void elect_by_consent(const Asked& asked, const Voting& voting, VotingState outcome, Events& list);

}  // namespace hemicycle::meeting
