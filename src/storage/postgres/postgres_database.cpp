#include <fmt/format.h>
#include <postgresql/soci-postgresql.h>
#include <soci.h>

#include "storage/open_journal.h"
#include "storage/postgres/array_text.h"
#include "storage/sql_journal.h"

namespace hemicycle::storage {
namespace {

// Many rows travel as one statement with an array a column: one round trip a commit instead of one
// a row.
class PostgresConnection final : public SqlConnection {
 public:
  explicit PostgresConnection(const PostgresOptions& options);

  soci::session& session() override { return session_; }
  void begin() override { session_ << "BEGIN"; }
  void insert_entries(EntryColumns& rows) override;
  std::size_t move_heads(HeadColumns& rows) override;

 private:
  soci::session session_;
  std::array<std::string, 7> entries_;  // bound to insert_
  std::array<std::string, 4> heads_;    // bound to move_
  std::optional<soci::statement> insert_;
  std::optional<soci::statement> move_;
};

PostgresConnection::PostgresConnection(const PostgresOptions& options)
    : session_(soci::postgresql, options.connection) {
  session_ << "SET client_min_messages = warning";
  session_ << "SET synchronous_commit = on";
  session_ << fmt::format("SET lock_timeout = {}", options.lock_timeout.count());
  int tables = 0;
  session_ << "SELECT COUNT(*) FROM pg_tables WHERE tablename = 'snapshots' "
              "AND schemaname = current_schema()",
      soci::into(tables);
  if (tables == 0) create_tables(session_, "");
}

void PostgresConnection::insert_entries(EntryColumns& rows) {
  using soci::use;
  entries_ = {array_text(rows.journal), array_text(rows.sequence), array_text(rows.time_us),
              array_text(rows.actor),   array_text(rows.type),     array_text(rows.payload),
              array_text(rows.hash)};
  if (!insert_)
    insert_.emplace((session_.prepare
                         << "INSERT INTO entries SELECT * FROM unnest(CAST(:journal AS bigint[]), "
                            "CAST(:sequence AS bigint[]), CAST(:time_us AS bigint[]), "
                            "CAST(:actor AS text[]), CAST(:type AS text[]), "
                            "CAST(:payload AS text[]), CAST(:hash AS text[]))",
                     use(entries_[0]), use(entries_[1]), use(entries_[2]), use(entries_[3]),
                     use(entries_[4]), use(entries_[5]), use(entries_[6])));
  insert_->execute(true);
}

std::size_t PostgresConnection::move_heads(HeadColumns& rows) {
  using soci::use;
  heads_ = {array_text(rows.journal), array_text(rows.before), array_text(rows.sequence),
            array_text(rows.hash)};
  if (!move_)
    move_.emplace((session_.prepare
                       << "UPDATE journals SET sequence = moved.sequence, hash = moved.hash "
                          "FROM unnest(CAST(:journal AS bigint[]), CAST(:before AS bigint[]), "
                          "CAST(:sequence AS bigint[]), CAST(:hash AS text[])) "
                          "AS moved (journal, before, sequence, hash) "
                          "WHERE journals.id = moved.journal "
                          "AND journals.sequence = moved.before",
                   use(heads_[0]), use(heads_[1]), use(heads_[2]), use(heads_[3])));
  move_->execute(true);
  return static_cast<std::size_t>(move_->get_affected_rows());
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
