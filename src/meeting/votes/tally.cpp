#include "meeting/votes/tally.h"

#include <algorithm>

#include "meeting/views.h"

namespace hemicycle::meeting {
namespace {

// The votes that all members have, or those that are present.
std::uint32_t votes_of_members(const Meeting& meeting) {
  std::uint32_t votes = 0;
  for (const Organisation& organisation : meeting.organisations)
    if (organisation.standing == Standing::kMember)
      votes += meeting.rules.voting.weighted ? organisation.votes : 1;
  return votes;
}
std::uint32_t votes_present(const Meeting& meeting) {
  std::uint32_t votes = 0;
  for (const Delegation& delegation : meeting.delegations)
    if (may_vote(delegation) && is_present(delegation)) votes += weight_of(meeting, delegation.id);
  return votes;
}

std::uint32_t basis_of(const Meeting& meeting, const Tally& tally) {
  switch (meeting.rules.voting.basis) {
    case Basis::kPresentAndVoting:
      return tally.in_favour + tally.against;
    case Basis::kPresent:
      return votes_present(meeting);
    case Basis::kMembers:
      return votes_of_members(meeting);
  }
  return 0;
}

// At least one vote for is always needed, so that a vote in which all abstain carries nothing.
void set_needed(const Meeting& meeting, const Voting& voting, Tally& tally) {
  tally.basis = basis_of(meeting, tally);
  tally.needed = std::max(1u, least_of(voting.majority, tally.basis));
}

bool is_text(const Subject& subject) {
  return subject.kind == SubjectKind::kProposal || subject.kind == SubjectKind::kAmendment ||
         subject.kind == SubjectKind::kPart;
}

}  // namespace

std::uint32_t weight_of(const Meeting& meeting, DelegationId id) {
  if (!meeting.rules.voting.weighted) return 1;
  return meeting.organisations.at(meeting.delegations.at(id).organisation).votes;
}

Tally tally_of_consent(const Meeting& meeting) {
  Tally tally;
  tally.members = meeting.members;
  tally.members_present = meeting.members_present;
  tally.quorum = quorum_to_decide(meeting);
  return tally;
}

Tally tally_roll(const Meeting& meeting, const Voting& voting) {
  Tally tally = tally_of_consent(meeting);
  for (std::size_t i = 0; i < voting.roll.size(); ++i) {
    if (voting.roll[i] == Mark::kNotEntitled) continue;
    const std::uint32_t votes = weight_of(meeting, DelegationId(static_cast<std::uint32_t>(i + 1)));
    switch (voting.roll[i]) {
      case Mark::kFor:
        tally.in_favour += votes;
        break;
      case Mark::kAgainst:
        tally.against += votes;
        break;
      case Mark::kAbstain:
        tally.abstaining += votes;
        break;
      default:
        tally.not_voting += votes;
    }
  }
  set_needed(meeting, voting, tally);
  return tally;
}

Tally tally_ballots(const Meeting& meeting, const Voting& voting,
                    const std::vector<Ballot>& ballots) {
  Tally tally = tally_of_consent(meeting);
  for (const Ballot& ballot : ballots) {
    const bool blank = ballot.candidates.empty() && !ballot.choice;
    if (blank || ballot.choice == Choice::kAbstain) {
      ++tally.abstaining;
    } else if (ballot.choice == Choice::kAgainst) {
      ++tally.against;
    } else {
      ++tally.in_favour;  // in an election: a ballot that names somebody
    }
  }
  const auto entitled =
      voting.roll.size() - static_cast<std::size_t>(std::count(
                               voting.roll.begin(), voting.roll.end(), Mark::kNotEntitled));
  tally.not_voting = static_cast<std::uint32_t>(entitled - ballots.size());
  set_needed(meeting, voting, tally);
  return tally;
}

VotingState outcome_of(const Meeting& meeting, const Voting& voting, const Tally& tally) {
  if (tally.in_favour >= tally.needed) return VotingState::kAdopted;
  const bool tied = tally.in_favour == tally.against && tally.in_favour > 0;
  const bool simple_majority = voting.majority == Threshold{1, 2, true};
  const VotingRules& rules = meeting.rules.voting;
  if (tied && simple_majority && is_text(voting.subject) && voting.attempt == 1 &&
      rules.tie == TieRule::kVotedAgain)
    return VotingState::kTied;
  return VotingState::kRejected;
}

}  // namespace hemicycle::meeting
