#include "storage/journal_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "storage/hash_chain.h"
#include "storage/open_journal.h"
#include "storage/replay.h"

namespace hemicycle::storage {
namespace {

constexpr std::string_view kSqliteMagic = "SQLite format 3";  // sqlite.org/fileformat.html, 1.3

Result<std::string, std::string> read_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf()))
    return unexpected(path + " cannot be read: " +
                      (errno != 0 ? std::strerror(errno) : "it is empty or no file"));
  return std::move(content).str();
}

bool is_sqlite(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string start(kSqliteMagic.size(), '\0');
  return file.read(start.data(), static_cast<std::streamsize>(start.size())) &&
         start == kSqliteMagic;
}

Result<std::string, std::string> choose_meeting(Journal& journal, const std::string& path,
                                                const std::string& wanted) {
  Result<std::vector<std::string>, StorageError> meetings = journal.meetings();
  if (!meetings) return unexpected(meetings.error().sentence);
  std::string list;
  for (const std::string& name : *meetings) list += (list.empty() ? "" : ", ") + name;
  if (wanted.empty() && meetings->size() == 1) return meetings->front();
  if (std::find(meetings->begin(), meetings->end(), wanted) != meetings->end()) return wanted;
  return unexpected(path + " holds the meetings: " + list + "; name one with --meeting");
}

}  // namespace

Result<JournalReading, StorageError> read_journal(Journal& journal, const std::string& meeting) {
  JournalReading reading;
  reading.meeting = meeting;
  HashChain chain{std::string_view(meeting)};
  Stored read = journal.read(meeting, 1, [&](JournalEntry&& entry) {
    if (std::optional<std::string> why = chain.follow(entry)) {
      const std::uint64_t sequence = chain.head().sequence + 1;
      reading.wrong = {sequence, sequence, *why};
      return false;
    }
    reading.entries.push_back(std::move(entry));
    return true;
  });
  reading.head = chain.head();
  if (Result<Snapshot, StorageError> kept = journal.snapshot(meeting))
    reading.snapshot = std::move(*kept);
  if (!read && read.error().fault != StorageFault::kDamaged) return unexpected(read.error());
  const std::uint64_t next = reading.head.sequence + 1;
  if (!read) reading.wrong = {next, next, read.error().sentence};
  Result<JournalHead, StorageError> head = journal.head(meeting);
  if (!reading.wrong && head && *head != reading.head)
    reading.wrong = {
        next, next,
        "the journal is truncated: it should end with entry " + std::to_string(head->sequence)};
  return reading;
}

Result<JournalReading, std::string> read_journal_file(const std::string& path,
                                                      const std::string& meeting) {
  if (!is_sqlite(path)) {
    Result<std::string, std::string> text = read_file(path);
    if (!text) return unexpected(text.error());
    return read_journal_text(*text);
  }
  OpenedJournal journal = open_sqlite_journal({.path = path, .access = Access::kRead});
  if (!journal) return unexpected(journal.error().sentence);
  Result<std::string, std::string> name = choose_meeting(**journal, path, meeting);
  if (!name) return unexpected(name.error());
  Result<JournalReading, StorageError> reading = read_journal(**journal, *name);
  if (!reading) return unexpected(reading.error().sentence);
  return *reading;
}

std::string write_journal_text(const JournalReading& reading) {
  std::string text = write_header_line(reading.meeting);
  for (const JournalEntry& entry : reading.entries) text += write_entry_line(entry);
  return text + write_closing_line(reading.head);
}

std::optional<JournalReading::Wrong> replay_wrong(const JournalReading& reading) {
  Replay replay(reading.meeting);
  const Snapshot& kept = reading.snapshot;
  for (const JournalEntry& entry : reading.entries) {
    std::optional<std::string> why = replay.take(entry);
    if (!why && entry.sequence == kept.through.sequence && Replay::is_of_this_shape(kept) &&
        kept.state != Replay::snapshot_of(replay.meeting(), replay.head()).state)
      why = "the snapshot that is kept of the state after it is another state";
    if (why) return JournalReading::Wrong{entry.sequence, entry.sequence, *why};
  }
  return std::nullopt;
}

}  // namespace hemicycle::storage
