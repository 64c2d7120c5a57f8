#include "meeting/rule_cited.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

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

const Cited kCitedOnTexts[] = {
    {kRoberts, "seconding one's own main motion",
     [](Chamber& c) { return by(c, 1, SecondProposal{c.propose(1)}); }, "main motion"},
    {kRoberts, "a second main motion",
     [](Chamber& c) {
       main_motion(c);
       return by(c, 3, SubmitProposal{ItemId(1), {}, "", {{"en", "T"}}, {}, {}, false});
     },
     "main motion"},
    {kRoberts, "amending when the previous question is ordered",
     [](Chamber& c) {
       const ProposalId text = main_motion(c);
       const MotionId question = c.move(1, MotionKind::kPreviousQuestion, text);
       c.as(Chamber::member(2), SecondMotion{question});
       c.vote(Chamber::on(question), "+++++");
       return by(c, 3, SubmitAmendment{text, {}, 0});
     },
     "previous question"},
    {kUnitedNations, "amending when voting has begun",
     [](Chamber& c) {
       return by(c, 3, SubmitAmendment{in_parts(c), {}, 1});
     },
     "90"},
    {kUnitedNations, "dividing when voting has begun",
     [](Chamber& c) {
       return by(c, 3, AskDivision{in_parts(c), {PartAsked{}, PartAsked{}}});
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
    {kUnitedNations, "an observer's proposal",
     [](Chamber& c) {
       const int observer = c.add_organisation(Standing::kObserver);
       return by(c, observer, SubmitProposal{ItemId(1), {}, "", {{"en", "T"}}, {}, {}, false});
     },
     "91"},
};

TEST(RuleCitedOnTexts, is_the_one_that_the_refusal_rests_on) {
  expect_cited(kCitedOnTexts);
}

}  // namespace
}  // namespace hemicycle::meeting
