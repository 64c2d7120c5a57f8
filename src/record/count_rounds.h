#pragma once

#include "meeting/votes/transfer_count.h"
#include "record/names.h"

namespace hemicycle::record {

// "26.19992", "12": votes of a count by single transferable vote, as far as they have decimals.
std::string votes_text(meeting::TransferredVotes votes_e5);

// What the round of this number, from 1, did, who was chosen how, and who was elected at its end.
std::string round_text(const Names& names, meeting::ElectionId election, std::size_t number,
                       const meeting::CountRound& round);

// The whole count in a few sentences: valid papers, quota, each round with its figures.
std::string count_text(const Names& names, meeting::ElectionId election,
                       const meeting::TransferCount& count);

}  // namespace hemicycle::record
