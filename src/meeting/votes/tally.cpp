#include "meeting/votes/tally.h"

#include <algorithm>

#include "meeting/views.h"
#include "meeting/votes/transferable_vote.h"
#include "meeting/votes/voters.h"

namespace hemicycle::meeting {
namespace {

// The votes that all members have.
std::uint32_t votes_of_members(const Meeting& meeting) {
  std::uint32_t votes = 0;
  for (const Organisation& organisation : meeting.organisations)
    if (organisation.standing == Standing::kMember)
      votes += meeting.rules.voting.weighted ? organisation.votes : 1;
  return votes;
}

std::uint32_t votes_of(const std::vector<AtVote>& present) {
  std::uint32_t votes = 0;
  for (const AtVote& member : present) votes += member.votes;
  return votes;
}

std::uint32_t votes_on_roll(const Meeting& meeting, const Voting& voting) {
  std::uint32_t votes = 0;
  for (const Delegation& delegation : meeting.delegations)
    if (mark_on(voting, delegation.id) != Mark::kNotEntitled)
      votes += weight_of(meeting, delegation.id);
  return votes;
}

std::uint32_t basis_of(const Meeting& meeting, const std::vector<AtVote>& present,
                       const Tally& tally) {
  switch (meeting.rules.voting.basis) {
    case Basis::kPresentAndVoting:
      return tally.in_favour + tally.against;
    case Basis::kPresent:
      return votes_of(present);
    case Basis::kMembers:
      return votes_of_members(meeting);
  }
  return 0;
}

// At least one vote for is always needed, so that a vote in which all abstain carries nothing.
void set_needed(const Meeting& meeting, const Voting& voting, const std::vector<AtVote>& present,
                Tally& tally) {
  if (is_ranked(voting)) {
    tally.basis = tally.in_favour;
    tally.needed = droop_quota(tally.in_favour, voting.places);
    return;
  }
  tally.basis = basis_of(meeting, present, tally);
  tally.needed = std::max(1u, least_of(voting.majority, tally.basis));
}

void add(const SplitVotes& split, Tally& tally) {
  tally.in_favour += split.in_favour;
  tally.against += split.against;
  tally.abstaining += split.abstaining;
}

bool is_text(const Subject& subject) {
  return subject.kind == SubjectKind::kProposal || subject.kind == SubjectKind::kAmendment ||
         subject.kind == SubjectKind::kPart;
}

// A majority of more than half lacks one vote.
bool is_equally_divided(const Voting& voting, const Tally& tally) {
  return tally.in_favour == tally.against && tally.in_favour > 0 &&
         voting.majority == Threshold{1, 2, true};
}

}  // namespace

std::uint32_t weight_of(const Meeting& meeting, DelegationId id) {
  if (!meeting.rules.voting.weighted) return 1;
  return meeting.organisations.at(meeting.delegations.at(id).organisation).votes;
}

std::vector<AtVote> present_at(const Meeting& meeting, const Voting& voting,
                               const std::vector<DelegationId>& voters) {
  std::vector<AtVote> present;
  for (const Delegation& delegation : meeting.delegations) {
    const Mark mark = mark_on(voting, delegation.id);
    if (mark == Mark::kNotEntitled) continue;
    const bool voted =
        mark != Mark::kNotVoted || std::binary_search(voters.begin(), voters.end(), delegation.id);
    if (voted || is_present(delegation))
      present.push_back({delegation.id, weight_of(meeting, delegation.id)});
  }
  return present;
}

Tally tally_of_consent(const Meeting& meeting, std::size_t members_present) {
  Tally tally;
  tally.members = meeting.members;
  tally.members_present = static_cast<std::uint32_t>(members_present);
  tally.quorum = quorum_to_decide(meeting);
  return tally;
}

Tally tally_roll(const Meeting& meeting, const Voting& voting, const std::vector<AtVote>& present) {
  Tally tally = tally_of_consent(meeting, present.size());
  for (const AtVote& member : present) {
    switch (mark_on(voting, member.delegation)) {
      case Mark::kFor:
        tally.in_favour += member.votes;
        break;
      case Mark::kAgainst:
        tally.against += member.votes;
        break;
      case Mark::kAbstain:
        tally.abstaining += member.votes;
        break;
      case Mark::kSplit:
        add(*split_of(voting, member.delegation), tally);
        break;
      default:
        tally.not_voting += member.votes;
    }
  }
  tally.absent = votes_on_roll(meeting, voting) - votes_of(present);
  set_needed(meeting, voting, present, tally);
  return tally;
}

Tally tally_ballots(const Meeting& meeting, const Voting& voting,
                    const std::vector<Ballot>& ballots, const std::vector<AtVote>& present) {
  Tally tally = tally_of_consent(meeting, present.size());
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
  tally.not_voting = static_cast<std::uint32_t>(present.size() - ballots.size());
  tally.absent = votes_on_roll(meeting, voting) - votes_of(present);
  set_needed(meeting, voting, present, tally);
  return tally;
}

bool nobody_voted(const Tally& tally) {
  return tally.in_favour + tally.against + tally.abstaining == 0;
}

bool awaits_casting_vote(const Meeting& meeting, const Voting& voting, const Tally& tally) {
  return meeting.rules.voting.tie == TieRule::kCastingVote && !voting.subject.election &&
         is_equally_divided(voting, tally) && tally.in_favour + 1 == tally.needed;
}

VotingState outcome_of(const Meeting& meeting, const Voting& voting, const Tally& tally,
                       std::optional<Choice> casting_vote) {
  if (tally.in_favour >= tally.needed || casting_vote == Choice::kFor) return VotingState::kAdopted;
  const VotingRules& rules = meeting.rules.voting;
  if (is_equally_divided(voting, tally) && is_text(voting.subject) && voting.attempt == 1 &&
      rules.tie == TieRule::kVotedAgain)
    return VotingState::kTied;
  return VotingState::kRejected;
}

}  // namespace hemicycle::meeting
