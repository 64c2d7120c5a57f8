#pragma once

#include "meeting/meeting.h"

namespace hemicycle::meeting {

// How many votes a delegation has.
std::uint32_t weight_of(const Meeting& meeting, DelegationId delegation);

// Counts the roll of a vote that everybody may know of.
Tally tally_roll(const Meeting& meeting, const Voting& voting);

// Counts the ballots of a secret vote on a text.
Tally tally_ballots(const Meeting& meeting, const Voting& voting,
                    const std::vector<Ballot>& ballots);

// Nobody was counted: consent, or silence.
Tally tally_of_consent(const Meeting& meeting);

// Whether the question carries, fails, or is tied so that the rules want it voted on again.
VotingState outcome_of(const Meeting& meeting, const Voting& voting, const Tally& tally);

}  // namespace hemicycle::meeting
