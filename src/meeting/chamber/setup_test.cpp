#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meeting/chamber/new_session.h"
#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;
using ::testing::HasSubstr;

class SettingUp : public ::testing::Test {
 protected:
  RefusalCode refusal_of(const Caller& caller, const Command& command) {
    const Outcome outcome = chamber.give(caller, command);
    EXPECT_FALSE(outcome);
    return outcome ? RefusalCode::kAlreadyCreated : outcome.error().code;
  }

  Chamber chamber{kUnitedNations, 3};
};

TEST_F(SettingUp, an_officer_is_replaced) {
  const Officer first{PersonId(71), "First rapporteur", Office::kRapporteur};
  const Officer second{PersonId(72), "Second rapporteur", Office::kRapporteur};
  chamber.as(Chamber::office(), AppointOfficer{first});
  EXPECT_EQ(refusal_of(Chamber::office(), AppointOfficer{first}), RefusalCode::kAlreadyRegistered);
  chamber.as(Chamber::office(), RemoveOfficer{PersonId(71), Office::kRapporteur});
  chamber.as(Chamber::office(), AppointOfficer{second});
  EXPECT_EQ(chamber.meeting.bureau.back(), second);
  EXPECT_EQ(refusal_of(Chamber::office(), RemoveOfficer{PersonId(71), Office::kRapporteur}),
            RefusalCode::kNotFound);
  EXPECT_EQ(refusal_of(Chamber::member(1), RemoveOfficer{PersonId(72), Office::kRapporteur}),
            RefusalCode::kNotYours);
}

TEST_F(SettingUp, an_organisation_is_renamed_but_not_to_anothers_name) {
  chamber.as(Chamber::office(), RenameOrganisation{OrganisationId(1), {{"en", "Türkiye"}}});
  EXPECT_EQ(in_language(chamber.meeting.organisations.at(OrganisationId(1)).names, "en"),
            "Türkiye");
  chamber.as(Chamber::office(), RenameOrganisation{OrganisationId(1), {{"en", "türkiye"}}});
  EXPECT_EQ(refusal_of(Chamber::office(),
                       RenameOrganisation{OrganisationId(2), {{"en", "Tu\u0308rkiye"}}}),
            RefusalCode::kNameTaken);
  EXPECT_EQ(refusal_of(Chamber::office(), RenameOrganisation{OrganisationId(1), {}}),
            RefusalCode::kBlankName);
}

TEST_F(SettingUp, somebody_of_a_delegation_has_another_name_title_and_position) {
  const PersonId person = chamber.meeting.delegations.at(DelegationId(1)).people.front().person;
  chamber.as(Chamber::office(),
             ReviseDelegate{DelegationId(1), person, "N. N.", "Minister", Position::kDeputy});
  const Delegate& found = chamber.meeting.delegations.at(DelegationId(1)).people.front();
  EXPECT_EQ(found.name, "N. N.");
  EXPECT_EQ(found.title, "Minister");
  EXPECT_EQ(found.position, Position::kDeputy);
  EXPECT_EQ(found.presence, Presence::kPresent);
  EXPECT_EQ(refusal_of(Chamber::office(),
                       ReviseDelegate{DelegationId(1), person, " N. N.", "", Position::kHead}),
            RefusalCode::kBlankName);
  EXPECT_EQ(refusal_of(Chamber::office(), ReviseDelegate{DelegationId(1), PersonId(9999), "N. N.",
                                                         "", Position::kHead}),
            RefusalCode::kNotFound);
}

TEST_F(SettingUp, sittings_are_closed_and_opened_between_speeches) {
  chamber.begin();
  chamber.as(Chamber::chair(), ChangeVisibility{Visibility::kClosed});
  EXPECT_EQ(chamber.meeting.session.entry.visibility, Visibility::kClosed);
  EXPECT_EQ(refusal_of(Chamber::chair(), ChangeVisibility{Visibility::kClosed}),
            RefusalCode::kAlreadyDecided);
  chamber.meeting.floor.holder.emplace();
  EXPECT_EQ(refusal_of(Chamber::chair(), ChangeVisibility{Visibility::kPublic}),
            RefusalCode::kFloorTaken);
}

TEST(CreatingASession, names_a_time_zone_that_exists) {
  Meeting meeting;
  CreateSession command;
  command.entry.time_zone = "Asia/Nowhere";
  command.profile = "any";
  command.officers = {{PersonId(2), "", Office::kSecretary}};
  const Outcome refused = decide(meeting, command, Moment{});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, RefusalCode::kMalformed);
  command.entry.time_zone = "Asia/Ho_Chi_Minh";
  EXPECT_TRUE(decide(meeting, command, Moment{}));
}

TEST(CreatingASession, is_refused_with_what_no_session_has) {
  const NewSession sound{{}, {}, kUnitedNations, {{PersonId(2), "", Office::kSecretary}}};
  const Profile profile = load_profile(kUnitedNations);
  const auto refused = [&](auto change) {
    NewSession asked = sound;
    change(asked);
    const Outcome outcome = decide({}, session_by(asked, profile), Moment{});
    return outcome ? std::string("nothing") : sentence(outcome.error(), "en");
  };
  EXPECT_EQ(refused([](NewSession&) {}), "nothing");
  EXPECT_THAT(refused([](NewSession& asked) {
                asked.entry.titles = {{"e n", "x"}};
              }),
              HasSubstr("titles"));
  EXPECT_THAT(refused([](NewSession& asked) {
                asked.body.names = {{"", "x"}};
              }),
              HasSubstr("names"));
  EXPECT_THAT(refused([](NewSession& asked) {
                asked.body.working_languages = {"fr", "<"};
              }),
              HasSubstr("working_languages"));
  EXPECT_THAT(refused([](NewSession& asked) { asked.body.working_languages.resize(3000, "fr"); }),
              HasSubstr("working_languages"));
  EXPECT_THAT(refused([](NewSession& asked) { asked.entry.series = std::string(2000, 'x'); }),
              HasSubstr("too long"));
  EXPECT_THAT(refused([](NewSession& asked) {
                asked.entry.starts_at += std::chrono::hours(1);
                asked.entry.ends_at = WallTime{};
              }),
              HasSubstr("ends_at"));
  EXPECT_THAT(refused([](NewSession& asked) { asked.officers.clear(); }), HasSubstr("officers"));
}

// A journal of old may begin with what was refused before there was a session.
TEST(CreatingASession, is_possible_after_a_refusal) {
  Meeting meeting;
  apply(meeting, CommandRefused{"OpenMeeting", "not_created", ""}, {});
  const NewSession asked{{}, {}, kUnitedNations, {{PersonId(2), "", Office::kSecretary}}};
  EXPECT_TRUE(decide(meeting, session_by(asked, load_profile(kUnitedNations)), Moment{}));
}

}  // namespace
}  // namespace hemicycle::meeting
