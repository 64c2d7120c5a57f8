#include "meeting/handlers.h"
#include "meeting/votes/closing.h"
#include "meeting/votes/voters.h"

namespace hemicycle::meeting {
namespace {

bool is_by_name(Method method) {
  return method == Method::kRecorded || method == Method::kRollCall;
}

// Of a secret ballot only the Tellers know.
bool has_votes(const Voting& voting) {
  return std::any_of(voting.roll.begin(), voting.roll.end(), [](Mark mark) {
    return mark != Mark::kNotEntitled && mark != Mark::kNotVoted;
  });
}

}  // namespace

Outcome decide_one(const Asked& asked, const CorrectVote& command) {
  const auto voting = running_voting(asked, command.voting);
  if (!voting) return unexpected(voting.error());
  if (!asked.meeting.rules.voting.corrections || !is_by_name((*voting)->method) ||
      (*voting)->subject.election)
    return asked.refuse(RefusalCode::kNotCorrectable);
  const auto voter = voter_of(asked, command.on_behalf_of);
  if (!voter) return unexpected(voter.error());
  const Mark mark = mark_on(**voting, voter->delegation);
  if (mark == Mark::kNotEntitled) return asked.refuse(RefusalCode::kNotEntitled);
  if (mark == Mark::kNotVoted) return asked.refuse(RefusalCode::kNotYetVoted);
  if (mark == mark_of(command.choice)) return asked.refuse(RefusalCode::kAlreadyVoted);
  if (command.choice == Choice::kAbstain)
    if (Objection no = abstention_is_forgone(asked, **voting, voter->delegation)) return *no;
  return events(VoteCorrected{command.voting, voter->delegation, command.choice, voter->by_proxy,
                              voter->entered_by});
}

void apply_one(Meeting& meeting, const VoteCorrected& event, WallTime) {
  Voting& voting = meeting.votings.at(event.voting);
  voting.roll.at(event.delegation.value() - 1) = mark_of(event.choice);
  std::erase_if(voting.splits,
                [&](const SplitVotes& each) { return each.delegation == event.delegation; });
  if (!contains(voting.corrected, event.delegation)) voting.corrected.push_back(event.delegation);
  // Whether the vote that stands now is one that the secretariat entered.
  remove(voting.entered, event.delegation);
  if (event.entered_by) voting.entered.push_back(event.delegation);
}

Outcome decide_one(const Asked& asked, const CancelVoting& command) {
  const Voting* voting = asked.meeting.votings.find(command.voting);
  if (voting == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (voting->state != VotingState::kOpen) return refuse_as_over(asked, *voting);
  if (voting->method != Method::kSilence && asked.meeting.point_to_rule)
    return asked.refuse(RefusalCode::kPointPending);
  if (waits_for_appeal(asked, *voting))
    return refuse_by(asked.meeting, RefusalCode::kMotionFirst, RuleTopic::kAppeal);
  if (asked.meeting.rules.voting.cancellation == CancelRule::kBeforeVotes && has_votes(*voting))
    return asked.refuse(RefusalCode::kVotesAreCast);
  if (command.reason.empty()) return asked.refuse(RefusalCode::kMalformed, "reason");
  return events(VotingCancelled{command.voting, WhyCancelled::kByChair, command.reason});
}

// The subject is as if this vote had not been opened.
void apply_one(Meeting& meeting, const VotingCancelled& event, WallTime at) {
  end_voting(meeting, event.voting, VotingState::kCancelled, at);
  Voting& voting = meeting.votings.at(event.voting);
  voting.cancelled_because = event.reason;
  if (!voting.subject.proposal) return;
  Proposal& proposal = meeting.proposals.at(*voting.subject.proposal);
  proposal.voting_began = voting.began_before;
  proposal.secretly_voted = voting.secret_before;
}

void apply_one(Meeting& meeting, const VotingProlonged& event, WallTime) {
  meeting.votings.at(event.voting).closes_at = event.closes_at;
}

}  // namespace hemicycle::meeting
