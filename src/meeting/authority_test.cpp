#include "meeting/authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Caller plain(PersonId person) {
  return {person, std::nullopt};
}

class Authority : public ::testing::Test {
 protected:
  Authority() { chamber.begin(); }

  RefusalCode refused(const Caller& caller, const Command& command) {
    return chamber.refused(caller, command).code;
  }
  void add_adviser(int of, PersonId person) {
    chamber.as(Chamber::office(), RegisterDelegate{Chamber::delegation(of), person, "Adviser", "",
                                                   Position::kAdviser});
    chamber.as(Chamber::system(), Arrive{Chamber::delegation(of), person});
  }

  Chamber chamber{kUnitedNations, 4};
  const PersonId somebody{4242};
};

TEST_F(Authority, a_delegate_who_claims_an_office_is_refused) {
  for (Role claimed : {Role::kChair, Role::kSecretariat, Role::kSystem}) {
    const Caller pretender{Chamber::person(1), claimed};
    EXPECT_EQ(refused(pretender, OpenList{ItemId(1)}), RefusalCode::kNotInOffice);
    EXPECT_EQ(refused(pretender, AddItem{{{"en", "Mine"}}, {}}), RefusalCode::kNotInOffice);
  }
  EXPECT_EQ(refused(plain(Chamber::person(1)), OpenList{ItemId(1)}), RefusalCode::kNotYours);
}

TEST_F(Authority, the_chair_is_no_secretary_and_the_secretary_no_chair) {
  EXPECT_EQ(refused({Chamber::chair().person, Role::kSecretariat}, RegisterDelegation{}),
            RefusalCode::kNotInOffice);
  EXPECT_EQ(refused({Chamber::office().person, Role::kChair}, OpenList{ItemId(1)}),
            RefusalCode::kNotInOffice);
  EXPECT_EQ(refused(plain(Chamber::chair().person), RegisterDelegation{}), RefusalCode::kNotYours);
}

TEST_F(Authority, ends_with_the_office) {
  chamber.as(Chamber::office(), RemoveOfficer{Chamber::chair().person, Office::kChair});
  EXPECT_EQ(refused(Chamber::chair(), OpenList{ItemId(1)}), RefusalCode::kNotInOffice);
  chamber.as(Chamber::other_chair(), OpenList{ItemId(1)});  // who deputises goes on
  chamber.as(Chamber::office(), AppointOfficer{{somebody, "The next", Office::kCoChair}});
  chamber.as({somebody, Role::kChair}, AnnounceList{ItemId(1)});
}

TEST_F(Authority, a_rapporteur_does_not_preside) {
  chamber.as(Chamber::office(), AppointOfficer{{somebody, "Rapporteur", Office::kRapporteur}});
  EXPECT_EQ(refused({somebody, Role::kChair}, OpenList{ItemId(1)}), RefusalCode::kNotInOffice);
  EXPECT_THAT(capacities_of(chamber.meeting, somebody), IsEmpty());
}

TEST_F(Authority, of_a_delegation_is_that_of_who_is_in_it) {
  add_adviser(2, somebody);
  const ProposalId text = chamber.propose(1);
  // Of another delegation than the mover's.
  EXPECT_EQ(refused({somebody, Role::kDelegate}, WithdrawProposal{text}),
            RefusalCode::kNotTheMover);
  EXPECT_EQ(acting_as(chamber.meeting, somebody, Role::kDelegate)->delegation,
            Chamber::delegation(2));
  chamber.as(Chamber::system(), Leave{Chamber::delegation(2), somebody});
  chamber.as(Chamber::office(), RemoveDelegate{Chamber::delegation(2), somebody});
  EXPECT_EQ(refused({somebody, Role::kDelegate}, RaisePointOfOrder{"!", false}),
            RefusalCode::kNotADelegate);
}

