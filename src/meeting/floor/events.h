#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor/floor.h"
#include "meeting/floor/speakers.h"
#include "meeting/floor/statements.h"
#include "meeting/motions/motions.h"
#include "meeting/texts/proposals.h"
#include "meeting/votes/voting.h"

namespace hemicycle::meeting {

// The list of speakers.
struct ListOpened {
  ItemId item;
  bool operator==(const ListOpened&) const = default;
};
BOOST_DESCRIBE_STRUCT(ListOpened, (), (item))

struct ListAnnounced {
  ItemId item;
  bool operator==(const ListAnnounced&) const = default;
};
BOOST_DESCRIBE_STRUCT(ListAnnounced, (), (item))

struct ClosingObjected {
  ItemId item;
  DelegationId delegation;
  bool operator==(const ClosingObjected&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClosingObjected, (), (item, delegation))

struct ClosingObjectionWithdrawn {
  ItemId item;
  DelegationId delegation;
  bool operator==(const ClosingObjectionWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClosingObjectionWithdrawn, (), (item, delegation))

struct ListClosed {
  ItemId item;
  bool operator==(const ListClosed&) const = default;
};
BOOST_DESCRIBE_STRUCT(ListClosed, (), (item))

struct RoundStarted {
  ItemId item;
  std::uint32_t round = 1;
  bool operator==(const RoundStarted&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoundStarted, (), (item, round))

// The day ends: replies are heard although others still wait for the floor.
struct RepliesCalled {
  ItemId item;
  bool operator==(const RepliesCalled&) const = default;
};
BOOST_DESCRIBE_STRUCT(RepliesCalled, (), (item))

// The kind says which queue: the item's list, its replies, its explanations, or a motion's.
struct FloorAsked {
  RequestId request;
  PersonId person;
  DelegationId delegation;
  SpeechKind kind = SpeechKind::kStatement;
  Category category = Category::kMember;
  std::vector<DelegationId> on_behalf_of;
  std::optional<ItemId> item;
  std::uint32_t round = 1;
  std::optional<MotionId> motion;
  std::optional<ProposalId> proposal;
  std::optional<SpeechId> replying_to;
  std::optional<SpeechId> continues;   // what is left of a speech that was cut off
  std::optional<PersonId> entered_by;  // who asked in the delegation's stead
  bool operator==(const FloorAsked&) const = default;
};
BOOST_DESCRIBE_STRUCT(FloorAsked, (),
                      (request, person, delegation, kind, category, on_behalf_of, item, round,
                       motion, proposal, replying_to, continues, entered_by))

struct RequestWithdrawn {
  RequestId request;
  bool operator==(const RequestWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(RequestWithdrawn, (), (request))

struct ListReordered {
  ItemId item;
  std::vector<RequestId> order;
  bool operator==(const ListReordered&) const = default;
};
BOOST_DESCRIBE_STRUCT(ListReordered, (), (item, order))

struct TimeLimitsSet {
  ItemId item;
  std::vector<TimeLimit> limits;
  std::optional<std::uint32_t> speeches_max;
  bool operator==(const TimeLimitsSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(TimeLimitsSet, (), (item, limits, speeches_max))

// The floor.
struct FloorGiven {
  SpeechId speech;
  PersonId person;
  std::optional<DelegationId> delegation;
  SpeechKind kind = SpeechKind::kStatement;
  Category category = Category::kMember;
  std::optional<ItemId> item;
  std::uint32_t round = 1;
  std::optional<MotionId> motion;
  std::optional<ProposalId> proposal;
  std::optional<RequestId> request;
  std::optional<Millis> limit;
  std::optional<Millis> mute_at;
  std::vector<DelegationId> on_behalf_of;
  std::optional<SpeechId> replying_to;
  std::optional<SpeechId> continues;
  bool operator==(const FloorGiven&) const = default;
};
BOOST_DESCRIBE_STRUCT(FloorGiven, (),
                      (speech, person, delegation, kind, category, item, round, motion, proposal,
                       request, limit, mute_at, on_behalf_of, replying_to, continues))

BOOST_DEFINE_FIXED_ENUM_CLASS(SpeechEnding, std::uint8_t, kYielded, kWithdrawn, kTimeOver, kLeft,
                              kRuled, kMeetingStopped)

struct SpeechEnded {
  SpeechId speech;
  Millis used{0};
  SpeechEnding ending = SpeechEnding::kYielded;
  bool unfinished = false;  // the delegation may go on with it
  bool operator==(const SpeechEnded&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpeechEnded, (), (speech, used, ending, unfinished))

struct FloorInterrupted {
  SpeechId speech;
  bool operator==(const FloorInterrupted&) const = default;
};
BOOST_DESCRIBE_STRUCT(FloorInterrupted, (), (speech))

struct FloorResumed {
  SpeechId speech;
  bool operator==(const FloorResumed&) const = default;
};
BOOST_DESCRIBE_STRUCT(FloorResumed, (), (speech))

struct CalledToOrder {
  SpeechId speech;
  std::string reason;
  bool operator==(const CalledToOrder&) const = default;
};
BOOST_DESCRIBE_STRUCT(CalledToOrder, (), (speech, reason))

struct TimeExtended {
  SpeechId speech;
  Millis limit{0};
  bool operator==(const TimeExtended&) const = default;
};
BOOST_DESCRIBE_STRUCT(TimeExtended, (), (speech, limit))

// The limit has passed; the speaker is told and may be called to order.
struct OvertimeBegan {
  SpeechId speech;
  bool operator==(const OvertimeBegan&) const = default;
};
BOOST_DESCRIBE_STRUCT(OvertimeBegan, (), (speech))

// The grace after a dropped connection is over: the clock stops until the speaker is back or the
// chair withdraws the floor.
struct SpeechHeld {
  SpeechId speech;
  Millis used{0};
  bool operator==(const SpeechHeld&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpeechHeld, (), (speech, used))

// The speaker has gone; another of the delegation goes on.
struct SpeechTakenOver {
  SpeechId speech;
  PersonId person;
  bool operator==(const SpeechTakenOver&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpeechTakenOver, (), (speech, person))

// Points of order.
struct PointRaised {
  PointId point;
  PersonId person;
  DelegationId delegation;
  std::string text;
  bool operator==(const PointRaised&) const = default;
};
BOOST_DESCRIBE_STRUCT(PointRaised, (), (point, person, delegation, text))

struct PointRuled {
  PointId point;
  Ruling ruling = Ruling::kUpheld;
  std::string text;
  bool operator==(const PointRuled&) const = default;
};
BOOST_DESCRIBE_STRUCT(PointRuled, (), (point, ruling, text))

struct RulingOverruled {
  PointId point;
  bool operator==(const RulingOverruled&) const = default;
};
BOOST_DESCRIBE_STRUCT(RulingOverruled, (), (point))

// Somebody wants to put a question to the speaker. One that is taken interrupts the speech.
struct QuestionInterposed {
  InterposedQuestion question;
  bool operator==(const QuestionInterposed&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuestionInterposed, (), (question))

struct QuestionDeclined {
  InterposedQuestion question;
  bool operator==(const QuestionDeclined&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuestionDeclined, (), (question))

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
