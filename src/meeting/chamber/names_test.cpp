#include <gtest/gtest.h>

#include "meeting/command_texts.h"
#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

RegisterOrganisation named(const std::string& name) {
  return {{{"en", name}}, "", "", Standing::kMember, 1};
}

class OrganisationNames : public ::testing::Test {
 protected:
  RefusalCode refusal_of(const Command& command) {
    const Outcome outcome = chamber.give(Chamber::office(), command);
    EXPECT_FALSE(outcome);
    return outcome ? RefusalCode::kNotYours : outcome.error().code;
  }
  std::string last_name() {
    return in_language(chamber.meeting.organisations.rows.back().names, "en");
  }

  Chamber chamber{kUnitedNations, 0};
};

TEST_F(OrganisationNames, are_kept_in_one_spelling_however_they_were_typed) {
  chamber.as(Chamber::office(), named("Ho\xCC\x80"
                                      "a Bi\xCC\x80nh"));
  EXPECT_EQ(last_name(), "Hòa Bình");
}

TEST_F(OrganisationNames, that_cannot_be_told_apart_are_refused) {
  chamber.as(Chamber::office(), named("Viet Nam"));
  for (const char* twin : {"Viet Nam", "viet nam", "Viet\u200B Nam", "Viet\u00A0Nam"})
    EXPECT_EQ(refusal_of(named(twin)), RefusalCode::kNameTaken) << twin;
  chamber.as(Chamber::office(), named("Việt Nam"));
}

TEST_F(OrganisationNames, that_are_blank_or_padded_are_refused) {
  for (const char* blank : {"", " ", "\u200B", "\u00A0\u00A0", " Laos", "Laos ", "Laos\u3000"})
    EXPECT_EQ(refusal_of(named(blank)), RefusalCode::kBlankName) << blank;
}

TEST_F(OrganisationNames, that_show_something_else_than_they_say_are_refused) {
  for (const char* bad : {"a\x01"
                          "b",
                          "\xFF\xFE", "abc\u202Efed"})
    EXPECT_EQ(refusal_of(named(bad)), RefusalCode::kUnshowableText) << bad;
}

TEST_F(OrganisationNames, texts_have_a_limit_that_fits_their_kind) {
  EXPECT_EQ(refusal_of(named(std::string(kShortTextBytes + 1, 'x'))), RefusalCode::kTextTooLong);
  chamber.as(Chamber::office(), named(std::string(kShortTextBytes, 'x')));
  EXPECT_EQ(refusal_of(AddItem{{{"en", "A"}}, {{"en", std::string(kLongTextBytes + 1, 'x')}}}),
            RefusalCode::kTextTooLong);
  chamber.as(Chamber::office(), AddItem{{{"en", "A"}}, {{"en", std::string(kLongTextBytes, 'x')}}});
}

}  // namespace
}  // namespace hemicycle::meeting
