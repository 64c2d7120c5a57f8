#pragma once

#include "meeting/votes/tellers.h"
#include "projection/disclosure.h"

namespace hemicycle::projection {

// A meeting as one audience looks at it. `urn` holds what a secret ballot that is open does not
// write down: who has voted; null: nobody has.
struct View {
  const meeting::Meeting& meeting;
  const meeting::Tellers* urn = nullptr;
  Audience audience;

  bool knows(Fact fact, std::optional<meeting::DelegationId> whose = std::nullopt) const {
    const bool admitted = audience.kind != AudienceKind::kPublic || is_public(meeting);
    return admitted && may_know(audience, fact, whose);
  }
  bool has_voted_secretly(meeting::VotingId voting, meeting::DelegationId delegation) const {
    return urn != nullptr && urn->has_voted(voting, delegation);
  }
};

}  // namespace hemicycle::projection
