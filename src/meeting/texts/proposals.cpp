#include "meeting/texts/proposals.h"

#include "meeting/handlers.h"
#include "meeting/motions/motion_kinds.h"
#include "meeting/texts/texts.h"

namespace hemicycle::meeting {
namespace {

Objection item_takes_no_text(const Asked& asked, ItemId id) {
  if (!asked.meeting.rules.proposals.allowed) return asked.refuse(RefusalCode::kNoProposals);
  const Item* item = asked.meeting.agenda.items.find(id);
  if (item == nullptr || item->state == ItemState::kRemoved)
    return asked.refuse(RefusalCode::kNotFound);
  if (item->state == ItemState::kClosed) return asked.refuse(RefusalCode::kItemClosed);
  if (item->debate == Debate::kAdjourned) return asked.refuse(RefusalCode::kDebateAdjourned);
  if (Objection no = another_text_is_pending(asked, id)) return no;
  return motion_has_precedence_over_texts(asked);
}

void forget_division(Proposal& proposal) {
  proposal.parts.clear();
  proposal.asked_parts.clear();
  proposal.division_asked = false;
  proposal.division_objected = false;
  proposal.division_by.reset();
  proposal.division_objectors.clear();
}

// A delegation that may join or leave the sponsors of a text.
Result<const Delegation*, Refusal> sponsor_of(const Asked& asked, const Proposal& proposal) {
  auto delegation = member_for(asked, RuleTopic::kProposals);
  if (delegation && proposal.voting_began)
    return refuse_by(asked.meeting, RefusalCode::kVotingHasBegun, RuleTopic::kProposals);
  return delegation;
}

}  // namespace

Outcome decide_one(const Asked& asked, const SubmitProposal& command) {
  if (Objection no = item_takes_no_text(asked, command.item)) return *no;
  if (Objection no = debate_is_not_open(asked, asked.meeting.agenda.items.at(command.item)))
    return *no;
  if (command.titles.empty()) return asked.refuse(RefusalCode::kMalformed, "titles");
  ProposalSubmitted event{asked.meeting.proposals.next_id(),
                          command.item,
                          command.kind,
                          command.symbol,
                          command.titles,
                          command.texts,
                          asked.actor.person,
                          DelegationId(),
                          command.sponsors,
                          asked.meeting.rules.proposals.second,
                          command.important};
  if (is_presiding(asked.actor)) {
    event.needs_second = false;  // a text of the chair's has no mover
  } else {
    const auto delegation = member_for(asked, RuleTopic::kProposals);
    if (!delegation) return unexpected(delegation.error());
    event.mover = (*delegation)->id;
    remove(event.sponsors, event.mover);
    event.sponsors.insert(event.sponsors.begin(), event.mover);
  }
  for (DelegationId sponsor : event.sponsors) {
    const Delegation* delegation = asked.meeting.delegations.find(sponsor);
    if (delegation == nullptr || !may_vote(*delegation))
      return refuse_by(asked.meeting, RefusalCode::kNotEntitled, RuleTopic::kProposals);
  }
  return events(std::move(event));
}

void apply_one(Meeting& meeting, const ProposalSubmitted& event, WallTime) {
  Proposal proposal;
  proposal.id = event.proposal;
  proposal.item = event.item;
  proposal.kind = event.kind;
  proposal.symbol = event.symbol;
  proposal.titles = event.titles;
  proposal.texts = event.texts;
  proposal.person = event.person;
  proposal.mover = event.mover;
  proposal.sponsors = event.sponsors;
  proposal.state = event.needs_second ? TextState::kMoved : TextState::kPending;
  proposal.important = event.important;
  meeting.proposals.rows.push_back(std::move(proposal));
}

Outcome decide_one(const Asked& asked, const SecondProposal& command) {
  const Proposal* proposal = asked.meeting.proposals.find(command.proposal);
  if (proposal == nullptr) return asked.refuse(RefusalCode::kNotFound);
  const auto delegation = member_for(asked, RuleTopic::kProposals);
  if (!delegation) return unexpected(delegation.error());
  if (proposal->state != TextState::kMoved) return asked.refuse(RefusalCode::kProposalNotPending);
  if (proposal->mover == (*delegation)->id)
    return refuse_by(asked.meeting, RefusalCode::kNotOwnSecond, RuleTopic::kProposals);
  return events(ProposalSeconded{command.proposal, (*delegation)->id});
}

void apply_one(Meeting& meeting, const ProposalSeconded& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  proposal.seconder = event.delegation;
  proposal.state = TextState::kPending;
}

Outcome decide_one(const Asked& asked, const JoinSponsors& command) {
  const auto proposal = pending_proposal(asked, command.proposal);
  if (!proposal) return unexpected(proposal.error());
  const auto delegation = sponsor_of(asked, **proposal);
  if (!delegation) return unexpected(delegation.error());
  if (contains((*proposal)->sponsors, (*delegation)->id))
    return asked.refuse(RefusalCode::kAlreadySponsor);
  return events(SponsorAdded{command.proposal, (*delegation)->id});
}

void apply_one(Meeting& meeting, const SponsorAdded& event, WallTime) {
  meeting.proposals.at(event.proposal).sponsors.push_back(event.delegation);
}

Outcome decide_one(const Asked& asked, const LeaveSponsors& command) {
  const auto proposal = pending_proposal(asked, command.proposal);
  if (!proposal) return unexpected(proposal.error());
  const auto delegation = sponsor_of(asked, **proposal);
  if (!delegation) return unexpected(delegation.error());
  // The mover withdraws the text, or stays.
  if (!contains((*proposal)->sponsors, (*delegation)->id) ||
      (*proposal)->mover == (*delegation)->id)
    return asked.refuse(RefusalCode::kNotASponsor);
  return events(SponsorWithdrew{command.proposal, (*delegation)->id});
}

void apply_one(Meeting& meeting, const SponsorWithdrew& event, WallTime) {
  remove(meeting.proposals.at(event.proposal).sponsors, event.delegation);
}

Outcome decide_one(const Asked& asked, const WithdrawProposal& command) {
  const Proposal* proposal = asked.meeting.proposals.find(command.proposal);
  if (proposal == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (!asked.meeting.rules.proposals.withdrawable)
    return asked.refuse(RefusalCode::kNotWithdrawable);
  const auto delegation = member_for(asked, RuleTopic::kWithdrawal);
  if (!delegation) return unexpected(delegation.error());
  if (proposal->state != TextState::kPending && proposal->state != TextState::kMoved)
    return refuse_by(asked.meeting, RefusalCode::kProposalNotPending, RuleTopic::kWithdrawal);
  if (proposal->mover != (*delegation)->id) return asked.refuse(RefusalCode::kNotTheMover);
  if (voting_on_itself_began(*proposal) || is_being_voted_on(asked.meeting, proposal->id))
    return asked.refuse(RefusalCode::kVotingHasBegun);
  if (proposal->amended) return asked.refuse(RefusalCode::kAlreadyAmended);
  return events(ProposalWithdrawn{command.proposal});
}

void apply_one(Meeting& meeting, const ProposalWithdrawn& event, WallTime) {
  meeting.proposals.at(event.proposal).state = TextState::kWithdrawn;
}

// Also when the debate has been closed: else its mover could take it from the meeting just before
// the vote.
Outcome decide_one(const Asked& asked, const ReintroduceProposal& command) {
  const Proposal* proposal = asked.meeting.proposals.find(command.proposal);
  if (proposal == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (proposal->state != TextState::kWithdrawn) return asked.refuse(RefusalCode::kNotWithdrawn);
  if (Objection no = item_takes_no_text(asked, proposal->item)) return *no;
  const auto delegation = member_for(asked, RuleTopic::kProposals);
  if (!delegation) return unexpected(delegation.error());
  return events(ProposalReintroduced{command.proposal, asked.actor.person, (*delegation)->id,
                                     asked.meeting.rules.proposals.second});
}

void apply_one(Meeting& meeting, const ProposalReintroduced& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  proposal.person = event.person;
  proposal.mover = event.mover;
  proposal.sponsors = {event.mover};
  if (event.needs_second) proposal.seconder.reset();
  proposal.state = event.needs_second ? TextState::kMoved : TextState::kPending;
}

Outcome decide_one(const Asked& asked, const DecideImportance& command) {
  const auto proposal = pending_proposal(asked, command.proposal, RuleTopic::kMajority);
  if (!proposal) return unexpected(proposal.error());
  if ((*proposal)->voting_began || is_being_voted_on(asked.meeting, command.proposal))
    return refuse_by(asked.meeting, RefusalCode::kVotingHasBegun, RuleTopic::kMajority);
  return events(ImportanceDecided{command.proposal, command.important});
}

void apply_one(Meeting& meeting, const ImportanceDecided& event, WallTime) {
  meeting.proposals.at(event.proposal).important = event.important;
}

void apply_one(Meeting& meeting, const ProposalDecided& event, WallTime) {
  meeting.proposals.at(event.proposal).state = event.state;
}

// Taken up again as if it had not been voted on.
void apply_one(Meeting& meeting, const ProposalReopened& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  proposal.state = TextState::kPending;
  proposal.voting_began = false;
  proposal.secretly_voted = false;
  proposal.debate_closed = false;
  forget_division(proposal);
}

void apply_one(Meeting& meeting, const ProposalReconsidered& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  proposal.state = TextState::kPending;
  proposal.voting_began = false;
  proposal.secretly_voted = false;
  proposal.debate_closed = false;
  proposal.reconsidered = true;
  proposal.explained.clear();
  forget_division(proposal);
}

Outcome decide_one(const Asked& asked, const TakeUpProposal& command) {
  const Proposal* proposal = asked.meeting.proposals.find(command.proposal);
  if (proposal == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (proposal->state != TextState::kPostponed && proposal->state != TextState::kReferred)
    return asked.refuse(RefusalCode::kNotPostponed);
  if (proposal->postponed_until && asked.now < *proposal->postponed_until)
    return refuse_by(asked.meeting, RefusalCode::kTooEarly, RuleTopic::kPostpone);
  if (Objection no = another_text_is_pending(asked, proposal->item)) return *no;
  if (Objection no = motion_has_precedence_over_texts(asked)) return *no;
  return events(ProposalTakenUp{command.proposal});
}

// What a motion has ordered on it, the previous question or a division, went with it.
void apply_one(Meeting& meeting, const ProposalTakenUp& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  proposal.state = TextState::kPending;
  proposal.postponed_until.reset();
  proposal.committee.clear();
}

void apply_one(Meeting& meeting, const ProposalPostponed& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  proposal.state = event.until ? TextState::kPostponed : TextState::kPostponedIndefinitely;
  proposal.postponed_until = event.until;
}

void apply_one(Meeting& meeting, const ProposalReferred& event, WallTime) {
  Proposal& proposal = meeting.proposals.at(event.proposal);
  proposal.state = TextState::kReferred;
  proposal.committee = event.committee;
}

void apply_one(Meeting& meeting, const QuestionOrdered& event, WallTime) {
  (event.amendment ? meeting.amendments.at(*event.amendment).debate_closed
                   : meeting.proposals.at(event.proposal).debate_closed) = true;
}

}  // namespace hemicycle::meeting
