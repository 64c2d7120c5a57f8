#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

const std::vector<Setting> kPledges = {
    {"voting.pledge", "true"}, {"voting.proxies", "true"}, {"method.corrections", "true"}};

TEST(Pledges, keep_a_member_from_abstaining_whoever_brings_its_vote) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4, kPledges);
  chamber.as(Chamber::member(2), PledgeToVote{});
  chamber.as(Chamber::member(2), GiveProxy{Chamber::delegation(1)});
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
  const DelegationId pledged = Chamber::delegation(2);
  EXPECT_EQ(chamber.refused(Chamber::member(1), CastVote{id, Choice::kAbstain, pledged}).code,
            RefusalCode::kPledgedToVote);
  EXPECT_EQ(chamber.refused(Chamber::office(), CastVote{id, Choice::kAbstain, pledged}).code,
            RefusalCode::kPledgedToVote);
  chamber.as(Chamber::member(1), CastVote{id, Choice::kAbstain, {}});
  chamber.as(Chamber::member(1), CastVote{id, Choice::kAgainst, pledged});
  EXPECT_EQ(chamber.refused(Chamber::member(1), CorrectVote{id, Choice::kAbstain, pledged}).code,
            RefusalCode::kPledgedToVote);
}

TEST(Pledges, forbid_a_blank_ballot_in_the_urn_and_by_name) {
  for (const bool secret : {true, false}) {
    Chamber chamber = Chamber::in_session(
        kUnitedNations, 4, {kPledges[0], {"elections.secret", secret ? "true" : "false"}});
    chamber.as(Chamber::member(2), PledgeToVote{});
    chamber.as(Chamber::chair(), CallElection{ItemId(1), "Chair", 1, {}});
    chamber.as(Chamber::chair(), Nominate{ElectionId(1), "Ada", {}});
    const VotingId id =
        chamber.open(Chamber::on(ElectionId(1)), secret ? Method::kSecret : Method::kRecorded);
    const Command blank =
        secret ? Command(CastSecretBallot{id, {}, {}, {}}) : Command(CastBallot{id, {}, {}});
    EXPECT_EQ(chamber.refused(Chamber::member(2), blank).code, RefusalCode::kPledgedToVote);
    EXPECT_TRUE(chamber.give(Chamber::member(3), blank));
  }
}

TEST(Pledges, do_not_bind_on_motions_and_end_with_the_meeting) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4, kPledges);
  chamber.as(Chamber::member(2), PledgeToVote{});
  EXPECT_EQ(chamber.refused(Chamber::member(2), PledgeToVote{}).code, RefusalCode::kAlreadyDecided);
  chamber.vote(Chamber::on(chamber.move(1, MotionKind::kAdjournMeeting)), "+0++");
  chamber.as(Chamber::chair(), OpenMeeting{});
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)));
  chamber.as(Chamber::member(2), CastVote{id, Choice::kAbstain, {}});
  EXPECT_TRUE(chamber.replayed() == chamber.meeting);
}

TEST(Pledges, are_given_only_where_the_rules_know_them_and_not_during_a_vote) {
  Chamber plain = Chamber::in_session(kUnitedNations, 4);
  EXPECT_EQ(plain.refused(Chamber::member(2), PledgeToVote{}).code,
            RefusalCode::kNotAllowedByProfile);
  Chamber chamber = Chamber::in_session(kUnitedNations, 4, kPledges);
  chamber.open(Chamber::on(chamber.propose(1)));
  EXPECT_EQ(chamber.refused(Chamber::member(2), PledgeToVote{}).code, RefusalCode::kVotingUnderWay);
}

}  // namespace
}  // namespace hemicycle::meeting
