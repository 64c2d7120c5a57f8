#include "meeting/test_chamber.h"
#include "meeting/texts/main_motion.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(BadLuck, a_vote_outlives_a_restart_and_nobody_votes_twice) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
  chamber.as(Chamber::member(2), CastVote{id, Choice::kFor, std::nullopt});
  const Meeting after_restart = chamber.replayed();
  EXPECT_TRUE(after_restart == chamber.meeting);
  const auto twice = decide(after_restart, CastVote{id, Choice::kAgainst, std::nullopt},
                            Chamber::member(2), chamber.moment());
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, RefusalCode::kAlreadyVoted);
  EXPECT_TRUE(decide(after_restart, CastVote{id, Choice::kAgainst, std::nullopt},
                     Chamber::member(3), chamber.moment()));
}

TEST(IcappRules, consent_is_given_when_nobody_objects) {
  TestChamber chamber = TestChamber::in_session(kIcapp);
  const ProposalId text = chamber.propose(1);
  const VotingId first = chamber.open(TestChamber::on(text), Method::kConsensus);
  chamber.as(TestChamber::member(4), Object{first, "not yet"});
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  EXPECT_TRUE(chamber.meeting.decisions.empty());

  const VotingId second = chamber.open(TestChamber::on(text), Method::kConsensus);
  chamber.as(TestChamber::chair(), CloseVoting{second});
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kAdopted);
  EXPECT_EQ(chamber.meeting.decisions.size(), 1u);
}

TEST(IcappRules, written_consultation_is_accepted_by_silence) {
  TestChamber chamber(kIcapp);  // no meeting is open
  const ProposalId text = chamber.propose(1);
  const OpenVoting consultation{TestChamber::on(text), Method::kSilence, hours(24 * 7)};
  chamber.as(TestChamber::chair(), consultation);
  chamber.pass(hours(24 * 7) - seconds(1));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  chamber.begin();
  EXPECT_EQ(chamber.refused(TestChamber::chair(), CloseVoting{VotingId(1)}).code,
            RefusalCode::kTooEarly);
  chamber.pass(seconds(1));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kAdopted);

  const ProposalId other = chamber.propose(2);
  chamber.as(TestChamber::chair(), OpenVoting{TestChamber::on(other), Method::kSilence, hours(24)});
  chamber.as(TestChamber::member(3), Object{VotingId(2), "we disagree"});
  chamber.pass(hours(48));
  EXPECT_EQ(chamber.meeting.proposals.at(other).state, TextState::kPending);
}

TEST(RobertsRules, two_thirds_are_of_votes_cast) {
  MainMotion floor;
  floor.chamber.vote(Chamber::on(floor.seconded(MotionKind::kPreviousQuestion)), "++-000");
  EXPECT_TRUE(floor.chamber.meeting.proposals.at(floor.question).debate_closed);
}

}  // namespace
}  // namespace hemicycle::meeting
