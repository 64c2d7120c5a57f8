// How many commands a second become durable with group commit, beside the database itself in the
// same run; how long a replay takes; how many bytes an event needs.
//
//   journal_bench [seconds a measurement] [events to replay]

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <thread>

#include "bench/bare_database.h"
#include "bench/long_meeting.h"
#include "storage/commit_thread.h"
#include "storage/hash_chain.h"
#include "storage/open_journal.h"
#include "tests/support/postgres_server.h"

namespace hemicycle::bench {
namespace {

using Clock = std::chrono::steady_clock;
using namespace storage;

constexpr int kMeetings = 16;
constexpr int kRounds = 5;  // journal and bare database in turn; the medians are compared

struct Rate {
  double commands_per_second = 0;
  double group = 0;  // commands a commit
};

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// An entry as a meeting writes many of: somebody asks for the floor.
JournalEntry typical_entry(HashChain& chain) {
  JournalEntry entry{.time = WallTime(std::chrono::microseconds(1'776'521'045'000'250)),
                     .actor = "delegate 1105 of 105",
                     .type = "FloorAsked",
                     .payload = R"({"request":105,"person":1105,"delegation":105,)"
                                R"("kind":"Statement","category":"Member","item":3,"round":1})"};
  chain.seal(entry);
  return entry;
}

// `outstanding` delegates, spread over the meetings, each of whom gives the next command when the
// last one is durable.
class Delegates {
 public:
  Delegates(std::unique_ptr<Journal> journal, const std::string& prefix)
      : thread_(std::move(journal)) {
    for (int i = 0; i < kMeetings; ++i) {
      names_.push_back(prefix + std::to_string(i));
      chains_.emplace_back(std::string_view(names_.back()));
    }
  }

  Rate measure(int outstanding, double seconds) {
    stored_ = 0;
    going_on_ = true;
    left_ = outstanding;
    const auto start = Clock::now();
    thread_.run([&](Journal&) {
      for (int i = 0; i < outstanding; ++i) command(i % kMeetings);
    });
    while (seconds_since(start) < seconds)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    going_on_ = false;
    while (left_ > 0) std::this_thread::yield();
    return {static_cast<double>(stored_) / seconds_since(start), static_cast<double>(outstanding)};
  }

 private:
  // On the commit thread, as every answer is.
  void command(int meeting) {
    const auto index = static_cast<std::size_t>(meeting);
    thread_.submit({names_[index], {typical_entry(chains_[index])}},
                   [this, meeting](const Stored& outcome) {
                     if (!outcome) std::abort();
                     ++stored_;
                     if (going_on_)
                       command(meeting);
                     else
                       --left_;
                   });
  }

  std::vector<std::string> names_;
  std::vector<HashChain> chains_;
  long stored_ = 0;
  std::atomic<bool> going_on_ = false;
  std::atomic<int> left_ = 0;
  CommitThread thread_;
};

Rate measure_bare(BareDatabase& database, long long& sequence, int group, double seconds) {
  HashChain chain("bare");
  const JournalEntry entry = typical_entry(chain);
  const auto start = Clock::now();
  long rows_stored = 0;
  while (seconds_since(start) < seconds) {
    std::vector<BareRow> rows;
    for (int i = 0; i < group; ++i)
      rows.push_back({i % kMeetings, ++sequence, 1'776'521'045'000'250, entry.actor, entry.type,
                      entry.payload, entry.hash.hex()});
    database.commit(rows);
    rows_stored += group;
  }
  return {static_cast<double>(rows_stored) / seconds_since(start), static_cast<double>(group)};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void compare(const char* name, Delegates& delegates, BareDatabase& bare, double seconds) {
  long long sequence = 0;
  for (int group : {1, 16, 64, 256}) {
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = 0; round < kRounds; ++round) {
      ours.push_back(delegates.measure(group, seconds).commands_per_second);
      theirs.push_back(measure_bare(bare, sequence, group, seconds).commands_per_second);
    }
    std::printf("%-10s %4d at once: %8.0f durable commands/s, bare %8.0f, ratio %5.1f %%\n", name,
                group, median(ours), median(theirs), 100 * median(ours) / median(theirs));
    std::fflush(stdout);
  }
}

void commit_rates(const std::string& folder, double seconds) {
  {
    Delegates delegates(std::move(*open_sqlite_journal({folder + "/journal.db"})), "meeting ");
    BareSqlite bare(folder + "/bare.db");
    compare("sqlite", delegates, bare, seconds);
  }
  testing::PostgresServer server(testing::PostgresServer::Fsync::kOn);
  Delegates delegates(std::move(*open_postgres_journal({server.connection()})), "meeting ");
  BarePostgres bare(server.connection());
  compare("postgres", delegates, bare, seconds);
}

// Everything that a restart does: read from the database, verify the chain, understand, apply.
void replay_rate(const std::string& folder, std::uint64_t events) {
  const std::string path = folder + "/long.db";
  const std::string name = "long";
  std::string live;
  std::uint64_t entries = 0;
  {
    OpenedJournal journal = open_sqlite_journal({path});
    LongMeeting meeting(**journal, name);
    meeting.run_until(events);
    entries = meeting.store().head().sequence;
    live = meeting.store().head().hash.hex();
  }
  const double bytes = static_cast<double>(std::filesystem::file_size(path));
  SeededRandom random(1);
  const auto start = Clock::now();
  const std::clock_t processor_start = std::clock();
  OpenedJournal journal = open_sqlite_journal({path});
  const auto store = LongMeeting::open(**journal, name, random);
  const double seconds = seconds_since(start);
  const double processor = static_cast<double>(std::clock() - processor_start) / CLOCKS_PER_SEC;
  if (store->head().hash.hex() != live) std::abort();
  std::printf(
      "replay     %8llu events from sqlite in %.2f s, %.2f s of processor time: %.0f events/s; "
      "%.0f bytes an event\n",
      static_cast<unsigned long long>(entries), seconds, processor,
      static_cast<double>(entries) / processor, bytes / static_cast<double>(entries));
}

}  // namespace
}  // namespace hemicycle::bench

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 0.5;
  std::string folder =
      std::filesystem::temp_directory_path() / ("hemicycle-bench-" + std::string(6, 'X'));
  if (::mkdtemp(folder.data()) == nullptr) return 2;
  if (seconds > 0) hemicycle::bench::commit_rates(folder, seconds);
  hemicycle::bench::replay_rate(folder, argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000);
  std::filesystem::remove_all(folder);
}
