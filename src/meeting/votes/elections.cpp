#include "meeting/votes/elections.h"

#include <numeric>

#include "base/random.h"
#include "meeting/handlers.h"

namespace hemicycle::meeting {
namespace {

struct Score {
  CandidateId candidate;
  std::uint32_t votes = 0;
};

// Best first; equals by number, so that the order says nothing about equals.
std::vector<Score> ranked(const Voting& voting, const std::vector<Ballot>& ballots) {
  const std::vector<std::uint32_t> votes = votes_by_candidate(voting.candidates, ballots);
  std::vector<Score> scores;
  for (std::size_t i = 0; i < votes.size(); ++i) scores.push_back({voting.candidates[i], votes[i]});
  std::sort(scores.begin(), scores.end(), [](const Score& a, const Score& b) {
    return a.votes != b.votes ? a.votes > b.votes : a.candidate < b.candidate;
  });
  return scores;
}

std::vector<CandidateId> drawn_from(std::vector<CandidateId> tied, std::uint64_t seed) {
  SeededRandom random(seed);
  for (std::size_t i = tied.size(); i > 1; --i) std::swap(tied[i - 1], tied[random.below(i)]);
  return tied;
}

// The `count` best of `scores`, best first, and those who share the last of these places with them.
std::vector<CandidateId> best_with_equals(const std::vector<Score>& scores, std::size_t count) {
  std::vector<CandidateId> chosen;
  if (count == 0) return chosen;
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (i < count || scores[i].votes == scores[count - 1].votes)
      chosen.push_back(scores[i].candidate);
  return chosen;
}

// The `count` best of `scores`, less those who would share the last of these places with others: no
// lot decides between them.
std::vector<CandidateId> clearly_best(const std::vector<Score>& scores, std::size_t count) {
  std::vector<CandidateId> chosen;
  for (const Score& score : scores) {
    const bool clear = scores.size() <= count || score.votes > scores[count].votes;
    if (clear) chosen.push_back(score.candidate);
  }
  return chosen;
}

std::vector<Score> with_majority(const std::vector<Score>& scores, std::uint32_t needed) {
  std::vector<Score> winners;
  for (const Score& score : scores)
    if (score.votes >= needed) winners.push_back(score);
  return winners;
}

std::vector<Score> without(const std::vector<Score>& scores,
                           const std::vector<CandidateId>& elected) {
  std::vector<Score> others;
  for (const Score& score : scores)
    if (!contains(elected, score.candidate)) others.push_back(score);
  return others;
}

std::vector<CandidateId> eligible(const Election& election,
                                  const std::vector<CandidateId>& newly_elected) {
  std::vector<CandidateId> found;
  for (const Candidate& candidate : election.candidates)
    if (!candidate.withdrawn && !contains(election.elected, candidate.id) &&
        !contains(newly_elected, candidate.id))
      found.push_back(candidate.id);
  return found;
}

// Rules 93 and 94: restricted ballots have twice as many candidates as places, and more where the
// last of them are equal. After three of them
// the next three are open to everybody, then three are restricted again, and so on.
constexpr std::uint32_t kBallotsInARow = 3;
bool next_ballot_is_open(const Election& election) {
  return (election.ballots_held / kBallotsInARow) % 2 == 1;
}

void restrict_next_ballot(const Election& election, const Voting& voting,
                          const std::vector<Score>& scores,
                          const std::vector<CandidateId>& newly_elected, Events& list) {
  const std::size_t left = voting.places - newly_elected.size();
  std::vector<CandidateId> standing;
  if (next_ballot_is_open(election)) {
    standing = eligible(election, newly_elected);
  } else {
    standing = best_with_equals(without(scores, newly_elected), 2 * left);
    std::sort(standing.begin(), standing.end());
  }
  if (standing.empty()) {
    list.emplace_back(ElectionDecided{election.id});
    return;
  }
  list.emplace_back(BallotRestricted{election.id, standing});
}

// Rule 93: one place, and the second ballot between the two best is tied: the lot decides, where a
// majority is required. Where more is, balloting goes on.
bool is_for_the_lot(bool lot, const Election& election, const Voting& voting,
                    const std::vector<Score>& scores) {
  return lot && election.places == 1 && election.ballots_held > 0 && scores.size() == 2 &&
         scores[0].votes == scores[1].votes && scores[0].votes > 0 &&
         voting.majority == Threshold{1, 2, true};
}

}  // namespace

std::vector<std::uint32_t> votes_by_candidate(const std::vector<CandidateId>& candidates,
                                              const std::vector<Ballot>& ballots) {
  std::vector<std::uint32_t> votes(candidates.size());
  for (const Ballot& ballot : ballots)
    for (std::size_t i = 0; i < candidates.size(); ++i)
      if (contains(ballot.candidates, candidates[i])) ++votes[i];
  return votes;
}

BallotResult count_election(const Asked& asked, const Voting& voting,
                            const std::vector<Ballot>& ballots, std::uint64_t seed) {
  const Election& election = asked.meeting.elections.at(*voting.subject.election);
  const std::vector<Score> scores = ranked(voting, ballots);
  const auto valid = static_cast<std::uint32_t>(
      std::count_if(ballots.begin(), ballots.end(),
                    [](const Ballot& ballot) { return !ballot.candidates.empty(); }));
  const std::uint32_t needed = std::max(1u, least_of(voting.majority, valid));

  BallotResult result;
  std::vector<CandidateId> elected = clearly_best(with_majority(scores, needed), voting.places);
  if (elected.empty() &&
      is_for_the_lot(asked.meeting.rules.elections.lot, election, voting, scores)) {
    const std::vector<CandidateId> tied = best_with_equals(scores, 1);
    const std::vector<CandidateId> drawn = drawn_from(tied, seed);
    result.events.emplace_back(LotDrawn{election.id, seed, tied, drawn});
    elected = {drawn.front()};
  }
  for (CandidateId candidate : elected)
    result.events.emplace_back(CandidateElected{election.id, candidate});
  if (elected.size() == voting.places) {
    result.outcome = VotingState::kElected;
    result.events.emplace_back(ElectionDecided{election.id});
  } else {
    restrict_next_ballot(election, voting, scores, elected, result.events);
  }
  return result;
}

void elect_by_consent(const Asked& asked, const Voting& voting, VotingState outcome, Events& list) {
  const Election& election = asked.meeting.elections.at(*voting.subject.election);
  if (outcome != VotingState::kAdopted) return;
  for (CandidateId candidate : voting.candidates)
    list.emplace_back(CandidateElected{election.id, candidate});
  if (voting.candidates.size() == voting.places) list.emplace_back(ElectionDecided{election.id});
}

Outcome decide_one(const Asked& asked, const CallElection& command) {
  if (!asked.meeting.rules.elections.allowed)
    return asked.refuse(RefusalCode::kNotAllowedByProfile);
  const Item* item = asked.meeting.agenda.items.find(command.item);
  if (item == nullptr || item->state == ItemState::kRemoved)
    return asked.refuse(RefusalCode::kNotFound);
  if (command.places == 0) return asked.refuse(RefusalCode::kMalformed, "places");
  return events(ElectionCalled{asked.meeting.elections.next_id(), command.item, command.post,
                               command.places});
}

void apply_one(Meeting& meeting, const ElectionCalled& event, WallTime) {
  Election election;
  election.id = event.election;
  election.item = event.item;
  election.post = event.post;
  election.places = event.places;
  meeting.elections.rows.push_back(std::move(election));
}

Outcome decide_one(const Asked& asked, const Nominate& command) {
  const Election* election = asked.meeting.elections.find(command.election);
  if (election == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (!is_presiding(asked.actor)) {
    const auto delegation = member_of(asked);
    if (!delegation) return unexpected(delegation.error());
  }
  if (election->state != ElectionState::kOpen) return asked.refuse(RefusalCode::kElectionOver);
  if (!election->votings.empty()) return asked.refuse(RefusalCode::kVotingHasBegun);
  if (command.name.empty()) return asked.refuse(RefusalCode::kMalformed, "name");
  if (command.delegation && asked.meeting.delegations.find(*command.delegation) == nullptr)
    return asked.refuse(RefusalCode::kNotFound);
  for (const Candidate& candidate : election->candidates)
    if (candidate.name == command.name) return asked.refuse(RefusalCode::kAlreadyRegistered);
  const CandidateId id(static_cast<std::uint32_t>(election->candidates.size() + 1));
  return events(CandidateNominated{command.election, id, command.name, command.delegation});
}

void apply_one(Meeting& meeting, const CandidateNominated& event, WallTime) {
  Election& election = meeting.elections.at(event.election);
  election.candidates.push_back({event.candidate, event.name, event.delegation, false});
  election.standing.push_back(event.candidate);
}

// By the chair or the secretariat, or by the delegation whose candidate it is.
Outcome decide_one(const Asked& asked, const WithdrawCandidate& command) {
  const Election* election = asked.meeting.elections.find(command.election);
  const auto place = command.candidate.value() - 1;
  if (election == nullptr || place >= election->candidates.size())
    return asked.refuse(RefusalCode::kNotFound);
  const Candidate& candidate = election->candidates[place];
  if (!is_presiding(asked.actor)) {
    const auto delegation = member_of(asked);
    if (!delegation) return unexpected(delegation.error());
    if (candidate.delegation != (*delegation)->id) return asked.refuse(RefusalCode::kNotYours);
  }
  if (election->state != ElectionState::kOpen || candidate.withdrawn ||
      contains(election->elected, candidate.id))
    return asked.refuse(RefusalCode::kElectionOver);
  const std::optional<VotingId> open = asked.meeting.open_voting;
  if (open && asked.meeting.votings.at(*open).subject.election == election->id)
    return asked.refuse(RefusalCode::kVotingUnderWay);
  return events(CandidateWithdrew{command.election, command.candidate});
}

void apply_one(Meeting& meeting, const CandidateWithdrew& event, WallTime) {
  Election& election = meeting.elections.at(event.election);
  election.candidates.at(event.candidate.value() - 1).withdrawn = true;
  remove(election.standing, event.candidate);
}

void apply_one(Meeting&, const LotDrawn&, WallTime) {}

void apply_one(Meeting& meeting, const CandidateElected& event, WallTime) {
  Election& election = meeting.elections.at(event.election);
  election.elected.push_back(event.candidate);
  remove(election.standing, event.candidate);
}

void apply_one(Meeting& meeting, const BallotRestricted& event, WallTime) {
  meeting.elections.at(event.election).standing = event.standing;
}

void apply_one(Meeting& meeting, const ElectionDecided& event, WallTime) {
  Election& election = meeting.elections.at(event.election);
  election.state = election.elected.empty() ? ElectionState::kFailed : ElectionState::kDecided;
  election.standing.clear();
}

}  // namespace hemicycle::meeting
