#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/proposals.h"
#include "meeting/statements.h"
#include "meeting/voting.h"

namespace hemicycle::meeting {

struct SubmitProposal {
  ItemId item;
  ProposalKind kind = ProposalKind::kResolution;
  std::string symbol;
  Text titles;
  Text texts;
  std::vector<DelegationId> sponsors;
  bool important = false;
  bool operator==(const SubmitProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(SubmitProposal, (), (item, kind, symbol, titles, texts, sponsors, important))

struct SecondProposal {
  ProposalId proposal;
  bool operator==(const SecondProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecondProposal, (), (proposal))

struct JoinSponsors {
  ProposalId proposal;
  bool operator==(const JoinSponsors&) const = default;
};
BOOST_DESCRIBE_STRUCT(JoinSponsors, (), (proposal))

struct LeaveSponsors {
  ProposalId proposal;
  bool operator==(const LeaveSponsors&) const = default;
};
BOOST_DESCRIBE_STRUCT(LeaveSponsors, (), (proposal))

struct WithdrawProposal {
  ProposalId proposal;
  bool operator==(const WithdrawProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawProposal, (), (proposal))

struct ReintroduceProposal {
  ProposalId proposal;
  bool operator==(const ReintroduceProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReintroduceProposal, (), (proposal))

struct DecideImportance {
  ProposalId proposal;
  bool important = true;
  bool operator==(const DecideImportance&) const = default;
};
BOOST_DESCRIBE_STRUCT(DecideImportance, (), (proposal, important))

struct SubmitAmendment {
  ProposalId proposal;
  Text texts;
  std::uint32_t distance = 0;
  bool operator==(const SubmitAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(SubmitAmendment, (), (proposal, texts, distance))

// From the furthest to the nearest, every pending amendment of the proposal.
struct RankAmendments {
  ProposalId proposal;
  std::vector<AmendmentId> order;
  bool operator==(const RankAmendments&) const = default;
};
BOOST_DESCRIBE_STRUCT(RankAmendments, (), (proposal, order))

// Adopting `amendment` implies rejecting `excludes`.
struct DeclareExclusion {
  AmendmentId amendment;
  AmendmentId excludes;
  bool operator==(const DeclareExclusion&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeclareExclusion, (), (amendment, excludes))

struct WithdrawAmendment {
  AmendmentId amendment;
  bool operator==(const WithdrawAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawAmendment, (), (amendment))

// The mover of the proposal takes an amendment into the text.
struct IncorporateAmendment {
  AmendmentId amendment;
  bool operator==(const IncorporateAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(IncorporateAmendment, (), (amendment))

// `parts`: kinds and labels; ids and states are given by the meeting.
struct AskDivision {
  ProposalId proposal;
  std::vector<Part> parts;
  bool operator==(const AskDivision&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskDivision, (), (proposal, parts))

struct ObjectToDivision {
  ProposalId proposal;
  bool operator==(const ObjectToDivision&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectToDivision, (), (proposal))

struct DivideProposal {
  ProposalId proposal;
  bool operator==(const DivideProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivideProposal, (), (proposal))

// A recorded vote or a roll call.
struct AskMethod {
  ProposalId proposal;
  Method method = Method::kRecorded;
  bool operator==(const AskMethod&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskMethod, (), (proposal, method))

// `closes_after` is required of a procedure of silence. `seed` draws where a roll call begins.
struct OpenVoting {
  Subject subject;
  Method method = Method::kShowOfHands;
  std::optional<Millis> closes_after;
  std::uint64_t seed = 0;
  bool operator==(const OpenVoting&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenVoting, (), (subject, method, closes_after, seed))

// A vote that everybody may know of. `on_behalf_of`: whose proxy is cast.
struct CastVote {
  VotingId voting;
  Choice choice = Choice::kAbstain;
  std::optional<DelegationId> on_behalf_of;
  bool operator==(const CastVote&) const = default;
};
BOOST_DESCRIBE_STRUCT(CastVote, (), (voting, choice, on_behalf_of))

// A secret ballot goes to the Tellers (tellers.h), never to decide(), a log or the journal.
struct CastSecretBallot {
  VotingId voting;
  std::optional<Choice> choice;
  std::vector<CandidateId> candidates;
  std::optional<DelegationId> on_behalf_of;
  bool operator==(const CastSecretBallot&) const = default;
};
BOOST_DESCRIBE_STRUCT(CastSecretBallot, (), (voting, choice, candidates, on_behalf_of))

struct PassRoll {
  VotingId voting;
  DelegationId delegation;
  bool operator==(const PassRoll&) const = default;
};
BOOST_DESCRIBE_STRUCT(PassRoll, (), (voting, delegation))

struct Object {
  VotingId voting;
  std::string reason;
  bool operator==(const Object&) const = default;
};
BOOST_DESCRIBE_STRUCT(Object, (), (voting, reason))

// `seed` draws the lot of an election that stays tied.
struct CloseVoting {
  VotingId voting;
  std::uint64_t seed = 0;
  bool operator==(const CloseVoting&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseVoting, (), (voting, seed))

// What the Tellers make of CloseVoting when the ballot is secret.
struct CountBallots {
  VotingId voting;
  std::vector<DelegationId> voters;
  std::vector<Ballot> ballots;
  std::uint64_t seed = 0;
  bool operator==(const CountBallots&) const = default;
};
BOOST_DESCRIBE_STRUCT(CountBallots, (), (voting, voters, ballots, seed))

struct CallElection {
  ItemId item;
  std::string post;
  std::uint32_t places = 1;
  bool operator==(const CallElection&) const = default;
};
BOOST_DESCRIBE_STRUCT(CallElection, (), (item, post, places))

struct Nominate {
  ElectionId election;
  std::string name;
  std::optional<DelegationId> delegation;
  bool operator==(const Nominate&) const = default;
};
BOOST_DESCRIBE_STRUCT(Nominate, (), (election, name, delegation))

struct WithdrawCandidate {
  ElectionId election;
  CandidateId candidate;
  bool operator==(const WithdrawCandidate&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawCandidate, (), (election, candidate))

struct AttachStatement {
  ItemId item;
  std::string language;
  std::string text;
  std::optional<RequestId> request;
  std::optional<SpeechId> speech;
  bool operator==(const AttachStatement&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttachStatement, (), (item, language, text, request, speech))

}  // namespace hemicycle::meeting
