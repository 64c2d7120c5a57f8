#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor/speakers.h"

namespace hemicycle::meeting {

BOOST_DEFINE_FIXED_ENUM_CLASS(Microphone, std::uint8_t, kOpen, kDisconnected)

// One turn at the microphone. `used` counts up to `running_since`; while that is set, time runs on.
struct Speech {
  SpeechId id;
  PersonId person;
  std::optional<DelegationId> delegation;
  SpeechKind kind = SpeechKind::kStatement;
  Category category = Category::kMember;
  std::optional<ItemId> item;
  std::uint32_t round = 1;
  std::optional<MotionId> motion;
  std::optional<ProposalId> proposal;
  std::optional<RequestId> request;
  std::optional<Millis> limit;    // over this is overtime; none: unlimited
  std::optional<Millis> mute_at;  // here the microphone closes by itself
  WallTime started_at;
  std::optional<WallTime> ended_at;
  Millis used{0};
  std::optional<WallTime> running_since;
  Microphone microphone = Microphone::kOpen;
  std::optional<WallTime> dropped_at;
  bool overtime_told = false;
  std::uint32_t calls_to_order = 0;
  std::vector<DelegationId> on_behalf_of;  // a group's speaker: for whom else
  std::optional<SpeechId> replying_to;
  std::optional<SpeechId> continues;  // the speech that was cut off, of which this is the rest
  bool operator==(const Speech&) const = default;
};
BOOST_DESCRIBE_STRUCT(Speech, (),
                      (id, person, delegation, kind, category, item, round, motion, proposal,
                       request, limit, mute_at, started_at, ended_at, used, running_since,
                       microphone, dropped_at, overtime_told, calls_to_order, on_behalf_of,
                       replying_to, continues))

// Whether it comes in the middle of somebody else's speech.
constexpr bool is_interruption(SpeechKind kind) {
  return kind == SpeechKind::kPointOfOrder || kind == SpeechKind::kQuestion;
}

// Who wants to put a question to the speaker, who has not said yet whether to take it.
struct InterposedQuestion {
  SpeechId speech;
  PersonId person;
  DelegationId delegation;
  bool operator==(const InterposedQuestion&) const = default;
};
BOOST_DESCRIBE_STRUCT(InterposedQuestion, (), (speech, person, delegation))

// At most one speaks; whom a point of order, an appeal or a question interrupted waits in
// `interrupted`.
struct Floor {
  std::optional<Speech> holder;
  std::optional<Speech> interrupted;
  std::optional<InterposedQuestion> question;
  bool operator==(const Floor&) const = default;
};
BOOST_DESCRIBE_STRUCT(Floor, (), (holder, interrupted, question))

Millis used_at(const Speech& speech, WallTime now);

BOOST_DEFINE_FIXED_ENUM_CLASS(Counting, std::uint8_t, kUp, kDown)

// What every screen shows: counting up, the time used; counting down, the time left (never below
// zero; what is over the limit is `overtime`).
struct Timer {
  Counting counting = Counting::kUp;
  Millis shown{0};
  std::optional<Millis> limit;
  Millis overtime{0};
  bool running = false;
  bool operator==(const Timer&) const = default;
};
BOOST_DESCRIBE_STRUCT(Timer, (), (counting, shown, limit, overtime, running))

BOOST_DEFINE_FIXED_ENUM_CLASS(Ruling, std::uint8_t, kPending, kUpheld, kRejected, kOutOfOrder)

struct PointOfOrder {
  PointId id;
  PersonId person;
  DelegationId delegation;
  std::string text;
  Ruling ruling = Ruling::kPending;
  std::string ruling_text;
  bool overruled = false;
  WallTime raised_at;
  std::optional<WallTime> ruled_at;
  bool operator==(const PointOfOrder&) const = default;
};
BOOST_DESCRIBE_STRUCT(PointOfOrder, (),
                      (id, person, delegation, text, ruling, ruling_text, overruled, raised_at,
                       ruled_at))

}  // namespace hemicycle::meeting
