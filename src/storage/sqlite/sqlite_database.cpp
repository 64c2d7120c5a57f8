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

// A statement of every commit, by SQLite's own interface: SOCI turns each number of each row into
// text, and parses BEGIN and COMMIT anew every time.
class CommitStatement {
 public:
  CommitStatement(soci::session& session, std::string_view sql)
      : database_(static_cast<soci::sqlite3_session_backend&>(*session.get_backend()).conn_) {
    check(sqlite_api::sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()),
                                         &statement_, nullptr),
          SQLITE_OK);
  }
  ~CommitStatement() { sqlite_api::sqlite3_finalize(statement_); }
  CommitStatement(const CommitStatement&) = delete;
  CommitStatement& operator=(const CommitStatement&) = delete;

  // How many rows it changed.
  template <typename... Values>
  int execute(const Values&... values) {
    int column = 0;
    (bind(++column, values), ...);
    const int result = sqlite_api::sqlite3_step(statement_);
    sqlite_api::sqlite3_reset(statement_);
    check(result, SQLITE_DONE);
    return sqlite_api::sqlite3_changes(database_);
  }

 private:
  void bind(int column, std::int64_t number) {
    check(sqlite_api::sqlite3_bind_int64(statement_, column, number), SQLITE_OK);
  }
  // The text stays where it is until the statement is executed.
  void bind(int column, std::string_view text) {
    check(sqlite_api::sqlite3_bind_text(statement_, column, text.data(),
                                        static_cast<int>(text.size()), nullptr),
          SQLITE_OK);
  }
  void check(int result, int expected) const {
    if (result != expected)
      throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(database_), result);
  }

  sqlite_api::sqlite3* database_;
  sqlite_api::sqlite3_stmt* statement_ = nullptr;
};

std::int64_t signed_of(std::uint64_t number) {
  return static_cast<std::int64_t>(number);
}

struct CommitStatements {
  CommitStatement begin;
  CommitStatement move_head;
  CommitStatement insert_entry;
  CommitStatement insert_request;
  CommitStatement commit;
  CommitStatement roll_back;

  explicit CommitStatements(soci::session& session)
      : begin(session, "BEGIN IMMEDIATE"),
        move_head(session,
                  "UPDATE journals SET sequence = ?, hash = ? WHERE id = ? AND sequence = ?"),
        insert_entry(session, "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)"),
        insert_request(session, "INSERT INTO requests VALUES (?, ?, ?, ?)"),
        commit(session, "COMMIT"),
        roll_back(session, "ROLLBACK") {}
};

class SqliteConnection final : public SqlConnection {
 public:
  explicit SqliteConnection(const SqliteOptions& options);

  soci::session& session() override { return session_; }
  void begin() override;
  void begin_changes() override {}
  bool commit(std::span<const MovedHead> heads, std::span<const NewEntry> entries,
              std::span<const NewRequest> requests) override;
  bool may_have_committed() const override { return committing_; }

 private:
  bool move_heads(std::span<const MovedHead> heads);
  void insert_entries(std::span<const NewEntry> entries);

  std::string path_;
  FileIdentity file_;
  soci::session session_;
  std::optional<CommitStatements> statements_;  // none where the file is only read
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
  const std::string wanted = options.access == Access::kRead ? "snapshots" : kNewestTable;
  session_ << "SELECT COUNT(*) FROM sqlite_master WHERE name = :wanted", soci::use(wanted),
      soci::into(tables);
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
  statements_.emplace(session_);
}

// SQLite would go on writing to a file that was moved or deleted under it, and acknowledge commits
// that nobody will find again. The write lock is taken at once: a transaction that reads first and
// upgrades later could fail halfway (SQLITE_BUSY_SNAPSHOT).
void SqliteConnection::begin() {
  if (file_ != FileIdentity::of(path_))
    throw std::runtime_error("the file was moved, deleted or replaced");
  statements_->begin.execute();
}

bool SqliteConnection::commit(std::span<const MovedHead> heads, std::span<const NewEntry> entries,
                              std::span<const NewRequest> requests) {
  if (!move_heads(heads)) {
    statements_->roll_back.execute();
    return false;
  }
  insert_entries(entries);
  for (const auto& [journal, request] : requests)
    statements_->insert_request.execute(journal, signed_of(request->sequence),
                                        signed_of(request->person), request->request);
  committing_ = true;
  statements_->commit.execute();
  committing_ = false;
  return true;
}

// False unless all of them stood where they were expected.
bool SqliteConnection::move_heads(std::span<const MovedHead> heads) {
  for (const MovedHead& head : heads)
    if (statements_->move_head.execute(signed_of(head.after.sequence), head.after.hash.hex(),
                                       head.journal, signed_of(head.before)) != 1)
      return false;
  return true;
}

void SqliteConnection::insert_entries(std::span<const NewEntry> entries) {
  for (const auto& [journal, entry] : entries)
    statements_->insert_entry.execute(journal, signed_of(entry->sequence),
                                      entry->time.time_since_epoch().count(), entry->actor,
                                      entry->type, entry->payload, entry->hash.hex());
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
