#pragma once

#include <string>
#include <vector>

#include "meeting/ids.h"

namespace hemicycle::meeting {

BOOST_DEFINE_FIXED_ENUM_CLASS(BodyKind, std::uint8_t, kGeneralAssembly, kStandingCommittee,
                              kCommittee, kSpecialConference, kWorkingGroup)

// What meets: its name and the languages it works in. Its members are the organisations.
struct Body {
  BodyKind kind = BodyKind::kGeneralAssembly;
  Text names;
  std::vector<std::string> working_languages;
  bool operator==(const Body&) const = default;
};
BOOST_DESCRIBE_STRUCT(Body, (), (kind, names, working_languages))

BOOST_DEFINE_FIXED_ENUM_CLASS(Office, std::uint8_t, kChair, kCoChair, kViceChair, kRapporteur,
                              kSecretary)

// A member of the bureau or of the secretariat.
struct Officer {
  PersonId person;
  std::string name;
  Office office = Office::kChair;
  bool operator==(const Officer&) const = default;
};
BOOST_DESCRIBE_STRUCT(Officer, (), (person, name, office))

}  // namespace hemicycle::meeting
