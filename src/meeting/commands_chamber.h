#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/agenda.h"
#include "meeting/bodies.h"
#include "meeting/delegations.h"
#include "meeting/rules.h"
#include "meeting/session.h"

namespace hemicycle::meeting {

// The first command of a session; `settings` and `rules` are a loaded profile's.
struct CreateSession {
  Body body;
  SessionEntry entry;
  std::string profile;
  std::vector<Setting> settings;
  std::vector<RuleText> rules;
  bool operator==(const CreateSession&) const = default;
};
BOOST_DESCRIBE_STRUCT(CreateSession, (), (body, entry, profile, settings, rules))

struct OverrideRule {
  Setting setting;
  bool operator==(const OverrideRule&) const = default;
};
BOOST_DESCRIBE_STRUCT(OverrideRule, (), (setting))

struct AppointOfficer {
  Officer officer;
  bool operator==(const AppointOfficer&) const = default;
};
BOOST_DESCRIBE_STRUCT(AppointOfficer, (), (officer))

struct RegisterOrganisation {
  Text names;
  std::string country;
  std::string region;
  Standing standing = Standing::kMember;
  std::uint32_t votes = 1;
  bool operator==(const RegisterOrganisation&) const = default;
};
BOOST_DESCRIBE_STRUCT(RegisterOrganisation, (), (names, country, region, standing, votes))

struct RegisterDelegation {
  OrganisationId organisation;
  bool operator==(const RegisterDelegation&) const = default;
};
BOOST_DESCRIBE_STRUCT(RegisterDelegation, (), (organisation))

struct RegisterDelegate {
  DelegationId delegation;
  PersonId person;
  std::string name;
  std::string title;
  Position position = Position::kMember;
  bool operator==(const RegisterDelegate&) const = default;
};
BOOST_DESCRIBE_STRUCT(RegisterDelegate, (), (delegation, person, name, title, position))

struct RemoveDelegate {
  DelegationId delegation;
  PersonId person;
  bool operator==(const RemoveDelegate&) const = default;
};
BOOST_DESCRIBE_STRUCT(RemoveDelegate, (), (delegation, person))

struct SeatProvisionally {
  DelegationId delegation;
  bool operator==(const SeatProvisionally&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeatProvisionally, (), (delegation))

// The committee has reported.
struct ReportCredential {
  DelegationId delegation;
  bool accepted = true;
  bool operator==(const ReportCredential&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReportCredential, (), (delegation, accepted))

struct GiveProxy {
  DelegationId to;
  bool operator==(const GiveProxy&) const = default;
};
BOOST_DESCRIBE_STRUCT(GiveProxy, (), (to))

struct WithdrawProxy {
  bool operator==(const WithdrawProxy&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawProxy, (), ())

// Presence; the shell reports it of a person of a delegation.
struct Arrive {
  DelegationId delegation;
  PersonId person;
  bool operator==(const Arrive&) const = default;
};
BOOST_DESCRIBE_STRUCT(Arrive, (), (delegation, person))

struct Leave {
  DelegationId delegation;
  PersonId person;
  bool operator==(const Leave&) const = default;
};
BOOST_DESCRIBE_STRUCT(Leave, (), (delegation, person))

struct LoseConnection {
  DelegationId delegation;
  PersonId person;
  bool operator==(const LoseConnection&) const = default;
};
BOOST_DESCRIBE_STRUCT(LoseConnection, (), (delegation, person))

struct RestoreConnection {
  DelegationId delegation;
  PersonId person;
  bool operator==(const RestoreConnection&) const = default;
};
BOOST_DESCRIBE_STRUCT(RestoreConnection, (), (delegation, person))

struct WaiveQuorum {
  bool operator==(const WaiveQuorum&) const = default;
};
BOOST_DESCRIBE_STRUCT(WaiveQuorum, (), ())

struct OpenMeeting {
  bool operator==(const OpenMeeting&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenMeeting, (), ())

struct SuspendMeeting {
  std::optional<WallTime> until;
  bool operator==(const SuspendMeeting&) const = default;
};
BOOST_DESCRIBE_STRUCT(SuspendMeeting, (), (until))

struct ResumeMeeting {
  bool operator==(const ResumeMeeting&) const = default;
};
BOOST_DESCRIBE_STRUCT(ResumeMeeting, (), ())

struct AdjournMeeting {
  bool operator==(const AdjournMeeting&) const = default;
};
BOOST_DESCRIBE_STRUCT(AdjournMeeting, (), ())

struct CloseSession {
  bool operator==(const CloseSession&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseSession, (), ())

struct AddItem {
  Text titles;
  Text annotations;
  bool operator==(const AddItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddItem, (), (titles, annotations))

// `place` counts from 0.
struct MoveItem {
  ItemId item;
  std::uint32_t place = 0;
  bool operator==(const MoveItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoveItem, (), (item, place))

struct RemoveItem {
  ItemId item;
  bool operator==(const RemoveItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(RemoveItem, (), (item))

struct OpenItem {
  ItemId item;
  bool operator==(const OpenItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenItem, (), (item))

struct CloseItem {
  ItemId item;
  bool operator==(const CloseItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseItem, (), (item))

struct AddDocument {
  ItemId item;
  std::string symbol;
  std::optional<WallTime> deadline;
  bool operator==(const AddDocument&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddDocument, (), (item, symbol, deadline))

struct AddDocumentVersion {
  DocumentId document;
  std::string language;
  std::string title;
  std::string digest;
  bool operator==(const AddDocumentVersion&) const = default;
};
BOOST_DESCRIBE_STRUCT(AddDocumentVersion, (), (document, language, title, digest))

// Time has passed; the shell sends it when next_deadline() has come.
struct Tick {
  bool operator==(const Tick&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tick, (), ())

}  // namespace hemicycle::meeting
