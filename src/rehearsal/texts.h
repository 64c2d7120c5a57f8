#pragma once

#include <string>

#include "base/result.h"
#include "meeting/votes/voting.h"
#include "rehearsal/pattern.h"
#include "rehearsal/stage.h"

namespace hemicycle::rehearsal {

// What a scenario means by a <subject>: a symbol is a proposal, with `part` one of its parts; other
// words are labels of amendments and elections, or "motion", the one that comes first.
Result<meeting::Subject, std::string> subject_named(const Stage& stage, const Argument& subject);
// A proposal or an amendment; `proposal` is set in either case.
Result<meeting::Subject, std::string> text_named(const Stage& stage, const std::string& word);
// By the number that is printed before it: '3', '3(a)'.
Result<meeting::ItemId, std::string> item_named(const Stage& stage, const std::string& number);
Result<meeting::ProposalId, std::string> proposal_named(const Stage& stage,
                                                        const std::string& symbol);
// The item under discussion; before the meeting, the last of the agenda.
meeting::ItemId item_at_hand(const Stage& stage);

}  // namespace hemicycle::rehearsal
