#pragma once

#include <optional>
#include <vector>

#include "meeting/ids.h"

namespace hemicycle::meeting {

// Votes of a count by single transferable vote, in hundred-thousandths of a vote: the rule that is
// executed works with five decimals (transferable_vote.h).
using TransferredVotes = std::uint64_t;
inline constexpr TransferredVotes kOneVote = 100'000;

BOOST_DEFINE_FIXED_ENUM_CLASS(CountRule, std::uint8_t, kWeightedInclusiveGregory)

// What a round of the count did: sorted the papers by first preference, transferred the surplus of
// a candidate, or excluded one and transferred its papers.
BOOST_DEFINE_FIXED_ENUM_CLASS(RoundKind, std::uint8_t, kFirstPreferences, kSurplus, kExclusion)
// How the candidate of a round was chosen among equals.
BOOST_DEFINE_FIXED_ENUM_CLASS(TieBreak, std::uint8_t, kNone, kEarlierRound, kLot)

// Votes with which a candidate is credited, in hundred-thousandths.
struct CandidateVotes {
  CandidateId candidate;
  TransferredVotes votes_e5 = 0;
  bool operator==(const CandidateVotes&) const = default;
};
BOOST_DESCRIBE_STRUCT(CandidateVotes, (), (candidate, votes_e5))

// One round, as it stood at its end. `not_transferable_e5` are the votes of papers that name nobody
// else who continues, together with what the fifth decimal cut off.
struct CountRound {
  RoundKind kind = RoundKind::kFirstPreferences;
  std::optional<CandidateId> from;  // whose papers were transferred
  std::vector<CandidateId> tied;    // `from` was chosen among these
  TieBreak tie_break = TieBreak::kNone;
  std::vector<CandidateVotes> votes;  // of each candidate, in the order of the ballot
  TransferredVotes not_transferable_e5 = 0;
  std::vector<CandidateId> elected;  // at its end, the first before others
  bool operator==(const CountRound&) const = default;
};
BOOST_DESCRIBE_STRUCT(CountRound, (),
                      (kind, from, tied, tie_break, votes, not_transferable_e5, elected))

// A whole count, kept so that no later version of the arithmetic changes what it said. Lots can be
// drawn again from `seed`.
struct TransferCount {
  CountRule rule = CountRule::kWeightedInclusiveGregory;
  std::uint32_t valid = 0;  // votes on papers that name somebody
  std::uint32_t quota = 0;  // in whole votes
  std::uint64_t seed = 0;
  std::vector<CountRound> rounds;
  bool operator==(const TransferCount&) const = default;
};
BOOST_DESCRIBE_STRUCT(TransferCount, (), (rule, valid, quota, seed, rounds))

}  // namespace hemicycle::meeting
