#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/journal_entry.h"

namespace hemicycle::storage {

enum class StorageFault {
  kFull,      // no room left on the disk
  kLocked,    // another process holds the database
  kGone,      // the database cannot be reached
  kConflict,  // the entries do not follow the last one of the journal: someone else wrote, or an
              // earlier append failed
  kUnknown,   // the connection broke while committing: read the journal to learn what is on it
  kDamaged,   // what is stored contradicts itself
};

// Why nothing was stored, in a sentence for whoever gave the command.
struct StorageError {
  StorageFault fault;
  std::string sentence;
};

// The entries of one meeting that are stored together or not at all: what one command caused.
struct Append {
  std::string meeting;
  std::vector<JournalEntry> entries;  // sealed by the meeting's chain, in order
};

// A state of a meeting as text, to start a replay from (replay.h). `through` names the entry up to
// which it was folded, and who replays the journal to there gets the same text: that is how it is
// verified, and why it can always be thrown away.
struct Snapshot {
  JournalHead through;
  std::string state;
};

// Whether something was stored, or read.
using Stored = Result<void, StorageError>;

// The journals of many meetings in one database. Durable before acknowledged: when append() says
// yes, the entries survive a kill -9 and a loss of power. It does not know what events mean, and
// serves one thread (see commit_queue.h).
//
// Two implementations: SQLite (embedded) and PostgreSQL, see open_journal.h.
class Journal {
 public:
  virtual ~Journal() = default;

  // Stores all appends with one commit, each whole or not at all, and answers each in its place.
  // An append that does not follow its journal's head is refused alone; the others are stored.
  virtual std::vector<Stored> append(std::span<const Append> appends) = 0;

  // Calls `visit` with each entry from `first` on, in order, until it answers false.
  using Visitor = std::function<bool(JournalEntry&&)>;
  virtual Stored read(std::string_view meeting, std::uint64_t first, const Visitor& visit) = 0;

  // The end of the meeting's journal; its genesis when nothing was ever appended.
  virtual Result<JournalHead, StorageError> head(std::string_view meeting) = 0;
  virtual Result<std::vector<std::string>, StorageError> meetings() = 0;

  // Keeps the newest snapshot of a meeting.
  virtual Stored keep_snapshot(std::string_view meeting, const Snapshot& snapshot) = 0;
  // The newest one; `through.sequence` is 0 when there is none.
  virtual Result<Snapshot, StorageError> snapshot(std::string_view meeting) = 0;
};

}  // namespace hemicycle::storage
