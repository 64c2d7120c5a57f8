#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "meeting/meeting.h"
#include "projection/audience.h"

namespace hemicycle::chamber {

// As what somebody was invited. The first three say that the state of the meeting has to know the
// person; what the others may know does not depend on it.
BOOST_DEFINE_FIXED_ENUM_CLASS(Invited, std::uint8_t, kChair, kSecretariat, kDelegate, kObserver,
                              kInterpreter, kTechnician, kPublic)

// Who opens a socket: what the token says, whose signature has been verified.
struct Visitor {
  std::optional<meeting::PersonId> person;  // none: a link for many, such as the public's
  Invited invited = Invited::kPublic;
};

// What a visitor is in the present state of the meeting.
struct Standpoint {
  projection::Audience audience;
  meeting::Role role = meeting::Role::kObserver;
  std::optional<meeting::DelegationId> delegation;  // that it is a person of, whatever the audience
  bool operator==(const Standpoint&) const = default;
};

// Nothing when the visitor is not, or no longer, admitted: invited as one of the meeting, whom the
// meeting does not know. What a token says of somebody opens no more than the state grants, except
// the places beside the meeting: interpreters, technicians and observers.
std::optional<Standpoint> standpoint_of(const meeting::Meeting& meeting, const Visitor& visitor);

// "public", "participant", "delegation/24", "chair"...
std::string write(const projection::Audience& audience);

}  // namespace hemicycle::chamber
