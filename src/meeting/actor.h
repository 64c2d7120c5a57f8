#pragma once

#include <optional>

#include "meeting/ids.h"

namespace hemicycle::meeting {

// In which capacity somebody acts. One person may hold several; the shell says which one is meant.
BOOST_DEFINE_FIXED_ENUM_CLASS(Role, std::uint8_t, kSystem, kChair, kSecretariat, kDelegate,
                              kObserver)

// Who gives a command. The shell has made sure that the person is who they claim to be; whether a
// delegate belongs to the delegation, and what it may do, is decided here.
struct Actor {
  PersonId person;
  Role role = Role::kObserver;
  std::optional<DelegationId> delegation;
  bool operator==(const Actor&) const = default;
};
BOOST_DESCRIBE_STRUCT(Actor, (), (person, role, delegation))

}  // namespace hemicycle::meeting
