#pragma once

#include "meeting/meeting.h"

namespace hemicycle::meeting {

// How many votes a delegation has.
std::uint32_t weight_of(const Meeting& meeting, DelegationId delegation);

// Who is present at this vote, were it closed now, by delegation: those on its roll who are in the
// room or have voted. `voters`: of a secret ballot, those whose ballots are in the urn.
std::vector<AtVote> present_at(const Meeting& meeting, const Voting& voting,
                               const std::vector<DelegationId>& voters = {});

// Counts the roll of a vote that everybody may know of.
Tally tally_roll(const Meeting& meeting, const Voting& voting, const std::vector<AtVote>& present);

// Counts the ballots of a secret vote on a text.
Tally tally_ballots(const Meeting& meeting, const Voting& voting,
                    const std::vector<Ballot>& ballots, const std::vector<AtVote>& present);

// Nobody has voted, not even to abstain.
bool nobody_voted(const Tally& tally);

// Nobody was counted: consent. `members_present`: at the vote.
Tally tally_of_consent(const Meeting& meeting, std::size_t members_present);

// The votes are equally divided, and the rules give the chair a casting vote.
bool awaits_casting_vote(const Meeting& meeting, const Voting& voting, const Tally& tally);

// Whether the question carries, fails, or is tied so that the rules want it voted on again.
VotingState outcome_of(const Meeting& meeting, const Voting& voting, const Tally& tally,
                       std::optional<Choice> casting_vote);

}  // namespace hemicycle::meeting
