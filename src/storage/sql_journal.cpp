#include "storage/sql_journal.h"

#include <algorithm>
#include <utility>

#include <soci.h>

#include "storage/hash_chain.h"

namespace hemicycle::storage {
namespace {

constexpr int kPageEntries = 4096;  // what PostgreSQL's client holds in memory at once
constexpr int kFormat = 1;          // of the hash chain

StorageError damaged(const std::string& what) {
  return {StorageFault::kDamaged, what};
}

// Thrown inside a guarded piece of work when a stored value is not what was written.
struct DamagedValue : std::runtime_error {
  using std::runtime_error::runtime_error;
};

Digest stored_digest(const std::string& text) {
  std::optional<Digest> digest = Digest::parse(text);
  if (!digest) throw DamagedValue("a stored hash is not 64 hexadecimal digits");
  return *digest;
}

WallTime stored_time(long long microseconds) {
  return WallTime(std::chrono::microseconds(microseconds));
}

}  // namespace

// Moves of the heads are collected by meeting: many appends to one meeting move its head once.
struct SqlJournal::Group {
  std::vector<NewEntry> entries;
  std::vector<NewRequest> requests;
  std::map<std::string, JournalHead> heads;
  std::vector<std::size_t> admitted;  // indexes of the appends
};

void create_tables(soci::session& session, const std::string& table_suffix) {
  session << "CREATE TABLE IF NOT EXISTS journals (id BIGINT PRIMARY KEY, "
             "meeting TEXT NOT NULL UNIQUE, format BIGINT NOT NULL, "
             "sequence BIGINT NOT NULL, hash TEXT NOT NULL)";
  session << "CREATE TABLE IF NOT EXISTS entries (journal BIGINT NOT NULL, "
             "sequence BIGINT NOT NULL, time_us BIGINT NOT NULL, actor TEXT NOT NULL, "
             "type TEXT NOT NULL, payload TEXT NOT NULL, hash TEXT NOT NULL, "
             "PRIMARY KEY (journal, sequence))"
          << table_suffix;
  session << "CREATE TABLE IF NOT EXISTS snapshots (journal BIGINT PRIMARY KEY, "
             "sequence BIGINT NOT NULL, hash TEXT NOT NULL, state TEXT NOT NULL)";
  session << "CREATE TABLE IF NOT EXISTS requests (journal BIGINT NOT NULL, "
             "sequence BIGINT NOT NULL, person BIGINT NOT NULL, request TEXT NOT NULL, "
             "PRIMARY KEY (journal, sequence))"
          << table_suffix;
  session << "CREATE TABLE IF NOT EXISTS refusals (journal BIGINT NOT NULL, "
             "person BIGINT NOT NULL, code TEXT NOT NULL, rule TEXT NOT NULL, "
             "actor TEXT NOT NULL, command TEXT NOT NULL, count BIGINT NOT NULL, "
             "first_us BIGINT NOT NULL, last_us BIGINT NOT NULL, "
             "PRIMARY KEY (journal, person, code))"
          << table_suffix;
}

SqlJournal::SqlJournal(std::unique_ptr<SqlDatabase> database) : database_(std::move(database)) {}
SqlJournal::~SqlJournal() = default;

Result<std::unique_ptr<Journal>, StorageError> SqlJournal::open(
    std::unique_ptr<SqlDatabase> database) {
  std::unique_ptr<SqlJournal> journal(new SqlJournal(std::move(database)));
  Stored connected = journal->guarded_outcome([&] { journal->connection(); });
  if (!connected) return unexpected(connected.error());
  return journal;
}

SqlConnection& SqlJournal::connection() {
  if (!connection_) connection_ = database_->connect();
  return *connection_;
}

StorageError SqlJournal::failed(const std::exception& error) {
  StorageError explained = dynamic_cast<const DamagedValue*>(&error) != nullptr
                               ? damaged(error.what())
                               : database_->explain(error);
  if (connection_ && connection_->may_have_committed() && explained.fault == StorageFault::kGone)
    explained.fault = StorageFault::kUnknown;
  connection_.reset();  // rolls back what was open
  known_.clear();
  return explained;
}

template <typename Work>
auto SqlJournal::guarded(Work work) -> Result<decltype(work()), StorageError> {
  try {
    return work();
  } catch (const std::exception& error) {
    return unexpected(failed(error));
  }
}

template <typename Work>
Result<void, StorageError> SqlJournal::guarded_outcome(Work work) {
  try {
    work();
    return {};
  } catch (const std::exception& error) {
    return unexpected(failed(error));
  }
}

SqlJournal::Known* SqlJournal::known(const std::string& meeting) {
  if (auto found = known_.find(meeting); found != known_.end()) return &found->second;
  long long id = 0;
  long long sequence = 0;
  std::string hash;
  soci::session& session = connection().session();
  session << "SELECT id, sequence, hash FROM journals WHERE meeting = :meeting", soci::use(meeting),
      soci::into(id), soci::into(sequence), soci::into(hash);
  if (!session.got_data()) return nullptr;
  Known row{id, {static_cast<std::uint64_t>(sequence), stored_digest(hash)}};
  return &known_.emplace(meeting, row).first->second;
}

SqlJournal::Known& SqlJournal::known_or_created(const std::string& meeting) {
  if (Known* row = known(meeting)) return *row;
  std::string genesis = HashChain::genesis(meeting).hex();
  connection().begin_changes();
  connection().session() << "INSERT INTO journals (id, meeting, format, sequence, hash) "
                            "SELECT COALESCE(MAX(id), 0) + 1, :meeting, :format, 0, :hash "
                            "FROM journals",
      soci::use(meeting), soci::use(kFormat), soci::use(genesis);
  return *known(meeting);
}

Stored SqlJournal::admit_one(const Append& append, Group& group) {
  const Known& row = known_or_created(append.meeting);
  auto moved = group.heads.find(append.meeting);
  HashChain chain(moved == group.heads.end() ? row.head : moved->second);
  for (const JournalEntry& entry : append.entries)
    if (std::optional<std::string> wrong = chain.follow(entry))
      return unexpected(StorageError{
          StorageFault::kConflict,
          "The journal of " + append.meeting + " has moved on; nothing was stored: " + *wrong});
  for (const JournalEntry& entry : append.entries) group.entries.push_back({row.journal, &entry});
  if (append.request) group.requests.push_back({row.journal, &*append.request});
  group.heads[append.meeting] = chain.head();
  return {};
}

void SqlJournal::admit(std::span<const Append> appends, std::span<Stored> outcomes, Group& group) {
  for (std::size_t i = 0; i < appends.size(); ++i) {
    outcomes[i] = admit_one(appends[i], group);
    if (outcomes[i]) group.admitted.push_back(i);
  }
}

bool SqlJournal::write(Group& group) {
  std::vector<MovedHead> heads;
  for (const auto& [meeting, head] : group.heads) {
    const Known& row = known_.at(meeting);
    if (head != row.head) heads.push_back({row.journal, row.head.sequence, head});
  }
  if (!connection().commit(heads, group.entries, group.requests)) return false;
  for (const auto& [meeting, head] : group.heads) known_.at(meeting).head = head;
  return true;
}

std::vector<Stored> SqlJournal::append(std::span<const Append> appends) {
  std::vector<Stored> outcomes(appends.size());
  std::vector<std::size_t> admitted;
  Stored stored = guarded_outcome([&] {
    // A head that somebody else moved is read anew by the second try, which then refuses exactly
    // the appends that no longer follow it.
    for (int tries = 0; tries < 2; ++tries) {
      Group group;
      connection().begin();
      admit(appends, outcomes, group);
      admitted = group.admitted;
      if (write(group)) return;
      known_.clear();
    }
    throw DamagedValue("another process keeps writing to the same journals");
  });
  if (stored) return outcomes;
  for (Stored& outcome : outcomes)
    if (outcome) outcome = stored;
  return outcomes;
}

bool SqlJournal::read_page(long long journal, std::uint64_t& next, const Visitor& visit) {
  long long first = static_cast<long long>(next);
  long long sequence = 0;
  long long time_us = 0;
  std::string hash;
  JournalEntry entry;
  int rows = 0;
  soci::statement select =
      (connection().session().prepare
           << "SELECT sequence, time_us, actor, type, payload, hash FROM entries WHERE "
              "journal = :journal AND sequence >= :first ORDER BY sequence LIMIT :page",
       soci::use(journal), soci::use(first), soci::use(kPageEntries), soci::into(sequence),
       soci::into(time_us), soci::into(entry.actor), soci::into(entry.type),
       soci::into(entry.payload), soci::into(hash));
  for (bool more = select.execute(true); more; more = select.fetch()) {
    ++rows;
    entry.sequence = static_cast<std::uint64_t>(sequence);
    entry.time = stored_time(time_us);
    entry.hash = stored_digest(hash);
    next = entry.sequence + 1;
    if (!visit(std::move(entry))) return false;
  }
  return rows == kPageEntries;
}

Stored SqlJournal::read(std::string_view meeting, std::uint64_t first, const Visitor& visit) {
  return guarded_outcome([&] {
    const Known* row = known(std::string(meeting));
    if (row == nullptr) return;
    std::uint64_t next = first;
    while (read_page(row->journal, next, visit)) {
    }
  });
}

Result<JournalHead, StorageError> SqlJournal::head(std::string_view meeting) {
  return guarded([&] {
    known_.clear();  // the caller wants to know what is stored, not what is remembered
    const Known* row = known(std::string(meeting));
    return row != nullptr ? row->head : JournalHead{0, HashChain::genesis(meeting)};
  });
}

Result<std::vector<std::string>, StorageError> SqlJournal::meetings() {
  return guarded([&] {
    std::vector<std::string> names;
    soci::rowset<std::string> rows =
        (connection().session().prepare << "SELECT meeting FROM journals ORDER BY id");
    for (const std::string& name : rows) names.push_back(name);
    return names;
  });
}

Stored SqlJournal::keep_snapshot(std::string_view meeting, const Snapshot& snapshot) {
  return guarded_outcome([&] {
    const Known* row = known(std::string(meeting));
    if (row == nullptr) return;
    long long sequence = static_cast<long long>(snapshot.through.sequence);
    std::string hash = snapshot.through.hash.hex();
    connection().session() << "INSERT INTO snapshots (journal, sequence, hash, state) "
                              "VALUES (:journal, :sequence, :hash, :state) "
                              "ON CONFLICT (journal) DO UPDATE SET sequence = excluded.sequence, "
                              "hash = excluded.hash, state = excluded.state",
        soci::use(row->journal), soci::use(sequence), soci::use(hash), soci::use(snapshot.state);
  });
}

Result<Snapshot, StorageError> SqlJournal::snapshot(std::string_view meeting) {
  return guarded([&] {
    Snapshot found;
    const Known* row = known(std::string(meeting));
    if (row == nullptr) return found;
    long long sequence = 0;
    std::string hash;
    soci::session& session = connection().session();
    session << "SELECT sequence, hash, state FROM snapshots WHERE journal = :journal",
        soci::use(row->journal), soci::into(sequence), soci::into(hash), soci::into(found.state);
    if (session.got_data())
      found.through = {static_cast<std::uint64_t>(sequence), stored_digest(hash)};
    return found;
  });
}

Result<std::vector<DoneRequest>, StorageError> SqlJournal::requests(std::string_view meeting,
                                                                    std::uint64_t after,
                                                                    std::size_t most) {
  return guarded([&] {
    std::vector<DoneRequest> found;
    const Known* row = known(std::string(meeting));
    if (row == nullptr) return found;
    const auto first = static_cast<long long>(after);
    const auto limit = static_cast<long long>(most);
    long long person = 0;
    long long sequence = 0;
    DoneRequest request;
    soci::statement select =
        (connection().session().prepare
             << "SELECT person, request, sequence FROM requests WHERE journal = :journal AND "
                "sequence > :first ORDER BY sequence DESC LIMIT :limit",
         soci::use(row->journal), soci::use(first), soci::use(limit), soci::into(person),
         soci::into(request.request), soci::into(sequence));
    for (bool more = select.execute(true); more; more = select.fetch()) {
      request.person = static_cast<std::uint64_t>(person);
      request.sequence = static_cast<std::uint64_t>(sequence);
      found.push_back(request);
    }
    std::reverse(found.begin(), found.end());
    return found;
  });
}

void SqlJournal::keep_refusal(long long journal, const RefusedCommand& row) {
  const auto person = static_cast<long long>(row.person.value());
  const auto count = static_cast<long long>(row.count);
  const long long first = row.first.time_since_epoch().count();
  const long long last = row.last.time_since_epoch().count();
  using soci::use;
  connection().session() << "INSERT INTO refusals (journal, person, code, rule, actor, command, "
                            "count, first_us, last_us) VALUES (:journal, :person, :code, :rule, "
                            ":actor, :command, :count, :first, :last) "
                            "ON CONFLICT (journal, person, code) DO UPDATE SET "
                            "rule = excluded.rule, actor = excluded.actor, "
                            "command = excluded.command, count = excluded.count, "
                            "first_us = excluded.first_us, last_us = excluded.last_us",
      use(journal), use(person), use(row.code), use(row.rule), use(row.actor), use(row.command),
      use(count), use(first), use(last);
}

Stored SqlJournal::keep_refusals(std::string_view meeting, std::span<const RefusedCommand> rows,
                                 std::size_t most) {
  return guarded_outcome([&] {
    const Known* row = known(std::string(meeting));
    if (row == nullptr) return;
    const long long journal = row->journal;
    const auto limit = static_cast<long long>(most);
    soci::transaction together(connection().session());
    for (const RefusedCommand& each : rows) keep_refusal(journal, each);
    connection().session() << "DELETE FROM refusals WHERE journal = :journal AND "
                              "(person, code) IN (SELECT person, code FROM refusals WHERE "
                              "journal = :same ORDER BY last_us DESC, person, code "
                              "LIMIT 1000000 OFFSET :limit)",
        soci::use(journal), soci::use(journal), soci::use(limit);
    together.commit();
  });
}

Result<std::vector<RefusedCommand>, StorageError> SqlJournal::refusals(std::string_view meeting) {
  return guarded([&] {
    std::vector<RefusedCommand> found;
    const Known* journal = known(std::string(meeting));
    if (journal == nullptr) return found;
    long long person = 0;
    long long count = 0;
    long long first = 0;
    long long last = 0;
    RefusedCommand row;
    using soci::into;
    soci::statement select =
        (connection().session().prepare
             << "SELECT person, code, rule, actor, command, count, first_us, last_us "
                "FROM refusals WHERE journal = :journal ORDER BY last_us, person, code",
         soci::use(journal->journal), into(person), into(row.code), into(row.rule), into(row.actor),
         into(row.command), into(count), into(first), into(last));
    for (bool more = select.execute(true); more; more = select.fetch()) {
      row.person = meeting::PersonId(static_cast<std::uint64_t>(person));
      row.count = static_cast<std::uint64_t>(count);
      row.first = stored_time(first);
      row.last = stored_time(last);
      found.push_back(row);
    }
    return found;
  });
}

}  // namespace hemicycle::storage
