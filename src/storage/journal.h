#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/audit_log.h"
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

// A command that somebody's client gave an id to, and the last entry that it caused. It belongs to
// no chain: it proves nothing, and lets a command that comes again be answered again.
struct DoneRequest {
  std::uint64_t person = 0;
  std::string request;
  std::uint64_t sequence = 0;
  friend bool operator==(const DoneRequest&, const DoneRequest&) = default;
};

// The entries of one meeting that are stored together or not at all: what one command caused.
struct Append {
  std::string meeting;
  std::vector<JournalEntry> entries{};   // sealed by the meeting's chain, in order
  std::optional<DoneRequest> request{};  // stored with them
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

  // Of the requests that led beyond the entry `after`, the newest `most`, in order.
  virtual Result<std::vector<DoneRequest>, StorageError> requests(std::string_view meeting,
                                                                  std::uint64_t after,
                                                                  std::size_t most) = 0;

  // Replaces the rows of the same persons and codes in the meeting's audit log, and leaves in it
  // the newest `most`. Nothing is kept of a meeting that has no entry yet.
  virtual Stored keep_refusals(std::string_view meeting, std::span<const RefusedCommand> rows,
                               std::size_t most = AuditLog::kGroups) = 0;
  // The newest last.
  virtual Result<std::vector<RefusedCommand>, StorageError> refusals(std::string_view meeting) = 0;
};

}  // namespace hemicycle::storage
