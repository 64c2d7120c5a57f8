#include "storage/journal_text.h"

#include <gtest/gtest.h>

#include "storage/hash_chain.h"

namespace hemicycle::storage {
namespace {

std::vector<std::string> lines_of(int entries) {
  HashChain chain("sc-34");
  std::vector<std::string> lines{write_header_line("sc-34")};
  for (int i = 1; i <= entries; ++i) {
    JournalEntry entry{
        .time = WallTime(std::chrono::seconds(i)),
        .actor = "delegation \"1\"",
        .type = "FloorAsked",
        .payload = "{\"number\":" + std::to_string(i) + ",\"text\":\",\\\"event\\\":\"}"};
    chain.seal(entry);
    lines.push_back(write_entry_line(entry));
  }
  lines.push_back(write_closing_line(chain.head()));
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  std::size_t place = text.find(from);
  ASSERT_NE(place, std::string::npos);
  text.replace(place, from.size(), to);
}

TEST(JournalText, reads_what_it_writes) {
  JournalReading reading = read_journal_text(joined(lines_of(3)));
  ASSERT_TRUE(reading.intact()) << reading.wrong->why;
  EXPECT_EQ(reading.meeting, "sc-34");
  ASSERT_EQ(reading.entries.size(), 3u);
  EXPECT_EQ(reading.entries[1].actor, "delegation \"1\"");
  EXPECT_EQ(reading.entries[1].time, WallTime(std::chrono::seconds(2)));
  std::string again = write_header_line("sc-34");
  for (const JournalEntry& entry : reading.entries) again += write_entry_line(entry);
  EXPECT_EQ(again + write_closing_line(reading.head), joined(lines_of(3)));
}

struct Tampering {
  const char* name;
  void (*change)(std::vector<std::string>&);
  std::size_t line;        // where it is found
  std::uint64_t sequence;  // and as which entry
};

const Tampering kTamperings[] = {
    {"an edited event", [](auto& lines) { replace(lines[3], "\"number\":3", "\"number\":4"); }, 4,
     3},
    {"an edited time", [](auto& lines) { replace(lines[2], "00:00:02", "00:00:03"); }, 3, 2},
    {"an edited actor", [](auto& lines) { replace(lines[1], "delegation", "Delegation"); }, 2, 1},
    {"an added space", [](auto& lines) { replace(lines[2], "\"number\":", "\"number\": "); }, 3, 2},
    {"swapped entries", [](auto& lines) { std::swap(lines[2], lines[3]); }, 3, 2},
    {"a repeated entry", [](auto& lines) { lines.insert(lines.begin() + 2, lines[1]); }, 3, 2},
    {"a missing entry", [](auto& lines) { lines.erase(lines.begin() + 2); }, 3, 2},
    {"missing last entries", [](auto& lines) { lines.erase(lines.end() - 3, lines.end() - 1); }, 5,
     4},
    {"a missing closing line", [](auto& lines) { lines.pop_back(); }, 7, 6},
    {"half a line", [](auto& lines) { lines.pop_back(), lines.back().resize(40); }, 6, 5},
    {"garbage", [](auto& lines) { lines[4] = "what?\n"; }, 5, 4},
    {"an empty line", [](auto& lines) { lines[1] = "\n"; }, 2, 1},
    {"another meeting", [](auto& lines) { lines[0] = write_header_line("sc-35"); }, 2, 1},
    {"a line after the end", [](auto& lines) { lines.push_back(lines[5]); }, 8, 0},
    {"no header", [](auto& lines) { lines.erase(lines.begin()); }, 1, 0},
    {"a version from the future", [](auto& lines) { replace(lines[0], ":1,", ":2,"); }, 1, 0},
};

TEST(JournalText, finds_the_exact_entry_that_was_tampered_with) {
  for (const Tampering& tampering : kTamperings) {
    std::vector<std::string> lines = lines_of(5);
    tampering.change(lines);
    JournalReading reading = read_journal_text(joined(lines));
    ASSERT_FALSE(reading.intact()) << tampering.name;
    EXPECT_EQ(reading.wrong->line, tampering.line) << tampering.name << ": " << reading.wrong->why;
    EXPECT_EQ(reading.wrong->sequence, tampering.sequence) << tampering.name;
    if (tampering.sequence > 0) {
      EXPECT_EQ(reading.entries.size(), tampering.sequence - 1) << "what precedes is readable";
    }
  }
}

TEST(JournalText, an_empty_file_is_no_journal) {
  EXPECT_FALSE(read_journal_text("").intact());
}

}  // namespace
}  // namespace hemicycle::storage
