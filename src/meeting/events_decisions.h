#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/proposals.h"
#include "meeting/statements.h"
#include "meeting/voting.h"

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

// Votes.
struct VotingOpened {
  VotingId voting;
  Subject subject;
  Method method = Method::kShowOfHands;
  Threshold majority;
  std::uint32_t attempt = 1;
  std::optional<WallTime> closes_at;
  std::vector<DelegationId> calling_order;
  std::uint64_t lot_seed = 0;
  std::vector<CandidateId> candidates;
  std::uint32_t places = 0;
  bool operator==(const VotingOpened&) const = default;
};
BOOST_DESCRIBE_STRUCT(VotingOpened, (),
                      (voting, subject, method, majority, attempt, closes_at, calling_order,
                       lot_seed, candidates, places))

struct VoteCast {
  VotingId voting;
  DelegationId delegation;
  Choice choice = Choice::kAbstain;
  std::optional<DelegationId> by_proxy;  // who cast it for the delegation
  bool operator==(const VoteCast&) const = default;
};
BOOST_DESCRIBE_STRUCT(VoteCast, (), (voting, delegation, choice, by_proxy))

// A roll call has passed over one that is absent or silent.
struct RollPassed {
  VotingId voting;
  DelegationId delegation;
  bool operator==(const RollPassed&) const = default;
};
BOOST_DESCRIBE_STRUCT(RollPassed, (), (voting, delegation))

// The urn of a secret ballot is opened once, when the voting closes: who voted, sorted by
// delegation, and the ballots, sorted by receipt. No other event of a secret ballot names a voter
// or a choice (docs/decisions/secret-ballots.md).
struct BallotsCounted {
  VotingId voting;
  std::vector<DelegationId> voters;
  std::vector<Ballot> ballots;
  bool operator==(const BallotsCounted&) const = default;
};
BOOST_DESCRIBE_STRUCT(BallotsCounted, (), (voting, voters, ballots))

struct ObjectionRaised {
  VotingId voting;
  DelegationId delegation;
  std::string reason;
  bool operator==(const ObjectionRaised&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectionRaised, (), (voting, delegation, reason))

struct VotingClosed {
  VotingId voting;
  VotingState outcome = VotingState::kAdopted;
  Tally tally;
  bool operator==(const VotingClosed&) const = default;
};
BOOST_DESCRIBE_STRUCT(VotingClosed, (), (voting, outcome, tally))

struct DecisionTaken {
  DecisionId decision;
  VotingId voting;
  bool operator==(const DecisionTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(DecisionTaken, (), (decision, voting))

// A tie was not voted on again in time.
struct RevoteLapsed {
  VotingId voting;
  bool operator==(const RevoteLapsed&) const = default;
};
BOOST_DESCRIBE_STRUCT(RevoteLapsed, (), (voting))

// Elections.
struct ElectionCalled {
  ElectionId election;
  ItemId item;
  std::string post;
  std::uint32_t places = 1;
  bool operator==(const ElectionCalled&) const = default;
};
BOOST_DESCRIBE_STRUCT(ElectionCalled, (), (election, item, post, places))

struct CandidateNominated {
  ElectionId election;
  CandidateId candidate;
  std::string name;
  std::optional<DelegationId> delegation;
  bool operator==(const CandidateNominated&) const = default;
};
BOOST_DESCRIBE_STRUCT(CandidateNominated, (), (election, candidate, name, delegation))

struct CandidateWithdrew {
  ElectionId election;
  CandidateId candidate;
  bool operator==(const CandidateWithdrew&) const = default;
};
BOOST_DESCRIBE_STRUCT(CandidateWithdrew, (), (election, candidate))

// Among `tied`, the lot chose `drawn`, in this order; anyone can draw it again from the seed.
struct LotDrawn {
  ElectionId election;
  std::uint64_t seed = 0;
  std::vector<CandidateId> tied;
  std::vector<CandidateId> drawn;
  bool operator==(const LotDrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(LotDrawn, (), (election, seed, tied, drawn))

struct CandidateElected {
  ElectionId election;
  CandidateId candidate;
  bool operator==(const CandidateElected&) const = default;
};
BOOST_DESCRIBE_STRUCT(CandidateElected, (), (election, candidate))

// Another ballot is to be held between these.
struct BallotRestricted {
  ElectionId election;
  std::vector<CandidateId> standing;
  bool operator==(const BallotRestricted&) const = default;
};
BOOST_DESCRIBE_STRUCT(BallotRestricted, (), (election, standing))

struct ElectionDecided {
  ElectionId election;
  bool operator==(const ElectionDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(ElectionDecided, (), (election))

// Statements.
struct StatementAttached {
  StatementId statement;
  ItemId item;
  PersonId person;
  DelegationId delegation;
  std::string language;
  std::string text;
  std::optional<RequestId> request;
  std::optional<SpeechId> speech;
  bool operator==(const StatementAttached&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatementAttached, (),
                      (statement, item, person, delegation, language, text, request, speech))

}  // namespace hemicycle::meeting
