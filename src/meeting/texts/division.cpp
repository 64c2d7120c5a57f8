#include "meeting/handlers.h"
#include "meeting/texts/texts.h"

namespace hemicycle::meeting {
namespace {

constexpr RuleTopic kTopic = RuleTopic::kDivision;

tl::unexpected<Refusal> refuse_division(const Asked& asked, RefusalCode code) {
  return refuse_by(asked.meeting, code, kTopic);
}

// What the state says of the division of one text, a proposal or an amendment.
struct Division {
  bool asked = false;
  std::optional<DelegationId> by;
  const std::vector<DelegationId>* objectors = nullptr;
  const std::vector<Part>* parts = nullptr;
};

template <typename Divided>
Division division_of(const Divided& text) {
  return {text.division_asked, text.division_by, &text.division_objectors, &text.parts};
}

// A division of a text that is before the meeting.
Result<Division, Refusal> division_in(const Asked& asked, ProposalId id,
                                      std::optional<AmendmentId> amends) {
  const auto proposal = pending_proposal(asked, id, kTopic);
  if (!proposal) return unexpected(proposal.error());
  if (!amends) return division_of(**proposal);
  const Amendment* amendment = asked.meeting.amendments.find(*amends);
  if (amendment == nullptr || amendment->proposal != id)
    return asked.refuse(RefusalCode::kNotFound);
  if (amendment->state != TextState::kPending)
    return refuse_division(asked, RefusalCode::kProposalNotPending);
  return division_of(*amendment);
}

// The voting on an amendment keeps neither another nor the text as amended from being divided.
Objection too_late_to_divide(const Asked& asked, ProposalId id,
                             std::optional<AmendmentId> amendment) {
  const bool began = !amendment && voting_on_itself_began(asked.meeting.proposals.at(id));
  if (began || is_being_voted_on(asked.meeting, id))
    return refuse_division(asked, RefusalCode::kVotingHasBegun);
  return std::nullopt;
}

template <typename Change>
void change_division(Meeting& meeting, ProposalId proposal, std::optional<AmendmentId> amendment,
                     Change change) {
  if (amendment)
    change(meeting.amendments.at(*amendment));
  else
    change(meeting.proposals.at(proposal));
}

// Of a proposal the state also keeps whether anybody objects.
void note_objections(Proposal& proposal) {
  proposal.division_objected = !proposal.division_objectors.empty();
}
void note_objections(Amendment&) {}

template <typename Divided>
void end_division_request(Divided& text) {
  text.asked_parts.clear();
  text.division_asked = false;
  text.division_by.reset();
  text.division_objectors.clear();
  note_objections(text);
}

}  // namespace

Outcome decide_one(const Asked& asked, const AskDivision& command) {
  const auto division = division_in(asked, command.proposal, command.amendment);
  if (!division) return unexpected(division.error());
  const auto delegation = member_for(asked, kTopic);
  if (!delegation) return unexpected(delegation.error());
  if (!asked.meeting.rules.proposals.divisible) return asked.refuse(RefusalCode::kNotDivisible);
  if (Objection no = too_late_to_divide(asked, command.proposal, command.amendment)) return *no;
  if (division->asked || !division->parts->empty())
    return refuse_division(asked, RefusalCode::kAlreadyDecided);
  const bool separate = command.scope == DivisionScope::kSeparate;
  if (command.parts.size() < (separate ? 1 : 2))
    return asked.refuse(RefusalCode::kMalformed, "parts");

  DivisionAsked event{command.proposal, (*delegation)->id, {}, separate, command.amendment};
  std::uint32_t id = asked.meeting.parts_made;
  for (const PartAsked& part : command.parts)
    event.parts.push_back({PartId(++id), part.kind, part.label, TextState::kPending});
  return events(std::move(event));
}

void apply_one(Meeting& meeting, const DivisionAsked& event, WallTime) {
  change_division(meeting, event.proposal, event.amendment, [&](auto& text) {
    text.division_asked = true;
    text.division_by = event.delegation;
    text.asked_parts = event.parts;
    text.separate_vote = event.separate;
  });
  meeting.parts_made += static_cast<std::uint32_t>(event.parts.size());
}

Outcome decide_one(const Asked& asked, const WithdrawDivision& command) {
  const auto division = division_in(asked, command.proposal, command.amendment);
  if (!division) return unexpected(division.error());
  const auto delegation = member_for(asked, kTopic);
  if (!delegation) return unexpected(delegation.error());
  if (!division->asked || division->by != (*delegation)->id)
    return asked.refuse(RefusalCode::kNothingToWithdraw);
  return events(DivisionRequestWithdrawn{command.proposal, command.amendment});
}

void apply_one(Meeting& meeting, const DivisionRequestWithdrawn& event, WallTime) {
  change_division(meeting, event.proposal, event.amendment,
                  [](auto& text) { end_division_request(text); });
}

Outcome decide_one(const Asked& asked, const ObjectToDivision& command) {
  const auto division = division_in(asked, command.proposal, command.amendment);
  if (!division) return unexpected(division.error());
  const auto delegation = member_for(asked, kTopic);
  if (!delegation) return unexpected(delegation.error());
  if (!division->asked || contains(*division->objectors, (*delegation)->id))
    return asked.refuse(RefusalCode::kNotDivisible);
  return events(DivisionObjected{command.proposal, (*delegation)->id, command.amendment});
}

void apply_one(Meeting& meeting, const DivisionObjected& event, WallTime) {
  change_division(meeting, event.proposal, event.amendment, [&](auto& text) {
    text.division_objectors.push_back(event.delegation);
    note_objections(text);
  });
}

Outcome decide_one(const Asked& asked, const WithdrawDivisionObjection& command) {
  const auto division = division_in(asked, command.proposal, command.amendment);
  if (!division) return unexpected(division.error());
  const auto delegation = member_for(asked, kTopic);
  if (!delegation) return unexpected(delegation.error());
  if (!contains(*division->objectors, (*delegation)->id))
    return asked.refuse(RefusalCode::kNothingToWithdraw);
  return events(DivisionObjectionWithdrawn{command.proposal, (*delegation)->id, command.amendment});
}

void apply_one(Meeting& meeting, const DivisionObjectionWithdrawn& event, WallTime) {
  change_division(meeting, event.proposal, event.amendment, [&](auto& text) {
    remove(text.division_objectors, event.delegation);
    note_objections(text);
  });
}

Outcome decide_one(const Asked& asked, const DivideProposal& command) {
  const auto division = division_in(asked, command.proposal, command.amendment);
  if (!division) return unexpected(division.error());
  if (!division->asked) return asked.refuse(RefusalCode::kNotDivisible);
  if (!division->objectors->empty()) return asked.refuse(RefusalCode::kDivisionObjected);
  if (is_being_voted_on(asked.meeting, command.proposal))
    return refuse_division(asked, RefusalCode::kVotingHasBegun);
  return events(DivisionDecided{command.proposal, true, command.amendment});
}

void apply_one(Meeting& meeting, const DivisionDecided& event, WallTime) {
  change_division(meeting, event.proposal, event.amendment, [&](auto& text) {
    if (event.divided) text.parts = std::move(text.asked_parts);
    end_division_request(text);
  });
}

void apply_one(Meeting& meeting, const PartDecided& event, WallTime) {
  change_division(meeting, event.proposal, event.amendment, [&](auto& text) {
    for (Part& part : text.parts)
      if (part.id == event.part) part.state = event.state;
  });
}

}  // namespace hemicycle::meeting
