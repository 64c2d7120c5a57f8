// What a vote was opened and closed with is what its events say, whatever a later program would
// compute.
#include <gtest/gtest.h>

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

template <typename One>
One the_only(const Events& events) {
  for (const Event& event : events)
    if (const auto* one = std::get_if<One>(&event)) return *one;
  ADD_FAILURE() << "there is no such event";
  return {};
}

TEST(KeptValues, who_is_entitled_is_said_when_the_vote_is_opened) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 3);
  chamber.add_organisation(Standing::kObserver);
  const Subject subject = Chamber::on(chamber.propose(1));
  Meeting before = chamber.meeting;
  VotingOpened opened =
      the_only<VotingOpened>(chamber.as(Chamber::chair(), Chamber::opening(subject)));
  EXPECT_EQ(opened.entitled,
            (std::vector{Chamber::delegation(1), Chamber::delegation(2), Chamber::delegation(3)}));
  const std::vector<Mark> all = chamber.meeting.votings.at(opened.voting).roll;

  Meeting otherwise = before;
  opened.entitled = {Chamber::delegation(2)};
  apply(otherwise, opened, chamber.now);
  EXPECT_EQ(
      otherwise.votings.at(opened.voting).roll,
      (std::vector{Mark::kNotEntitled, Mark::kNotVoted, Mark::kNotEntitled, Mark::kNotEntitled}));

  opened.entitled.clear();  // as journals of old have it
  apply(before, opened, chamber.now);
  EXPECT_EQ(before.votings.at(opened.voting).roll, all);
}

TEST(KeptValues, until_when_a_tie_may_be_voted_on_again_is_said_when_the_vote_is_closed) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4, {{"tie.outcome", "voted_again"}});
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)));
  for (int i = 1; i <= 4; ++i)
    chamber.as(Chamber::member(i),
               CastVote{id, i <= 2 ? Choice::kFor : Choice::kAgainst, std::nullopt});
  Meeting before = chamber.meeting;
  VotingClosed closed = the_only<VotingClosed>(chamber.as(Chamber::chair(), CloseVoting{id}));
  ASSERT_EQ(closed.outcome, VotingState::kTied);
  EXPECT_EQ(closed.revote_until, chamber.now + chamber.meeting.rules.voting.revote_within);

  Meeting otherwise = before;
  otherwise.rules.voting.revote_within = minutes(1);
  apply(otherwise, closed, chamber.now);
  EXPECT_EQ(otherwise.votings.at(id).revote_until, closed.revote_until);

  closed.revote_until.reset();  // as journals of old have it
  apply(before, closed, chamber.now);
  EXPECT_EQ(before.votings.at(id).revote_until, chamber.meeting.votings.at(id).revote_until);
}

}  // namespace
}  // namespace hemicycle::meeting
