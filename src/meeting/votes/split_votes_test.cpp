#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

const std::vector<Setting> kSplit = {{"voting.weighted", "true"},
                                     {"voting.split", "true"},
                                     {"voting.proxies", "true"},
                                     {"reconsider.by_prevailing_side", "true"},
                                     {"method.corrections", "true"}};

// Three members with a vote each, and a fourth with five.
struct SplitVotesOf : testing::Test {
  SplitVotesOf() : chamber(kUnitedNations, 3) {
    for (const Setting& setting : kSplit) chamber.as(Chamber::chair(), OverrideRule{setting});
    chamber.add_organisation(Standing::kMember, 5);
    chamber.begin();
    text = chamber.propose(1);
  }
  SplitVote split(std::uint32_t in_favour, std::uint32_t against, std::uint32_t abstaining) const {
    return {VotingId(1), in_favour, against, abstaining, {}};
  }

  Chamber chamber;
  ProposalId text;
};

TEST_F(SplitVotesOf, a_delegation_are_counted_each_way) {
  const VotingId id = chamber.open(Chamber::on(text), Method::kRecorded);
  chamber.as(Chamber::member(4), split(2, 2, 1));
  chamber.as(Chamber::member(1), CastVote{id, Choice::kFor, {}});
  chamber.as(Chamber::chair(), CloseVoting{id});
  const Voting& voting = chamber.meeting.votings.at(id);
  EXPECT_EQ(voting.state, VotingState::kAdopted);
  EXPECT_EQ(voting.tally.in_favour, 3u);
  EXPECT_EQ(voting.tally.against, 2u);
  EXPECT_EQ(voting.tally.abstaining, 1u);
  EXPECT_EQ(voting.tally.not_voting, 2u);
  EXPECT_TRUE(chamber.replayed() == chamber.meeting);
}

TEST_F(SplitVotesOf, a_delegation_are_all_that_it_has_and_go_two_ways_at_least) {
  chamber.open(Chamber::on(text), Method::kRecorded);
  for (const SplitVote& wrong :
       {split(5, 0, 0), split(2, 2, 0), split(3, 3, 0), split(0, 0, 0), split(0xffffffff, 6, 0)}) {
    const Refusal refusal = chamber.refused(Chamber::member(4), wrong);
    EXPECT_EQ(refusal.code, RefusalCode::kBadSplit);
    EXPECT_EQ(refusal.detail, "5");
  }
  EXPECT_EQ(chamber.refused(Chamber::member(1), split(1, 0, 0)).code, RefusalCode::kBadSplit);
}

TEST_F(SplitVotesOf, a_delegation_are_cast_once_and_may_be_corrected_to_one_way) {
  const VotingId id = chamber.open(Chamber::on(text), Method::kRecorded);
  chamber.as(Chamber::member(4), split(4, 1, 0));
  EXPECT_EQ(chamber.refused(Chamber::member(4), split(3, 2, 0)).code, RefusalCode::kAlreadyVoted);
  chamber.as(Chamber::member(4), CorrectVote{id, Choice::kAgainst, {}});
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.votings.at(id).tally.against, 5u);
  EXPECT_EQ(chamber.meeting.votings.at(id).tally.in_favour, 0u);
}

TEST_F(SplitVotesOf, an_absent_delegation_are_cast_by_its_proxy_and_entered_by_the_secretariat) {
  chamber.as(Chamber::member(4), GiveProxy{Chamber::delegation(1)});
  const VotingId id = chamber.open(Chamber::on(text), Method::kRollCall);
  while (const auto called = called_now(chamber.meeting.votings.at(id))) {
    if (*called == Chamber::delegation(4)) {
      chamber.as(Chamber::member(1), SplitVote{id, 1, 4, 0, *called});
    } else if (*called == Chamber::delegation(1)) {
      chamber.as(Chamber::office(), CastVote{id, Choice::kFor, *called});
    } else {
      chamber.as(Chamber::chair(), PassRoll{id, *called});
    }
  }
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.votings.at(id).tally.in_favour, 2u);
  EXPECT_EQ(chamber.meeting.votings.at(id).tally.against, 4u);
}

TEST_F(SplitVotesOf, a_delegation_put_it_on_the_prevailing_side_if_any_of_them_is) {
  const VotingId id = chamber.open(Chamber::on(text), Method::kRecorded);
  chamber.as(Chamber::member(4), split(4, 1, 0));
  chamber.as(Chamber::member(1), CastVote{id, Choice::kAgainst, {}});
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_FALSE(chamber.give(Chamber::member(1), Chamber::motion(MotionKind::kReconsider, text)));
  EXPECT_TRUE(chamber.give(Chamber::member(4), Chamber::motion(MotionKind::kReconsider, text)));
}

TEST(SplitVotes, are_cast_only_where_the_rules_let_a_delegation_divide_its_votes) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 3, {{"voting.weighted", "true"}});
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
  EXPECT_EQ(chamber.refused(Chamber::member(1), SplitVote{id, 1, 1, 0, {}}).code,
            RefusalCode::kSplitNotAllowed);
}

}  // namespace
}  // namespace hemicycle::meeting
