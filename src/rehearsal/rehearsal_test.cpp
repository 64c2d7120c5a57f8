#include "rehearsal/rehearsal.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rehearsal/phrases.h"
#include "storage/journal_file.h"

namespace hemicycle::rehearsal {
namespace {

using ::testing::HasSubstr;

const std::string kRoot = HEMICYCLE_SOURCE_DIR "/";

Result<std::string, std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return unexpected(path + " cannot be read");
  std::ostringstream content;
  content << file.rdbuf();
  return std::move(content).str();
}

class Notes final : public Audience {
 public:
  void hear(WallTime, const record::Sentence& sentence) override { heard += sentence.text + "\n"; }
  void see_expectation(std::uint32_t line, std::string_view words,
                       const std::optional<std::string>& complaint) override {
    if (complaint)
      complaints +=
          "line " + std::to_string(line) + ": " + std::string(words) + ": " + *complaint + "\n";
  }
  std::string heard;
  std::string complaints;
};

RehearsalResult play(const std::string& scenario, Notes& notes,
                     record::Language language = record::Language::kEnglish) {
  RehearsalOptions options;
  options.language = language;
  options.read_file = [](const std::string& name) {
    return read_file(kRoot + (name.starts_with("rules/") ? "" : "sim/meetings/") + name);
  };
  RehearsalResult result = rehearse(scenario, options, notes);
  if (result.error)
    notes.complaints +=
        "line " + std::to_string(result.error->line) + ": " + result.error->sentence + "\n";
  return result;
}

const std::string kSmall = R"(rules icapp-standing-committee
session "A session" / "Một kỳ họp"
series "small" 1
starts 2026-04-18 09:00
member viet_nam VN "Viet Nam" / "Việt Nam"
member laos LA "Lao PDR" / "Lào"
item "One" / "Một"
everybody is present
10:00:00 chair opens the meeting
chair opens item 1
chair opens the list
)";

class ScenarioFile : public ::testing::TestWithParam<const char*> {};

TEST_P(ScenarioFile, holds_everything_it_expects) {
  Notes notes;
  RehearsalResult result = play(read_file(kRoot + "sim/meetings/" + GetParam()).value(), notes);
  EXPECT_TRUE(result.passed()) << notes.complaints;
  EXPECT_GT(result.held, 40u);
}

TEST_P(ScenarioFile, leaves_a_journal_that_verifies_and_replays) {
  Notes notes;
  RehearsalResult result = play(read_file(kRoot + "sim/meetings/" + GetParam()).value(), notes);
  const storage::JournalReading reading = storage::read_journal_text(result.journal);
  EXPECT_TRUE(reading.intact()) << reading.wrong->why;
  EXPECT_EQ(storage::replay_wrong(reading), std::nullopt);
  EXPECT_EQ(storage::write_journal_text(reading), result.journal);
}

INSTANTIATE_TEST_SUITE_P(Meetings, ScenarioFile,
                         ::testing::Values("icapp-sc-34.scenario", "un-ga.scenario"),
                         [](const auto& suite) {
                           return std::string(suite.param).substr(0, 2) == "un" ? "un_ga"
                                                                                : "icapp_sc_34";
                         });

TEST(Rehearsal, tells_what_happens_in_either_language) {
  const std::string steps = kSmall + "10:01:00 viet_nam asks for the floor\n";
  Notes english;
  play(steps, english);
  EXPECT_THAT(english.heard, HasSubstr("Viet Nam asks for the floor."));
  Notes vietnamese;
  play(steps, vietnamese, record::Language::kVietnamese);
  EXPECT_THAT(vietnamese.heard, HasSubstr("Việt Nam đăng ký phát biểu."));
}

TEST(Rehearsal, counts_an_expectation_that_fails_and_goes_on) {
  Notes notes;
  RehearsalResult result =
      play(kSmall +
               "10:01:00 viet_nam asks for the floor\nexpect viet_nam to have the floor\n"
               "expect nobody to have the floor\n",
           notes);
  EXPECT_FALSE(result.passed());
  EXPECT_EQ(result.failed, 1u);
  EXPECT_EQ(result.held, 1u);
  EXPECT_THAT(notes.complaints,
              HasSubstr("line 13: expect viet_nam to have the floor: found 'nobody'"));
}

TEST(Rehearsal, a_refusal_that_nobody_expected_is_a_failure) {
  Notes notes;
  RehearsalResult result = play(
      kSmall + "10:01:00 chair gives the floor to laos\n10:02:00 laos asks for the floor\n", notes);
  EXPECT_EQ(result.failed, 1u);
  EXPECT_THAT(notes.complaints,
              HasSubstr("line 12: chair gives the floor to laos: this was refused"));
}

TEST(Rehearsal, stops_at_what_cannot_be_played_and_says_where) {
  struct Case {
    std::string steps;
    std::uint32_t line;
    const char* complaint;
  };
  const Case cases[] = {
      {"10:01 fiji asks for the floor\n", 12, "there is no delegation 'fiji'"},
      {"on 2026-04-17 at 10:00\n", 12, "time does not go back"},
      {"members from nowhere.csv\n", 12, "cannot be read"},
      {"rules no-such-rules\n", 12, "cannot be read"},
      {"member laos LA \"Again\"\n", 12, "already"},
      {"chair puts A/1 to a recorded vote\n", 12, "there is no text 'A/1'"},
  };
  for (const Case& c : cases) {
    Notes notes;
    RehearsalResult result = play(kSmall + c.steps, notes);
    ASSERT_TRUE(result.error) << c.steps;
    EXPECT_EQ(result.error->line, c.line) << c.steps;
    EXPECT_THAT(result.error->sentence, HasSubstr(c.complaint));
    EXPECT_TRUE(result.record) << "what was played is on the record";
  }
}

TEST(Rehearsal, every_phrase_is_in_the_guide) {
  const std::string guide = "\n" + read_file(kRoot + "docs/scenarios.md").value();
  for (std::string_view pattern : all_patterns())
    EXPECT_THAT(guide, HasSubstr("\n" + std::string(pattern) + "\n"));
}

TEST(Rehearsal, the_same_scenario_leaves_the_same_journal) {
  Notes notes;
  const std::string scenario = read_file(kRoot + "sim/meetings/un-ga.scenario").value();
  EXPECT_EQ(play(scenario, notes).journal, play(scenario, notes).journal);
}

}  // namespace
}  // namespace hemicycle::rehearsal
