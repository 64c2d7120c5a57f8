#pragma once

#include "meeting/random_picks.h"

namespace hemicycle::meeting {

inline Command random_motion(RandomPicks& r) {
  const auto kind = r.any<MotionKind>(kMotionKinds);
  return MoveMotion{kind,
                    r.proposal_for(kind),
                    {{Category::kMember, Millis(60'000)}},
                    r.maybe(0.3, 2u),
                    std::nullopt,
                    ""};
}

inline constexpr RandomMaker kMotionMakers[] = {
    {1, random_motion},
    {1, [](RandomPicks& r) -> Command { return SecondMotion{r.motion()}; }},
    {1, [](RandomPicks& r) -> Command { return WithdrawMotion{r.motion()}; }},
};

}  // namespace hemicycle::meeting
