#include "storage/journal.h"

#include <filesystem>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <sys/mount.h>

#include "storage/hash_chain.h"
#include "storage/open_journal.h"
#include "tests/support/postgres_server.h"

namespace hemicycle::storage {
namespace {

using hemicycle::testing::PostgresServer;

// A place for one test's journal, and the ways in which it may fail.
class Place {
 public:
  virtual ~Place() = default;
  virtual OpenedJournal open() = 0;
  virtual void lock() = 0;
  virtual void unlock() = 0;
  virtual void lose() = 0;
  virtual void recover() = 0;
  // Null when this machine cannot make a full disk.
  virtual OpenedJournal open_small() = 0;
  virtual void make_room() = 0;
  virtual void damage(const std::string& sql) = 0;
};

class SqlitePlace final : public Place {
 public:
  SqlitePlace() {
    std::string pattern =
        std::filesystem::temp_directory_path() / ("hemicycle-journal-" + std::string(6, 'X'));
    directory_ = ::mkdtemp(pattern.data());
  }
  ~SqlitePlace() override {
    unlock();
    std::filesystem::remove_all(directory_);
    std::filesystem::remove_all(directory_ + ".away");
  }
  OpenedJournal open() override {
    return open_sqlite_journal({path(), std::chrono::milliseconds(50), pages_max_});
  }
  void lock() override {
    sqlite3_open(path().c_str(), &other_);
    sqlite3_exec(other_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  }
  void unlock() override { sqlite3_close(std::exchange(other_, nullptr)); }
  void lose() override { std::filesystem::rename(directory_, directory_ + ".away"); }
  void recover() override { std::filesystem::rename(directory_ + ".away", directory_); }
  OpenedJournal open_small() override {
    pages_max_ = 40;
    return open();
  }
  void make_room() override { damage("DELETE FROM snapshots"); }
  void damage(const std::string& sql) override {
    sqlite3* database = nullptr;
    sqlite3_open(path().c_str(), &database);
    ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
  }

 private:
  std::string path() const { return directory_ + "/journal.db"; }

  std::string directory_;
  std::int64_t pages_max_ = 0;
  sqlite3* other_ = nullptr;
};

PostgresServer& server() {
  static PostgresServer shared(PostgresServer::Fsync::kOff);
  return shared;
}

class PostgresPlace final : public Place {
 public:
  PostgresPlace()
      : schema_("test_" + std::to_string(++schemas_)), connection_(server().with_schema(schema_)) {}
  ~PostgresPlace() override {
    unlock();
    server().execute("DROP SCHEMA " + schema_ + " CASCADE");
    if (mounted_.empty()) return;
    server().execute("DROP TABLESPACE small");
    ::umount(mounted_.c_str());
  }
  OpenedJournal open() override {
    return open_postgres_journal({connection_, std::chrono::milliseconds(50)});
  }
  void lock() override {
    other_ = PQconnectdb(connection_.c_str());
    PQclear(PQexec(other_, "BEGIN; LOCK TABLE journals IN ACCESS EXCLUSIVE MODE"));
  }
  void unlock() override { PQfinish(std::exchange(other_, nullptr)); }
  void lose() override { server().crash(); }
  void recover() override { server().start(); }
  // A tablespace on a small memory disk, which only root can mount.
  OpenedJournal open_small() override {
    std::string disk = server().directory() + "/small";
    std::filesystem::create_directory(disk);
    std::string owner = "size=640k,uid=" + std::to_string(::getpwnam("postgres")->pw_uid);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, owner.c_str()) != 0) return nullptr;
    mounted_ = disk;
    server().execute("CREATE TABLESPACE small LOCATION '" + disk + "'");
    connection_ += " options='-csearch_path=" + schema_ + " -cdefault_tablespace=small'";
    return open();
  }
  void make_room() override {
    ASSERT_EQ(::mount("tmpfs", mounted_.c_str(), "tmpfs", MS_REMOUNT, "size=8m"), 0);
  }
  void damage(const std::string& sql) override {
    server().execute("SET search_path = " + schema_ + "; " + sql);
  }

