#pragma once

#include "meeting/asked.h"

namespace hemicycle::meeting {

// Whose vote it is, and who brings it: the delegation itself, the holder of its proxy, somebody of
// the secretariat.
struct Voter {
  DelegationId delegation;
  std::optional<DelegationId> by_proxy;
  std::optional<PersonId> entered_by;
};

// For whom the actor votes: its own delegation, one that gave it its proxy, or, by the secretariat,
// one that votes in the room.
Result<Voter, Refusal> voter_of(const Asked& asked, std::optional<DelegationId> on_behalf_of);

// The same, when it may vote in this voting now: the vote is open and counts votes, the delegation
// is on the roll, and has not voted yet.
Result<Voter, Refusal> may_vote_now(const Asked& asked, VotingId voting,
                                    std::optional<DelegationId> on_behalf_of);

// A vote that is open, and whose deadline has not passed.
Result<const Voting*, Refusal> running_voting(const Asked& asked, VotingId id);

// What comes after a vote has ended, by the rule of its method.
unexpected<Refusal> refuse_as_over(const Asked& asked, const Voting& voting);

// The delegation's place on the roll; kNotEntitled when it has none.
Mark mark_on(const Voting& voting, DelegationId delegation);
Mark mark_of(Choice choice);
// A delegation that has not voted yet votes; on a roll call the next is called.
void mark_vote(Voting& voting, DelegationId delegation, Mark mark,
               std::optional<PersonId> entered_by);

// Who has pledged to be 'present and voting' does not abstain.
Objection abstention_is_forgone(const Asked& asked, const Voting& voting, DelegationId delegation);

// How a delegation divided its votes; null when it did not.
const SplitVotes* split_of(const Voting& voting, DelegationId delegation);

// Nobody votes: objections are asked for.
bool seeks_consent(Method method);

// Whether its ballots rank the candidates.
bool is_ranked(const Voting& voting);

// Whether a ballot says something that this voting asks.
bool is_valid_ballot(const Voting& voting, const Ballot& ballot);

}  // namespace hemicycle::meeting
