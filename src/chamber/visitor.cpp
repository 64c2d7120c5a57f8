#include "chamber/visitor.h"

#include "meeting/authority.h"
#include "meeting/enum_names.h"

namespace hemicycle::chamber {

using meeting::Role;
using projection::Audience;
using projection::AudienceKind;

namespace {

AudienceKind beside_the_meeting(Invited invited) {
  switch (invited) {
    case Invited::kInterpreter:
      return AudienceKind::kInterpreter;
    case Invited::kTechnician:
      return AudienceKind::kTechnician;
    case Invited::kObserver:
      return AudienceKind::kParticipant;
    default:
      return AudienceKind::kPublic;
  }
}

bool is_of_the_meeting(Invited invited) {
  return invited == Invited::kChair || invited == Invited::kSecretariat ||
         invited == Invited::kDelegate;
}

}  // namespace

std::optional<Standpoint> standpoint_of(const meeting::Meeting& meeting, const Visitor& visitor) {
  Standpoint stands;
  const std::vector<Role> held =
      visitor.person ? meeting::capacities_of(meeting, *visitor.person) : std::vector<Role>();
  if (held.empty()) {
    if (is_of_the_meeting(visitor.invited)) return std::nullopt;
    stands.audience.kind = beside_the_meeting(visitor.invited);
    return stands;
  }
  if (const auto delegate = meeting::acting_as(meeting, *visitor.person, Role::kDelegate))
    stands.delegation = delegate->delegation;
  stands.role = held.front();
  if (stands.role == Role::kChair)
    stands.audience.kind = AudienceKind::kChair;
  else if (stands.role == Role::kSecretariat)
    stands.audience.kind = AudienceKind::kSecretariat;
  else
    stands.audience = {AudienceKind::kDelegation, *stands.delegation};
  return stands;
}

std::string write(const Audience& audience) {
  std::string name = meeting::name_of(audience.kind);
  if (audience.kind == AudienceKind::kDelegation)
    name += '/' + std::to_string(audience.delegation.value());
  return name;
}

}  // namespace hemicycle::chamber
