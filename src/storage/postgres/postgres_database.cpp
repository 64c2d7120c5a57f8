#include <functional>

#include <fmt/format.h>
#include <postgresql/soci-postgresql.h>
#include <soci.h>

#include "storage/open_journal.h"
#include "storage/postgres/array_text.h"
#include "storage/sql_journal.h"

namespace hemicycle::storage {
namespace {

constexpr std::string_view kUniqueViolation = "23505";  // PostgreSQL, appendix A

// A whole commit travels as one statement, with an array a column: one round trip, whatever the
// size of the group. It is a transaction by itself, except when a new journal was made before it.
class PostgresConnection final : public SqlConnection {
 public:
  explicit PostgresConnection(const PostgresOptions& options);

  soci::session& session() override { return session_; }
  void begin() override { in_transaction_ = false; }
  void begin_changes() override;
  bool commit(std::span<const MovedHead> heads, std::span<const NewEntry> entries,
              std::span<const NewRequest> requests) override;
  bool may_have_committed() const override { return committing_; }

 private:
  void prepare();
  void roll_back();

  soci::session session_;
  std::array<std::string, 15> columns_;  // bound to write_
  std::optional<soci::statement> write_;
  bool in_transaction_ = false;
  bool committing_ = false;
};

PostgresConnection::PostgresConnection(const PostgresOptions& options)
    : session_(soci::postgresql, options.connection) {
  session_ << "SET client_min_messages = warning";
  session_ << "SET synchronous_commit = on";
  // Every row is found by its key, by a plan that is made once. By itself PostgreSQL would plan
  // each commit anew, and read through all heads, of which every commit leaves dead ones.
  for (const char* setting : {"plan_cache_mode = force_generic_plan", "enable_seqscan = off",
                              "enable_hashjoin = off", "enable_mergejoin = off"})
    session_ << fmt::format("SET {}", setting);
  session_ << fmt::format("SET lock_timeout = {}", options.lock_timeout.count());
  int tables = 0;
  const std::string wanted = kNewestTable;
  session_ << "SELECT COUNT(*) FROM pg_tables WHERE tablename = :wanted "
              "AND schemaname = current_schema()",
      soci::use(wanted), soci::into(tables);
  if (tables == 0) create_tables(session_, "");
}

void PostgresConnection::begin_changes() {
  if (!in_transaction_) session_ << "BEGIN";
  in_transaction_ = true;
}

void PostgresConnection::roll_back() {
  if (in_transaction_) session_ << "ROLLBACK";
  in_transaction_ = false;
  committing_ = false;
}

// A head that somebody else has moved is not moved here, and the entries that were to follow it are
// already there: their key then stops the whole statement.
void PostgresConnection::prepare() {
  using soci::use;
  write_.emplace(
      (session_.prepare
           << "WITH moved AS (UPDATE journals SET sequence = heads.sequence, hash = heads.hash "
              "FROM unnest(CAST(:head AS bigint[]), CAST(:before AS bigint[]), "
              "CAST(:last AS bigint[]), CAST(:last_hash AS text[])) "
              "AS heads (journal, before, sequence, hash) "
              "WHERE journals.id = heads.journal AND journals.sequence = heads.before), "
              "noted AS (INSERT INTO requests SELECT * FROM unnest("
              "CAST(:request_journal AS bigint[]), CAST(:request_sequence AS bigint[]), "
              "CAST(:person AS bigint[]), CAST(:request AS text[]))) "
              "INSERT INTO entries SELECT * FROM unnest(CAST(:journal AS bigint[]), "
              "CAST(:sequence AS bigint[]), CAST(:time_us AS bigint[]), CAST(:actor AS text[]), "
              "CAST(:type AS text[]), CAST(:payload AS text[]), CAST(:hash AS text[]))",
       use(columns_[0]), use(columns_[1]), use(columns_[2]), use(columns_[3]), use(columns_[4]),
       use(columns_[5]), use(columns_[6]), use(columns_[7]), use(columns_[8]), use(columns_[9]),
       use(columns_[10]), use(columns_[11]), use(columns_[12]), use(columns_[13]),
       use(columns_[14])));
}

// One field of all rows; `field` is a member, or a function of a row.
template <typename Row, typename Field>
std::string column(std::span<const Row> rows, Field field) {
  ArrayText text;
  for (const Row& row : rows) text.add(std::invoke(field, row));
  return std::move(text).finish();
}

bool PostgresConnection::commit(std::span<const MovedHead> heads, std::span<const NewEntry> entries,
                                std::span<const NewRequest> requests) {
  const auto head = [&](auto field) {
    return column(heads, [field](const MovedHead& each) { return each.after.*field; });
  };
  const auto entry = [&](auto field) {
    return column(entries,
                  [field](const NewEntry& each) -> const auto& { return each.entry->*field; });
  };
  const auto request = [&](auto field) {
    return column(requests,
                  [field](const NewRequest& each) -> const auto& { return each.request->*field; });
  };
  columns_ = {column(heads, &MovedHead::journal),
              column(heads, &MovedHead::before),
              head(&JournalHead::sequence),
              head(&JournalHead::hash),
              column(requests, &NewRequest::journal),
              request(&DoneRequest::sequence),
              request(&DoneRequest::person),
              request(&DoneRequest::request),
              column(entries, &NewEntry::journal),
              entry(&JournalEntry::sequence),
              entry(&JournalEntry::time),
              entry(&JournalEntry::actor),
              entry(&JournalEntry::type),
              entry(&JournalEntry::payload),
              entry(&JournalEntry::hash)};
  committing_ = true;
  try {
    if (!write_) prepare();
    if (!heads.empty()) write_->execute(true);
  } catch (const soci::postgresql_soci_error& error) {
    if (error.sqlstate() != kUniqueViolation) throw;
    write_.reset();  // SOCI frees what was bound to a refused statement only with the statement
    roll_back();
    return false;
  }
  if (in_transaction_) session_ << "COMMIT";
  in_transaction_ = false;
  committing_ = false;
  return true;
}

class PostgresDatabase final : public SqlDatabase {
 public:
  explicit PostgresDatabase(const PostgresOptions& options) : options_(options) {}

