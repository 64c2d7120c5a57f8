#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "meeting/meeting.h"
#include "projection/audience.h"

namespace hemicycle::projection {

// What a document may hold that is not for everybody. Whatever is named here is known to those whom
// its row in disclosure.cpp names, and to nobody else, in whichever document it stands.
BOOST_DEFINE_FIXED_ENUM_CLASS(Fact, std::uint8_t, kProceedings, kConnections, kCredentials,
                              kProxies, kPeople, kWhoHasVoted, kVotesBeforeResult, kHandsCounted,
                              kSecretVoters, kOpenObjections, kPendingPoint, kUndeliveredStatement)
inline constexpr std::size_t kFacts = 12;

BOOST_DEFINE_FIXED_ENUM_CLASS(Reach, std::uint8_t, kNone, kOwn, kAll)

struct DisclosureRow {
  Fact fact;
  std::string_view meaning;                   // for docs/documents.md
  std::array<Reach, kAudienceKinds> reaches;  // in the order of AudienceKind
};

// The one table of who may know what.
std::span<const DisclosureRow> disclosure_rows();

// By the table alone; `whose` is the delegation that the fact is about.
bool may_know(const Audience& audience, Fact fact,
              std::optional<meeting::DelegationId> whose = std::nullopt);

// Whether a closed sitting is closed to the audience: to the public, and where the rules say so to
// observers and guests.
bool closed_doors_keep_out(const Audience& audience, const meeting::Meeting& meeting);

// Whether the audience is admitted now. While it is not, it learns that there is a session, and of
// its proceedings nothing.
bool is_admitted(const Audience& audience, const meeting::Meeting& meeting);

}  // namespace hemicycle::projection
