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
  bool needs_second = false;
  bool operator==(const ProposalReintroduced&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalReintroduced, (), (proposal, person, mover, needs_second))

struct ImportanceDecided {
  ProposalId proposal;
  bool important = false;
  bool operator==(const ImportanceDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(ImportanceDecided, (), (proposal, important))

// The state that a decision put the text into. `voting`: of which vote this is the result; none:
// it follows from something else, or the journal is from before results named their votes.
struct ProposalDecided {
  ProposalId proposal;
  TextState state = TextState::kPending;
  std::optional<VotingId> voting = std::nullopt;
  bool operator==(const ProposalDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalDecided, (), (proposal, state, voting))

// Taken up again as if it had not been voted on: reconsidered or, in journals of old, taken from
// the table.
struct ProposalReopened {
  ProposalId proposal;
  bool operator==(const ProposalReopened&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalReopened, (), (proposal))

// On the proposal and all that is pending on it or, with `amendment`, on that amendment alone.
struct QuestionOrdered {
  ProposalId proposal;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const QuestionOrdered&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuestionOrdered, (), (proposal, amendment))

struct AmendmentSubmitted {
  AmendmentId amendment;
  ProposalId proposal;
  PersonId person;
  DelegationId mover;
  Text texts;
  std::uint32_t distance = 0;
  bool needs_second = false;
  std::optional<AmendmentId> amends = std::nullopt;
  Passage passage = {};
  bool operator==(const AmendmentSubmitted&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendmentSubmitted, (),
                      (amendment, proposal, person, mover, texts, distance, needs_second, amends,
                       passage))

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

// The state that a decision put it into; in journals of old also its mover, or the proposal's.
// `voting` is as in ProposalDecided.
struct AmendmentDecided {
  AmendmentId amendment;
  TextState state = TextState::kPending;
  std::optional<VotingId> voting = std::nullopt;
  bool operator==(const AmendmentDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendmentDecided, (), (amendment, state, voting))

struct DivisionAsked {
  ProposalId proposal;
  DelegationId delegation;
  std::vector<Part> parts;
  bool separate = false;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const DivisionAsked&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivisionAsked, (), (proposal, delegation, parts, separate, amendment))

struct DivisionObjected {
  ProposalId proposal;
  DelegationId delegation;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const DivisionObjected&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivisionObjected, (), (proposal, delegation, amendment))

struct DivisionDecided {
  ProposalId proposal;
  bool divided = false;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const DivisionDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivisionDecided, (), (proposal, divided, amendment))

struct PartDecided {
  ProposalId proposal;
  PartId part;
  TextState state = TextState::kPending;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const PartDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(PartDecided, (), (proposal, part, state, amendment))

struct MethodAsked {
  ProposalId proposal;
  DelegationId delegation;
  Method method = Method::kRecorded;
  bool operator==(const MethodAsked&) const = default;
};
BOOST_DESCRIBE_STRUCT(MethodAsked, (), (proposal, delegation, method))

struct AmendmentSeconded {
  AmendmentId amendment;
  DelegationId delegation;
  bool operator==(const AmendmentSeconded&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendmentSeconded, (), (amendment, delegation))

struct AmendmentWithdrawn {
  AmendmentId amendment;
  bool operator==(const AmendmentWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendmentWithdrawn, (), (amendment))

struct AmendmentReintroduced {
  AmendmentId amendment;
  PersonId person;
  DelegationId mover;
  bool needs_second = false;
  bool operator==(const AmendmentReintroduced&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendmentReintroduced, (), (amendment, person, mover, needs_second))

struct AmendmentIncorporated {
  AmendmentId amendment;
  bool operator==(const AmendmentIncorporated&) const = default;
};
BOOST_DESCRIBE_STRUCT(AmendmentIncorporated, (), (amendment))

struct DivisionRequestWithdrawn {
  ProposalId proposal;
  std::optional<AmendmentId> amendment;
  bool operator==(const DivisionRequestWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivisionRequestWithdrawn, (), (proposal, amendment))

struct DivisionObjectionWithdrawn {
  ProposalId proposal;
  DelegationId delegation;
  std::optional<AmendmentId> amendment;
  bool operator==(const DivisionObjectionWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivisionObjectionWithdrawn, (), (proposal, delegation, amendment))

struct MethodRequestWithdrawn {
  ProposalId proposal;
  DelegationId delegation;
  bool operator==(const MethodRequestWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(MethodRequestWithdrawn, (), (proposal, delegation))

// A decided text is before the meeting again as if it had not been voted on, and may be debated,
// amended and explained anew.
struct ProposalReconsidered {
  ProposalId proposal;
  bool operator==(const ProposalReconsidered&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalReconsidered, (), (proposal))

// From the table, a postponement or a committee, and just as it was before.
struct ProposalTakenUp {
  ProposalId proposal;
  bool operator==(const ProposalTakenUp&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalTakenUp, (), (proposal))

// Until then, or indefinitely.
struct ProposalPostponed {
  ProposalId proposal;
  std::optional<WallTime> until;
  bool operator==(const ProposalPostponed&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalPostponed, (), (proposal, until))

struct ProposalReferred {
  ProposalId proposal;
  std::string committee;
  bool operator==(const ProposalReferred&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalReferred, (), (proposal, committee))

}  // namespace hemicycle::meeting
