#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "meeting/decide.h"
#include "meeting/votes/voters.h"

namespace hemicycle::meeting {

// What a voter keeps after a secret ballot: the number to look for on the published list.
struct Receipt {
  VotingId voting;
  std::string number;
};

// The urn of the one secret ballot that can be open, and the only way into it. It lives beside the
// meeting and is never written down: who has voted is known, what they voted is known, but the two
// leave here in one event, each sorted by something that says nothing about the other
// (docs/decisions/secret-ballots.md). The price: a ballot is final only when the urn is opened;
// after a restart before that, the voters' clients hand theirs in again, and the first CloseVoting
// is refused to tell the chair.
class Tellers {
 public:
  // `random` must be unpredictable outside tests: receipts are drawn from it.
  explicit Tellers(RandomSource& random) : random_(random) {}

  // Puts a ballot into the urn, or says why not.
  Result<Receipt, Refusal> take(const Meeting& meeting, const CastSecretBallot& ballot,
                                const Caller& caller, const Moment& moment);

  // As decide() of the meeting, except that closing a secret ballot opens the urn, and a deadline
  // that closes one does too: only this urn is ever counted. A CastSecretBallot is taken, and leads
  // to no event.
  Outcome decide(const Meeting& meeting, const Command& command, const Caller& caller,
                 const Moment& moment);
  Outcome decide(const Meeting& meeting, const SystemCommand& command, const Moment& moment);

  // What decide() would answer now, without taking a ballot and without opening the urn. That the
  // urn was lost is not foreseen: the chair learns it by trying.
  Outcome foresee(const Meeting& meeting, const Command& command, const Caller& caller,
                  const Moment& moment) const;

  // For the seat map, before the result: that a delegation has voted, never how.
  bool has_voted(VotingId voting, DelegationId delegation) const;
  std::size_t ballots_held() const { return ballots_.size(); }

 private:
  Result<Voter, Refusal> voter_of(const Meeting& meeting, const CastSecretBallot& ballot,
                                  const Caller& caller, const Moment& moment) const;
  Outcome count(const Meeting& meeting, const CloseVoting& close, const Caller& caller,
                const Moment& moment) const;
  Outcome with_what_the_urn_knows(const Meeting& meeting, const Command& command,
                                  const Caller& caller, const Moment& moment) const;
  CountBallots empty_urn(VotingId voting, std::optional<Choice> casting_vote) const;
  void note_opening(const Outcome& outcome);

  RandomSource& random_;
  VotingId opened_;  // the last vote whose opening this urn saw, or whose chair was told that not
  VotingId voting_;
  std::vector<DelegationId> voters_;  // sorted
  std::vector<Ballot> ballots_;       // sorted by receipt
};

}  // namespace hemicycle::meeting