 private:
  static inline int schemas_ = 0;
  std::string schema_;
  std::string connection_;
  std::string mounted_;
  PGconn* other_ = nullptr;
};

enum class Backend { kSqlite, kPostgres };

class JournalTest : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    if (GetParam() == Backend::kSqlite)
      place_ = std::make_unique<SqlitePlace>();
    else
      place_ = std::make_unique<PostgresPlace>();
  }

  std::unique_ptr<Journal> open() {
    OpenedJournal opened = place_->open();
    EXPECT_TRUE(opened) << opened.error().sentence;
    return std::move(*opened);
  }

  std::unique_ptr<Place> place_;
};

JournalEntry sealed(HashChain& chain, const std::string& text) {
  JournalEntry entry{.time = WallTime(std::chrono::microseconds(1'700'000'000'123'456)),
                     .actor = "délégation 'một' \\ \"deux\"",
                     .type = "Said",
                     .payload = "{\"text\":\"" + text + "\"}"};
  chain.seal(entry);
  return entry;
}

// Text that databases cannot compress.
std::string ballast(std::size_t size) {
  std::string text;
  for (int i = 0; text.size() < size; ++i) text += Sha256::of(std::to_string(i)).hex();
  return text;
}

Append append_of(HashChain& chain, const std::string& meeting, int entries) {
  Append append{meeting, {}};
  for (int i = 0; i < entries; ++i) append.entries.push_back(sealed(chain, "{\\\"" + meeting));
  return append;
}

Stored append_one(Journal& journal, const Append& append) {
  return journal.append(std::span(&append, 1))[0];
}

std::vector<JournalEntry> read_all(Journal& journal, const std::string& meeting,
                                   std::uint64_t first = 1) {
  std::vector<JournalEntry> entries;
  Stored read = journal.read(meeting, first, [&](JournalEntry&& entry) {
    entries.push_back(std::move(entry));
    return true;
  });
  EXPECT_TRUE(read) << read.error().sentence;
  return entries;
}

TEST_P(JournalTest, returns_what_was_appended_after_reopening) {
  HashChain chain("sc-34");
  Append first = append_of(chain, "sc-34", 3);
  Append second = append_of(chain, "sc-34", 2);
  {
    std::unique_ptr<Journal> journal = open();
    ASSERT_TRUE(append_one(*journal, first));
    ASSERT_TRUE(append_one(*journal, second));
  }
  std::unique_ptr<Journal> journal = open();
  std::vector<JournalEntry> expected = first.entries;
  expected.insert(expected.end(), second.entries.begin(), second.entries.end());
  EXPECT_EQ(read_all(*journal, "sc-34"), expected);
  EXPECT_EQ(read_all(*journal, "sc-34", 4), second.entries);
  EXPECT_EQ(journal->head("sc-34").value(), chain.head());
}

TEST_P(JournalTest, reads_journals_longer_than_a_page_and_stops_when_told) {
  std::unique_ptr<Journal> journal = open();
  HashChain chain("long");
  ASSERT_TRUE(append_one(*journal, append_of(chain, "long", 9000)));
  EXPECT_EQ(read_all(*journal, "long").size(), 9000u);
  int visited = 0;
  ASSERT_TRUE(journal->read("long", 100, [&](JournalEntry&&) { return ++visited < 5000; }));
  EXPECT_EQ(visited, 5000);
}

TEST_P(JournalTest, keeps_meetings_apart_and_commits_them_together) {
  std::unique_ptr<Journal> journal = open();
  HashChain one("one");
  HashChain two("two");
  std::vector<Append> appends{append_of(one, "one", 1), append_of(two, "two", 2),
                              append_of(one, "one", 1)};
  for (const Stored& outcome : journal->append(appends)) EXPECT_TRUE(outcome);
  EXPECT_EQ(read_all(*journal, "one").size(), 2u);
  EXPECT_EQ(read_all(*journal, "two").size(), 2u);
  EXPECT_THAT(journal->meetings().value(), ::testing::ElementsAre("one", "two"));
}

TEST_P(JournalTest, an_unknown_meeting_has_an_empty_journal) {
  std::unique_ptr<Journal> journal = open();
  EXPECT_EQ(journal->head("none").value(), (JournalHead{0, HashChain::genesis("none")}));
  EXPECT_TRUE(read_all(*journal, "none").empty());
  EXPECT_EQ(journal->snapshot("none").value().through.sequence, 0u);
}

TEST_P(JournalTest, refuses_what_does_not_follow_and_stores_the_rest_of_the_group) {
  std::unique_ptr<Journal> journal = open();
  HashChain one("one");
  HashChain two("two");
  ASSERT_TRUE(append_one(*journal, append_of(one, "one", 1)));
  HashChain stale("one");
  std::vector<Append> appends{append_of(stale, "one", 1), append_of(two, "two", 1)};
  std::vector<Stored> outcomes = journal->append(appends);
  ASSERT_FALSE(outcomes[0]);
  EXPECT_EQ(outcomes[0].error().fault, StorageFault::kConflict);
  EXPECT_TRUE(outcomes[1]);
  EXPECT_EQ(read_all(*journal, "one").size(), 1u);
}

TEST_P(JournalTest, two_writers_cannot_both_append_the_same_entry) {
  std::unique_ptr<Journal> first = open();
  std::unique_ptr<Journal> second = open();
  HashChain chain("sc-34");
  ASSERT_TRUE(append_one(*first, append_of(chain, "sc-34", 1)));
  ASSERT_TRUE(second->head("sc-34"));
  HashChain rival(chain.head());
  ASSERT_TRUE(append_one(*first, append_of(chain, "sc-34", 1)));
  HashChain other("other");
  std::vector<Append> appends{append_of(rival, "sc-34", 1), append_of(other, "other", 1)};
  std::vector<Stored> outcomes = second->append(appends);
  ASSERT_FALSE(outcomes[0]);
  EXPECT_EQ(outcomes[0].error().fault, StorageFault::kConflict);
  EXPECT_TRUE(outcomes[1]) << outcomes[1].error().sentence;
  EXPECT_EQ(read_all(*first, "sc-34").size(), 2u);
}

TEST_P(JournalTest, keeps_the_newest_snapshot) {
  std::unique_ptr<Journal> journal = open();
  HashChain chain("sc-34");
  ASSERT_TRUE(append_one(*journal, append_of(chain, "sc-34", 3)));
  ASSERT_TRUE(journal->keep_snapshot("sc-34", {chain.head(), "{\"old\":1}"}));
  ASSERT_TRUE(append_one(*journal, append_of(chain, "sc-34", 3)));
  ASSERT_TRUE(journal->keep_snapshot("sc-34", {chain.head(), "{\"new\":1}"}));
  Snapshot kept = journal->snapshot("sc-34").value();
  EXPECT_EQ(kept.through, chain.head());
  EXPECT_EQ(kept.state, "{\"new\":1}");
}

TEST_P(JournalTest, while_locked_refuses_and_afterwards_works_again) {
  std::unique_ptr<Journal> journal = open();
  HashChain chain("sc-34");
  ASSERT_TRUE(append_one(*journal, append_of(chain, "sc-34", 1)));
  Append append = append_of(chain, "sc-34", 2);
  place_->lock();
  Stored refused = append_one(*journal, append);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, StorageFault::kLocked) << refused.error().sentence;
  place_->unlock();
  EXPECT_EQ(read_all(*journal, "sc-34").size(), 1u);
  EXPECT_TRUE(append_one(*journal, append));
  EXPECT_EQ(read_all(*journal, "sc-34").size(), 3u);
}

TEST_P(JournalTest, when_the_database_is_gone_refuses_and_afterwards_works_again) {
  std::unique_ptr<Journal> journal = open();
  HashChain chain("sc-34");
  ASSERT_TRUE(append_one(*journal, append_of(chain, "sc-34", 1)));
  Append append = append_of(chain, "sc-34", 2);
  place_->lose();
  for (int tries = 0; tries < 2; ++tries) {
    Stored refused = append_one(*journal, append);
    ASSERT_FALSE(refused);
    // Of a statement that was on its way when the connection broke nobody knows.
    const StorageFault fault = refused.error().fault;
    EXPECT_TRUE(fault == StorageFault::kGone || (tries == 0 && fault == StorageFault::kUnknown))
        << refused.error().sentence;
  }
  EXPECT_FALSE(journal->head("sc-34"));
  place_->recover();
  EXPECT_EQ(read_all(*journal, "sc-34").size(), 1u);
  EXPECT_TRUE(append_one(*journal, append));
  EXPECT_EQ(read_all(*journal, "sc-34").size(), 3u);
}

TEST_P(JournalTest, when_the_disk_is_full_refuses_and_afterwards_works_again) {
  OpenedJournal opened = place_->open_small();
  ASSERT_TRUE(opened) << opened.error().sentence;
  if (*opened == nullptr) GTEST_SKIP() << "only root can make a small disk";
  Journal& journal = **opened;
  HashChain chain("sc-34");
  ASSERT_TRUE(append_one(journal, append_of(chain, "sc-34", 1)));
  ASSERT_TRUE(journal.keep_snapshot("sc-34", {chain.head(), ballast(60'000)}));
  std::size_t stored = 1;
  Stored outcome;
  Append append;
  JournalHead before;
  while (outcome && stored < 1000) {
    before = chain.head();
    append = {"sc-34", {sealed(chain, ballast(2000))}};
    outcome = append_one(journal, append);
    if (outcome) ++stored;
  }
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, StorageFault::kFull) << outcome.error().sentence;
  EXPECT_EQ(read_all(journal, "sc-34").size(), stored);
  EXPECT_EQ(journal.head("sc-34").value(), before);
  place_->make_room();
  outcome = append_one(journal, append);
  EXPECT_TRUE(outcome) << outcome.error().sentence;
}

TEST_P(JournalTest, says_when_a_stored_hash_is_no_hash) {
  std::unique_ptr<Journal> journal = open();
  HashChain chain("sc-34");
  ASSERT_TRUE(append_one(*journal, append_of(chain, "sc-34", 2)));
  place_->damage("UPDATE entries SET hash = 'x' WHERE sequence = 2");
  int visited = 0;
  Stored read = journal->read("sc-34", 1, [&](JournalEntry&&) { return ++visited > 0; });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, StorageFault::kDamaged);
  EXPECT_EQ(visited, 1);
}

TEST_P(JournalTest, stores_a_request_with_its_entries_or_not_at_all) {
  HashChain chain("sc-34");
  Append done = append_of(chain, "sc-34", 2);
  done.request = {~std::uint64_t{0}, "r'1\\\"", chain.head().sequence};
  {
    std::unique_ptr<Journal> journal = open();
    HashChain stale("sc-34");
    ASSERT_TRUE(append_one(*journal, done));
    Append late = append_of(stale, "sc-34", 1);
    late.request = {7, "late", 1};
    EXPECT_FALSE(append_one(*journal, late));
    for (std::uint64_t i = 3; i <= 6; ++i) {
      Append more = append_of(chain, "sc-34", 1);
      more.request = {7, "r" + std::to_string(i), i};
      ASSERT_TRUE(append_one(*journal, more));
    }
    ASSERT_TRUE(append_one(*journal, append_of(chain, "sc-34", 1)));  // without one
  }
  std::unique_ptr<Journal> journal = open();
  const auto all = journal->requests("sc-34", 0, 100).value();
  ASSERT_EQ(all.size(), 5u);
  EXPECT_EQ(all[0], *done.request);
  EXPECT_THAT(journal->requests("sc-34", 4, 100).value(),
              ::testing::ElementsAre(DoneRequest{7, "r5", 5}, DoneRequest{7, "r6", 6}));
  EXPECT_THAT(journal->requests("sc-34", 0, 1).value(),
              ::testing::ElementsAre(DoneRequest{7, "r6", 6}));
  EXPECT_TRUE(journal->requests("none", 0, 100).value().empty());
}

RefusedCommand refused(std::uint64_t person, const std::string& code, int second) {
  const WallTime at{std::chrono::seconds(second)};
  return {meeting::PersonId(person), "delegate 7 of 3", code, "73", "AskFloor", 1, at, at};
}

TEST_P(JournalTest, keeps_an_audit_log_of_the_newest_groups) {
  std::unique_ptr<Journal> journal = open();
  const RefusedCommand early[] = {refused(1, "list_closed", 1)};
  ASSERT_TRUE(journal->keep_refusals("sc-34", early, 3));
  EXPECT_TRUE(journal->refusals("sc-34").value().empty()) << "of a meeting without an entry";
  HashChain chain("sc-34");
  ASSERT_TRUE(append_one(*journal, append_of(chain, "sc-34", 1)));
  const RefusedCommand first[] = {refused(1, "list_closed", 1), refused(2, "not_yours", 2),
                                  refused(3, "not_yours", 3)};
  ASSERT_TRUE(journal->keep_refusals("sc-34", first, 3));
  RefusedCommand again = refused(1, "list_closed", 1);
  again.count = 40'000;
  again.last = WallTime(std::chrono::seconds(9));
  const RefusedCommand then[] = {again, refused(4, "not_found", 5)};
  ASSERT_TRUE(journal->keep_refusals("sc-34", then, 3));
  EXPECT_THAT(
      open()->refusals("sc-34").value(),
      ::testing::ElementsAre(refused(3, "not_yours", 3), refused(4, "not_found", 5), again));
}

TEST_P(JournalTest, gains_the_tables_that_an_older_program_did_not_make) {
  HashChain chain("sc-34");
  {
    std::unique_ptr<Journal> journal = open();
    ASSERT_TRUE(append_one(*journal, append_of(chain, "sc-34", 2)));
  }
  place_->damage("DROP TABLE requests; DROP TABLE refusals");
  std::unique_ptr<Journal> journal = open();
  EXPECT_EQ(read_all(*journal, "sc-34").size(), 2u);
  Append more = append_of(chain, "sc-34", 1);
  more.request = {7, "r1", 3};
  ASSERT_TRUE(append_one(*journal, more));
  EXPECT_EQ(journal->requests("sc-34", 0, 10).value().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Databases, JournalTest,
                         ::testing::Values(Backend::kSqlite, Backend::kPostgres),
                         [](const auto& suite) {
                           return suite.param == Backend::kSqlite ? "sqlite" : "postgres";
                         });

TEST(SqliteJournal, refuses_a_file_that_is_no_database) {
  OpenedJournal opened = open_sqlite_journal({HEMICYCLE_SOURCE_DIR "/LICENSE"});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, StorageFault::kDamaged);
}

TEST(SqliteJournal, refuses_a_folder_that_does_not_exist) {
  OpenedJournal opened = open_sqlite_journal({"/nonexistent/journal.db"});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, StorageFault::kGone);
}

TEST(PostgresJournal, refuses_a_server_that_does_not_answer) {
  OpenedJournal opened = open_postgres_journal({"host=/nonexistent dbname=x"});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, StorageFault::kGone);
}

}  // namespace
}  // namespace hemicycle::storage
