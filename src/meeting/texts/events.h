#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor/statements.h"
#include "meeting/texts/proposals.h"
#include "meeting/votes/voting.h"

namespace hemicycle::meeting {

// Texts.
struct ProposalSubmitted {
  ProposalId proposal;
  ItemId item;
  ProposalKind kind = ProposalKind::kResolution;
  std::string symbol;
  Text titles;
  Text texts;
  PersonId person;
  DelegationId mover;
  std::vector<DelegationId> sponsors;
  bool needs_second = false;
  bool important = false;
  bool operator==(const ProposalSubmitted&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalSubmitted, (),
                      (proposal, item, kind, symbol, titles, texts, person, mover, sponsors,
                       needs_second, important))

struct ProposalSeconded {
  ProposalId proposal;
  DelegationId delegation;
  bool operator==(const ProposalSeconded&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalSeconded, (), (proposal, delegation))

struct SponsorAdded {
  ProposalId proposal;
  DelegationId delegation;
  bool operator==(const SponsorAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(SponsorAdded, (), (proposal, delegation))

struct SponsorWithdrew {
  ProposalId proposal;
  DelegationId delegation;
  bool operator==(const SponsorWithdrew&) const = default;
};
BOOST_DESCRIBE_STRUCT(SponsorWithdrew, (), (proposal, delegation))

struct ProposalWithdrawn {
  ProposalId proposal;
  bool operator==(const ProposalWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalWithdrawn, (), (proposal))

struct ProposalReintroduced {
  ProposalId proposal;
  PersonId person;
  DelegationId mover;
  bool operator==(const ProposalReintroduced&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalReintroduced, (), (proposal, person, mover))

struct ImportanceDecided {
  ProposalId proposal;
  bool important = false;
  bool operator==(const ImportanceDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(ImportanceDecided, (), (proposal, important))

// The state that a decision, or its own mover, put the text into.
struct ProposalDecided {
  ProposalId proposal;
  TextState state = TextState::kPending;
  bool operator==(const ProposalDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalDecided, (), (proposal, state))

struct ProposalReopened {
  ProposalId proposal;
  bool operator==(const ProposalReopened&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalReopened, (), (proposal))

struct QuestionOrdered {
  ProposalId proposal;
  bool operator==(const QuestionOrdered&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuestionOrdered, (), (proposal))

struct AmendmentSubmitted {
  AmendmentId amendment;
  ProposalId proposal;
  PersonId person;
  DelegationId mover;
  Text texts;
  std::uint32_t distance = 0;
  bool operator==(const AmendmentSubmitted&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendmentSubmitted, (), (amendment, proposal, person, mover, texts, distance))

// From the furthest to the nearest.
struct AmendmentsRanked {
  ProposalId proposal;
  std::vector<AmendmentId> order;
  bool operator==(const AmendmentsRanked&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendmentsRanked, (), (proposal, order))

struct ExclusionDeclared {
  AmendmentId amendment;
  AmendmentId excludes;
  bool operator==(const ExclusionDeclared&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExclusionDeclared, (), (amendment, excludes))

struct AmendmentDecided {
  AmendmentId amendment;
  TextState state = TextState::kPending;
  bool operator==(const AmendmentDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendmentDecided, (), (amendment, state))

struct DivisionAsked {
  ProposalId proposal;
  DelegationId delegation;
  std::vector<Part> parts;
  bool operator==(const DivisionAsked&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivisionAsked, (), (proposal, delegation, parts))

struct DivisionObjected {
  ProposalId proposal;
  DelegationId delegation;
  bool operator==(const DivisionObjected&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivisionObjected, (), (proposal, delegation))

struct DivisionDecided {
  ProposalId proposal;
  bool divided = false;
  bool operator==(const DivisionDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivisionDecided, (), (proposal, divided))

struct PartDecided {
  ProposalId proposal;
  PartId part;
  TextState state = TextState::kPending;
  bool operator==(const PartDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(PartDecided, (), (proposal, part, state))

struct MethodAsked {
  ProposalId proposal;
  DelegationId delegation;
  Method method = Method::kRecorded;
  bool operator==(const MethodAsked&) const = default;
};
BOOST_DESCRIBE_STRUCT(MethodAsked, (), (proposal, delegation, method))

}  // namespace hemicycle::meeting
