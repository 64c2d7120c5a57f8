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

bool is_ranked(const Voting& voting) {
  return voting.system == ElectionSystem::kSingleTransferableVote;
}

bool is_valid_ballot(const Voting& voting, const Ballot& ballot) {
  if (!voting.subject.election) return ballot.choice.has_value() && ballot.candidates.empty();
  const std::size_t most = is_ranked(voting) ? voting.candidates.size() : voting.places;
  if (ballot.choice || ballot.candidates.size() > most) return false;
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
  if (voting->state != VotingState::kOpen) return refuse_as_over(asked, *voting);
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
    close_election(asked, *voting, {command.voting, VotingState::kInconclusive, tally, present},
                   papers_in(command.ballots), list);
  } else {
    const VotingState outcome = outcome_of(asked.meeting, *voting, tally, command.casting_vote);
    list.emplace_back(VotingClosed{command.voting, outcome, tally, present, command.casting_vote,
                                   revote_until(asked, outcome)});
    add_consequences(asked, *voting, outcome, list);
  }
  return list;
}

Outcome decide_one(const Asked& asked, const CastBallot& command) {
  const auto voter = may_vote_now(asked, command.voting, command.on_behalf_of);
  if (!voter) return unexpected(voter.error());
  const Voting& voting = asked.meeting.votings.at(command.voting);
  if (voting.method == Method::kSecret) return asked.refuse(RefusalCode::kVotingIsSecret);
  if (!voting.subject.election || !is_valid_ballot(voting, {{}, {}, command.candidates}))
    return asked.refuse(RefusalCode::kBadBallots);
  if (command.candidates.empty())
    if (Objection no = abstention_is_forgone(asked, voting, voter->delegation)) return *no;
  return events(BallotCast{command.voting, voter->delegation, command.candidates, voter->by_proxy,
                           voter->entered_by});
}

// On the roll, who names nobody abstains.
void apply_one(Meeting& meeting, const BallotCast& event, WallTime) {
  Voting& voting = meeting.votings.at(event.voting);
  mark_vote(voting, event.delegation, event.candidates.empty() ? Mark::kAbstain : Mark::kFor,
            event.entered_by);
  voting.named_ballots.push_back({event.delegation, event.candidates});
}

void apply_one(Meeting& meeting, const BallotsCounted& event, WallTime) {
  Voting& voting = meeting.votings.at(event.voting);
  voting.voters = event.voters;
  voting.ballots = event.ballots;
  if (voting.subject.election) ++meeting.elections.at(*voting.subject.election).ballots_held;
}

}  // namespace hemicycle::meeting
