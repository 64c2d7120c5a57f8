#include "meeting/rule_cited.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

const Cited kCitedOnMotions[] = {
    {kRoberts, "seconding one's own procedural motion",
     [](Chamber& c) {
       return by(c, 1, SecondMotion{c.move(1, MotionKind::kLayOnTable, main_motion(c))});
     },
     "lay on the table"},
    {kRoberts, "taking from the table what does not lie there",
     [](Chamber& c) {
       return by(c, 1, Chamber::motion(MotionKind::kTakeFromTable, main_motion(c)));
     },
     "take from the table"},
    {kRoberts, "reconsidering by who lost",
     [](Chamber& c) {
       const ProposalId text = main_motion(c);
       c.vote(Chamber::on(text), "++++-");
       return by(c, 5, Chamber::motion(MotionKind::kReconsider, text));
     },
     "reconsider"},
    {kUnitedNations, "reconsidering a pending text",
     [](Chamber& c) { return by(c, 3, Chamber::motion(MotionKind::kReconsider, c.propose(1))); },
     "81"},
    {kUnitedNations, "moving a division that nobody objects to",
     [](Chamber& c) { return by(c, 3, Chamber::motion(MotionKind::kDivision, c.propose(1))); },
     "89"},
    {kUnitedNations, "resuming a debate that goes on",
     [](Chamber& c) { return by(c, 3, Chamber::motion(MotionKind::kResumeDebate)); }, "81"},
};

TEST(RuleCitedOnMotions, is_the_one_that_the_refusal_rests_on) {
  expect_cited(kCitedOnMotions);
}

}  // namespace
}  // namespace hemicycle::meeting
