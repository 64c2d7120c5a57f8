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
    return is_admitted(audience, meeting) && may_know(audience, fact, whose);
  }
  // Of what was said, and how each voted, while the doors were closed to the audience, it learns
  // nothing when they are opened again; of what was decided it does.
  bool may_hear_of(WallTime at) const {
    return !closed_doors_keep_out(audience, meeting) || !was_closed_at(meeting.session, at);
  }
  bool has_voted_secretly(meeting::VotingId voting, meeting::DelegationId delegation) const {
    return urn != nullptr && urn->has_voted(voting, delegation);
  }
};

}  // namespace hemicycle::projection
