#include <algorithm>

#include "meeting/asked.h"
#include "meeting/views.h"
#include "meeting/votes/voters.h"
#include "projection/project.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

std::vector<CandidateShown> shown(const std::vector<Candidate>& candidates) {
  std::vector<CandidateShown> all;
  for (const Candidate& each : candidates)
    all.push_back({each.id, each.name, each.delegation, each.withdrawn});
  return all;
}

// Those who stand in this ballot.
std::vector<CandidateShown> standing_in(const Meeting& meeting, const Voting& voting) {
  std::vector<CandidateShown> standing;
  if (!voting.subject.election) return standing;
  for (CandidateShown& each : shown(meeting.elections.at(*voting.subject.election).candidates))
    if (contains(voting.candidates, each.candidate)) standing.push_back(std::move(each));
  return standing;
}

bool is_entitled(Mark mark) {
  return mark != Mark::kNotEntitled;
}

std::uint32_t entitled_in(const Voting& voting) {
  return static_cast<std::uint32_t>(
      std::count_if(voting.roll.begin(), voting.roll.end(), is_entitled));
}

std::uint32_t voted_in(const View& view, const Voting& voting) {
  if (voting.method == Method::kSecret) {
    std::uint32_t voted = 0;
    for (const Delegation& delegation : view.meeting.delegations)
      voted += view.has_voted_secretly(voting.id, delegation.id) ? 1 : 0;
    return voted;
  }
  return static_cast<std::uint32_t>(
      std::count_if(voting.roll.begin(), voting.roll.end(),
                    [](Mark mark) { return is_entitled(mark) && mark != Mark::kNotVoted; }));
}

std::optional<SplitVotes> split_in(const Voting& voting, DelegationId id) {
  const SplitVotes* split = split_of(voting, id);
  return split == nullptr ? std::nullopt : std::optional(*split);
}

// Who voted how, as the method says: by name in a recorded vote and a roll call, by show of hands
// only as totals, in a secret ballot never. What was void is not recorded.
std::vector<VoteLine> lines_of(const View& view, const Voting& voting) {
  std::vector<VoteLine> lines;
  const bool by_name = voting.method == Method::kRecorded || voting.method == Method::kRollCall;
  const bool by_hand = voting.method == Method::kShowOfHands;
  if ((!by_name && !by_hand) || voting.state == VotingState::kCancelled) return lines;
  for (std::size_t i = 0; i < voting.roll.size(); ++i) {
    const DelegationId id(static_cast<std::uint32_t>(i + 1));
    if (is_entitled(voting.roll[i]) && (by_name || view.knows(Fact::kHandsCounted, id)))
      lines.push_back({id, voting.roll[i], split_in(voting, id)});
  }
  return lines;
}

// What is for everybody once the vote is closed; of one that is open, what the audience may know.
void add_result(const View& view, const Voting& voting, VotingDocument& document) {
  const bool open = voting.state == VotingState::kOpen;
  if (!open) document.tally = voting.tally;
  if (!view.may_hear_of(voting.opened_at)) return;
  for (DelegationId objector : voting.objectors)
    if (!open || view.knows(Fact::kOpenObjections, objector))
      document.objectors.push_back(objector);
  // The reason is that of the first who objected.
  if (!document.objectors.empty() && document.objectors.front() == voting.objectors.front())
    document.objection = voting.objection;
  if (open) return;
  document.lines = lines_of(view, voting);
  document.ballots = voting.ballots;
  if (voting.state != VotingState::kCancelled) document.named_ballots = voting.named_ballots;
  for (DelegationId voter : voting.voters)
    if (view.knows(Fact::kSecretVoters, voter)) document.voters.push_back(voter);
}

}  // namespace

std::optional<Document> vote_document(const View& view, std::uint32_t) {
  const Meeting& meeting = view.meeting;
  if (!meeting.open_voting || !view.knows(Fact::kProceedings)) return std::nullopt;
  const Voting& voting = meeting.votings.at(*meeting.open_voting);
  VoteDocument document;
  document.voting = voting.id;
  document.subject = voting.subject;
  document.method = voting.method;
  document.majority = voting.majority;
  document.attempt = voting.attempt;
  document.opened_at = voting.opened_at;
  document.closes_at = voting.closes_at;
  document.halted = meeting.point_to_rule.has_value();
  document.candidates = standing_in(meeting, voting);
  document.places = voting.places;
  document.system = voting.system;
  document.entitled = entitled_in(voting);
  document.voted = voted_in(view, voting);
  document.called = called_now(voting);
  document.calling_order = voting.calling_order;
  document.called_again = called_again(voting);
  return document;
}

std::optional<Document> voting_document(const View& view, std::uint32_t number) {
  const Voting* voting = view.meeting.votings.find(VotingId(number));
  if (voting == nullptr || !view.knows(Fact::kProceedings)) return std::nullopt;
  VotingDocument document;
  document.voting = voting->id;
  document.subject = voting->subject;
  document.method = voting->method;
  document.majority = voting->majority;
  document.state = voting->state;
  document.attempt = voting->attempt;
  document.opened_at = voting->opened_at;
  document.closes_at = voting->closes_at;
  document.closed_at = voting->closed_at;
  document.revote_until = voting->revote_until;
  document.candidates = standing_in(view.meeting, *voting);
  document.places = voting->places;
  document.system = voting->system;
  add_result(view, *voting, document);
  return document;
}

std::optional<Document> decisions_document(const View& view, std::uint32_t) {
  if (!view.knows(Fact::kProceedings)) return std::nullopt;
  return DecisionsDocument{view.meeting.decisions.rows};
}

std::optional<Document> elections_document(const View& view, std::uint32_t) {
  if (!view.knows(Fact::kProceedings)) return std::nullopt;
  ElectionsDocument document;
  for (const Election& each : view.meeting.elections) {
    document.elections.push_back({each.id, each.item, each.post, each.places, each.state,
                                  each.ballots_held, shown(each.candidates), each.standing,
                                  each.elected, each.votings, each.system, std::nullopt});
    for (VotingId id : each.votings)
      if (const auto& count = view.meeting.votings.at(id).count)
        document.elections.back().count = count;
  }
  return document;
}

}  // namespace hemicycle::projection
