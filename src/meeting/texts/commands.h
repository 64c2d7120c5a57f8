#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor/statements.h"
#include "meeting/permission.h"
#include "meeting/texts/proposals.h"
#include "meeting/votes/voting.h"

namespace hemicycle::meeting {

struct SubmitProposal {
  static constexpr Permission kPermission{kByDelegate | kByPresiding, When::kNotClosed};
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
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  bool operator==(const SecondProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecondProposal, (), (proposal))

struct JoinSponsors {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  bool operator==(const JoinSponsors&) const = default;
};
BOOST_DESCRIBE_STRUCT(JoinSponsors, (), (proposal))

struct LeaveSponsors {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  bool operator==(const LeaveSponsors&) const = default;
};
BOOST_DESCRIBE_STRUCT(LeaveSponsors, (), (proposal))

struct WithdrawProposal {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  bool operator==(const WithdrawProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawProposal, (), (proposal))

struct ReintroduceProposal {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  bool operator==(const ReintroduceProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReintroduceProposal, (), (proposal))

struct DecideImportance {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ProposalId proposal;
  bool important = true;
  bool operator==(const DecideImportance&) const = default;
};
BOOST_DESCRIBE_STRUCT(DecideImportance, (), (proposal, important))

struct SubmitAmendment {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  Text texts;
  std::uint32_t distance = 0;
  bool operator==(const SubmitAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(SubmitAmendment, (), (proposal, texts, distance))

// From the furthest to the nearest, every pending amendment of the proposal.
struct RankAmendments {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ProposalId proposal;
  std::vector<AmendmentId> order;
  bool operator==(const RankAmendments&) const = default;
};
BOOST_DESCRIBE_STRUCT(RankAmendments, (), (proposal, order))

// Adopting `amendment` implies rejecting `excludes`.
struct DeclareExclusion {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  AmendmentId amendment;
  AmendmentId excludes;
  bool operator==(const DeclareExclusion&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeclareExclusion, (), (amendment, excludes))

struct WithdrawAmendment {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  AmendmentId amendment;
  bool operator==(const WithdrawAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawAmendment, (), (amendment))

// The mover of the proposal takes an amendment into the text.
struct IncorporateAmendment {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  AmendmentId amendment;
  bool operator==(const IncorporateAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(IncorporateAmendment, (), (amendment))

// `parts`: kinds and labels; ids and states are given by the meeting.
struct AskDivision {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  std::vector<Part> parts;
  bool operator==(const AskDivision&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskDivision, (), (proposal, parts))

struct ObjectToDivision {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  bool operator==(const ObjectToDivision&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectToDivision, (), (proposal))

struct DivideProposal {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  ProposalId proposal;
  bool operator==(const DivideProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivideProposal, (), (proposal))

// A recorded vote or a roll call.
struct AskMethod {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  Method method = Method::kRecorded;
  bool operator==(const AskMethod&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskMethod, (), (proposal, method))

}  // namespace hemicycle::meeting
