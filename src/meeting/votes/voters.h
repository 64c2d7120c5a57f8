#pragma once

#include "meeting/asked.h"

namespace hemicycle::meeting {

// For which delegation the actor may vote in this voting now: the vote is open and counts votes, it
// is on the roll, and has not voted yet.
Result<DelegationId, Refusal> may_vote_now(const Asked& asked, VotingId voting,
                                           std::optional<DelegationId> on_behalf_of);

// Whether a ballot says something that this voting asks.
bool is_valid_ballot(const Voting& voting, const Ballot& ballot);

}  // namespace hemicycle::meeting
