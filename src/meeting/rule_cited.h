#pragma once

#include <functional>
#include <span>

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {

// A refusal cites the rule that it rests on.
struct Cited {
  const char* profile;
  const char* what;
  std::function<Refusal(TestChamber&)> refused;
  const char* rule;
};

inline void expect_cited(std::span<const Cited> cases) {
  for (const Cited& each : cases) {
    TestChamber chamber = TestChamber::in_session(each.profile);
    EXPECT_EQ(each.refused(chamber).rule, each.rule) << each.what;
  }
}

inline Refusal by(TestChamber& chamber, int member, const Command& command) {
  return chamber.refused(TestChamber::member(member), command);
}

// Moved and seconded.
inline ProposalId main_motion(TestChamber& chamber) {
  const ProposalId text = chamber.propose(1);
  chamber.as(TestChamber::member(2), SecondProposal{text});
  return text;
}

}  // namespace hemicycle::meeting
