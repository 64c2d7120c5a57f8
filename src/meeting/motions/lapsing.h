#pragma once

#include "meeting/asked.h"

namespace hemicycle::meeting {

// Motions lapse when something else has left them nothing to decide; `but` is not asked.

// Those about the debate on the item: it is over.
void lapse_debate_motions(const Asked& asked, ItemId item, std::optional<MotionId> but,
                          Events& list);
// Those about a text that is no longer before the meeting.
void lapse_text_motions(const Asked& asked, ProposalId proposal, std::optional<MotionId> but,
                        Events& list);
// The meeting stops: every speech ends, and motions about stopping lapse, except the one that does
// it.
void stop_business(const Asked& asked, std::optional<MotionId> but, Events& list);

}  // namespace hemicycle::meeting
