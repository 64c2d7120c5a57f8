#pragma once

#include "meeting/votes/transfer_count.h"

namespace hemicycle::meeting {

// A ballot paper on which candidates are ranked, the first preference first; `votes`: as many equal
// papers of one vote.
struct RankedPaper {
  std::vector<CandidateId> preferences;
  std::uint32_t votes = 1;
};

// The Droop quota: the least whole number of votes that only as many candidates as there are places
// can reach.
std::uint32_t droop_quota(std::uint32_t valid, std::uint32_t places);

// Counts by single transferable vote with the weighted inclusive Gregory method, as the Scottish
// Local Government Elections Order 2007 (SSI 2007/42, schedule 1, part on the counting of votes)
// does:
//
//   quota      the Droop quota of the valid papers, not computed anew.
//   elected    whoever reaches the quota at the end of a round. When as many continue as there are
//              places left, they are elected, and nothing more is transferred.
//   surplus    the largest first, one a round, before anybody is excluded. All papers of the
//              candidate go to the next preference that continues, each at the value
//              surplus * its value when received / votes of the candidate, to five decimals, what
//              follows ignored (rule 48).
//   exclusion  of the one with the fewest votes, one a round; papers keep the value at which they
//              were received.
//   ties       by the latest earlier round in which the votes differed, else by a lot.
//
// `candidates` are those who stand, `places` at least one. Every paper names candidates, each once.
// Equal papers, seeds and candidates give an equal count; the order of the papers changes nothing.
TransferCount count_transferable_vote(const std::vector<CandidateId>& candidates,
                                      std::uint32_t places, const std::vector<RankedPaper>& papers,
                                      std::uint64_t seed);

// Those whom a count elected, the first before others.
std::vector<CandidateId> elected_by(const TransferCount& count);

}  // namespace hemicycle::meeting
