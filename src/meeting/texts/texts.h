#pragma once

#include "meeting/asked.h"

namespace hemicycle::meeting {

// A proposal that exists and can still be decided.
Result<const Proposal*, Refusal> pending_proposal(const Asked& asked, ProposalId id);

// In the chamber or by silence, the text itself, a part of it or an amendment to it.
bool is_being_voted_on(const Meeting& meeting, ProposalId id);

// The pending amendment that is furthest from the text; nothing when there is none.
std::optional<AmendmentId> furthest_amendment(const Meeting& meeting, ProposalId id);

// Null when the proposal has no such part.
const Part* find_part(const Proposal& proposal, PartId id);

}  // namespace hemicycle::meeting
