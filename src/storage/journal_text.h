#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/journal.h"

namespace hemicycle::storage {

// The portable form of a journal, JSON Lines (one object a line, UTF-8), which anyone can read and
// check without this program:
//
//   {"journal":"hemicycle","version":1,"meeting":"icapp-sc-34"}
//   {"sequence":1,"time":"2026-04-18T09:00:00.000000Z","actor":"chair","type":"SessionOpened",
//    "hash":"<64 hex digits>","event":{...}}                         (in one line, for each entry)
//   {"entries":1,"hash":"<that of the last entry>"}
//
// `event` is the last member, and the hash covers its bytes exactly as they stand there. The last
// line makes a truncated file visible.
struct ClosingLine {
  std::uint64_t entries = 0;
  Digest hash;
};

inline constexpr int kJournalVersion = 1;

std::string write_header_line(std::string_view meeting);
std::string write_entry_line(const JournalEntry& entry);
std::string write_closing_line(const JournalHead& head);

// What a journal file holds, as far as it can be trusted.
struct JournalReading {
  struct Wrong {
    std::size_t line = 0;        // the first is 1
    std::uint64_t sequence = 0;  // of the entry that should stand there; 0: none
    std::string why;
  };

  std::string meeting;
  std::vector<JournalEntry> entries;  // all before the first that is wrong
  JournalHead head;                   // of those
  std::optional<Wrong> wrong;
  Snapshot snapshot;  // what a database keeps besides; `through.sequence` is 0: none

  bool intact() const { return !wrong; }
};

// Reads and verifies a whole file. Never fails: it stops at the first line that is wrong.
JournalReading read_journal_text(std::string_view text);

}  // namespace hemicycle::storage
