#include "meeting/rule_cited.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

const Cited kCitedOnVotes[] = {
    {kUnitedNations, "putting a decided text to the vote again",
     [](Chamber& c) {
       const ProposalId text = c.propose(1);
       c.vote(Chamber::on(text), "+++++");
       return c.refused(Chamber::chair(), Chamber::opening(Chamber::on(text)));
     },
     "81"},
    {kUnitedNations, "a ballot for who does not stand",
     [](Chamber& c) {
       c.as(Chamber::chair(), CallElection{ItemId(1), "President", 1, std::nullopt});
       c.as(Chamber::member(1), Nominate{ElectionId(1), "A", {}});
       const VotingId ballot = c.open(Chamber::on(ElectionId(1)), Method::kSecret);
       return by(c, 2, CastSecretBallot{ballot, {}, {CandidateId(7)}, {}});
     },
     "92-94"},
    {kUnitedNations, "correcting a vote after the result",
     [](Chamber& c) {
       c.vote(Chamber::on(c.propose(1)), "+++++");
       return by(c, 2, CorrectVote{VotingId(1), Choice::kAgainst, {}});
     },
     "87"},
    {kUnitedNations, "objecting after the end of a silence",
     [](Chamber& c) {
       const ProposalId text = c.propose(1);
       c.as(Chamber::chair(), OpenVoting{Chamber::on(text), Method::kSilence, hours(72)});
       c.pass(hours(72));
       return by(c, 2, Object{VotingId(1), "too late"});
     },
     "74/544"},
};

TEST(RuleCitedOnVotes, is_the_one_that_the_refusal_rests_on) {
  expect_cited(kCitedOnVotes);
}

}  // namespace
}  // namespace hemicycle::meeting
