#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

void lose(Chamber& chamber, int i) {
  chamber.as(Chamber::system(), LoseConnection{Chamber::delegation(i), Chamber::person(i)});
}
void restore(Chamber& chamber, int i) {
  chamber.as(Chamber::system(), RestoreConnection{Chamber::delegation(i), Chamber::person(i)});
}

TEST(LostConnections, become_absences_one_after_the_other_and_the_quorum_follows) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(5);
  lose(chamber, 1);
  chamber.pass(minutes(4));
  for (int i = 2; i <= 4; ++i) lose(chamber, i);
  chamber.pass(minutes(6) - Millis(1));
  EXPECT_EQ(chamber.meeting.members_present, 5u);
  chamber.pass(Millis(1));
  EXPECT_EQ(chamber.meeting.members_present, 4u);
  EXPECT_TRUE(std::holds_alternative<AbsenceBegan>(chamber.journal.back().event));
  chamber.pass(minutes(4));
  EXPECT_EQ(chamber.meeting.members_present, 1u);
  const OpenVoting consent{Chamber::on(text), Method::kConsensus, {}};
  EXPECT_EQ(chamber.refused(Chamber::chair(), consent).code, RefusalCode::kNoQuorumToDecide);
  EXPECT_TRUE(chamber.replayed() == chamber.meeting);
}

TEST(LostConnections, that_come_back_in_time_are_no_absences) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  lose(chamber, 1);
  chamber.pass(minutes(9));
  restore(chamber, 1);
  chamber.pass(minutes(5));
  lose(chamber, 1);
  chamber.pass(minutes(9));
  EXPECT_EQ(chamber.meeting.members_present, 5u);
}

TEST(LostConnections, that_come_back_after_an_absence_are_arrivals) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  lose(chamber, 1);
  chamber.pass(minutes(11));
  restore(chamber, 1);
  EXPECT_TRUE(std::holds_alternative<PersonArrived>(chamber.journal.back().event));
  EXPECT_EQ(chamber.meeting.members_present, 5u);
}

TEST(LostConnections, of_a_speaker_end_the_speech_with_the_absence_and_keep_the_rest) {
  Chamber chamber = Chamber::in_session(kIcapp);
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
  chamber.pass(seconds(30));
  lose(chamber, 1);
  chamber.pass(minutes(10));
  EXPECT_EQ(chamber.speaker(), std::nullopt);
  restore(chamber, 1);
  chamber.as(Chamber::chair(), GiveFloor{chamber.ask(1)});
  EXPECT_EQ(chamber.meeting.floor.holder->limit, seconds(135));  // the grace of fifteen is paid
}

TEST(LostConnections, never_count_where_the_profile_sets_no_time) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 5, {{"connection.absent_after", "0:00"}});
  lose(chamber, 1);
  chamber.pass(hours(5));
  EXPECT_EQ(chamber.meeting.members_present, 5u);
}

}  // namespace
}  // namespace hemicycle::meeting
