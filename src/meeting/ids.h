#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/strong_id.h"
#include "base/time.h"

namespace hemicycle::meeting {

// Who someone is comes from the registry; every other number is given out by the meeting, from 1.
using PersonId = StrongId<struct PersonTag, std::uint64_t>;
using OrganisationId = StrongId<struct OrganisationTag, std::uint32_t>;
using DelegationId = StrongId<struct DelegationTag, std::uint32_t>;
using ItemId = StrongId<struct ItemTag, std::uint32_t>;
using DocumentId = StrongId<struct DocumentTag, std::uint32_t>;
using RequestId = StrongId<struct RequestTag, std::uint32_t>;
using SpeechId = StrongId<struct SpeechTag, std::uint32_t>;
using PointId = StrongId<struct PointTag, std::uint32_t>;
using MotionId = StrongId<struct MotionTag, std::uint32_t>;
using ProposalId = StrongId<struct ProposalTag, std::uint32_t>;
using AmendmentId = StrongId<struct AmendmentTag, std::uint32_t>;
using PartId = StrongId<struct PartTag, std::uint32_t>;
using VotingId = StrongId<struct VotingTag, std::uint32_t>;
using ElectionId = StrongId<struct ElectionTag, std::uint32_t>;
using CandidateId = StrongId<struct CandidateTag, std::uint32_t>;
using StatementId = StrongId<struct StatementTag, std::uint32_t>;
using DecisionId = StrongId<struct DecisionTag, std::uint32_t>;

using Millis = std::chrono::milliseconds;

// No limit, extension or deadline that anybody asks for is longer than this; so no sum of them
// leaves the range of their type.
inline constexpr Millis kLongestDuration = std::chrono::hours(24 * 366);
constexpr bool is_sane(Millis duration) {
  return duration >= Millis(0) && duration <= kLongestDuration;
}

// The same words in one language; `language` is a BCP 47 tag.
struct Translation {
  std::string language;
  std::string text;
  bool operator==(const Translation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Translation, (), (language, text))

using Text = std::vector<Translation>;

// The words in `language`, else in English, else in whichever language comes first, else nothing.
std::string in_language(const Text& text, const std::string& language);

}  // namespace hemicycle::meeting
