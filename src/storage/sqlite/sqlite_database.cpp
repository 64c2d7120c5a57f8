#include <fmt/format.h>
#include <soci.h>
#include <sqlite3/soci-sqlite3.h>
#include <sys/stat.h>

#include "storage/open_journal.h"
#include "storage/sql_journal.h"

namespace hemicycle::storage {
namespace {

// Which file a path names now.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;

  static FileIdentity of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return {};
    return {status.st_dev, status.st_ino};
  }
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

// Thrown for a database of somebody else's, which is only to be read.
struct NoJournal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class SqliteConnection final : public SqlConnection {
 public:
  explicit SqliteConnection(const SqliteOptions& options);

  soci::session& session() override { return session_; }
  void begin() override;
  void begin_changes() override {}
  bool commit(HeadColumns& heads, EntryColumns& entries) override;
  bool may_have_committed() const override { return committing_; }

 private:
  void insert_entries(EntryColumns& rows);
  bool move_heads(HeadColumns& rows);

  std::string path_;
  FileIdentity file_;
  soci::session session_;
  EntryColumns entries_;  // bound to insert_
  HeadColumns heads_;     // bound to move_
  std::optional<soci::statement> insert_;
  std::optional<soci::statement> move_;
  bool committing_ = false;
};

std::string connect_string(const SqliteOptions& options) {
  const bool reads = options.access == Access::kRead;
  return fmt::format("dbname=\"{}\"{}", options.path, reads ? " readonly=true" : "");
}

SqliteConnection::SqliteConnection(const SqliteOptions& options)
    : path_(options.path), session_(soci::sqlite3, connect_string(options)) {
  session_ << fmt::format("PRAGMA busy_timeout = {}", options.lock_timeout.count());
  int tables = 0;
  session_ << "SELECT COUNT(*) FROM sqlite_master WHERE name = 'snapshots'", soci::into(tables);
  if (options.access == Access::kRead) {
    if (tables == 0) throw NoJournal("no table of snapshots");
    return;
  }
  std::string mode;
  session_ << "PRAGMA journal_mode = WAL", soci::into(mode);
  session_ << "PRAGMA synchronous = FULL";
  if (options.pages_max > 0) {
    long long pages = 0;
    session_ << fmt::format("PRAGMA max_page_count = {}", options.pages_max), soci::into(pages);
  }
  file_ = FileIdentity::of(path_);
  if (tables == 0) create_tables(session_, " WITHOUT ROWID");
}

// SQLite would go on writing to a file that was moved or deleted under it, and acknowledge commits
// that nobody will find again. The write lock is taken at once: a transaction that reads first and
// upgrades later could fail halfway (SQLITE_BUSY_SNAPSHOT).
void SqliteConnection::begin() {
  if (file_ != FileIdentity::of(path_))
    throw std::runtime_error("the file was moved, deleted or replaced");
  session_ << "BEGIN IMMEDIATE";
}

bool SqliteConnection::commit(HeadColumns& heads, EntryColumns& entries) {
  if (!heads.journal.empty()) {
    if (!move_heads(heads)) {
      session_ << "ROLLBACK";
      return false;
    }
    insert_entries(entries);
  }
  committing_ = true;
  session_ << "COMMIT";
  committing_ = false;
  return true;
}

void SqliteConnection::insert_entries(EntryColumns& rows) {
  using soci::use;
  std::swap(entries_, rows);
  if (!insert_)
    insert_.emplace(
        (session_.prepare << "INSERT INTO entries VALUES (:journal, :sequence, :time_us, :actor, "
                             ":type, :payload, :hash)",
         use(entries_.journal), use(entries_.sequence), use(entries_.time_us), use(entries_.actor),
         use(entries_.type), use(entries_.payload), use(entries_.hash)));
  insert_->execute(true);
}

// False unless all of them stood where they were expected.
bool SqliteConnection::move_heads(HeadColumns& rows) {
  using soci::use;
  std::swap(heads_, rows);
  if (!move_)
    move_.emplace((session_.prepare << "UPDATE journals SET sequence = :sequence, hash = :hash "
                                       "WHERE id = :journal AND sequence = :before",
                   use(heads_.sequence), use(heads_.hash), use(heads_.journal),
                   use(heads_.before)));
  move_->execute(true);
  std::swap(heads_, rows);
  return static_cast<std::size_t>(move_->get_affected_rows()) == rows.journal.size();
}

class SqliteDatabase final : public SqlDatabase {
 public:
  explicit SqliteDatabase(const SqliteOptions& options) : options_(options) {}

  std::unique_ptr<SqlConnection> connect() override {
    return std::make_unique<SqliteConnection>(options_);
  }
  StorageError explain(const std::exception& error) const override;

 private:
  SqliteOptions options_;
};

StorageError SqliteDatabase::explain(const std::exception& error) const {
  if (dynamic_cast<const NoJournal*>(&error) != nullptr)
    return {StorageFault::kDamaged,
            fmt::format("{} is a database, but holds no journal", options_.path)};
  const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  int code = sqlite != nullptr ? sqlite->result() & 0xff : SQLITE_CANTOPEN;
  switch (code) {
    case SQLITE_FULL:
      return {StorageFault::kFull,
              fmt::format("No room is left for the journal {}: free some space on its disk.",
                          options_.path)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {StorageFault::kLocked,
              fmt::format("Another process holds the journal {}: try again when it has let go.",
                          options_.path)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {StorageFault::kDamaged, fmt::format("The journal {} is damaged or no database: {}",
                                                  options_.path, error.what())};
    default:
      return {StorageFault::kGone, fmt::format("The journal {} cannot be read or written: {}",
                                               options_.path, error.what())};
  }
}

}  // namespace

OpenedJournal open_sqlite_journal(const SqliteOptions& options) {
  return SqlJournal::open(std::make_unique<SqliteDatabase>(options));
}

}  // namespace hemicycle::storage
