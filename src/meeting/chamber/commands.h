#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/chamber/agenda.h"
#include "meeting/chamber/bodies.h"
#include "meeting/chamber/delegations.h"
#include "meeting/chamber/session.h"
#include "meeting/permission.h"
#include "meeting/rules/rules.h"

namespace hemicycle::meeting {

// The first command of a session, the server's: before there is one, no state says who may.
// `settings` and `rules` are a loaded profile's; of the first officers one at least is of the
// secretariat, so that somebody may do the rest.
struct CreateSession {
  static constexpr Permission kPermission{kByServer, When::kBeforeCreation};
  Body body;
  SessionEntry entry;
  std::string profile;
  std::vector<Setting> settings;
  std::vector<RuleText> rules;
  std::vector<Officer> officers;
  bool operator==(const CreateSession&) const = default;
};
BOOST_DESCRIBE_STRUCT(CreateSession, (), (body, entry, profile, settings, rules, officers))

// `decision`: the meeting's own, on which the change rests; before it first opens, none.
struct OverrideRule {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  Setting setting;
  std::optional<DecisionId> decision{};
  bool operator==(const OverrideRule&) const = default;
};
BOOST_DESCRIBE_STRUCT(OverrideRule, (), (setting, decision))

// Officers are replaced by removing one and appointing another.
struct RemoveOfficer {
  static constexpr Permission kPermission{kBySecretariat, When::kNotClosed};
  PersonId person;
  Office office = Office::kChair;
  bool operator==(const RemoveOfficer&) const = default;
};
BOOST_DESCRIBE_STRUCT(RemoveOfficer, (), (person, office))

// Also the server's, where a session has nobody left, or never had anybody, to appoint.
struct AppointOfficer {
  static constexpr Permission kPermission{kBySecretariat, When::kNotClosed};
  Officer officer;
  bool operator==(const AppointOfficer&) const = default;
};
BOOST_DESCRIBE_STRUCT(AppointOfficer, (), (officer))

struct RegisterOrganisation {
  static constexpr Permission kPermission{kBySecretariat, When::kNotClosed};
  Text names;
  std::string country;
  std::string region;
  Standing standing = Standing::kMember;
  std::uint32_t votes = 1;
  bool operator==(const RegisterOrganisation&) const = default;
};
BOOST_DESCRIBE_STRUCT(RegisterOrganisation, (), (names, country, region, standing, votes))

struct RenameOrganisation {
  static constexpr Permission kPermission{kBySecretariat, When::kNotClosed};
  OrganisationId organisation;
  Text names;
  bool operator==(const RenameOrganisation&) const = default;
};
BOOST_DESCRIBE_STRUCT(RenameOrganisation, (), (organisation, names))

struct RegisterDelegation {
  static constexpr Permission kPermission{kBySecretariat, When::kNotClosed};
  OrganisationId organisation;
  bool operator==(const RegisterDelegation&) const = default;
};
BOOST_DESCRIBE_STRUCT(RegisterDelegation, (), (organisation))

struct RegisterDelegate {
  static constexpr Permission kPermission{kBySecretariat, When::kNotClosed};
  DelegationId delegation;
  PersonId person;
  std::string name;
  std::string title;
  Position position = Position::kMember;
  bool operator==(const RegisterDelegate&) const = default;
};
BOOST_DESCRIBE_STRUCT(RegisterDelegate, (), (delegation, person, name, title, position))

// Another name, title or position of somebody who is one of the delegation.
struct ReviseDelegate {
  static constexpr Permission kPermission{kBySecretariat, When::kNotClosed};
  DelegationId delegation;
  PersonId person;
  std::string name;
  std::string title;
  Position position = Position::kMember;
  bool operator==(const ReviseDelegate&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReviseDelegate, (), (delegation, person, name, title, position))

struct RemoveDelegate {
  static constexpr Permission kPermission{kBySecretariat, When::kNotClosed};
  DelegationId delegation;
  PersonId person;
  bool operator==(const RemoveDelegate&) const = default;
};
BOOST_DESCRIBE_STRUCT(RemoveDelegate, (), (delegation, person))

struct SeatProvisionally {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  DelegationId delegation;
  bool operator==(const SeatProvisionally&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeatProvisionally, (), (delegation))

// The committee has reported.
struct ReportCredential {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  DelegationId delegation;
  bool accepted = true;
  bool operator==(const ReportCredential&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReportCredential, (), (delegation, accepted))

struct GiveProxy {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  DelegationId to;
  bool operator==(const GiveProxy&) const = default;
};
BOOST_DESCRIBE_STRUCT(GiveProxy, (), (to))

struct WithdrawProxy {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  bool operator==(const WithdrawProxy&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawProxy, (), ())

// Presence, of a person of a delegation; by themselves, the chair, the secretariat or the server.
struct Arrive {
  static constexpr Permission kPermission{kByAnyone, When::kNotClosed};
  DelegationId delegation;
  PersonId person;
  bool operator==(const Arrive&) const = default;
};
BOOST_DESCRIBE_STRUCT(Arrive, (), (delegation, person))

struct Leave {
  static constexpr Permission kPermission{kByAnyone, When::kNotClosed};
  DelegationId delegation;
  PersonId person;
  bool operator==(const Leave&) const = default;
};
BOOST_DESCRIBE_STRUCT(Leave, (), (delegation, person))

struct LoseConnection {
  static constexpr Permission kPermission{kByServer, When::kNotClosed};
  DelegationId delegation;
  PersonId person;
  bool operator==(const LoseConnection&) const = default;
};
BOOST_DESCRIBE_STRUCT(LoseConnection, (), (delegation, person))

struct RestoreConnection {
  static constexpr Permission kPermission{kByServer, When::kNotClosed};
  DelegationId delegation;
  PersonId person;
  bool operator==(const RestoreConnection&) const = default;
};
BOOST_DESCRIBE_STRUCT(RestoreConnection, (), (delegation, person))

struct WaiveQuorum {
  static constexpr Permission kPermission{kByChair, When::kNotClosed};
  bool operator==(const WaiveQuorum&) const = default;
};
BOOST_DESCRIBE_STRUCT(WaiveQuorum, (), ())

struct OpenMeeting {
  static constexpr Permission kPermission{kByChair, When::kNotClosed};
  bool operator==(const OpenMeeting&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenMeeting, (), ())

struct SuspendMeeting {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  std::optional<WallTime> until;
  bool operator==(const SuspendMeeting&) const = default;
};
BOOST_DESCRIBE_STRUCT(SuspendMeeting, (), (until))

struct ResumeMeeting {
  static constexpr Permission kPermission{kByChair, When::kNotClosed};
  bool operator==(const ResumeMeeting&) const = default;
};
BOOST_DESCRIBE_STRUCT(ResumeMeeting, (), ())

struct AdjournMeeting {
  static constexpr Permission kPermission{kByChair, When::kNotClosed};
  bool operator==(const AdjournMeeting&) const = default;
};
BOOST_DESCRIBE_STRUCT(AdjournMeeting, (), ())

struct CloseSession {
  static constexpr Permission kPermission{kByChair, When::kNotClosed};
  bool operator==(const CloseSession&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseSession, (), ())

// From now on the sittings are held in public, or behind closed doors.
struct ChangeVisibility {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  Visibility visibility = Visibility::kPublic;
  bool operator==(const ChangeVisibility&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChangeVisibility, (), (visibility))

// `under`: the item that it is a part of. `number`: what is printed before it; the next, if none.
struct AddItem {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  Text titles;
  Text annotations;
  std::optional<ItemId> under = std::nullopt;
  std::optional<std::string> number = std::nullopt;
  bool operator==(const AddItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddItem, (), (titles, annotations, under, number))

// `place` counts from 0 among the items that stand under the same one.
struct MoveItem {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ItemId item;
  std::uint32_t place = 0;
  bool operator==(const MoveItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoveItem, (), (item, place))

struct RemoveItem {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ItemId item;
  bool operator==(const RemoveItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(RemoveItem, (), (item))

struct OpenItem {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  ItemId item;
  bool operator==(const OpenItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenItem, (), (item))

struct CloseItem {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  ItemId item;
  bool operator==(const CloseItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseItem, (), (item))

struct AddDocument {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ItemId item;
  std::string symbol;
  std::optional<WallTime> deadline;
  bool operator==(const AddDocument&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddDocument, (), (item, symbol, deadline))

struct AddDocumentVersion {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  DocumentId document;
  std::string language;
  std::string title;
  std::string digest;
  bool operator==(const AddDocumentVersion&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddDocumentVersion, (), (document, language, title, digest))

// Time has passed; the shell sends it when next_deadline() has come.
struct Tick {
  static constexpr Permission kPermission{kByServer, When::kAnyPhase};
  bool operator==(const Tick&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tick, (), ())

}  // namespace hemicycle::meeting
