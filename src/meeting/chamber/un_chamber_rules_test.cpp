#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

// Everyone goes but the first `count`.
void leave_but(Chamber& chamber, int members, int count) {
  for (int i = count + 1; i <= members; ++i)
    chamber.as(Chamber::system(), Leave{Chamber::delegation(i), Chamber::person(i)});
}

TEST(UnRules, rule_67_quorum_opens_with_a_third_and_decides_with_a_majority) {
  Chamber chamber(kUnitedNations, 9);
  leave_but(chamber, 9, 2);
  EXPECT_EQ(chamber.refused(Chamber::chair(), OpenMeeting{}).rule, "67");
  chamber.as(Chamber::system(), Arrive{Chamber::delegation(3), Chamber::person(3)});
  chamber.begin();
  const ProposalId text = chamber.propose(1);
  EXPECT_EQ(chamber
                .refused(Chamber::chair(),
                         OpenVoting{Chamber::on(text), Method::kShowOfHands, std::nullopt})
                .code,
            RefusalCode::kNoQuorumToDecide);
  for (int i : {4, 5})
    chamber.as(Chamber::system(), Arrive{Chamber::delegation(i), Chamber::person(i)});
  EXPECT_EQ(chamber.vote(Chamber::on(text), "+++++").state, VotingState::kAdopted);
}

TEST(UnRules, rule_67_a_committee_opens_with_a_quarter) {
  Chamber chamber(kUnitedNations, 8, BodyKind::kCommittee);
  leave_but(chamber, 8, 1);
  EXPECT_EQ(chamber.refused(Chamber::chair(), OpenMeeting{}).code, RefusalCode::kNoQuorumToOpen);
  chamber.as(Chamber::system(), Arrive{Chamber::delegation(2), Chamber::person(2)});
  chamber.as(Chamber::chair(), OpenMeeting{});
}

TEST(UnRules, rule_67_opening_quorum_is_waived_only_at_the_start) {
  Chamber chamber(kUnitedNations, 9);
  leave_but(chamber, 9, 1);
  chamber.as(Chamber::chair(), WaiveQuorum{});
  chamber.begin();
  EXPECT_EQ(chamber.refused(Chamber::chair(), WaiveQuorum{}).code, RefusalCode::kQuorumOnlyAtStart);
}

TEST(UnRules, rules_25_29_five_representatives_five_alternates_and_provisional_seating) {
  Chamber chamber(kUnitedNations, 1);
  const auto add = [&](int person, Position position) {
    return RegisterDelegate{Chamber::delegation(1), Chamber::person(person), "P", "", position};
  };
  for (int i = 11; i <= 14; ++i) chamber.as(Chamber::office(), add(i, Position::kMember));
  EXPECT_EQ(chamber.refused(Chamber::office(), add(15, Position::kDeputy)).rule, "25-29");
  for (int i = 21; i <= 25; ++i) chamber.as(Chamber::office(), add(i, Position::kAlternate));
  EXPECT_EQ(chamber.refused(Chamber::office(), add(26, Position::kAlternate)).code,
            RefusalCode::kTooManyAlternates);
  chamber.as(Chamber::office(), add(31, Position::kAdviser));

  chamber.as(Chamber::office(),
             RegisterOrganisation{{{"en", "New"}}, "", "", Standing::kMember, 1});
  chamber.as(Chamber::office(), RegisterDelegation{OrganisationId(2)});
  chamber.as(Chamber::office(), RegisterDelegate{Chamber::delegation(2), Chamber::person(2), "N",
                                                 "", Position::kHead});
  chamber.as(Chamber::system(), Arrive{Chamber::delegation(2), Chamber::person(2)});
  const SubmitProposal text{ItemId(1), ProposalKind::kResolution, "", {{"en", "T"}}, {}, {}, false};
  EXPECT_EQ(chamber.refused(Chamber::member(2), text).code, RefusalCode::kNotSeated);
  chamber.as(Chamber::chair(), SeatProvisionally{Chamber::delegation(2)});
  chamber.as(Chamber::member(2), text);
  EXPECT_EQ(chamber.meeting.members_present, 2u);
  chamber.as(Chamber::chair(), ReportCredential{Chamber::delegation(2), false});
  EXPECT_EQ(chamber.refused(Chamber::member(2), text).code, RefusalCode::kCredentialRefused);
  EXPECT_EQ(chamber.meeting.members_present, 1u);
}

}  // namespace
}  // namespace hemicycle::meeting
