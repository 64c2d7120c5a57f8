#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor.h"
#include "meeting/motions.h"
#include "meeting/speakers.h"

namespace hemicycle::meeting {

struct OpenList {
  ItemId item;
  bool operator==(const OpenList&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenList, (), (item))

struct AnnounceList {
  ItemId item;
  bool operator==(const AnnounceList&) const = default;
};
BOOST_DESCRIBE_STRUCT(AnnounceList, (), (item))

struct ObjectToClosing {
  ItemId item;
  bool operator==(const ObjectToClosing&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectToClosing, (), (item))

struct CloseList {
  ItemId item;
  bool operator==(const CloseList&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseList, (), (item))

struct StartRound {
  ItemId item;
  std::uint32_t round = 2;
  bool operator==(const StartRound&) const = default;
};
BOOST_DESCRIBE_STRUCT(StartRound, (), (item, round))

// At the end of the day: replies are heard before the list is exhausted.
struct CallReplies {
  ItemId item;
  bool operator==(const CallReplies&) const = default;
};
BOOST_DESCRIBE_STRUCT(CallReplies, (), (item))

struct AskFloor {
  ItemId item;
  std::vector<DelegationId> on_behalf_of;
  bool operator==(const AskFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskFloor, (), (item, on_behalf_of))

struct AskReply {
  SpeechId to;
  bool operator==(const AskReply&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskReply, (), (to))

struct AskExplanation {
  ProposalId proposal;
  bool operator==(const AskExplanation&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskExplanation, (), (proposal))

struct AskFloorOnMotion {
  MotionId motion;
  Side side = Side::kFor;
  bool operator==(const AskFloorOnMotion&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskFloorOnMotion, (), (motion, side))

struct WithdrawRequest {
  RequestId request;
  bool operator==(const WithdrawRequest&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawRequest, (), (request))

// Every waiting request, in the new order.
struct ReorderList {
  ItemId item;
  std::vector<RequestId> order;
  bool operator==(const ReorderList&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReorderList, (), (item, order))

struct SetTimeLimits {
  ItemId item;
  std::vector<TimeLimit> limits;
  std::optional<std::uint32_t> speeches_max;
  bool operator==(const SetTimeLimits&) const = default;
};
BOOST_DESCRIBE_STRUCT(SetTimeLimits, (), (item, limits, speeches_max))

// The request is named, so that of two chairs who press at once one is told.
struct GiveFloor {
  RequestId request;
  bool operator==(const GiveFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(GiveFloor, (), (request))

// Without a list: an officer, a guest, or anybody where the profile lets the chair choose.
struct InviteSpeaker {
  PersonId person;
  std::optional<DelegationId> delegation;
  std::optional<ItemId> item;
  std::optional<Millis> limit;
  bool operator==(const InviteSpeaker&) const = default;
};
BOOST_DESCRIBE_STRUCT(InviteSpeaker, (), (person, delegation, item, limit))

struct YieldFloor {
  bool operator==(const YieldFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(YieldFloor, (), ())

struct WithdrawFloor {
  SpeechId speech;
  bool operator==(const WithdrawFloor&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawFloor, (), (speech))

struct CallToOrder {
  SpeechId speech;
  std::string reason;
  bool operator==(const CallToOrder&) const = default;
};
BOOST_DESCRIBE_STRUCT(CallToOrder, (), (speech, reason))

struct ExtendTime {
  SpeechId speech;
  Millis by{0};
  bool operator==(const ExtendTime&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExtendTime, (), (speech, by))

// While a vote is being taken only a point on the conduct of the voting is in order.
struct RaisePointOfOrder {
  std::string text;
  bool on_conduct_of_voting = false;
  bool operator==(const RaisePointOfOrder&) const = default;
};
BOOST_DESCRIBE_STRUCT(RaisePointOfOrder, (), (text, on_conduct_of_voting))

struct RuleOnPoint {
  PointId point;
  Ruling ruling = Ruling::kUpheld;
  std::string text;
  bool operator==(const RuleOnPoint&) const = default;
};
BOOST_DESCRIBE_STRUCT(RuleOnPoint, (), (point, ruling, text))

// Appeals against the ruling just given are motions of the kind kAppeal.
struct MoveMotion {
  MotionKind kind = MotionKind::kSuspendMeeting;
  std::optional<ProposalId> proposal;
  std::vector<TimeLimit> limits;
  std::optional<std::uint32_t> speeches_max;
  std::optional<WallTime> until;
  std::string reason;
  bool operator==(const MoveMotion&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoveMotion, (), (kind, proposal, limits, speeches_max, until, reason))

struct SecondMotion {
  MotionId motion;
  bool operator==(const SecondMotion&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecondMotion, (), (motion))

struct WithdrawMotion {
  MotionId motion;
  bool operator==(const WithdrawMotion&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawMotion, (), (motion))

}  // namespace hemicycle::meeting
