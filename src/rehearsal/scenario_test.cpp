#include "rehearsal/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hemicycle::rehearsal {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr std::string_view kPatterns[] = {
    "<name> asks for the floor",
    "chair gives the floor to <name>",
    "chair calls an election <text>",
    "expect timer up <duration>",
    "present <names>",
    "wait until <time>",
    "on <date>",
    "<number> members vote yes",
    "<names> arrives|arrive",
    "put <subject> to a vote",
};

std::vector<Step> parse(std::string_view text) {
  auto steps = parse_scenario(text, kPatterns);
  EXPECT_TRUE(steps) << steps.error().line << ": " << steps.error().sentence;
  return steps ? *steps : std::vector<Step>();
}

TEST(Scenario, reads_steps_with_their_times_and_lines) {
  std::vector<Step> steps = parse(
      "# a comment\n"
      "\n"
      "14:03:10 viet_nam asks for the floor   # another\n"
      "  chair gives the floor to viet_nam\r\n");
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(steps[0].line, 3u);
  EXPECT_EQ(steps[0].at, 14h + 3min + 10s);
  EXPECT_EQ(steps[0].pattern, 0u);
  EXPECT_EQ(steps[0].arguments[0].word, "viet_nam");
  EXPECT_EQ(steps[0].words, "viet_nam asks for the floor");
  EXPECT_EQ(steps[1].at, std::nullopt);
  EXPECT_EQ(steps[1].pattern, 1u);
}

TEST(Scenario, reads_every_kind_of_place) {
  std::vector<Step> steps = parse(
      "chair calls an election \"of the \"\"wise\"\"\" / \"của người thông thái\"\n"
      "expect timer up 3:40\n"
      "expect timer up 72:00:00\n"
      "present viet_nam, laos, fiji\n"
      "wait until 9:05\n"
      "on 2023-09-22\n"
      "120 members vote yes\n");
  ASSERT_EQ(steps.size(), 7u);
  EXPECT_EQ(steps[0].arguments[0].word, "of the \"wise\"");
  EXPECT_EQ(steps[0].arguments[0].text[1].text, "của người thông thái");
  EXPECT_EQ(steps[1].arguments[0].duration, 3min + 40s);
  EXPECT_EQ(steps[2].arguments[0].duration, 72h);
  EXPECT_THAT(steps[3].arguments[0].names, ::testing::ElementsAre("viet_nam", "laos", "fiji"));
  EXPECT_EQ(steps[4].arguments[0].time_of_day, 9h + 5min);
  EXPECT_EQ(std::chrono::year_month_day(steps[5].arguments[0].date).month(),
            std::chrono::September);
  EXPECT_EQ(steps[6].arguments[0].number, 120u);
}

TEST(Scenario, reads_verbs_in_either_number) {
  const std::vector<Step> steps = parse("laos arrives\nlaos, fiji arrive\nlaos,fiji arrives\n");
  ASSERT_EQ(steps.size(), 3u);
  EXPECT_THAT(steps[1].arguments[0].names, ::testing::ElementsAre("laos", "fiji"));
  EXPECT_EQ(steps[2].arguments[0].names, steps[1].arguments[0].names);
}

TEST(Scenario, reads_names_with_spaces_commas_and_colons_in_quotes) {
  const std::vector<Step> steps = parse(
      "\"A 1: Rev. 2\" asks for the floor\n"
      "\"Bu, \"\"the\"\" Ba\", fiji, \"Côte d'Ivoire\" arrive\n"
      "put A/1:operative-2 to a vote\n"
      "put \"A 1: Rev. 2\":operative-2 to a vote\n"
      "put \"A 1: Rev. 2\":\"the preamble\" to a vote\n"
      "put \"A:1\" to a vote\n");
  ASSERT_EQ(steps.size(), 6u);
  EXPECT_EQ(steps[0].arguments[0].word, "A 1: Rev. 2");
  EXPECT_THAT(steps[1].arguments[0].names,
              ::testing::ElementsAre("Bu, \"the\" Ba", "fiji", "Côte d'Ivoire"));
  EXPECT_EQ(steps[1].words, "\"Bu, \"\"the\"\" Ba\", fiji, \"Côte d'Ivoire\" arrive");
  const std::pair<const char*, const char*> subjects[] = {{"A/1", "operative-2"},
                                                          {"A 1: Rev. 2", "operative-2"},
                                                          {"A 1: Rev. 2", "the preamble"},
                                                          {"A:1", ""}};
  for (std::size_t i = 0; i < std::size(subjects); ++i) {
    EXPECT_EQ(steps[2 + i].arguments[0].word, subjects[i].first);
    EXPECT_EQ(steps[2 + i].arguments[0].part, subjects[i].second);
  }
}

TEST(Scenario, says_on_which_line_what_is_wrong) {
  struct Case {
    const char* text;
    std::uint32_t line;
    const char* complaint;
  };
  const Case cases[] = {
      {"\nviet_nam asks the floor\n", 2, "did you mean '<name> asks for the floor'"},
      {"the floor is asked for by viet_nam", 1, "did you mean '<name> asks for the floor'"},
      {"120 membres vote yes", 1, "did you mean '<number> members vote yes'?"},
      {"many members vote yes", 1, "? 'many' is no number"},
      {"wait until noon", 1, "? 'noon' is no time of day, such as 14:03"},
      {"hum", 1, "no phrase reads 'hum'"},
      {"viet_nam asks for the floor\nL\x92 asks for the floor", 2, "UTF-8"},
      {"14:00", 1, "what happens at this time?"},
      {"chair calls an election \"x", 1, "not closed"},
      {"expect timer up 3:60", 1, "'3:60' is no duration, such as 3:40"},
      {"expect timer up 10m", 1, "'10m' is no duration, such as 3:40"},
      {"on 2023-02-30", 1, "'2023-02-30' is no date"},
      {"wait until 24:00", 1, "no phrase"},
      {"present viet_nam,", 1, "no phrase"},
      {"\"viet_nam\":1 asks for the floor", 1, "is no name"},
      {"put \"A\": to a vote", 1, "which part?"},
      {"put A: to a vote", 1, "'A:' is no text, nor part of one"},
      {"\"viet\"nam asks for the floor", 1, "a space is missing"},
      {"present viet_nam,,laos", 1, "is no list of names"},
      {"25:00 viet_nam asks for the floor", 1, "no phrase"},
      {"viet_nam asks for the floor now", 1, "no phrase"},
      {"-1 members vote yes", 1, "no phrase"},
  };
  for (const Case& c : cases) {
    auto steps = parse_scenario(c.text, kPatterns);
    ASSERT_FALSE(steps) << c.text;
    EXPECT_EQ(steps.error().line, c.line) << c.text;
    EXPECT_THAT(steps.error().sentence, HasSubstr(c.complaint)) << c.text;
  }
}

}  // namespace
}  // namespace hemicycle::rehearsal
