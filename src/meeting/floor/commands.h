#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor/floor.h"
#include "meeting/floor/speakers.h"
#include "meeting/floor/statements.h"
#include "meeting/motions/motions.h"
#include "meeting/permission.h"
#include "meeting/texts/proposals.h"
#include "meeting/votes/voting.h"

namespace hemicycle::meeting {

struct OpenList {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ItemId item;
  bool operator==(const OpenList&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenList, (), (item))

struct AnnounceList {
  static constexpr Permission kPermission{kByChair, When::kOrderly};
  ItemId item;
  bool operator==(const AnnounceList&) const = default;
};
BOOST_DESCRIBE_STRUCT(AnnounceList, (), (item))

struct ObjectToClosing {
  static constexpr Permission kPermission{kByDelegate, When::kInSession};
  ItemId item;
  bool operator==(const ObjectToClosing&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectToClosing, (), (item))

struct CloseList {
  static constexpr Permission kPermission{kByChair, When::kOrderly};
  ItemId item;
  bool operator==(const CloseList&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseList, (), (item))

struct StartRound {
  static constexpr Permission kPermission{kByChair, When::kOrderly};
  ItemId item;
  std::uint32_t round = 2;
  bool operator==(const StartRound&) const = default;
};
BOOST_DESCRIBE_STRUCT(StartRound, (), (item, round))

// At the end of the day: replies are heard before the list is exhausted.
struct CallReplies {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  ItemId item;
  bool operator==(const CallReplies&) const = default;
};
BOOST_DESCRIBE_STRUCT(CallReplies, (), (item))

struct AskFloor {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  ItemId item;
  std::vector<DelegationId> on_behalf_of;
  bool operator==(const AskFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskFloor, (), (item, on_behalf_of))

struct AskReply {
  static constexpr Permission kPermission{kByDelegate, When::kInSession};
  SpeechId to;
  bool operator==(const AskReply&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskReply, (), (to))

struct AskExplanation {
  static constexpr Permission kPermission{kByDelegate, When::kInSession};
  ProposalId proposal;
  bool operator==(const AskExplanation&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskExplanation, (), (proposal))

struct AskFloorOnMotion {
  static constexpr Permission kPermission{kByDelegate, When::kInSession};
  MotionId motion;
  Side side = Side::kFor;
  bool operator==(const AskFloorOnMotion&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskFloorOnMotion, (), (motion, side))

struct WithdrawRequest {
  static constexpr Permission kPermission{kByDelegate | kByPresiding, When::kNotClosed};
  RequestId request;
  bool operator==(const WithdrawRequest&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawRequest, (), (request))

// Every waiting request, in the new order.
struct ReorderList {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ItemId item;
  std::vector<RequestId> order;
  bool operator==(const ReorderList&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReorderList, (), (item, order))

struct SetTimeLimits {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ItemId item;
  std::vector<TimeLimit> limits;
  std::optional<std::uint32_t> speeches_max;
  bool operator==(const SetTimeLimits&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetTimeLimits, (), (item, limits, speeches_max))

// The request is named, so that of two chairs who press at once one is told.
struct GiveFloor {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  RequestId request;
  bool operator==(const GiveFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(GiveFloor, (), (request))

// Without a list: an officer, a guest, or anybody where the profile lets the chair choose.
struct InviteSpeaker {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  PersonId person;
  std::optional<DelegationId> delegation;
  std::optional<ItemId> item;
  std::optional<Millis> limit;
  bool operator==(const InviteSpeaker&) const = default;
};
BOOST_DESCRIBE_STRUCT(InviteSpeaker, (), (person, delegation, item, limit))

struct YieldFloor {
  static constexpr Permission kPermission{kByDelegate | kByPresiding, When::kInSession};
  bool operator==(const YieldFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(YieldFloor, (), ())

struct WithdrawFloor {
  static constexpr Permission kPermission{kByChair, When::kInSession};
  SpeechId speech;
  bool operator==(const WithdrawFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawFloor, (), (speech))

struct CallToOrder {
  static constexpr Permission kPermission{kByChair, When::kInSession};
  SpeechId speech;
  std::string reason;
  bool operator==(const CallToOrder&) const = default;
};
BOOST_DESCRIBE_STRUCT(CallToOrder, (), (speech, reason))

struct ExtendTime {
  static constexpr Permission kPermission{kByChair, When::kInSession};
  SpeechId speech;
  Millis by{0};
  bool operator==(const ExtendTime&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExtendTime, (), (speech, by))

// While a vote is being taken only a point on the conduct of the voting is in order.
struct RaisePointOfOrder {
  static constexpr Permission kPermission{kByDelegate, When::kInSession};
  std::string text;
  bool on_conduct_of_voting = false;
  bool operator==(const RaisePointOfOrder&) const = default;
};
BOOST_DESCRIBE_STRUCT(RaisePointOfOrder, (), (text, on_conduct_of_voting))

struct RuleOnPoint {
  static constexpr Permission kPermission{kByChair, When::kInSession};
  PointId point;
  Ruling ruling = Ruling::kUpheld;
  std::string text;
  bool operator==(const RuleOnPoint&) const = default;
};
BOOST_DESCRIBE_STRUCT(RuleOnPoint, (), (point, ruling, text))

// Another of the delegation goes on with the speech that one of its people has begun.
struct TakeOverFloor {
  static constexpr Permission kPermission{kByDelegate, When::kInSession};
  SpeechId speech;
  bool operator==(const TakeOverFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(TakeOverFloor, (), (speech))

// The last speech was ended by mistake: it goes on with what is left of its time.
struct ReturnFloor {
  static constexpr Permission kPermission{kByChair, When::kBusiness};
  SpeechId speech;
  bool operator==(const ReturnFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReturnFloor, (), (speech))

// A delegation that asked by word or by letter. Without a person: the first by position.
struct EnterSpeaker {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ItemId item;
  DelegationId delegation;
  std::optional<PersonId> person;
  std::vector<DelegationId> on_behalf_of;
  bool operator==(const EnterSpeaker&) const = default;
};
BOOST_DESCRIBE_STRUCT(EnterSpeaker, (), (item, delegation, person, on_behalf_of))

struct WithdrawClosingObjection {
  static constexpr Permission kPermission{kByDelegate, When::kInSession};
  ItemId item;
  bool operator==(const WithdrawClosingObjection&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawClosingObjection, (), (item))

// A delegation wants to put a question to whoever is speaking.
struct InterposeQuestion {
  static constexpr Permission kPermission{kByDelegate, When::kOrderly};
  SpeechId speech;
  bool operator==(const InterposeQuestion&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterposeQuestion, (), (speech))

// The speaker takes the question.
struct TakeQuestion {
  static constexpr Permission kPermission{kByDelegate, When::kOrderly};
  SpeechId speech;
  bool operator==(const TakeQuestion&) const = default;
};
BOOST_DESCRIBE_STRUCT(TakeQuestion, (), (speech))

// The speaker does not, or the chair does not allow it, or who asked gives it up.
struct DeclineQuestion {
  static constexpr Permission kPermission{kByDelegate | kByChair, When::kOrderly};
  SpeechId speech;
  bool operator==(const DeclineQuestion&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeclineQuestion, (), (speech))

// `instead`: of speaking; the request leaves the list.
struct AttachStatement {
  static constexpr Permission kPermission{kByDelegate | kBySecretariat, When::kNotClosed};
  ItemId item;
  std::string language;
  std::string text;
  std::optional<RequestId> request;
  std::optional<SpeechId> speech;
  bool instead = false;
  bool operator==(const AttachStatement&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttachStatement, (), (item, language, text, request, speech, instead))

}  // namespace hemicycle::meeting
