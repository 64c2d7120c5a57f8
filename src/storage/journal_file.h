#pragma once

#include <string>

#include "base/result.h"
#include "storage/journal.h"
#include "storage/journal_text.h"

namespace hemicycle::storage {

// Reads and verifies a meeting's journal from a database, as read_journal_text() does from text:
// what precedes the first wrong entry is there. `line` of what is wrong counts entries.
Result<JournalReading, StorageError> read_journal(Journal& journal, const std::string& meeting);

// From a file, which is either a SQLite database or the portable text. `meeting` may be empty when
// there is only one in it. The error is one line that says what to do.
Result<JournalReading, std::string> read_journal_file(const std::string& path,
                                                      const std::string& meeting);

// The portable text of what has been read.
std::string write_journal_text(const JournalReading& reading);

// What is wrong with an intact chain as the history of a meeting: an entry that cannot be replayed,
// or after which the state is not the one that the snapshot has. Nothing when all of it agrees.
std::optional<JournalReading::Wrong> replay_wrong(const JournalReading& reading);

}  // namespace hemicycle::storage
