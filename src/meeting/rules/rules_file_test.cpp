#include <filesystem>

#include "meeting/rules/rules_document.h"
#include "meeting/rules/settings.h"
#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::string kHead = "profile = \"p\"\n";

// A section with its words, and settings from its sixth line on.
std::string section(const std::string& name, const std::string& settings) {
  return "[" + name + "]\nnumber = \"1\"\nen = \"E\"\nvi = \"V\"\nsource = \"S\"\n" + settings +
         "\n";
}

struct BadFile {
  std::string text;
  std::uint32_t line;
  std::string says;
};

TEST(RulesFile, refuses_what_it_does_not_know_or_believe_and_names_the_line) {
  const BadFile bad[] = {
      {"profile = ", 1, ""},
      {kHead + "\n\u00e9 = 1\n", 3, ""},
      {section("floor", ""), 1, "profile"},
      {kHead + "[flor]\n", 2, "[flor]"},
      {kHead + "floor = 3\n", 2, "section"},
      {kHead + "[floor]\nnumber = \"1\"\n", 2, "needs"},
      {kHead + section("floor", "grantin = \"in_order\""), 7, "floor.grantin is no setting"},
      {kHead + section("floor", "granting = \"anyhow\""), 7, "chair_chooses"},
      {kHead + section("rounds", "count = 2\nfirst = \"3 minutes\""), 8, "duration"},
      {kHead + section("rounds", "count = 2\nfirst = \"3m\""), 8, "such as \"3:00\""},
      {kHead + section("rounds", "count = -1"), 7, "whole number"},
      {kHead + section("rounds", "count = 2\nfirst = \"3:00\""), 2, "rounds.second"},
      {kHead + section("rounds", "count = 2\nfirst = \"3:00\"\nsecond = \"2:00\"\ncap = \"2:00\""),
       10, "cap"},
      {kHead + section("rounds", "deduct_overrun = true"), 7, "second round"},
      {kHead + section("floor", "mute = \"at_cap\""), 7, "rounds.cap"},
      {kHead + section("quorum", "open = \">1/2\"\ndecide = \">=1/3\""), 8, "quorum.decide"},
      {kHead + section("quorum", "open = \">2/1\"\ndecide = \">2/1\""), 7, "whole"},
      {kHead + section("majority", "simple = \">=2/3\"\nimportant = \">1/2\""), 8, "important"},
      {kHead + section("majority", "simple = \">1/0\""), 7, "share"},
      {kHead + section("method", "allowed = [\"show_of_feet\"]"), 7, "methods"},
      {kHead + section("method", "allowed = 3.5"), 7, "methods"},
      {kHead + section("right_of_reply", "accorded = \"after_the_list\""), 7, "count_max"},
      {kHead + section("tie", "outcome = \"voted_again\""), 7, "revote_within"},
      {kHead + section("elections", "allowed = true"), 2, "secret"},
      {kHead + section("appeal", "motion = true"), 7, "points of order"},
      {kHead + section("amendments", "furthest_first = true"), 7, "amendments"},
  };
  for (const BadFile& each : bad) {
    const auto profile = parse_rules(each.text);
    ASSERT_FALSE(profile) << each.text;
    EXPECT_EQ(profile.error().line, each.line) << each.text << profile.error().sentence;
    EXPECT_NE(profile.error().sentence.find(each.says), std::string::npos)
        << profile.error().sentence;
  }
}

TEST(RulesFile, every_profile_loads_and_its_page_is_fresh) {
  for (const char* name : {kIcapp, kUnitedNations, kCommittee, kRoberts, "simple"}) {
    const Profile profile = load_profile(name);
    EXPECT_EQ(profile.name, name);
    const fs::path page = fs::path(HEMICYCLE_SOURCE_DIR) / "docs/rules" / (profile.name + ".md");
    const std::string fresh = document_rules(profile);
    if (std::getenv("HEMICYCLE_WRITE_DOCS") != nullptr) std::ofstream(page) << fresh;
    EXPECT_EQ(read(page), fresh) << page << " is stale: run with HEMICYCLE_WRITE_DOCS=1";
  }
}

TEST(RulesFile, a_session_overrides_a_setting_by_an_event) {
  TestChamber chamber(kIcapp);
  chamber.as(TestChamber::office(), OverrideRule{{"rounds.first", "4:00"}});
  EXPECT_EQ(chamber.meeting.rules.rounds.first, minutes(4));
  EXPECT_EQ(chamber.replayed().rules.rounds.first, minutes(4));
  EXPECT_EQ(chamber.refused(TestChamber::office(), OverrideRule{{"rounds.first", "soon"}}).code,
            RefusalCode::kUnknownSetting);
  EXPECT_EQ(chamber.refused(TestChamber::office(), OverrideRule{{"rounds.cap", "1:00"}}).detail,
            "rounds.cap: the cap over all rounds is not shorter than the first round");
  EXPECT_EQ(chamber.meeting.rules.rounds.cap, minutes(5));
}

TEST(RulesFile, every_setting_belongs_to_a_section) {
  for (const SettingRow& row : setting_rows())
    EXPECT_TRUE(topic_of_section(row.section)) << row.section;
}

}  // namespace
}  // namespace hemicycle::meeting
