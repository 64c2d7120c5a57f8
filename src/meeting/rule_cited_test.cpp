#include <functional>

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

// A refusal about texts and motions cites the rule that it rests on.
struct Cited {
  const char* profile;
  const char* what;
  std::function<Refusal(Chamber&)> refused;
  const char* rule;
};

Refusal by(Chamber& chamber, int member, const Command& command) {
  return chamber.refused(Chamber::member(member), command);
}
// A text on which voting has begun, and is not over.
ProposalId in_parts(Chamber& chamber) {
  const ProposalId text = chamber.propose(1);
  const PartAsked part{PartKind::kOperative, "1"};
  chamber.as(Chamber::member(2), AskDivision{text, {part, part}});
  chamber.as(Chamber::chair(), DivideProposal{text});
  chamber.vote(Chamber::on(text, PartId(1)), "+++++");
  return text;
}
ProposalId decided(Chamber& chamber) {
  const ProposalId text = chamber.propose(1);
  chamber.vote(Chamber::on(text), "+++++");
  return text;
}
ProposalId main_motion(Chamber& chamber) {
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::member(2), SecondProposal{text});
  return text;
}

const Cited kCited[] = {
    {kRoberts, "seconding one's own main motion",
     [](Chamber& c) { return by(c, 1, SecondProposal{c.propose(1)}); }, "main motion"},
    {kRoberts, "a second main motion",
     [](Chamber& c) {
       main_motion(c);
       return by(c, 3, SubmitProposal{ItemId(1), {}, "", {{"en", "T"}}, {}, {}, false});
     },
     "main motion"},
    {kRoberts, "seconding one's own procedural motion",
     [](Chamber& c) {
       return by(c, 1, SecondMotion{c.move(1, MotionKind::kLayOnTable, main_motion(c))});
     },
     "lay on the table"},
    {kRoberts, "amending when the previous question is ordered",
     [](Chamber& c) {
       const ProposalId text = main_motion(c);
       const MotionId question = c.move(1, MotionKind::kPreviousQuestion, text);
       c.as(Chamber::member(2), SecondMotion{question});
       c.vote(Chamber::on(question), "+++++");
       return by(c, 3, SubmitAmendment{text, {}, 0});
     },
     "previous question"},
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
    {kUnitedNations, "amending when voting has begun",
     [](Chamber& c) {
       return by(c, 3, SubmitAmendment{in_parts(c), {}, 1});
     },
     "90"},
    {kUnitedNations, "dividing when voting has begun",
     [](Chamber& c) {
       const ProposalId text = c.propose(1);
       c.vote(Chamber::on(c.amend(2, text, 1)), "+++++");
       return by(c, 3, AskDivision{text, {PartAsked{}, PartAsked{}}});
     },
     "89"},
    {kUnitedNations, "joining the sponsors when voting has begun",
     [](Chamber& c) { return by(c, 3, JoinSponsors{in_parts(c)}); }, "91"},
    {kUnitedNations, "declaring importance when voting has begun",
     [](Chamber& c) {
       return c.refused(Chamber::chair(), DecideImportance{in_parts(c), true});
     },
     "83-86"},
    {kUnitedNations, "asking for a roll call during the vote",
     [](Chamber& c) {
       const ProposalId text = c.propose(1);
       c.open(Chamber::on(text));
       return by(c, 3, AskMethod{text, Method::kRollCall});
     },
     "87"},
    {kUnitedNations, "withdrawing when voting has begun",
     [](Chamber& c) { return by(c, 1, WithdrawProposal{in_parts(c)}); }, "80"},
    {kUnitedNations, "withdrawing a decided text",
     [](Chamber& c) { return by(c, 1, WithdrawProposal{decided(c)}); }, "80"},
    {kUnitedNations, "withdrawing another's amendment",
     [](Chamber& c) { return by(c, 3, WithdrawAmendment{c.amend(2, c.propose(1), 1)}); }, "80"},
    {kUnitedNations, "taking an amendment into another's text",
     [](Chamber& c) { return by(c, 3, IncorporateAmendment{c.amend(2, c.propose(1), 1)}); }, "90"},
    {kUnitedNations, "amending a decided text",
     [](Chamber& c) {
       return by(c, 3, SubmitAmendment{decided(c), {}, 1});
     },
     "90"},
    {kUnitedNations, "reconsidering a pending text",
     [](Chamber& c) { return by(c, 3, Chamber::motion(MotionKind::kReconsider, c.propose(1))); },
     "81"},
    {kUnitedNations, "moving a division that nobody objects to",
     [](Chamber& c) { return by(c, 3, Chamber::motion(MotionKind::kDivision, c.propose(1))); },
     "89"},
    {kUnitedNations, "resuming a debate that goes on",
     [](Chamber& c) { return by(c, 3, Chamber::motion(MotionKind::kResumeDebate)); }, "81"},
    {kUnitedNations, "an observer's proposal",
     [](Chamber& c) {
       const int observer = c.add_organisation(Standing::kObserver);
       return by(c, observer, SubmitProposal{ItemId(1), {}, "", {{"en", "T"}}, {}, {}, false});
     },
     "91"},
};

TEST(RuleCited, is_the_one_that_the_refusal_rests_on) {
  for (const Cited& each : kCited) {
    Chamber chamber = Chamber::in_session(each.profile);
    EXPECT_EQ(each.refused(chamber).rule, each.rule) << each.what;
  }
}

}  // namespace
}  // namespace hemicycle::meeting
