#include "meeting/handlers.h"
#include "meeting/motions/motion_kinds.h"
#include "meeting/texts/texts.h"

namespace hemicycle::meeting {
namespace {

tl::unexpected<Refusal> refuse_amendment(const Asked& asked, RefusalCode code,
                                         RuleTopic topic = RuleTopic::kAmendments) {
  return refuse_by(asked.meeting, code, topic);
}

Result<const Amendment*, Refusal> pending_amendment(const Asked& asked, AmendmentId id) {
  const Amendment* amendment = asked.meeting.amendments.find(id);
  if (amendment == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (amendment->state != TextState::kPending)
    return refuse_amendment(asked, RefusalCode::kProposalNotPending);
  return amendment;
}

// An amendment that is amended exists, is pending, and is not itself one to an amendment.
Objection cannot_be_amended(const Asked& asked, ProposalId proposal,
                            std::optional<AmendmentId> amended) {
  if (!amended) return std::nullopt;
  const auto target = pending_amendment(asked, *amended);
  if (!target) return unexpected(target.error());
  if ((*target)->proposal != proposal) return asked.refuse(RefusalCode::kNotFound);
  const std::uint32_t degree = (*target)->amendment ? 3 : 2;
  if (degree > asked.meeting.rules.proposals.amendment_degrees)
    return asked.refuse(RefusalCode::kAmendmentTooDeep);
  if (!(*target)->parts.empty()) return refuse_amendment(asked, RefusalCode::kVotingHasBegun);
  return std::nullopt;
}

Objection another_amendment_is_pending(const Asked& asked, ProposalId proposal,
                                       std::optional<AmendmentId> amended) {
  if (!asked.meeting.rules.proposals.one_amendment_at_a_time) return std::nullopt;
  for (const Amendment& other : asked.meeting.amendments)
    if (other.proposal == proposal && other.amendment == amended &&
        (other.state == TextState::kMoved || is_undecided(other.state)))
      return asked.refuse(RefusalCode::kAmendmentPending);
  return std::nullopt;
}

// Amendments come in while the text is debated, and before voting on it begins; where they come one
// at a time, the vote on one of them is no vote on the text.
Objection too_late_to_amend(const Asked& asked, const Proposal& proposal) {
  const bool voted =
      proposal.voting_began && !asked.meeting.rules.proposals.one_amendment_at_a_time;
  if (voted || is_being_voted_on(asked.meeting, proposal.id))
    return refuse_amendment(asked, RefusalCode::kVotingHasBegun);
  if (question_is_ordered_on(asked.meeting, proposal))
    return refuse_amendment(asked, RefusalCode::kDebateClosed, RuleTopic::kPreviousQuestion);
  if (proposal.reconsidered) return std::nullopt;
  return debate_is_not_open(asked, asked.meeting.agenda.items.at(proposal.item));
}

}  // namespace

Outcome decide_one(const Asked& asked, const SubmitAmendment& command) {
  const ProposalRules& rules = asked.meeting.rules.proposals;
  if (!rules.amendable) return asked.refuse(RefusalCode::kNotAmendable);
  const auto proposal = pending_proposal(asked, command.proposal, RuleTopic::kAmendments);
  if (!proposal) return unexpected(proposal.error());
  const auto delegation = member_for(asked, RuleTopic::kAmendments);
  if (!delegation) return unexpected(delegation.error());
  if (Objection no = too_late_to_amend(asked, **proposal)) return *no;
  if (Objection no = cannot_be_amended(asked, command.proposal, command.amendment)) return *no;
  if (Objection no = motion_has_precedence_over_amendments(asked)) return *no;
  if (Objection no = another_amendment_is_pending(asked, command.proposal, command.amendment))
    return *no;
  return events(AmendmentSubmitted{
      asked.meeting.amendments.next_id(), command.proposal, asked.actor.person, (*delegation)->id,
      command.texts, command.distance, rules.amendment_second, command.amendment, command.passage});
}

void apply_one(Meeting& meeting, const AmendmentSubmitted& event, WallTime) {
  Amendment amendment;
  amendment.id = event.amendment;
  amendment.proposal = event.proposal;
  amendment.person = event.person;
  amendment.mover = event.mover;
  amendment.texts = event.texts;
  amendment.distance = event.distance;
  amendment.state = event.needs_second ? TextState::kMoved : TextState::kPending;
  amendment.amendment = event.amends;
  amendment.passage = event.passage;
  meeting.amendments.rows.push_back(std::move(amendment));
}

Outcome decide_one(const Asked& asked, const SecondAmendment& command) {
  const Amendment* amendment = asked.meeting.amendments.find(command.amendment);
  if (amendment == nullptr) return asked.refuse(RefusalCode::kNotFound);
  const auto delegation = member_for(asked, RuleTopic::kAmendments);
  if (!delegation) return unexpected(delegation.error());
  if (amendment->state != TextState::kMoved)
    return refuse_amendment(asked, RefusalCode::kProposalNotPending);
  if (amendment->mover == (*delegation)->id)
    return refuse_amendment(asked, RefusalCode::kNotOwnSecond);
  return events(AmendmentSeconded{command.amendment, (*delegation)->id});
}

void apply_one(Meeting& meeting, const AmendmentSeconded& event, WallTime) {
  Amendment& amendment = meeting.amendments.at(event.amendment);
  amendment.seconder = event.delegation;
  amendment.state = TextState::kPending;
}

Outcome decide_one(const Asked& asked, const RankAmendments& command) {
  const auto proposal = pending_proposal(asked, command.proposal, RuleTopic::kAmendments);
  if (!proposal) return unexpected(proposal.error());
  if (is_being_voted_on(asked.meeting, command.proposal))
    return refuse_amendment(asked, RefusalCode::kVotingHasBegun);
  std::vector<AmendmentId> pending;
  for (const Amendment& amendment : asked.meeting.amendments)
    if (amendment.proposal == command.proposal && amendment.amendment == command.amendment &&
        amendment.state == TextState::kPending)
      pending.push_back(amendment.id);
  std::vector<AmendmentId> order = command.order;
  std::sort(order.begin(), order.end());
  if (order != pending) return refuse_amendment(asked, RefusalCode::kOrderIncomplete);
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
  if (*one == *other || (*one)->proposal != (*other)->proposal ||
      (*one)->amendment != (*other)->amendment)
    return asked.refuse(RefusalCode::kMalformed, "excludes");
  if (is_being_voted_on(asked.meeting, (*one)->proposal))
    return refuse_amendment(asked, RefusalCode::kVotingHasBegun);
  return events(ExclusionDeclared{command.amendment, command.excludes});
}

void apply_one(Meeting& meeting, const ExclusionDeclared& event, WallTime) {
  std::vector<AmendmentId>& excludes = meeting.amendments.at(event.amendment).excludes;
  if (!contains(excludes, event.excludes)) excludes.push_back(event.excludes);
}

// By its mover, like a proposal; also while the debate is adjourned or closed.
Outcome decide_one(const Asked& asked, const WithdrawAmendment& command) {
  const RuleTopic topic = RuleTopic::kWithdrawal;
  const Amendment* amendment = asked.meeting.amendments.find(command.amendment);
  if (amendment == nullptr) return asked.refuse(RefusalCode::kNotFound);
  const auto delegation = member_for(asked, topic);
  if (!delegation) return unexpected(delegation.error());
  if (amendment->state != TextState::kPending && amendment->state != TextState::kMoved)
    return refuse_amendment(asked, RefusalCode::kProposalNotPending, topic);
  if (amendment->mover != (*delegation)->id)
    return refuse_amendment(asked, RefusalCode::kNotTheMover, topic);
  const bool voted =
      std::any_of(amendment->parts.begin(), amendment->parts.end(),
                  [](const Part& part) { return part.state != TextState::kPending; });
  if (voted || is_being_voted_on(asked.meeting, amendment->proposal))
    return refuse_amendment(asked, RefusalCode::kVotingHasBegun, topic);
  if (amendment->amended) return refuse_amendment(asked, RefusalCode::kAlreadyAmended, topic);
  Events list;
  list.emplace_back(AmendmentWithdrawn{command.amendment});
  drop_amendments_to(asked, command.amendment, list);
  return list;
}

void apply_one(Meeting& meeting, const AmendmentWithdrawn& event, WallTime) {
  meeting.amendments.at(event.amendment).state = TextState::kWithdrawn;
}

// By any member, as long as it is not too late to withdraw one: closing the debate or voting on
// other amendments does not let a mover take it from the meeting.
Outcome decide_one(const Asked& asked, const ReintroduceAmendment& command) {
  const RuleTopic topic = RuleTopic::kWithdrawal;
  const Meeting& meeting = asked.meeting;
  const Amendment* amendment = meeting.amendments.find(command.amendment);
  if (amendment == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (amendment->state != TextState::kWithdrawn) return asked.refuse(RefusalCode::kNotWithdrawn);
  const auto delegation = member_for(asked, topic);
  if (!delegation) return unexpected(delegation.error());
  const auto proposal = pending_proposal(asked, amendment->proposal, RuleTopic::kAmendments);
  if (!proposal) return unexpected(proposal.error());
  if (meeting.agenda.items.at((*proposal)->item).debate == Debate::kAdjourned)
    return asked.refuse(RefusalCode::kDebateAdjourned);
  if (voting_on_itself_began(**proposal) || is_being_voted_on(meeting, (*proposal)->id))
    return refuse_amendment(asked, RefusalCode::kVotingHasBegun, topic);
  if (Objection no = cannot_be_amended(asked, amendment->proposal, amendment->amendment))
    return *no;
  if (Objection no = motion_has_precedence_over_amendments(asked)) return *no;
  if (Objection no = another_amendment_is_pending(asked, amendment->proposal, amendment->amendment))
    return *no;
  return events(AmendmentReintroduced{command.amendment, asked.actor.person, (*delegation)->id,
                                      meeting.rules.proposals.amendment_second});
}

void apply_one(Meeting& meeting, const AmendmentReintroduced& event, WallTime) {
  Amendment& amendment = meeting.amendments.at(event.amendment);
  amendment.person = event.person;
  amendment.mover = event.mover;
  amendment.seconder.reset();
  amendment.debate_closed = false;
  amendment.state = event.needs_second ? TextState::kMoved : TextState::kPending;
}

Outcome decide_one(const Asked& asked, const IncorporateAmendment& command) {
  const auto amendment = pending_amendment(asked, command.amendment);
  if (!amendment) return unexpected(amendment.error());
  const auto delegation = member_for(asked, RuleTopic::kAmendments);
  if (!delegation) return unexpected(delegation.error());
  const Meeting& meeting = asked.meeting;
  const Proposal& proposal = meeting.proposals.at((*amendment)->proposal);
  const DelegationId mover = (*amendment)->amendment
                                 ? meeting.amendments.at(*(*amendment)->amendment).mover
                                 : proposal.mover;
  if (mover != (*delegation)->id) return refuse_amendment(asked, RefusalCode::kNotTheMover);
  if (proposal.voting_began || is_being_voted_on(meeting, proposal.id))
    return refuse_amendment(asked, RefusalCode::kVotingHasBegun);
  Events list;
  list.emplace_back(AmendmentIncorporated{command.amendment});
  drop_amendments_to(asked, command.amendment, list);
  return list;
}

void apply_one(Meeting& meeting, const AmendmentIncorporated& event, WallTime) {
  meeting.amendments.at(event.amendment).state = TextState::kIncorporated;
}

void apply_one(Meeting& meeting, const AmendmentDecided& event, WallTime) {
  Amendment& amendment = meeting.amendments.at(event.amendment);
  amendment.state = event.state;
  if (event.state != TextState::kAdopted) return;
  (amendment.amendment ? meeting.amendments.at(*amendment.amendment).amended
                       : meeting.proposals.at(amendment.proposal).amended) = true;
}

}  // namespace hemicycle::meeting
