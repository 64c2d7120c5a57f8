#include "storage/journal_file.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "meeting/rules/rules_file.h"
#include "storage/meeting_store.h"
#include "storage/open_journal.h"

namespace hemicycle::storage {
namespace {

using namespace std::chrono_literals;

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// A folder with a database that holds a meeting of ten entries and a snapshot after the fifth.
class JournalFile : public ::testing::Test {
 protected:
  JournalFile() {
    std::string pattern =
        std::filesystem::temp_directory_path() / ("hemicycle-file-" + std::string(6, 'X'));
    folder_ = ::mkdtemp(pattern.data());
    path_ = folder_ + "/journal.db";
    OpenedJournal journal = open_sqlite_journal({path_});
    SeededRandom random(1);
    auto store = MeetingStore::open(**journal, "sc-34", random).value();
    EXPECT_TRUE(store->perform(**journal, session(), {now_, 1}));  // two: with its secretary
    for (int i = 3; i <= 10; ++i) {
      give(**journal, *store, meeting::AddItem{{{"en", "Item " + std::to_string(i)}}, {}});
      if (i == 5) {
        EXPECT_TRUE((*journal)->keep_snapshot("sc-34", store->snapshot()));
      }
    }
  }
  ~JournalFile() override { std::filesystem::remove_all(folder_); }

  void tamper(const std::string& sql) {
    sqlite3* database = nullptr;
    sqlite3_open(path_.c_str(), &database);
    char* error = nullptr;
    ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &error), SQLITE_OK) << error;
    sqlite3_close(database);
  }
  JournalReading reading() {
    Result<JournalReading, std::string> read = read_journal_file(path_, "");
    EXPECT_TRUE(read) << read.error();
    return read.value_or(JournalReading());
  }

  std::string folder_;
  std::string path_;

 private:
  static meeting::CreateSession session() {
    const meeting::Profile profile =
        meeting::parse_rules(content_of(HEMICYCLE_SOURCE_DIR "/rules/simple.toml")).value();
    meeting::CreateSession command;
    command.entry.titles = {{"en", "A session"}};
    command.profile = profile.name;
    command.settings = profile.settings;
    command.rules = profile.texts;
    command.officers = {{meeting::PersonId(2), "", meeting::Office::kSecretary}};
    return command;
  }
  void give(Journal& journal, MeetingStore& store, const meeting::Command& command) {
    const meeting::Caller secretary{meeting::PersonId(2), meeting::Role::kSecretariat};
    EXPECT_TRUE(store.perform(journal, command, secretary, {now_ += 1s, 1}));
  }
  WallTime now_ = WallTime(std::chrono::seconds(1'776'500'000));
};

TEST_F(JournalFile, an_untouched_database_is_intact_and_replays) {
  EXPECT_TRUE(reading().intact());
  EXPECT_EQ(reading().entries.size(), 10u);
  EXPECT_FALSE(replay_wrong(reading()));
}

TEST_F(JournalFile, finds_the_exact_entry_of_a_database_that_was_tampered_with) {
  const struct {
    const char* what;
    const char* sql;
    std::uint64_t sequence;
  } cases[] = {
      {"edited", "UPDATE entries SET payload = replace(payload, 'Item 4', 'Item 9')", 4},
      {"another actor", "UPDATE entries SET actor = 'chair 1' WHERE sequence = 7", 7},
      {"another time", "UPDATE entries SET time_us = time_us + 1 WHERE sequence = 2", 2},
      {"another type", "UPDATE entries SET type = 'ItemMoved' WHERE sequence = 3", 3},
      {"another hash", "UPDATE entries SET hash = lower(hex(randomblob(32))) WHERE sequence = 6",
       6},
      {"no hash", "UPDATE entries SET hash = 'x' WHERE sequence = 6", 6},
      {"missing", "DELETE FROM entries WHERE sequence = 5", 5},
      {"swapped",
       "UPDATE entries SET sequence = -sequence WHERE sequence IN (8, 9);"
       "UPDATE entries SET sequence = 17 + sequence WHERE sequence < 0",
       8},
      {"truncated", "DELETE FROM entries WHERE sequence > 8", 9},
      {"empty", "DELETE FROM entries", 1},
  };
  const std::string whole = folder_ + "/whole.db";
  std::filesystem::copy_file(path_, whole);
  for (const auto& tampering : cases) {
    std::filesystem::copy_file(whole, path_, std::filesystem::copy_options::overwrite_existing);
    tamper(tampering.sql);
    const JournalReading read = reading();
    ASSERT_FALSE(read.intact()) << tampering.what;
    EXPECT_EQ(read.wrong->sequence, tampering.sequence) << tampering.what << read.wrong->why;
    EXPECT_EQ(read.entries.size(), tampering.sequence - 1) << "what precedes is readable";
  }
}

TEST_F(JournalFile, tells_when_the_snapshot_is_not_what_the_entries_lead_to) {
  tamper("UPDATE snapshots SET state = replace(state, 'Item 3', 'Item X')");
  const auto wrong = replay_wrong(reading());
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->sequence, 5u);
}

// Who verifies evidence does not touch it.
TEST_F(JournalFile, reading_changes_nothing) {
  const std::string before = content_of(path_);
  EXPECT_TRUE(reading().intact());
  EXPECT_EQ(content_of(path_), before);

  path_ = folder_ + "/other.db";
  tamper("CREATE TABLE letters (text TEXT)");
  const std::string letters = content_of(path_);
  Result<JournalReading, std::string> read = read_journal_file(path_, "");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error(), path_ + " is a database, but holds no journal");
  EXPECT_EQ(content_of(path_), letters);
}

}  // namespace
}  // namespace hemicycle::storage