TEST_F(Authority, a_person_unknown_to_the_meeting_has_none) {
  EXPECT_THAT(capacities_of(chamber.meeting, somebody), IsEmpty());
  EXPECT_EQ(refused(plain(somebody), RaisePointOfOrder{"!", false}), RefusalCode::kNotADelegate);
  EXPECT_EQ(refused(plain(somebody), OpenList{ItemId(1)}), RefusalCode::kNotYours);
  EXPECT_EQ(refused({somebody, Role::kObserver}, RaisePointOfOrder{"!", false}),
            RefusalCode::kNotYours);
}

TEST_F(Authority, of_somebody_with_two_capacities_is_of_the_one_that_may_or_the_one_meant) {
  const PersonId both = Chamber::person(3);
  chamber.as(Chamber::office(), AppointOfficer{{both, "A vice-chair", Office::kViceChair}});
  EXPECT_THAT(capacities_of(chamber.meeting, both), ElementsAre(Role::kChair, Role::kDelegate));
  chamber.as(plain(both), OpenList{ItemId(1)});
  chamber.as(plain(both), AskFloor{ItemId(1), {}});
  EXPECT_EQ(chamber.meeting.lists.at(ItemId(1)).waiting.front().delegation, Chamber::delegation(3));
  EXPECT_EQ(refused({both, Role::kDelegate}, AnnounceList{ItemId(1)}), RefusalCode::kNotYours);
  EXPECT_EQ(refused({both, Role::kChair}, AskFloor{ItemId(1), {}}), RefusalCode::kNotYours);
}

TEST_F(Authority, is_found_again_in_a_state_that_was_read) {
  add_adviser(2, somebody);
  Meeting read = chamber.meeting;
  read.sent.clear();
  restore_derived(read);
  for (PersonId person : {Chamber::person(1), Chamber::person(4), somebody})
    EXPECT_EQ(acting_as(read, person, Role::kDelegate),
              acting_as(chamber.meeting, person, Role::kDelegate));
}

TEST(FirstAuthority, nobody_gives_a_command_before_the_server_has_made_the_session) {
  for (Role role : {Role::kChair, Role::kSecretariat, Role::kDelegate, Role::kObserver})
    EXPECT_EQ(
        decide({}, AddItem{{{"en", "First"}}, {}}, {PersonId(1), role}, Moment{}).error().code,
        RefusalCode::kNotCreated);
}

TEST(FirstAuthority, a_session_is_made_with_somebody_who_serves_it) {
  const Profile profile = load_profile(kUnitedNations);
  CreateSession command{{}, {}, profile.name, profile.settings, profile.texts, {}};
  const Officer chair{PersonId(1), "Chair", Office::kChair};
  const Officer secretary{PersonId(2), "Secretary", Office::kSecretary};
  const std::vector<std::vector<Officer>> refused = {
      {}, {chair}, {secretary, secretary}, {{PersonId(2), " padded", Office::kSecretary}}};
  for (const std::vector<Officer>& officers : refused) {
    command.officers = officers;
    EXPECT_FALSE(decide({}, command, Moment{}));
  }
  command.officers = {chair, secretary};
  Meeting meeting;
  const Outcome created = decide(meeting, command, Moment{});
  for (const Event& event : created.value()) apply(meeting, event, {});
  EXPECT_TRUE(decide(meeting, AddItem{{{"en", "First"}}, {}}, plain(PersonId(2)), Moment{}));
}

// Where nobody is left who may appoint anybody, or nobody ever was, as in journals of old.
TEST(FirstAuthority, the_server_appoints_where_nobody_else_can) {
  Chamber chamber(kUnitedNations, 2);
  chamber.as(Chamber::office(), RemoveOfficer{Chamber::office().person, Office::kSecretary});
  EXPECT_EQ(chamber.refused(Chamber::office(), RegisterDelegation{}).code,
            RefusalCode::kNotInOffice);
  chamber.as(Chamber::system(),
             AppointOfficer{{Chamber::office().person, "Again", Office::kSecretary}});
  chamber.as(Chamber::office(), AddItem{{{"en", "Goes on"}}, {}});
}

}  // namespace
}  // namespace hemicycle::meeting
