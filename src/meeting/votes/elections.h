#pragma once

#include "meeting/asked.h"

namespace hemicycle::meeting {

// Votes for each candidate of a ballot, in the order of `voting.candidates`.
std::vector<std::uint32_t> votes_by_candidate(const std::vector<CandidateId>& candidates,
                                              const std::vector<Ballot>& ballots);

// What a counted ballot leads to: who is elected, who stands in the next ballot, lots. `seed` draws
// the lots.
struct BallotResult {
  VotingState outcome = VotingState::kInconclusive;
  Events events;
};
BallotResult count_election(const Asked& asked, const Voting& voting,
                            const std::vector<Ballot>& ballots, std::uint64_t seed);

// As many stand as there are places, and nobody objects.
void elect_by_consent(const Asked& asked, const Voting& voting, VotingState outcome, Events& list);

}  // namespace hemicycle::meeting
