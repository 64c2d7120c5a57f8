#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor/floor.h"
#include "meeting/floor/speakers.h"
#include "meeting/motions/motions.h"
#include "meeting/permission.h"

namespace hemicycle::meeting {

// Appeals against the ruling just given are motions of the kind kAppeal.
// An appeal is in order while a vote is being taken; nothing else is.
struct MoveMotion {
  static constexpr Permission kPermission{kByDelegate, When::kOrderly};
  MotionKind kind = MotionKind::kSuspendMeeting;
  std::optional<ProposalId> proposal;
  std::vector<TimeLimit> limits;
  std::optional<std::uint32_t> speeches_max;
  std::optional<WallTime> until;
  std::string reason;
  std::string committee = {};
  std::optional<AmendmentId> amendment = std::nullopt;
  bool operator==(const MoveMotion&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoveMotion, (),
                      (kind, proposal, limits, speeches_max, until, reason, committee, amendment))

struct SecondMotion {
  static constexpr Permission kPermission{kByDelegate, When::kOrderly};
  MotionId motion;
  bool operator==(const SecondMotion&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecondMotion, (), (motion))

struct WithdrawMotion {
  static constexpr Permission kPermission{kByDelegate | kByChair, When::kOrderly};
  MotionId motion;
  bool operator==(const WithdrawMotion&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawMotion, (), (motion))

}  // namespace hemicycle::meeting
