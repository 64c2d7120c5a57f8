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

// To the proposal or, with `amendment`, to another amendment of it.
struct SubmitAmendment {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  Text texts;
  std::uint32_t distance = 0;
  std::optional<AmendmentId> amendment = std::nullopt;
  Passage passage = {};
  bool operator==(const SubmitAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(SubmitAmendment, (), (proposal, texts, distance, amendment, passage))

struct SecondAmendment {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  AmendmentId amendment;
  bool operator==(const SecondAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecondAmendment, (), (amendment))

// From the furthest to the nearest, every pending amendment of the proposal or, with `amendment`,
// of that amendment.
struct RankAmendments {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ProposalId proposal;
  std::vector<AmendmentId> order;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const RankAmendments&) const = default;
};
BOOST_DESCRIBE_STRUCT(RankAmendments, (), (proposal, order, amendment))

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

// A withdrawn one, by any member, who becomes its mover; also when it is too late for a new one.
struct ReintroduceAmendment {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  AmendmentId amendment;
  bool operator==(const ReintroduceAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReintroduceAmendment, (), (amendment))

// The mover of the text that it amends takes an amendment into it.
struct IncorporateAmendment {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  AmendmentId amendment;
  bool operator==(const IncorporateAmendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(IncorporateAmendment, (), (amendment))

BOOST_DEFINE_FIXED_ENUM_CLASS(DivisionScope, std::uint8_t, kWhole, kSeparate)

// A part that somebody asks to be voted on by itself; the meeting numbers it.
struct PartAsked {
  PartKind kind = PartKind::kOperative;
  std::string label;  // 'paragraph 3'
  bool operator==(const PartAsked&) const = default;
};
BOOST_DESCRIBE_STRUCT(PartAsked, (), (kind, label))

// Of the proposal or, with `amendment`, of that amendment. kWhole: the parts are all of the text,
// and there are two at least. kSeparate: a separate vote on these; what is left is put as a whole.
struct AskDivision {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  std::vector<PartAsked> parts;
  DivisionScope scope = DivisionScope::kWhole;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const AskDivision&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskDivision, (), (proposal, parts, scope, amendment))

struct ObjectToDivision {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const ObjectToDivision&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectToDivision, (), (proposal, amendment))

struct DivideProposal {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  ProposalId proposal;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const DivideProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(DivideProposal, (), (proposal, amendment))

// A recorded vote or a roll call.
struct AskMethod {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  Method method = Method::kRecorded;
  bool operator==(const AskMethod&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskMethod, (), (proposal, method))

// Requests and objections stand until they are decided or, by whoever made them, withdrawn.
struct WithdrawDivision {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const WithdrawDivision&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawDivision, (), (proposal, amendment))

struct WithdrawDivisionObjection {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const WithdrawDivisionObjection&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawDivisionObjection, (), (proposal, amendment))

struct WithdrawMethodRequest {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ProposalId proposal;
  bool operator==(const WithdrawMethodRequest&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawMethodRequest, (), (proposal))

// A text that was postponed to a time that has come, or that its committee reports on.
struct TakeUpProposal {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  ProposalId proposal;
  bool operator==(const TakeUpProposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(TakeUpProposal, (), (proposal))

}  // namespace hemicycle::meeting
