#include "meeting/authority.h"

#include <algorithm>

#include "meeting/permissions.h"

namespace hemicycle::meeting {
namespace {

// When none is meant, the first that may give the command.
constexpr Role kInOrder[] = {Role::kChair, Role::kSecretariat, Role::kDelegate};

Role capacity_of(Office office) {
  switch (office) {
    case Office::kChair:
    case Office::kCoChair:
    case Office::kViceChair:
      return Role::kChair;
    case Office::kSecretary:
      return Role::kSecretariat;
    case Office::kRapporteur:
      return Role::kObserver;
  }
  return Role::kObserver;
}

bool holds_office(const Meeting& meeting, PersonId person, Role capacity) {
  return std::any_of(meeting.bureau.begin(), meeting.bureau.end(), [&](const Officer& officer) {
    return officer.person == person && capacity_of(officer.office) == capacity;
  });
}

}  // namespace

std::optional<Actor> acting_as(const Meeting& meeting, PersonId person, Role capacity) {
  switch (capacity) {
    case Role::kChair:
    case Role::kSecretariat:
      if (!holds_office(meeting, person, capacity)) return std::nullopt;
      return Actor{person, capacity, std::nullopt};
    case Role::kDelegate:
      if (const auto of = delegation_of(meeting.sent, person)) return Actor{person, capacity, of};
      return std::nullopt;
    case Role::kObserver:
      return Actor{person, capacity, std::nullopt};
    case Role::kSystem:  // nobody is the server
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<Role> capacities_of(const Meeting& meeting, PersonId person) {
  std::vector<Role> held;
  for (Role capacity : kInOrder)
    if (acting_as(meeting, person, capacity)) held.push_back(capacity);
  return held;
}

Actor usual_actor(const Meeting& meeting, const Caller& caller) {
  if (caller.capacity) {
    if (const auto actor = acting_as(meeting, caller.person, *caller.capacity)) return *actor;
  } else {
    for (Role capacity : kInOrder)
      if (const auto actor = acting_as(meeting, caller.person, capacity)) return *actor;
  }
  return {caller.person, Role::kObserver, std::nullopt};
}

Result<Actor, Refusal> actor_of(const Meeting& meeting, const Command& command,
                                const Caller& caller) {
  if (!is_created(meeting)) return refuse(meeting, RefusalCode::kNotCreated);
  if (caller.capacity) {
    if (const auto actor = acting_as(meeting, caller.person, *caller.capacity)) return *actor;
    return refuse(meeting, *caller.capacity == Role::kDelegate ? RefusalCode::kNotADelegate
                                                               : RefusalCode::kNotInOffice);
  }
  const std::uint8_t roles = permission_of(command).roles;
  bool holds_any = false;
  for (Role capacity : kInOrder) {
    const auto actor = acting_as(meeting, caller.person, capacity);
    if (actor && (roles & bit_of(capacity)) != 0) return *actor;
    holds_any = holds_any || actor;
  }
  const bool for_delegates = (roles & kByDelegate) != 0 && !holds_any;
  return refuse(meeting, for_delegates ? RefusalCode::kNotADelegate : RefusalCode::kNotYours);
}

}  // namespace hemicycle::meeting
