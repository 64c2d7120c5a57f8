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
std::vector<Score> ranked(const Voting& voting, const std::vector<RankedPaper>& papers) {
  std::vector<Score> scores;
  for (CandidateId candidate : voting.candidates) {
    Score& score = scores.emplace_back(Score{candidate, 0});
    for (const RankedPaper& paper : papers)
      if (contains(paper.preferences, candidate)) score.votes += paper.votes;
  }
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

void restrict_next_ballot(const Asked& asked, const Election& election, const Voting& voting,
                          const std::vector<Score>& scores,
                          const std::vector<CandidateId>& newly_elected, Events& list) {
  const std::size_t left = voting.places - newly_elected.size();
  std::vector<CandidateId> standing;
  if (!asked.meeting.rules.elections.restricted || next_ballot_is_open(election)) {
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

struct BallotResult {
  VotingState outcome = VotingState::kInconclusive;
  Events events;
};

BallotResult elect_by_majority(const Asked& asked, const Election& election, const Voting& voting,
                               const std::vector<RankedPaper>& papers) {
  const std::vector<Score> scores = ranked(voting, papers);
  std::uint32_t valid = 0;
  for (const RankedPaper& paper : papers) valid += paper.votes;
  const std::uint32_t needed = std::max(1u, least_of(voting.majority, valid));

  BallotResult result;
  std::vector<CandidateId> elected = clearly_best(with_majority(scores, needed), voting.places);
  if (elected.empty() &&
      is_for_the_lot(asked.meeting.rules.elections.lot, election, voting, scores)) {
    const std::vector<CandidateId> tied = best_with_equals(scores, 1);
    const std::vector<CandidateId> drawn = drawn_from(tied, asked.seed);
    result.events.emplace_back(LotDrawn{election.id, asked.seed, tied, drawn});
    elected = {drawn.front()};
  }
  for (CandidateId candidate : elected)
    result.events.emplace_back(CandidateElected{election.id, candidate});
  if (elected.size() == voting.places) {
    result.outcome = VotingState::kElected;
    result.events.emplace_back(ElectionDecided{election.id});
  } else {
    restrict_next_ballot(asked, election, voting, scores, elected, result.events);
  }
  return result;
}

// One ballot decides; without a paper that names somebody there is another.
BallotResult elect_by_transfer(const Asked& asked, const Election& election, const Voting& voting,
                               const std::vector<RankedPaper>& papers) {
  BallotResult result;
  if (papers.empty()) {
    result.events.emplace_back(BallotRestricted{election.id, voting.candidates});
    return result;
  }
  TransferCount count =
      count_transferable_vote(voting.candidates, voting.places, papers, asked.seed);
  const std::vector<CandidateId> elected = elected_by(count);
  result.outcome = VotingState::kElected;
  result.events.emplace_back(TransferableVoteCounted{voting.id, election.id, std::move(count)});
  for (CandidateId candidate : elected)
    result.events.emplace_back(CandidateElected{election.id, candidate});
  result.events.emplace_back(ElectionDecided{election.id});
  return result;
}

}  // namespace

std::vector<RankedPaper> papers_in(const std::vector<Ballot>& ballots) {
  std::vector<RankedPaper> papers;
  for (const Ballot& ballot : ballots)
    if (!ballot.candidates.empty()) papers.push_back({ballot.candidates, 1});
  return papers;
}

std::vector<RankedPaper> papers_in(const std::vector<NamedBallot>& ballots,
                                   const std::vector<AtVote>& present) {
  std::vector<RankedPaper> papers;
  for (const NamedBallot& ballot : ballots)
    for (const AtVote& member : present)
      if (member.delegation == ballot.delegation && !ballot.candidates.empty())
        papers.push_back({ballot.candidates, member.votes});
  return papers;
}

void close_election(const Asked& asked, const Voting& voting, VotingClosed closed,
                    const std::vector<RankedPaper>& papers, Events& list) {
  const Election& election = asked.meeting.elections.at(*voting.subject.election);
  BallotResult result = voting.system == ElectionSystem::kSingleTransferableVote
                            ? elect_by_transfer(asked, election, voting, papers)
                            : elect_by_majority(asked, election, voting, papers);
  closed.outcome = result.outcome;
  list.emplace_back(std::move(closed));
  list.emplace_back(DecisionTaken{asked.meeting.decisions.next_id(), voting.id});
  std::move(result.events.begin(), result.events.end(), std::back_inserter(list));
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
  const ElectionSystems& systems = asked.meeting.rules.elections.systems;
  const ElectionSystem system = command.system.value_or(systems.usual);
  const auto place = static_cast<std::size_t>(system);
  if (place >= kElectionSystems || !systems.allowed[place])
    return asked.refuse(RefusalCode::kSystemNotAllowed);
  return events(ElectionCalled{asked.meeting.elections.next_id(), command.item, command.post,
                               command.places, system});
}

void apply_one(Meeting& meeting, const ElectionCalled& event, WallTime) {
  Election election;
  election.id = event.election;
  election.item = event.item;
  election.post = event.post;
  election.places = event.places;
  election.system = event.system;
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

void apply_one(Meeting& meeting, const TransferableVoteCounted& event, WallTime) {
  meeting.votings.at(event.voting).count = event.count;
}

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