  std::unique_ptr<SqlConnection> connect() override {
    return std::make_unique<PostgresConnection>(options_);
  }
  StorageError explain(const std::exception& error) const override;

 private:
  PostgresOptions options_;
};

// The first two characters of an SQLSTATE are its class (PostgreSQL, appendix A). A connection that
// broke has none.
StorageFault fault_of(std::string_view sqlstate) {
  std::string_view group = sqlstate.substr(0, 2);
  if (sqlstate == "53100") return StorageFault::kFull;
  if (sqlstate == "55P03" || group == "40") return StorageFault::kLocked;
  if (sqlstate == kUniqueViolation) return StorageFault::kConflict;  // two made the same journal
  if (group == "22" || group == "23" || group == "42" || group == "XX")
    return StorageFault::kDamaged;
  return StorageFault::kGone;
}

StorageError PostgresDatabase::explain(const std::exception& error) const {
  const auto* postgres = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  StorageFault fault = postgres != nullptr ? fault_of(postgres->sqlstate()) : StorageFault::kGone;
  switch (fault) {
    case StorageFault::kFull:
      return {fault, "The database of the journal has no room left: free some space on its disk."};
    case StorageFault::kLocked:
      return {fault, "Another process holds the journal's tables: try again when it has let go."};
    case StorageFault::kConflict:
      return {fault, "Another process has begun a journal at the same moment: try again."};
    case StorageFault::kDamaged:
      return {fault, fmt::format("The journal's tables are not as expected: {}", error.what())};
    default:
      return {StorageFault::kGone,
              fmt::format("The database of the journal cannot be reached: {}", error.what())};
  }
}

}  // namespace

OpenedJournal open_postgres_journal(const PostgresOptions& options) {
  return SqlJournal::open(std::make_unique<PostgresDatabase>(options));
}

}  // namespace hemicycle::storage
