// Journals that earlier versions wrote replay to the same state for ever. Beside each stands that
// state; a change that breaks this test breaks every journal out there.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "storage/event_codec.h"
#include "storage/journal_file.h"
#include "storage/replay.h"

namespace hemicycle::storage {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::filesystem::path> kept_journals() {
  std::vector<std::filesystem::path> paths;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(HEMICYCLE_SOURCE_DIR "/tests/journals"))
    if (file.path().extension() == ".journal") paths.push_back(file.path());
  return paths;
}

meeting::Meeting replayed(const JournalReading& reading) {
  Replay replay(reading.meeting);
  for (const JournalEntry& entry : reading.entries)
    EXPECT_EQ(replay.take(entry), std::nullopt) << entry.sequence;
  return replay.meeting();
}

// A state that has gained a member is still equal, as long as these journals do not touch it.
TEST(KeptJournals, replay_to_the_same_state) {
  ASSERT_FALSE(kept_journals().empty());
  for (const std::filesystem::path& path : kept_journals()) {
    const JournalReading reading = read_journal_text(content_of(path));
    ASSERT_TRUE(reading.intact()) << path << ": " << reading.wrong->why;
    std::filesystem::path state = path;
    state.replace_extension(".state");
    auto kept = parse_meeting(content_of(state));
    ASSERT_TRUE(kept) << state << ": " << kept.error();
    EXPECT_TRUE(*kept == replayed(reading)) << path;
  }
}

TEST(KeptJournals, hold_events_that_are_still_understood_whole) {
  for (const std::filesystem::path& path : kept_journals())
    for (const JournalEntry& entry : read_journal_text(content_of(path)).entries) {
      Result<meeting::Event, std::string> event = parse_event(entry.type, entry.payload);
      ASSERT_TRUE(event) << path << ": " << event.error();
      EXPECT_EQ(parse_event(entry.type, write_event(*event)).value(), *event);
    }
}

}  // namespace
}  // namespace hemicycle::storage
