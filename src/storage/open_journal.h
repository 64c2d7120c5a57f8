#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "storage/journal.h"

namespace hemicycle::storage {

using OpenedJournal = Result<std::unique_ptr<Journal>, StorageError>;

// What is only read is not changed in any way, and may be no journal at all.
enum class Access { kReadAndWrite, kRead };

// An embedded database in one file, created when missing; beside it the write-ahead log. WAL with
// synchronous=FULL: a commit is on the disk before it is acknowledged.
struct SqliteOptions {
  std::string path;
  // How long a commit waits for another process that writes to the same file.
  std::chrono::milliseconds lock_timeout{2000};
  // The most pages of 4 KiB that the file may grow to; 0: as many as the disk holds.
  std::int64_t pages_max = 0;
  Access access = Access::kReadAndWrite;
};
OpenedJournal open_sqlite_journal(const SqliteOptions& options);

// A PostgreSQL server, by a libpq connection string ("host=/run/postgresql dbname=hemicycle").
struct PostgresOptions {
  std::string connection;
  std::chrono::milliseconds lock_timeout{2000};
};
OpenedJournal open_postgres_journal(const PostgresOptions& options);

}  // namespace hemicycle::storage
