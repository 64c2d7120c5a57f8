#include "record/decision_lines.h"

#include <algorithm>

#include "base/unicode.h"
#include "meeting/votes/elections.h"
#include "meeting/votes/voters.h"
#include "record/count_rounds.h"
#include "record/names.h"

namespace hemicycle::record {

using namespace meeting;

namespace {

bool says_how_each_voted(Method method) {
  return method == Method::kRecorded || method == Method::kRollCall;
}

// Journals that do not say who was present at a vote leave everybody so.
VoteLine vote_of(const Voting& voting, DelegationId id, const Names& names) {
  VoteLine line{names.delegation(id), voting.roll[id.value() - 1]};
  const auto found = std::find_if(voting.present.begin(), voting.present.end(),
                                  [&](const AtVote& member) { return member.delegation == id; });
  line.present = voting.present.empty() || found != voting.present.end();
  if (found != voting.present.end()) line.votes = found->votes;
  line.corrected = std::count(voting.corrected.begin(), voting.corrected.end(), id) > 0;
  line.entered = std::count(voting.entered.begin(), voting.entered.end(), id) > 0;
  return line;
}

// A line for each way in which the delegation voted.
void add_votes_of(const Voting& voting, DelegationId id, const Names& names,
                  std::vector<VoteLine>& votes) {
  VoteLine line = vote_of(voting, id, names);
  const SplitVotes* split = split_of(voting, id);
  if (split == nullptr) return votes.push_back(std::move(line));
  line.split = true;
  for (const auto& [mark, count] :
       {std::pair(Mark::kFor, split->in_favour), std::pair(Mark::kAgainst, split->against),
        std::pair(Mark::kAbstain, split->abstaining)}) {
    if (count == 0) continue;
    line.mark = mark;
    line.votes = count;
    votes.push_back(line);
  }
}

std::vector<VoteLine> votes_of(const Voting& voting, const Names& names) {
  std::vector<VoteLine> votes;
  for (std::size_t i = 0; i < voting.roll.size(); ++i)
    if (voting.roll[i] != Mark::kNotEntitled)
      add_votes_of(voting, DelegationId(static_cast<std::uint32_t>(i + 1)), names, votes);
  const Collation collation(tag_of(names.language()));
  std::stable_sort(votes.begin(), votes.end(), [&](const VoteLine& left, const VoteLine& right) {
    return collation.key(left.delegation) < collation.key(right.delegation);
  });
  return votes;
}

std::vector<BallotLine> ballots_of(const Voting& voting, const Names& names) {
  std::vector<BallotLine> lines;
  for (const Ballot& ballot : voting.ballots) {
    BallotLine line{ballot.receipt, ballot.choice, {}, "", 1, false};
    for (CandidateId candidate : ballot.candidates)
      line.candidates.push_back(names.candidate(*voting.subject.election, candidate));
    lines.push_back(std::move(line));
  }
  for (const NamedBallot& ballot : voting.named_ballots) {
    const VoteLine vote = vote_of(voting, ballot.delegation, names);
    BallotLine line{"", std::nullopt, {}, vote.delegation, vote.votes, vote.entered};
    for (CandidateId candidate : ballot.candidates)
      line.candidates.push_back(names.candidate(*voting.subject.election, candidate));
    lines.push_back(std::move(line));
  }
  return lines;
}

// On how many votes of these papers the candidate is named, or named first.
std::uint32_t votes_for(const Voting& voting, CandidateId candidate,
                        const std::vector<RankedPaper>& papers) {
  std::uint32_t votes = 0;
  for (const RankedPaper& paper : papers) {
    const auto end = is_ranked(voting) ? paper.preferences.begin() + 1 : paper.preferences.end();
    if (std::find(paper.preferences.begin(), end, candidate) != end) votes += paper.votes;
  }
  return votes;
}

std::vector<RoundLine> rounds_of(const Voting& voting, const Names& names) {
  std::vector<RoundLine> lines;
  if (!voting.count) return lines;
  for (const CountRound& round : voting.count->rounds) {
    RoundLine line;
    line.text = round_text(names, *voting.subject.election, lines.size() + 1, round);
    for (const CandidateVotes& each : round.votes) line.votes.push_back(votes_text(each.votes_e5));
    line.not_transferable = votes_text(round.not_transferable_e5);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<CandidateLine> candidates_of(const Meeting& meeting, const Voting& voting,
                                         const Names& names) {
  std::vector<CandidateLine> lines;
  const Election& election = meeting.elections.at(*voting.subject.election);
  std::vector<RankedPaper> papers = papers_in(voting.ballots);
  for (RankedPaper& paper : papers_in(voting.named_ballots, voting.present))
    papers.push_back(std::move(paper));
  const bool last = !election.votings.empty() && election.votings.back() == voting.id;
  for (CandidateId id : voting.candidates) {
    CandidateLine line;
    line.name = names.candidate(election.id, id);
    line.votes = votes_for(voting, id, papers);
    line.elected = last && std::count(election.elected.begin(), election.elected.end(), id) > 0;
    lines.push_back(std::move(line));
  }
  return lines;
}

DecisionLine line_of(const Meeting& meeting, const Voting& voting, const Names& names) {
  DecisionLine line;
  line.opened_at = voting.opened_at;
  line.taken_at = voting.closed_at;
  line.subject = names.subject(voting.subject);
  line.kind = voting.subject.kind;
  line.method = voting.method;
  line.outcome = voting.state;
  line.attempt = voting.attempt;
  line.majority = voting.majority;
  line.tally = voting.tally;
  if (says_how_each_voted(voting.method) && !voting.subject.election)
    line.votes = votes_of(voting, names);
  line.ballots = ballots_of(voting, names);
  if (voting.subject.election) line.candidates = candidates_of(meeting, voting, names);
  for (DelegationId objector : voting.objectors)
    line.objectors.push_back(names.delegation(objector));
  line.objection = voting.objection;
  line.casting_vote = voting.casting_vote;
  line.cancelled_because = voting.cancelled_because;
  line.rounds = rounds_of(voting, names);
  return line;
}

}  // namespace

std::vector<DecisionLine> decision_lines(const Meeting& meeting, Language language) {
  const Names names(meeting, language);
  std::vector<DecisionLine> lines;
  for (const Voting& voting : meeting.votings)
    if (voting.state != VotingState::kOpen) lines.push_back(line_of(meeting, voting, names));
  return lines;
}

}  // namespace hemicycle::record
