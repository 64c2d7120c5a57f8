// Requests for a method of voting: they stand until they are withdrawn.

#include "meeting/handlers.h"
#include "meeting/texts/texts.h"

namespace hemicycle::meeting {
namespace {

bool is_asked(const Proposal& proposal, Method method) {
  return std::any_of(proposal.method_requests.begin(), proposal.method_requests.end(),
                     [&](const MethodRequest& request) { return request.method == method; });
}

void note_methods(Proposal& proposal) {
  proposal.roll_call_asked = is_asked(proposal, Method::kRollCall);
  proposal.recorded_vote_asked = is_asked(proposal, Method::kRecorded);
}

}  // namespace

Outcome decide_one(const Asked& asked, const AskMethod& command) {
  const auto proposal = pending_proposal(asked, command.proposal, RuleTopic::kMethod);
  if (!proposal) return unexpected(proposal.error());
  const auto delegation = member_for(asked, RuleTopic::kMethod);
  if (!delegation) return unexpected(delegation.error());
  const VotingRules& rules = asked.meeting.rules.voting;
  const bool open_method =
      command.method == Method::kRecorded || command.method == Method::kRollCall;
  if (!rules.on_request || !open_method || !rules.methods[static_cast<std::size_t>(command.method)])
    return asked.refuse(RefusalCode::kMethodNotAllowed);
  if (is_being_voted_on(asked.meeting, command.proposal))
    return refuse_by(asked.meeting, RefusalCode::kVotingHasBegun, RuleTopic::kMethod);
  return events(MethodAsked{command.proposal, (*delegation)->id, command.method});
}

void apply_one(Meeting& meeting, const MethodAsked& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  const MethodRequest request{event.delegation, event.method};
  if (!contains(proposal.method_requests, request)) proposal.method_requests.push_back(request);
  note_methods(proposal);
}

Outcome decide_one(const Asked& asked, const WithdrawMethodRequest& command) {
  const auto proposal = pending_proposal(asked, command.proposal, RuleTopic::kMethod);
  if (!proposal) return unexpected(proposal.error());
  const auto delegation = member_for(asked, RuleTopic::kMethod);
  if (!delegation) return unexpected(delegation.error());
  const auto& requests = (*proposal)->method_requests;
  if (std::none_of(requests.begin(), requests.end(), [&](const MethodRequest& request) {
        return request.delegation == (*delegation)->id;
      }))
    return refuse_by(asked.meeting, RefusalCode::kNothingToWithdraw, RuleTopic::kMethod);
  if (is_being_voted_on(asked.meeting, command.proposal))
    return refuse_by(asked.meeting, RefusalCode::kVotingHasBegun, RuleTopic::kMethod);
  return events(MethodRequestWithdrawn{command.proposal, (*delegation)->id});
}

void apply_one(Meeting& meeting, const MethodRequestWithdrawn& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  std::erase_if(proposal.method_requests, [&](const MethodRequest& request) {
    return request.delegation == event.delegation;
  });
  note_methods(proposal);
}

}  // namespace hemicycle::meeting
