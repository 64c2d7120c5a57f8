#pragma once

#include "meeting/asked.h"

namespace hemicycle::meeting {

// A proposal that exists and can still be decided; a refusal rests on the rule of `topic`.
Result<const Proposal*, Refusal> pending_proposal(const Asked& asked, ProposalId id,
                                                  RuleTopic topic = RuleTopic::kProposals);

// The debate on the item is closed or adjourned: nothing new comes in.
Objection debate_is_not_open(const Asked& asked, const Item& item);

// Where texts come one at a time, and another one on the item is before the meeting.
Objection another_text_is_pending(const Asked& asked, ItemId item);

// Neither decided nor gone: pending, or tied.
bool is_undecided(TextState state);

// Whether the delegation was on the side that decided the text.
bool voted_with_the_prevailing_side(const Meeting& meeting, const Proposal& proposal,
                                    DelegationId delegation);

// The previous question has been ordered on it, or on an amendment to it that is still pending.
bool question_is_ordered_on(const Meeting& meeting, const Proposal& proposal);

// Of a text that is not decided yet, a part has been voted on. The votes on its amendments, which
// come before it, are no votes on itself.
bool voting_on_itself_began(const Proposal& proposal);

// In the chamber or by silence, the text itself, a part of it or an amendment to it.
bool is_being_voted_on(const Meeting& meeting, ProposalId id);

// The pending amendment that is furthest from the text, or from the amendment that it amends;
// nothing when there is none.
std::optional<AmendmentId> furthest_amendment(const Meeting& meeting, ProposalId id);
std::optional<AmendmentId> furthest_amendment(const Meeting& meeting, AmendmentId id);

// An amendment has been decided or has gone: those to it are not put.
void drop_amendments_to(const Asked& asked, AmendmentId id, Events& list);

// Null when the text has no such part.
template <typename Divided>
const Part* find_part(const Divided& text, PartId id) {
  for (const Part& part : text.parts)
    if (part.id == id) return &part;
  return nullptr;
}

// When every operative part of a text that was divided as a whole has been rejected, so is the
// whole.
template <typename Divided>
bool fails_as_a_whole(const Divided& text, PartId rejected) {
  return !text.separate_vote &&
         std::all_of(text.parts.begin(), text.parts.end(), [&](const Part& part) {
           return part.kind != PartKind::kOperative || part.id == rejected ||
                  part.state == TextState::kRejected;
         });
}

// A division that was asked for, or is under way, comes before the whole.
template <typename Divided>
bool parts_come_first(const Divided& text) {
  return text.division_asked ||
         std::any_of(text.parts.begin(), text.parts.end(),
                     [](const Part& part) { return is_undecided(part.state); });
}

}  // namespace hemicycle::meeting
