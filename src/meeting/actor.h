#pragma once

#include <optional>

#include "meeting/ids.h"

namespace hemicycle::meeting {

// In which capacity somebody acts; the system is the server itself. One person may hold several.
BOOST_DEFINE_FIXED_ENUM_CLASS(Role, std::uint8_t, kSystem, kChair, kSecretariat, kDelegate,
                              kObserver)

// Who gives a command: the person that the shell has made sure of, and in which of their capacities
// they mean to act; none: the first of them that may give the command (authority.h). It claims
// nothing that the meeting does not check.
struct Caller {
  PersonId person;
  std::optional<Role> capacity{};
  bool operator==(const Caller&) const = default;
};
BOOST_DESCRIBE_STRUCT(Caller, (), (person, capacity))

// Who acts, as the state of the meeting says: made by authority.h, and kept by the journal.
struct Actor {
  PersonId person;
  Role role = Role::kObserver;
  std::optional<DelegationId> delegation;
  bool operator==(const Actor&) const = default;
};
BOOST_DESCRIBE_STRUCT(Actor, (), (person, role, delegation))

inline constexpr Actor kServer{PersonId(0), Role::kSystem, std::nullopt};

// What the shell adds to a command, and nobody can say: when it is decided, and a number that
// nobody could foresee, from which lots are drawn.
struct Moment {
  WallTime now;
  std::uint64_t seed;
};

}  // namespace hemicycle::meeting
