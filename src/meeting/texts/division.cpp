#include "meeting/handlers.h"
#include "meeting/texts/texts.h"

namespace hemicycle::meeting {

const Part* find_part(const Proposal& proposal, PartId id) {
  for (const Part& part : proposal.parts)
    if (part.id == id) return &part;
  return nullptr;
}

Outcome decide_one(const Asked& asked, const AskDivision& command) {
  const auto proposal = pending_proposal(asked, command.proposal);
  if (!proposal) return unexpected(proposal.error());
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  if (!asked.meeting.rules.proposals.divisible) return asked.refuse(RefusalCode::kNotDivisible);
  if ((*proposal)->voting_began || is_being_voted_on(asked.meeting, command.proposal))
    return asked.refuse(RefusalCode::kVotingHasBegun);
  if ((*proposal)->division_asked || !(*proposal)->parts.empty())
    return asked.refuse(RefusalCode::kAlreadyDecided);
  if (command.parts.size() < 2) return asked.refuse(RefusalCode::kMalformed, "parts");

  DivisionAsked event{command.proposal, (*delegation)->id, command.parts};
  std::uint32_t id = asked.meeting.parts_made;
  for (Part& part : event.parts) part = {PartId(++id), part.kind, part.label, TextState::kPending};
  return events(std::move(event));
}

void apply_one(Meeting& meeting, const DivisionAsked& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  proposal.division_asked = true;
  proposal.asked_parts = event.parts;
  meeting.parts_made += static_cast<std::uint32_t>(event.parts.size());
}

Outcome decide_one(const Asked& asked, const ObjectToDivision& command) {
  const auto proposal = pending_proposal(asked, command.proposal);
  if (!proposal) return unexpected(proposal.error());
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  if (!(*proposal)->division_asked || (*proposal)->division_objected)
    return asked.refuse(RefusalCode::kNotDivisible);
  return events(DivisionObjected{command.proposal, (*delegation)->id});
}

void apply_one(Meeting& meeting, const DivisionObjected& event, WallTime) {
  meeting.proposals.at(event.proposal).division_objected = true;
}

Outcome decide_one(const Asked& asked, const DivideProposal& command) {
  const auto proposal = pending_proposal(asked, command.proposal);
  if (!proposal) return unexpected(proposal.error());
  if (!(*proposal)->division_asked) return asked.refuse(RefusalCode::kNotDivisible);
  if ((*proposal)->division_objected) return asked.refuse(RefusalCode::kDivisionObjected);
  if (is_being_voted_on(asked.meeting, command.proposal))
    return asked.refuse(RefusalCode::kVotingHasBegun);
  return events(DivisionDecided{command.proposal, true});
}

void apply_one(Meeting& meeting, const DivisionDecided& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  if (event.divided) proposal.parts = std::move(proposal.asked_parts);
  proposal.asked_parts.clear();
  proposal.division_asked = false;
  proposal.division_objected = false;
}

void apply_one(Meeting& meeting, const PartDecided& event, WallTime) {
  for (Part& part : meeting.proposals.at(event.proposal).parts)
    if (part.id == event.part) part.state = event.state;
}

}  // namespace hemicycle::meeting
