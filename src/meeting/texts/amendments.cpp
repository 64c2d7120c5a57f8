#include "meeting/handlers.h"
#include "meeting/texts/texts.h"

namespace hemicycle::meeting {
namespace {

Result<const Amendment*, Refusal> pending_amendment(const Asked& asked, AmendmentId id) {
  const Amendment* amendment = asked.meeting.amendments.find(id);
  if (amendment == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (amendment->state != TextState::kPending)
    return asked.refuse(RefusalCode::kProposalNotPending);
  return amendment;
}

}  // namespace

std::optional<AmendmentId> furthest_amendment(const Meeting& meeting, ProposalId id) {
  const Amendment* furthest = nullptr;
  for (const Amendment& amendment : meeting.amendments) {
    if (amendment.proposal != id) continue;
    if (amendment.state != TextState::kPending && amendment.state != TextState::kTied) continue;
    if (furthest == nullptr || amendment.distance > furthest->distance) furthest = &amendment;
  }
  return furthest == nullptr ? std::nullopt : std::optional(furthest->id);
}

Outcome decide_one(const Asked& asked, const SubmitAmendment& command) {
  if (!asked.meeting.rules.proposals.amendable) return asked.refuse(RefusalCode::kNotAmendable);
  const auto proposal = pending_proposal(asked, command.proposal);
  if (!proposal) return unexpected(proposal.error());
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  if ((*proposal)->voting_began || is_being_voted_on(asked.meeting, command.proposal))
    return asked.refuse(RefusalCode::kVotingHasBegun);
  if ((*proposal)->debate_closed) return asked.refuse(RefusalCode::kDebateClosed);
  return events(AmendmentSubmitted{asked.meeting.amendments.next_id(), command.proposal,
                                   asked.actor.person, (*delegation)->id, command.texts,
                                   command.distance});
}

void apply_one(Meeting& meeting, const AmendmentSubmitted& event, WallTime) {
  Amendment amendment;
  amendment.id = event.amendment;
  amendment.proposal = event.proposal;
  amendment.person = event.person;
  amendment.mover = event.mover;
  amendment.texts = event.texts;
  amendment.distance = event.distance;
  meeting.amendments.rows.push_back(std::move(amendment));
}

Outcome decide_one(const Asked& asked, const RankAmendments& command) {
  const auto proposal = pending_proposal(asked, command.proposal);
  if (!proposal) return unexpected(proposal.error());
  if (is_being_voted_on(asked.meeting, command.proposal))
    return asked.refuse(RefusalCode::kVotingHasBegun);
  std::vector<AmendmentId> pending;
  for (const Amendment& amendment : asked.meeting.amendments)
    if (amendment.proposal == command.proposal && amendment.state == TextState::kPending)
      pending.push_back(amendment.id);
  std::vector<AmendmentId> order = command.order;
  std::sort(order.begin(), order.end());
  if (order != pending) return asked.refuse(RefusalCode::kOrderIncomplete);
  return events(AmendmentsRanked{command.proposal, command.order});
}

void apply_one(Meeting& meeting, const AmendmentsRanked& event, WallTime) {
  auto distance = static_cast<std::uint32_t>(event.order.size());
  for (AmendmentId id : event.order) meeting.amendments.at(id).distance = distance--;
}

Outcome decide_one(const Asked& asked, const DeclareExclusion& command) {
  const auto one = pending_amendment(asked, command.amendment);
  if (!one) return unexpected(one.error());
  const auto other = pending_amendment(asked, command.excludes);
  if (!other) return unexpected(other.error());
  if (*one == *other || (*one)->proposal != (*other)->proposal)
    return asked.refuse(RefusalCode::kMalformed, "excludes");
  if (is_being_voted_on(asked.meeting, (*one)->proposal))
    return asked.refuse(RefusalCode::kVotingHasBegun);
  return events(ExclusionDeclared{command.amendment, command.excludes});
}

void apply_one(Meeting& meeting, const ExclusionDeclared& event, WallTime) {
  std::vector<AmendmentId>& excludes = meeting.amendments.at(event.amendment).excludes;
  if (!contains(excludes, event.excludes)) excludes.push_back(event.excludes);
}

Outcome decide_one(const Asked& asked, const WithdrawAmendment& command) {
  const auto amendment = pending_amendment(asked, command.amendment);
  if (!amendment) return unexpected(amendment.error());
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  if ((*amendment)->mover != (*delegation)->id) return asked.refuse(RefusalCode::kNotTheMover);
  if (is_being_voted_on(asked.meeting, (*amendment)->proposal))
    return asked.refuse(RefusalCode::kVotingHasBegun);
  return events(AmendmentDecided{command.amendment, TextState::kWithdrawn});
}

Outcome decide_one(const Asked& asked, const IncorporateAmendment& command) {
  const auto amendment = pending_amendment(asked, command.amendment);
  if (!amendment) return unexpected(amendment.error());
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  const Proposal& proposal = asked.meeting.proposals.at((*amendment)->proposal);
  if (proposal.mover != (*delegation)->id) return asked.refuse(RefusalCode::kNotTheMover);
  if (proposal.voting_began || is_being_voted_on(asked.meeting, proposal.id))
    return asked.refuse(RefusalCode::kVotingHasBegun);
  return events(AmendmentDecided{command.amendment, TextState::kIncorporated});
}

void apply_one(Meeting& meeting, const AmendmentDecided& event, WallTime) {
  Amendment& amendment = meeting.amendments.at(event.amendment);
  amendment.state = event.state;
  if (event.state == TextState::kAdopted) meeting.proposals.at(amendment.proposal).amended = true;
}

}  // namespace hemicycle::meeting
