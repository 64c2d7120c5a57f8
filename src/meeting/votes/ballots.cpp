#include <algorithm>

#include "meeting/handlers.h"
#include "meeting/votes/closing.h"
#include "meeting/votes/elections.h"
#include "meeting/votes/voters.h"

namespace hemicycle::meeting {
namespace {

// Sorted without repetition.
template <typename Range, typename Key>
bool strictly_rising(const Range& range, Key key) {
  return std::adjacent_find(range.begin(), range.end(), [&](const auto& a, const auto& b) {
           return !(key(a) < key(b));
         }) == range.end();
}

bool all_may_vote(const Voting& voting, const std::vector<DelegationId>& voters) {
  return std::all_of(voters.begin(), voters.end(), [&](DelegationId voter) {
    const std::size_t place = voter.value() - 1;
    return place < voting.roll.size() && voting.roll[place] == Mark::kNotVoted;
  });
}

}  // namespace

bool is_valid_ballot(const Voting& voting, const Ballot& ballot) {
  if (!voting.subject.election) return ballot.choice.has_value() && ballot.candidates.empty();
  if (ballot.choice || ballot.candidates.size() > voting.places) return false;
  std::vector<CandidateId> named = ballot.candidates;
  std::sort(named.begin(), named.end());
  return std::adjacent_find(named.begin(), named.end()) == named.end() &&
         std::all_of(named.begin(), named.end(),
                     [&](CandidateId candidate) { return contains(voting.candidates, candidate); });
}

// Unlike CloseVoting this is in order after the deadline: that is when the urn is opened.
Outcome decide_one(const Asked& asked, const CountBallots& command) {
  const Voting* voting = asked.meeting.votings.find(command.voting);
  if (voting == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (voting->state != VotingState::kOpen) return asked.refuse(RefusalCode::kVotingNotOpen);
  if (voting->method != Method::kSecret) return asked.refuse(RefusalCode::kVotingIsOpenBallot);
  if (waits_for_appeal(asked, *voting))
    return refuse_by(asked.meeting, RefusalCode::kMotionFirst, RuleTopic::kAppeal);
  const auto valid = [&](const Ballot& ballot) { return is_valid_ballot(*voting, ballot); };
  if (command.voters.size() != command.ballots.size() ||
      !strictly_rising(command.voters, [](DelegationId voter) { return voter; }) ||
      !strictly_rising(command.ballots, [](const Ballot& ballot) { return ballot.receipt; }) ||
      !all_may_vote(*voting, command.voters) ||
      !std::all_of(command.ballots.begin(), command.ballots.end(), valid))
    return asked.refuse(RefusalCode::kBadBallots);

  Events list;
  const std::vector<AtVote> present = present_at(asked.meeting, *voting, command.voters);
  if (quorum_is_lost(asked.meeting, *voting, present.size())) {  // nothing is counted
    list.emplace_back(VotingClosed{command.voting, VotingState::kCancelled,
                                   tally_of_consent(asked.meeting, present.size()), present});
    return list;
  }
  if (command.ballots.empty()) {
    list.emplace_back(VotingCancelled{command.voting, WhyCancelled::kNobodyVoted, ""});
    return list;
  }
  list.emplace_back(BallotsCounted{command.voting, command.voters, command.ballots});
  const Tally tally = tally_ballots(asked.meeting, *voting, command.ballots, present);
  const bool by_deadline = voting->closes_at && asked.now >= *voting->closes_at;
  if (!by_deadline || command.casting_vote) {
    if (Objection no = casting_vote_is_wrong(asked, *voting, tally, command.casting_vote))
      return *no;
  }
  if (voting->subject.election) {
    BallotResult result = count_election(asked, *voting, command.ballots, asked.seed);
    list.emplace_back(VotingClosed{command.voting, result.outcome, tally, present});
    list.emplace_back(DecisionTaken{asked.meeting.decisions.next_id(), command.voting});
    std::move(result.events.begin(), result.events.end(), std::back_inserter(list));
  } else {
    const VotingState outcome = outcome_of(asked.meeting, *voting, tally, command.casting_vote);
    list.emplace_back(VotingClosed{command.voting, outcome, tally, present, command.casting_vote});
    add_consequences(asked, *voting, outcome, list);
  }
  return list;
}

void apply_one(Meeting& meeting, const BallotsCounted& event, WallTime) {
  Voting& voting = meeting.votings.at(event.voting);
  voting.voters = event.voters;
  voting.ballots = event.ballots;
  if (voting.subject.election) ++meeting.elections.at(*voting.subject.election).ballots_held;
}

}  // namespace hemicycle::meeting
