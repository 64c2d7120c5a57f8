#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <libpq-fe.h>
#include <sqlite3.h>

namespace hemicycle::bench {

// The rows of one commit, as the journal writes them: text and numbers of the same sizes.
struct BareRow {
  long long journal;
  long long sequence;
  long long time_us;
  std::string actor;
  std::string type;
  std::string payload;
  std::string hash;
};

inline constexpr const char* kBareTable =
    "CREATE TABLE bare (journal BIGINT NOT NULL, sequence BIGINT NOT NULL, "
    "time_us BIGINT NOT NULL, actor TEXT NOT NULL, type TEXT NOT NULL, payload TEXT NOT NULL, "
    "hash TEXT NOT NULL, PRIMARY KEY (journal, sequence))";

// What the database itself can do: one table, one transaction after the other, its own client
// library, and nothing else. What the journal is compared to.
class BareDatabase {
 public:
  virtual ~BareDatabase() = default;
  virtual void commit(const std::vector<BareRow>& rows) = 0;
};

class BareSqlite final : public BareDatabase {
 public:
  explicit BareSqlite(const std::string& path) {
    check(sqlite3_open(path.c_str(), &database_));
    execute("PRAGMA journal_mode = WAL");
    execute("PRAGMA synchronous = FULL");
    execute(std::string(kBareTable) + " WITHOUT ROWID");
    check(sqlite3_prepare_v2(database_, "INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?, ?)", -1,
                             &insert_, nullptr));
  }
  ~BareSqlite() override {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
  }
  void commit(const std::vector<BareRow>& rows) override {
    execute("BEGIN IMMEDIATE");
    for (const BareRow& row : rows) {
      int column = 0;
      for (long long number : {row.journal, row.sequence, row.time_us})
        sqlite3_bind_int64(insert_, ++column, number);
      for (const std::string* text : {&row.actor, &row.type, &row.payload, &row.hash})
        sqlite3_bind_text(insert_, ++column, text->data(), static_cast<int>(text->size()),
                          SQLITE_STATIC);
      if (sqlite3_step(insert_) != SQLITE_DONE) throw std::runtime_error("insert");
      sqlite3_reset(insert_);
    }
    execute("COMMIT");
  }

 private:
  static void check(int result) {
    if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errstr(result));
  }
  void execute(const std::string& sql) {
    check(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr));
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

class BarePostgres final : public BareDatabase {
 public:
  explicit BarePostgres(const std::string& connection)
      : database_(PQconnectdb(connection.c_str())) {
    check(PQexec(database_, kBareTable), PGRES_COMMAND_OK);
    check(PQprepare(database_, "insert", "INSERT INTO bare VALUES ($1, $2, $3, $4, $5, $6, $7)", 7,
                    nullptr),
          PGRES_COMMAND_OK);
  }
  ~BarePostgres() override { PQfinish(database_); }

  // In pipeline mode: all rows travel at once, which is the fastest that libpq offers for inserts.
  void commit(const std::vector<BareRow>& rows) override {
    PQenterPipelineMode(database_);
    PQsendQueryParams(database_, "BEGIN", 0, nullptr, nullptr, nullptr, nullptr, 0);
    for (const BareRow& row : rows) {
      const std::string numbers[] = {std::to_string(row.journal), std::to_string(row.sequence),
                                     std::to_string(row.time_us)};
      const char* values[] = {numbers[0].c_str(), numbers[1].c_str(), numbers[2].c_str(),
                              row.actor.c_str(),  row.type.c_str(),   row.payload.c_str(),
                              row.hash.c_str()};
      PQsendQueryPrepared(database_, "insert", 7, values, nullptr, nullptr, 0);
    }
    PQsendQueryParams(database_, "COMMIT", 0, nullptr, nullptr, nullptr, nullptr, 0);
    PQpipelineSync(database_);
    for (std::size_t i = 0; i < rows.size() + 2; ++i) {
      check(PQgetResult(database_), PGRES_COMMAND_OK);
      PQgetResult(database_);
    }
    check(PQgetResult(database_), PGRES_PIPELINE_SYNC);
    PQexitPipelineMode(database_);
  }

 private:
  void check(PGresult* result, ExecStatusType expected) {
    const bool as_expected = PQresultStatus(result) == expected;
    PQclear(result);
    if (!as_expected) throw std::runtime_error(PQerrorMessage(database_));
  }

  PGconn* database_;
};

}  // namespace hemicycle::bench
