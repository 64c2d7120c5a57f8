#pragma once

#include <cstdint>

#include "meeting/ids.h"

namespace hemicycle::projection {

// For whom a document is computed, once for all of them. A participant is in the room without a
// delegation's rights; a delegation knows what is its own besides.
BOOST_DEFINE_FIXED_ENUM_CLASS(AudienceKind, std::uint8_t, kPublic, kParticipant, kDelegation,
                              kChair, kSecretariat, kInterpreter, kTechnician)
inline constexpr std::size_t kAudienceKinds = 7;

struct Audience {
  AudienceKind kind = AudienceKind::kPublic;
  meeting::DelegationId delegation;  // of kDelegation
  auto operator<=>(const Audience&) const = default;
};

}  // namespace hemicycle::projection
