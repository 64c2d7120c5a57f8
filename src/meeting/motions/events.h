#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor/floor.h"
#include "meeting/floor/speakers.h"
#include "meeting/motions/motions.h"

namespace hemicycle::meeting {

// Procedural motions.
struct MotionMoved {
  MotionId motion;
  MotionKind kind = MotionKind::kSuspendMeeting;
  PersonId person;
  DelegationId mover;
  bool needs_second = false;
  std::optional<ItemId> item;
  std::optional<ProposalId> proposal;
  std::optional<PointId> point;
  std::vector<TimeLimit> limits;
  std::optional<std::uint32_t> speeches_max;
  std::optional<WallTime> until;
  std::string reason;
  std::string committee = {};
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const MotionMoved&) const = default;
};
BOOST_DESCRIBE_STRUCT(MotionMoved, (),
                      (motion, kind, person, mover, needs_second, item, proposal, point, limits,
                       speeches_max, until, reason, committee, amendment))

struct MotionSeconded {
  MotionId motion;
  DelegationId delegation;
  bool operator==(const MotionSeconded&) const = default;
};
BOOST_DESCRIBE_STRUCT(MotionSeconded, (), (motion, delegation))

struct MotionWithdrawn {
  MotionId motion;
  bool operator==(const MotionWithdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(MotionWithdrawn, (), (motion))

struct MotionDecided {
  MotionId motion;
  bool carried = false;
  bool operator==(const MotionDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(MotionDecided, (), (motion, carried))

// What it was about has been settled otherwise, or the meeting has stopped.
struct MotionLapsed {
  MotionId motion;
  bool operator==(const MotionLapsed&) const = default;
};
BOOST_DESCRIBE_STRUCT(MotionLapsed, (), (motion))

struct DebateAdjourned {
  ItemId item;
  bool operator==(const DebateAdjourned&) const = default;
};
BOOST_DESCRIBE_STRUCT(DebateAdjourned, (), (item))

struct DebateClosed {
  ItemId item;
  bool operator==(const DebateClosed&) const = default;
};
BOOST_DESCRIBE_STRUCT(DebateClosed, (), (item))

struct DebateResumed {
  ItemId item;
  bool operator==(const DebateResumed&) const = default;
};
BOOST_DESCRIBE_STRUCT(DebateResumed, (), (item))

}  // namespace hemicycle::meeting
