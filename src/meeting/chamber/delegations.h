#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/ids.h"
#include "meeting/table.h"

namespace hemicycle::meeting {

BOOST_DEFINE_FIXED_ENUM_CLASS(Standing, std::uint8_t, kMember, kObserver, kGuest)
BOOST_DEFINE_FIXED_ENUM_CLASS(Position, std::uint8_t, kHead, kDeputy, kMember, kAlternate, kAdviser)
BOOST_DEFINE_FIXED_ENUM_CLASS(Credential, std::uint8_t, kPending, kProvisional, kAccepted, kRefused)

// A party, a state or an international organisation, with its standing in this body.
struct Organisation {
  OrganisationId id;
  Text names;
  std::string country;  // ISO 3166 code; empty for one that belongs to a region
  std::string region;
  Standing standing = Standing::kMember;
  std::uint32_t votes = 1;  // counted only where the profile weights votes
  bool operator==(const Organisation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Organisation, (), (id, names, country, region, standing, votes))

BOOST_DEFINE_FIXED_ENUM_CLASS(Presence, std::uint8_t, kAbsent, kPresent, kConnectionLost)

struct Delegate {
  PersonId person;
  std::string name;
  std::string title;
  Position position = Position::kMember;
  Presence presence = Presence::kAbsent;
  bool operator==(const Delegate&) const = default;
};
BOOST_DESCRIBE_STRUCT(Delegate, (), (person, name, title, position, presence))

// A person whose connection is lost, and since when.
struct LostConnection {
  DelegationId delegation;
  PersonId person;
  WallTime since;
  bool operator==(const LostConnection&) const = default;
};
BOOST_DESCRIBE_STRUCT(LostConnection, (), (delegation, person, since))

// A person whom a delegation counts among its people.
struct Sent {
  PersonId person;
  DelegationId by;
};

// Those whom one organisation sent. It is present while any of its people is.
struct Delegation {
  DelegationId id;
  OrganisationId organisation;
  Standing standing = Standing::kMember;  // the organisation's, kept here because every check asks
  Credential credential = Credential::kPending;
  std::vector<Delegate> people;
  std::uint32_t people_present = 0;   // including those whose connection is lost
  std::optional<DelegationId> proxy;  // who votes for it
  bool pledged = false;               // to be 'present and voting' at this meeting
  bool operator==(const Delegation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Delegation, (),
                      (id, organisation, standing, credential, people, people_present, proxy,
                       pledged))

inline bool is_present(const Delegation& delegation) {
  return delegation.people_present > 0;
}

// May take part as what it is: nobody has refused its credentials, and it has been seated.
inline bool is_seated(const Delegation& delegation) {
  return delegation.credential == Credential::kAccepted ||
         delegation.credential == Credential::kProvisional;
}
inline bool may_vote(const Delegation& delegation) {
  return delegation.standing == Standing::kMember && is_seated(delegation);
}

// Null when the person is not one of the delegation.
const Delegate* find_person(const Delegation& delegation, PersonId person);

// Who was sent by whom, sorted by person.
using EverybodySent = std::vector<Sent>;
EverybodySent everybody_sent(const Table<DelegationId, Delegation>& delegations);
void note_sent(EverybodySent& sent, const Sent& one);
// The delegation that sent the person; nothing when none did.
std::optional<DelegationId> delegation_of(const EverybodySent& sent, PersonId person);

}  // namespace hemicycle::meeting
