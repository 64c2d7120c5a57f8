#include <algorithm>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "record/names.h"
#include "record/recorder.h"

namespace hemicycle::record {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

// The journals that are kept for ever are also what the record is tested on.
storage::JournalReading kept_journal(const std::string& name) {
  std::ifstream file(HEMICYCLE_SOURCE_DIR "/tests/journals/v1/" + name + ".journal");
  std::ostringstream text;
  text << file.rdbuf();
  return storage::read_journal_text(text.str());
}

Record record_of(const std::string& name, Language language = Language::kEnglish) {
  auto record = compute_record(kept_journal(name), language);
  EXPECT_TRUE(record) << record.error();
  return std::move(*record);
}

const DelegationAttendance& attendance_of(const Record& record, const std::string& name) {
  return *std::find_if(record.attendance.begin(), record.attendance.end(),
                       [&](const DelegationAttendance& line) { return line.name == name; });
}

TEST(Record, says_who_was_present_from_when_on) {
  const Record record = record_of("icapp-sc-34");
  ASSERT_EQ(record.attendance.size(), 30u);
  const DelegationAttendance& viet_nam = attendance_of(record, "Viet Nam");
  ASSERT_EQ(viet_nam.people.size(), 1u);
  ASSERT_EQ(viet_nam.people[0].present.size(), 1u);
  EXPECT_EQ(time_of_day(viet_nam.people[0].present[0].from), "13:45:00");
  ASSERT_EQ(record.sittings.size(), 1u);
  EXPECT_EQ(record.sittings[0].members_present, 24u);
}

TEST(Record, says_who_spoke_when_for_how_long_in_which_round) {
  const Record record = record_of("icapp-sc-34");
  std::vector<SpeechLine> korea;
  for (const SpeechLine& line : record.speeches)
    if (line.delegation == "Republic of Korea") korea.push_back(line);
  ASSERT_EQ(korea.size(), 2u);
  EXPECT_EQ(korea[0].round, 1u);
  EXPECT_EQ(korea[0].used, 3min + 40s);
  EXPECT_EQ(time_of_day(korea[0].started_at), "14:03:10");
  EXPECT_EQ(korea[1].round, 2u);
  EXPECT_EQ(korea[1].used, 1min + 20s);
  EXPECT_EQ(korea[1].ending, meeting::SpeechEnding::kTimeOver);
  EXPECT_EQ(attendance_of(record, "Republic of Korea").spoken, 5min);
}

const DecisionLine& decision_on(const Record& record, const std::string& subject,
                                std::size_t which = 0) {
  for (const DecisionLine& line : record.decisions)
    if (line.subject.find(subject) != std::string::npos && which-- == 0) return line;
  throw std::runtime_error("no decision on " + subject);
}

TEST(Record, states_quorum_majority_and_how_each_voted) {
  const Record record = record_of("un-ga");
  const DecisionLine& whole = decision_on(record, "draft resolution A/78/L.1 'Oceans", 2);
  EXPECT_EQ(whole.tally.in_favour, 110u);
  EXPECT_EQ(whole.tally.needed, 110u);
  EXPECT_EQ(whole.tally.quorum, 97u);
  EXPECT_EQ(whole.votes.size(), 193u);
  EXPECT_EQ(std::count_if(whole.votes.begin(), whole.votes.end(),
                          [](const VoteLine& vote) { return vote.mark == meeting::Mark::kFor; }),
            110);
  EXPECT_TRUE(decision_on(record, "the motion to close the list").votes.empty())
      << "a show of hands does not say who";
}

TEST(Record, a_secret_ballot_shows_ballots_but_no_voters) {
  const Record record = record_of("un-ga");
  const DecisionLine& second = decision_on(record, "the election", 1);
  EXPECT_EQ(second.outcome, meeting::VotingState::kElected);
  EXPECT_TRUE(second.votes.empty());
  EXPECT_EQ(second.ballots.size(), 192u);
  ASSERT_EQ(second.candidates.size(), 2u);
  EXPECT_EQ(second.candidates[1].name, "Mr Berzins");
  EXPECT_EQ(second.candidates[1].votes, 100u);
  EXPECT_TRUE(second.candidates[1].elected);
}

TEST(Record, lists_points_of_order_motions_and_refusals) {
  const Record record = record_of("un-ga");
  ASSERT_GE(record.points.size(), 2u);
  EXPECT_FALSE(record.points[0].overruled);
  EXPECT_TRUE(record.points[1].overruled);
  EXPECT_GE(record.motions.size(), 7u);
  EXPECT_THAT(record.refusals, Not(::testing::IsEmpty()));
  EXPECT_EQ(record.refusals[0].rule, "67");
}

TEST(Record, is_written_in_either_language) {
  const std::string english = write_html(record_of("icapp-sc-34"));
  EXPECT_THAT(english, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(english, HasSubstr("Republic of Korea has spoken for 3:40."));
  const std::string vietnamese = write_html(record_of("icapp-sc-34", Language::kVietnamese));
  EXPECT_THAT(vietnamese, HasSubstr("<html lang=\"vi\">"));
  EXPECT_THAT(vietnamese, HasSubstr("Hàn Quốc đã phát biểu 3:40."));
  EXPECT_THAT(vietnamese, HasSubstr("Thành phần tham dự"));
}

TEST(Record, summary_tells_each_thing_once_and_who_asked_in_one_line) {
  const Record record = record_of("icapp-sc-34");
  const auto lines_with = [&](const std::string& words) {
    return std::count_if(
        record.summary.begin(), record.summary.end(),
        [&](const SummaryLine& line) { return line.text.find(words) != std::string::npos; });
  };
  EXPECT_EQ(lines_with("SC/34/W 'Venue and dates of the meeting': adopted"), 1);
  EXPECT_EQ(lines_with("The chair submits draft programme SC/34/W"), 1);
  EXPECT_EQ(lines_with("The floor was asked for by: "), 2);  // once a round
  EXPECT_EQ(lines_with("has the floor"), 0);
}

TEST(Record, refusals_are_told_as_people_read_them) {
  const Record record = record_of("un-ga");
  const auto line =
      std::find_if(record.refusals.begin(), record.refusals.end(),
                   [](const RefusalLine& each) { return each.code == "list_closed"; });
  ASSERT_NE(line, record.refusals.end());
  EXPECT_EQ(line->who, "Germany");
  EXPECT_THAT(line->sentence, HasSubstr("The list of speakers is closed (rule 73)."));
}

TEST(Record, a_page_groups_the_names_of_a_recorded_vote_in_alphabetical_order) {
  const std::string page = write_html(record_of("un-ga"));
  EXPECT_THAT(page, HasSubstr("In favour (110)"));
  EXPECT_THAT(page, HasSubstr("Costa Rica, Côte d'Ivoire, Croatia"));
  EXPECT_THAT(page, HasSubstr("Monday, 2 October 2023"));
  EXPECT_THAT(write_html(record_of("un-ga", Language::kVietnamese)),
              HasSubstr("Thứ Hai, ngày 2 tháng 10 năm 2023"));
}

TEST(Record, says_whose_votes_were_divided_entered_and_corrected) {
  const std::string page = write_html(record_of("votes"));
  for (const char* words : {"Cat (2, of a split vote)", "Cat (1, of a split vote)",
                            "Dog (entered by the secretariat)", "Bee (corrected)"})
    EXPECT_THAT(page, HasSubstr(words));
}

TEST(Record, does_not_call_a_vote_void_that_the_chair_cancelled) {
  const std::string page = write_html(record_of("votes"));
  EXPECT_THAT(page, HasSubstr("Cancelled by the chair, by recorded vote"));
  EXPECT_THAT(page, Not(HasSubstr("too few were present")));
}

TEST(Record, as_json_is_valid_and_names_its_evidence) {
  const storage::JournalReading journal = kept_journal("icapp-sc-34");
  const boost::json::value json = boost::json::parse(write_json(record_of("icapp-sc-34")));
  EXPECT_EQ(json.at("evidence").at("hash").as_string(), journal.head.hash.hex().c_str());
  EXPECT_EQ(json.at("evidence").at("entries").as_int64(),
            static_cast<std::int64_t>(journal.head.sequence));
  EXPECT_EQ(json.at("speeches").as_array().size(), record_of("icapp-sc-34").speeches.size());
}

TEST(Record, escapes_what_people_wrote) {
  Record record;
  record.language = "en";
  record.title = "<script>alert(\"1\")</script> & more";
  const std::string html = write_html(record);
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more"));
}

}  // namespace
}  // namespace hemicycle::record
