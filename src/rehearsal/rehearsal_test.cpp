#include "rehearsal/rehearsal.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rehearsal/guide.h"
#include "rehearsal/phrases.h"
#include "storage/journal_file.h"

namespace hemicycle::rehearsal {
namespace {

using ::testing::HasSubstr;

namespace fs = std::filesystem;

const std::string kRoot = HEMICYCLE_SOURCE_DIR "/";
const std::string kMeetings = kRoot + "sim/meetings";

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
  void see_refusal(std::uint32_t line, WallTime, const std::string& who,
                   const meeting::Refusal& refusal) override {
    refusals += "line " + std::to_string(line) + ", " + who + ": " + sentence(refusal, "en") + "\n";
  }
  void see_expectation(std::uint32_t line, std::string_view words,
                       const std::optional<std::string>& complaint) override {
    if (complaint)
      complaints +=
          "line " + std::to_string(line) + ": " + std::string(words) + ": " + *complaint + "\n";
  }
  std::string heard;
  std::string refusals;
  std::string complaints;
};

// `folder`: where the scenario's own files lie.
RehearsalResult play(const std::string& scenario, Notes& notes,
                     record::Language language = record::Language::kEnglish,
                     const std::string& folder = kMeetings) {
  RehearsalOptions options;
  options.language = language;
  options.read_file = [&](const std::string& name) {
    return read_file((name.starts_with("rules/") ? kRoot : folder + "/") + name);
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

// Every one in sim/meetings, by its path in there without the ending.
std::vector<std::string> scenario_files() {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(kMeetings))
    if (entry.path().extension() == ".scenario")
      files.push_back(fs::relative(entry.path(), kMeetings).replace_extension().string());
  std::sort(files.begin(), files.end());
  return files;
}

class ScenarioFile : public ::testing::TestWithParam<std::string> {
 protected:
  static RehearsalResult play_it(Notes& notes) {
    const fs::path path = kMeetings + "/" + GetParam() + ".scenario";
    return play(read_file(path).value(), notes, record::Language::kEnglish,
                path.parent_path().string());
  }
};

TEST_P(ScenarioFile, holds_everything_it_expects) {
  Notes notes;
  const RehearsalResult result = play_it(notes);
  EXPECT_TRUE(result.passed()) << notes.complaints;
  EXPECT_GE(result.held, 5u);
}

TEST_P(ScenarioFile, leaves_a_journal_that_verifies_and_replays) {
  Notes notes;
  const RehearsalResult result = play_it(notes);
  const storage::JournalReading reading = storage::read_journal_text(result.journal);
  EXPECT_TRUE(reading.intact()) << reading.wrong->why;
  EXPECT_EQ(storage::replay_wrong(reading), std::nullopt);
  EXPECT_EQ(storage::write_journal_text(reading), result.journal);
}

INSTANTIATE_TEST_SUITE_P(Meetings, ScenarioFile, ::testing::ValuesIn(scenario_files()),
                         [](const auto& suite) {
                           std::string name = suite.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                           return name;
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

// At one instant too: an appeal opened during a vote ends before it.
TEST(Rehearsal, expects_of_the_vote_that_ended_last) {
  Notes notes;
  const RehearsalResult result = play(
      R"(rules un-general-assembly
session "A session" / "Một kỳ họp"
starts 2026-04-18 09:00
member a AA "A" / "A"
member b BB "B" / "B"
member c CC "C" / "C"
item "One" / "Một"
everybody is present
10:00 chair opens the meeting
chair opens item 1
a submits resolution R "R" / "R"
chair puts R to a recorded vote
a, b vote yes
c raises a point of order on the voting "Too fast." / "Nhanh quá."
chair rejects the point "It is not." / "Không."
c appeals "It is." / "Có."
chair puts motion to a show of hands
members vote 1 yes 2 no 0 abstain
chair closes the voting
expect 1 yes 2 no 0 abstain needed 2
c votes yes
chair closes the voting
expect 3 yes 0 no 0 abstain needed 2
a corrects its vote to no
expect refused rule 87
)",
      notes);
  EXPECT_TRUE(result.passed()) << notes.complaints;
  EXPECT_EQ(result.held, 3u);
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
      {"on 2026-04-17 at 10:00\n", 12, "time does not go back: it is 2026-04-18 10:00:00 already"},
      {"9:59:59 chair closes the list\n", 12, "time does not go back"},
      {"wait until 09:00\n", 12, "another day begins with 'on <date> at <time>'"},
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

// Five members, two places: the surplus of Cy elects Ada before anybody is excluded.
std::string council(const std::string& setting, const std::string& steps) {
  return R"(rules un-general-assembly
session "A session"
series "council" 1
starts 2026-04-18 09:00
set )" + setting +
         R"(
member ant AA "Ant"
member bee BB "Bee"
member cat CC "Cat"
member dog DD "Dog"
member elk EE "Elk"
item "Elections"
everybody is present
10:00:00 chair opens the meeting
chair opens item 1
chair calls election council of "Council" for 2 places
ant nominates "Ada" in council
ant nominates "Bo" in council
ant nominates "Cy" in council
)" + steps;
}

TEST(Rehearsal, shows_a_count_by_transfer_round_by_round) {
  Notes notes;
  const RehearsalResult result = play(
      council("elections.systems single_transferable_vote", R"(chair puts council to a secret ballot
1 member ballots for "Cy", "Ada", "Bo"
2 members ballot for "Cy", "Bo"
1 member ballots for "Ada"
chair closes the voting
expect outcome elected
expect quota 2
expect "Cy" to have 3 votes in round 1
expect "Ada" to have 1.33333 votes in round 2
expect "Bo" to have 0.66666 votes in round 2
expect elected "Cy"
expect elected "Ada"
)"),
      notes);
  EXPECT_TRUE(result.passed()) << notes.complaints;
  EXPECT_THAT(notes.heard, HasSubstr("An election by single transferable vote"));
  EXPECT_THAT(notes.heard, HasSubstr("Round 2: the surplus of Cy."));
  const std::vector<record::RoundLine>& rounds = result.record->decisions.at(0).rounds;
  ASSERT_EQ(rounds.size(), 3u);
  EXPECT_EQ(rounds[1].votes, (std::vector<std::string>{"1.33333", "0.66666", "2"}));
  EXPECT_EQ(rounds[1].not_transferable, "0.00001");
  const std::string page = record::write_html(*result.record);
  EXPECT_THAT(page, HasSubstr("Quota"));
  EXPECT_THAT(page, HasSubstr("Round 3: Bo is excluded. Elected: Ada."));
}

TEST(Rehearsal, names_the_ballots_of_an_election_that_is_not_secret) {
  Notes notes;
  const RehearsalResult result =
      play(council("elections.secret false", R"(chair puts council to a recorded vote
bee casts a ballot for "Bo", "Ada"
cat casts a ballot for "Cy"
chair closes the voting
)"),
           notes);
  EXPECT_TRUE(result.passed()) << notes.complaints;
  const record::DecisionLine& decision = result.record->decisions.at(0);
  ASSERT_EQ(decision.ballots.size(), 2u);
  EXPECT_EQ(decision.ballots[0].delegation, "Bee");
  EXPECT_EQ(decision.ballots[0].candidates, (std::vector<std::string>{"Bo", "Ada"}));
  EXPECT_THAT(record::write_html(*result.record), HasSubstr("The ballots, by name:"));
}

// To write it anew: build/debug/hemicycle rehearse --phrases > docs/scenarios.md
TEST(Rehearsal, the_guide_is_what_the_tables_of_phrases_say) {
  EXPECT_EQ(read_file(kRoot + "docs/scenarios.md").value(), write_guide());
}

// A line as the pattern has it; `quoted` puts the names into quotes.
std::string example_of(std::string_view pattern, bool quoted) {
  const std::pair<std::string, std::string> places[] = {{"<name>", quoted ? "\"a b\"" : "a"},
                                                        {"<names>", quoted ? "\"a b\", c" : "a, b"},
                                                        {"<subject>", quoted ? "\"a b\":c" : "a"},
                                                        {"<text>", "\"A\" / \"B\""},
                                                        {"<number>", "7"},
                                                        {"<duration>", "3:40"},
                                                        {"<time>", "14:03"},
                                                        {"<date>", "2026-04-18"}};
  std::string line(pattern);
  for (const auto& [place, value] : places)
    for (std::size_t at; (at = line.find(place)) != std::string::npos;)
      line.replace(at, place.size(), value);
  for (std::size_t bar; (bar = line.find('|')) != std::string::npos;)
    line.erase(bar, std::min(line.find(' ', bar), line.size()) - bar);
  return line;
}

TEST(Rehearsal, no_phrase_reads_the_line_of_another) {
  for (std::size_t i = 0; i < all_patterns().size(); ++i)
    for (bool quoted : {false, true}) {
      const std::string line = example_of(all_patterns()[i], quoted);
      auto steps = parse_scenario(line, all_patterns());
      ASSERT_TRUE(steps) << line << ": " << steps.error().sentence;
      EXPECT_EQ(all_patterns()[steps->front().pattern], all_patterns()[i]) << line;
    }
}

TEST(Rehearsal, a_refusal_is_told_where_it_happens_and_the_scenario_goes_on) {
  Notes notes;
  const RehearsalResult result = play(
      kSmall + "laos, viet_nam, laos ask for the floor\nchair gives the floor to laos\n", notes);
  EXPECT_EQ(result.failed, 1u);
  EXPECT_THAT(notes.refusals, HasSubstr("line 12, laos: "));
  EXPECT_THAT(notes.refusals, HasSubstr("(rule the list)"));
  EXPECT_THAT(notes.heard, HasSubstr("Lao PDR has the floor"));
}

TEST(Rehearsal, a_refusal_that_is_expected_of_a_list_is_of_all_of_it_or_names_whom) {
  struct Case {
    const char* steps;
    const char* complaint;  // nothing: all expectations hold
  };
  const Case cases[] = {
      {"laos, laos ask for the floor\nexpect refused\n",
       "expect refused: refused for laos, accepted for laos"},
      {"laos asks for the floor\nlaos, viet_nam ask for the floor\nexpect refused\n",
       "refused for laos, accepted for viet_nam"},
      {"laos asks for the floor\nlaos, viet_nam ask for the floor\nexpect refused for laos\n", ""},
      {"laos asks for the floor\nlaos, viet_nam ask for the floor\n"
       "expect refused for laos because already_on_list\n",
       ""},
      {"laos, viet_nam ask for the floor\nlaos, viet_nam ask for the floor\n"
       "expect refused for laos\n",
       "refused for laos, viet_nam"},
      {"laos, viet_nam ask for the floor\nlaos, viet_nam ask for the floor\n"
       "expect refused for viet_nam, laos rule \"the list\"\n",
       ""},
      {"laos, viet_nam ask for the floor\nlaos, viet_nam ask for the floor\n"
       "expect refused because list_closed\n",
       "found 'already_on_list'"},
      {"laos asks for the floor\nexpect refused for laos\n", "it was not refused"},
  };
  for (const Case& c : cases) {
    Notes notes;
    const RehearsalResult result = play(kSmall + c.steps, notes);
    EXPECT_FALSE(result.error) << notes.complaints;
    EXPECT_EQ(result.passed(), *c.complaint == '\0') << c.steps << notes.complaints;
    EXPECT_THAT(notes.complaints, HasSubstr(c.complaint)) << c.steps;
  }
}

TEST(Rehearsal, people_of_a_delegation_act_by_their_names) {
  Notes notes;
  const RehearsalResult result =
      play(kSmall +
               "deputy bounmy of laos \"Ms Bounmy\"\nbounmy arrives\nlaos asks for the floor\n"
               "chair gives the floor to laos\nlaos leaves\n"
               "expect laos to have the floor\nbounmy yields the floor\n"
               "bounmy leaves\n"
               "secretary removes bounmy from its delegation\nbounmy arrives\nexpect refused\n",
           notes);
  EXPECT_TRUE(result.passed()) << notes.complaints << notes.refusals;
}

TEST(Rehearsal, symbols_with_spaces_and_colons_are_named_in_quotes) {
  Notes notes;
  const RehearsalResult result =
      play(kSmall +
               "secretary submits conclusions \"SC 34: Rev. 1\" \"Conclusions\"\n"
               "chair asks for consent to \"SC 34: Rev. 1\"\nchair closes the voting\n"
               "expect text \"SC 34: Rev. 1\" adopted\n",
           notes);
  EXPECT_TRUE(result.passed()) << notes.complaints << notes.refusals;
}

TEST(Rehearsal, the_same_scenario_leaves_the_same_journal) {
  Notes notes;
  const std::string scenario = read_file(kRoot + "sim/meetings/un-ga.scenario").value();
  EXPECT_EQ(play(scenario, notes).journal, play(scenario, notes).journal);
}

}  // namespace
}  // namespace hemicycle::rehearsal
