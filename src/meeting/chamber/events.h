#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/chamber/agenda.h"
#include "meeting/chamber/bodies.h"
#include "meeting/chamber/delegations.h"
#include "meeting/chamber/session.h"
#include "meeting/rules/rules.h"

namespace hemicycle::meeting {

// Setting up: the first event of every journal carries the whole of the rules.
struct SessionCreated {
  Body body;
  SessionEntry entry;
  std::string profile;
  std::vector<Setting> settings;
  std::vector<RuleText> rules;
  bool operator==(const SessionCreated&) const = default;
};
BOOST_DESCRIBE_STRUCT(SessionCreated, (), (body, entry, profile, settings, rules))

struct RuleOverridden {
  Setting setting;
  std::optional<DecisionId> decision{};  // the meeting's, once it has been opened
  bool operator==(const RuleOverridden&) const = default;
};
BOOST_DESCRIBE_STRUCT(RuleOverridden, (), (setting, decision))

struct OfficerAppointed {
  Officer officer;
  bool operator==(const OfficerAppointed&) const = default;
};
BOOST_DESCRIBE_STRUCT(OfficerAppointed, (), (officer))

struct OfficerRemoved {
  PersonId person;
  Office office = Office::kChair;
  bool operator==(const OfficerRemoved&) const = default;
};
BOOST_DESCRIBE_STRUCT(OfficerRemoved, (), (person, office))

struct OrganisationRegistered {
  OrganisationId organisation;
  Text names;
  std::string country;
  std::string region;
  Standing standing = Standing::kMember;
  std::uint32_t votes = 1;
  bool operator==(const OrganisationRegistered&) const = default;
};
BOOST_DESCRIBE_STRUCT(OrganisationRegistered, (),
                      (organisation, names, country, region, standing, votes))

struct OrganisationRenamed {
  OrganisationId organisation;
  Text names;
  bool operator==(const OrganisationRenamed&) const = default;
};
BOOST_DESCRIBE_STRUCT(OrganisationRenamed, (), (organisation, names))

struct DelegationRegistered {
  DelegationId delegation;
  OrganisationId organisation;
  bool operator==(const DelegationRegistered&) const = default;
};
BOOST_DESCRIBE_STRUCT(DelegationRegistered, (), (delegation, organisation))

struct DelegateRegistered {
  DelegationId delegation;
  PersonId person;
  std::string name;
  std::string title;
  Position position = Position::kMember;
  bool operator==(const DelegateRegistered&) const = default;
};
BOOST_DESCRIBE_STRUCT(DelegateRegistered, (), (delegation, person, name, title, position))

struct DelegateRevised {
  DelegationId delegation;
  PersonId person;
  std::string name;
  std::string title;
  Position position = Position::kMember;
  bool operator==(const DelegateRevised&) const = default;
};
BOOST_DESCRIBE_STRUCT(DelegateRevised, (), (delegation, person, name, title, position))

struct DelegateRemoved {
  DelegationId delegation;
  PersonId person;
  bool operator==(const DelegateRemoved&) const = default;
};
BOOST_DESCRIBE_STRUCT(DelegateRemoved, (), (delegation, person))

struct CredentialDecided {
  DelegationId delegation;
  Credential credential = Credential::kPending;
  bool operator==(const CredentialDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(CredentialDecided, (), (delegation, credential))

struct ProxyGiven {
  DelegationId from;
  DelegationId to;
  bool operator==(const ProxyGiven&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProxyGiven, (), (from, to))

struct ProxyWithdrawn {
  DelegationId from;
  bool operator==(const ProxyWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProxyWithdrawn, (), (from))

struct PersonArrived {
  DelegationId delegation;
  PersonId person;
  bool operator==(const PersonArrived&) const = default;
};
BOOST_DESCRIBE_STRUCT(PersonArrived, (), (delegation, person))

struct PersonLeft {
  DelegationId delegation;
  PersonId person;
  bool operator==(const PersonLeft&) const = default;
};
BOOST_DESCRIBE_STRUCT(PersonLeft, (), (delegation, person))

struct ConnectionLost {
  DelegationId delegation;
  PersonId person;
  bool operator==(const ConnectionLost&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConnectionLost, (), (delegation, person))

struct ConnectionRestored {
  DelegationId delegation;
  PersonId person;
  bool operator==(const ConnectionRestored&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConnectionRestored, (), (delegation, person))

// A connection has been lost for as long as the rules allow: the person is away.
struct AbsenceBegan {
  DelegationId delegation;
  PersonId person;
  bool operator==(const AbsenceBegan&) const = default;
};
BOOST_DESCRIBE_STRUCT(AbsenceBegan, (), (delegation, person))

struct QuorumWaived {
  bool operator==(const QuorumWaived&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuorumWaived, (), ())

struct MeetingOpened {
  std::uint32_t members_present = 0;
  std::uint32_t quorum = 0;
  bool operator==(const MeetingOpened&) const = default;
};
BOOST_DESCRIBE_STRUCT(MeetingOpened, (), (members_present, quorum))

struct MeetingSuspended {
  std::optional<WallTime> until;
  bool operator==(const MeetingSuspended&) const = default;
};
BOOST_DESCRIBE_STRUCT(MeetingSuspended, (), (until))

struct MeetingResumed {
  bool operator==(const MeetingResumed&) const = default;
};
BOOST_DESCRIBE_STRUCT(MeetingResumed, (), ())

struct MeetingAdjourned {
  bool operator==(const MeetingAdjourned&) const = default;
};
BOOST_DESCRIBE_STRUCT(MeetingAdjourned, (), ())

struct SessionClosed {
  bool operator==(const SessionClosed&) const = default;
};
BOOST_DESCRIBE_STRUCT(SessionClosed, (), ())

// A command that the rules forbade, in journals of old. It changes nothing; today refusals go to an
// audit log beside the journal.
struct CommandRefused {
  std::string command;
  std::string code;
  std::string rule;
  bool operator==(const CommandRefused&) const = default;
};
BOOST_DESCRIBE_STRUCT(CommandRefused, (), (command, code, rule))

struct VisibilityChanged {
  Visibility visibility = Visibility::kPublic;
  bool operator==(const VisibilityChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(VisibilityChanged, (), (visibility))

// Without a number the item has that of its id.
struct ItemAdded {
  ItemId item;
  Text titles;
  Text annotations;
  std::string number;
  std::optional<ItemId> under;
  bool operator==(const ItemAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemAdded, (), (item, titles, annotations, number, under))

// `place` counts from 0.
struct ItemMoved {
  ItemId item;
  std::uint32_t place = 0;
  bool operator==(const ItemMoved&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemMoved, (), (item, place))

struct ItemRemoved {
  ItemId item;
  bool operator==(const ItemRemoved&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemRemoved, (), (item))

// `resumes_debate`: in journals of old, opening an item took up a debate that had been adjourned.
struct ItemOpened {
  ItemId item;
  bool resumes_debate = true;
  bool operator==(const ItemOpened&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemOpened, (), (item, resumes_debate))

struct ItemClosed {
  ItemId item;
  bool operator==(const ItemClosed&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemClosed, (), (item))

struct DocumentAdded {
  DocumentId document;
  ItemId item;
  std::string symbol;
  std::optional<WallTime> deadline;
  bool operator==(const DocumentAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(DocumentAdded, (), (document, item, symbol, deadline))

struct DocumentVersionAdded {
  DocumentId document;
  std::uint32_t version = 1;
  std::string language;
  std::string title;
  std::string digest;
  bool operator==(const DocumentVersionAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(DocumentVersionAdded, (), (document, version, language, title, digest))

}  // namespace hemicycle::meeting
