#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string>

#include "storage/journal.h"

namespace soci {
class session;
}

namespace hemicycle::storage {

// An entry to be stored; it stays the caller's.
struct NewEntry {
  std::int64_t journal;
  const JournalEntry* entry;
};
// A request to be stored with the entries; it stays the caller's.
struct NewRequest {
  std::int64_t journal;
  const DoneRequest* request;
};
// A head to be moved on from `before`, the sequence that the journal must have had.
struct MovedHead {
  std::int64_t journal;
  std::uint64_t before;
  JournalHead after;
};

// An open connection, with whatever it prepared. Anything may throw; it is thrown away then.
class SqlConnection {
 public:
  virtual ~SqlConnection() = default;

  virtual soci::session& session() = 0;
  // What follows, up to commit(), is stored together or not at all; and somebody is going to write.
  virtual void begin() = 0;
  // Before the first change that is not commit()'s own.
  virtual void begin_changes() = 0;
  // Moves the heads on, inserts the entries and the requests, and makes all of it durable. False
  // when a head stood elsewhere: somebody else writes to this database, and nothing was stored.
  virtual bool commit(std::span<const MovedHead> heads, std::span<const NewEntry> entries,
                      std::span<const NewRequest> requests) = 0;
  // After an error: whether the commit was already on its way.
  virtual bool may_have_committed() const = 0;
};

// What differs between databases: how to connect, how to write many rows at once, and what their
// errors mean. The queries that both understand are in sql_journal.cpp.
class SqlDatabase {
 public:
  virtual ~SqlDatabase() = default;

  // Connects and creates what is missing.
  virtual std::unique_ptr<SqlConnection> connect() = 0;
  virtual StorageError explain(const std::exception& error) const = 0;
};

// The table that came last: where it is, all are.
inline constexpr const char* kNewestTable = "refusals";
// Creates the tables unless they exist. `table_suffix` follows the definition of `entries`.
void create_tables(soci::session& session, const std::string& table_suffix);

}  // namespace hemicycle::storage
