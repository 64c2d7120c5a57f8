#pragma once

#include <string>

#include "base/result.h"
#include "meeting/votes/voting.h"
#include "rehearsal/stage.h"

namespace hemicycle::rehearsal {

// What a scenario means by a word: a symbol is a proposal; "A/1:paragraph-2" a part of one; other
// words are labels of amendments and elections, or "motion", the one that comes first.
Result<meeting::Subject, std::string> subject_named(const Stage& stage, const std::string& word);
// By the number that is printed before it: '3', '3(a)'.
Result<meeting::ItemId, std::string> item_named(const Stage& stage, const std::string& number);
Result<meeting::ProposalId, std::string> proposal_named(const Stage& stage,
                                                        const std::string& symbol);

}  // namespace hemicycle::rehearsal
