#pragma once

#include "meeting/random_picks.h"

namespace hemicycle::meeting {

inline Command random_motion_of(RandomPicks& r, MotionKind kind) {
  MoveMotion motion{kind,
                    r.proposal_for(kind),
                    {{Category::kMember, Millis(60'000)}},
                    r.maybe(0.3, 2u),
                    std::nullopt,
                    ""};
  if (kind == MotionKind::kPostpone) motion.until = r.meeting->clock + Millis(r.below(60'000));
  if (kind == MotionKind::kCommit) motion.committee = "The committee";
  if (kind == MotionKind::kDivision) motion.amendment = r.maybe(0.3, r.amendment());
  return motion;
}

inline Command random_motion(RandomPicks& r) {
  return random_motion_of(r, r.any<MotionKind>(kMotionKinds));
}

// Most often those that dispose of a text.
inline Command random_disposal(RandomPicks& r) {
  static const std::vector<MotionKind> kinds = {
      MotionKind::kPostpone,   MotionKind::kCommit,        MotionKind::kPostponeIndefinitely,
      MotionKind::kLayOnTable, MotionKind::kTakeFromTable, MotionKind::kReconsider};
  return random_motion_of(r, r.pick(kinds));
}

inline constexpr RandomMaker kMotionMakers[] = {
    {2, random_motion},
    {1, random_disposal},
    {1, [](RandomPicks& r) -> Command { return SecondMotion{r.motion()}; }},
    {1, [](RandomPicks& r) -> Command { return WithdrawMotion{r.motion()}; }},
};

}  // namespace hemicycle::meeting
