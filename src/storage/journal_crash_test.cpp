// Nothing acknowledged is lost and nothing is half applied, whenever the process or the database
// dies.

#include <filesystem>
#include <functional>

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "storage/hash_chain.h"
#include "storage/open_journal.h"
#include "tests/support/dying_vfs.h"
#include "tests/support/postgres_server.h"

namespace hemicycle::storage {
namespace {

using hemicycle::testing::DyingVfs;
using hemicycle::testing::PostgresServer;

using Open = std::function<OpenedJournal()>;

constexpr std::uint64_t kSeed = 20260418;

// An append of `entries` entries, each of which says which of how many it is.
Append part_of_script(HashChain& chain, const std::string& meeting, std::uint64_t entries) {
  Append append{meeting, {}};
  for (std::uint64_t i = 1; i <= entries; ++i) {
    JournalEntry entry{.time = WallTime(std::chrono::seconds(i)),
                       .actor = "chair 1",
                       .type = std::to_string(i) + " of " + std::to_string(entries),
                       .payload = "{\"text\":\"" + std::string(i * 700, 'x') + "\"}"};
    chain.seal(entry);
    append.entries.push_back(std::move(entry));
  }
  append.request = {7, "r" + std::to_string(chain.head().sequence), chain.head().sequence};
  return append;
}

// What a child process does until it is killed: appends groups and writes to the pipe the sequence
// number of every acknowledged one.
void append_for_ever(const Open& open, const std::string& meeting, std::uint64_t seed,
                     int appends_max, int pipe) {
  OpenedJournal journal = open();
  if (!journal) ::_exit(3);
  SeededRandom random(seed);
  HashChain chain(meeting);
  for (int written = 0; written < appends_max;) {
    std::vector<Append> group;
    for (std::uint64_t left = 1 + random.below(3); left > 0; --left, ++written)
      group.push_back(part_of_script(chain, meeting, 1 + random.below(4)));
    for (const Stored& outcome : (*journal)->append(group))
      if (!outcome) ::_exit(4);
    std::uint64_t acknowledged = chain.head().sequence;
    if (::write(pipe, &acknowledged, sizeof acknowledged) != sizeof acknowledged) ::_exit(5);
  }
}

struct Child {
  pid_t process = 0;
  int pipe = -1;

  static Child start(const std::function<void(int pipe)>& work) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    pid_t process = ::fork();
    if (process == 0) {
      ::close(ends[0]);
      work(ends[1]);
      ::_exit(0);
    }
    ::close(ends[1]);
    return {process, ends[0]};
  }
  // Waits for the first acknowledgement.
  void wait_until_it_writes() const {
    pollfd readable{pipe, POLLIN, 0};
    ::poll(&readable, 1, -1);
  }
  // Waits for the end; the last sequence number that was acknowledged.
  std::uint64_t last_acknowledged() {
    std::uint64_t number = 0;
    std::uint64_t last = 0;
    while (::read(pipe, &number, sizeof number) == sizeof number) last = number;
    ::close(pipe);
    ::waitpid(process, &status, 0);
    return last;
  }
  bool was_killed() const { return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; }

  int status = 0;
};

// The journal holds all acknowledged entries, only whole appends, with each its request, and an
// unbroken chain; and it can be appended to.
void expect_whole(const Open& open, const std::string& meeting, std::uint64_t acknowledged) {
  OpenedJournal journal = open();
  ASSERT_TRUE(journal) << journal.error().sentence;
  HashChain chain(meeting);
  std::string last = "1 of 1";
  std::vector<DoneRequest> requests;  // one for the last entry of each append
  Stored read = (*journal)->read(meeting, 1, [&](JournalEntry&& entry) {
    EXPECT_EQ(chain.follow(entry), std::nullopt);
    last = entry.type;
    if (last.front() == last.back())
      requests.push_back({7, "r" + std::to_string(entry.sequence), entry.sequence});
    return true;
  });
  ASSERT_TRUE(read) << read.error().sentence;
  EXPECT_GE(chain.head().sequence, acknowledged);
  EXPECT_EQ(last.front(), last.back()) << "an append is half there: it ends with " << last;
  EXPECT_EQ((*journal)->head(meeting).value(), chain.head());
  EXPECT_EQ((*journal)->requests(meeting, 0, ~std::uint32_t{0}).value(), requests);
  Append more = part_of_script(chain, meeting, 2);
  Stored appended = (*journal)->append(std::span(&more, 1))[0];
  EXPECT_TRUE(appended) << appended.error().sentence;
}

class Folder {
 public:
  Folder() {
    std::string pattern =
        std::filesystem::temp_directory_path() / ("hemicycle-crash-" + std::string(6, 'X'));
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Open sqlite() const {
    return [path = path_ + "/journal.db"] { return open_sqlite_journal({path}); };
  }

 private:
  std::string path_;
};

TEST(JournalCrash, sqlite_survives_a_kill_at_every_write) {
  constexpr int kAppends = 20;
  int kills = 0;
  for (bool killed = true; killed; ++kills) {
    Folder folder;
    Child child = Child::start([&](int pipe) {
      DyingVfs::install(kills + 1);
      append_for_ever(folder.sqlite(), "sc-34", kSeed, kAppends, pipe);
    });
    std::uint64_t acknowledged = child.last_acknowledged();
    killed = child.was_killed();
    EXPECT_TRUE(killed || child.status == 0) << child.status;
    expect_whole(folder.sqlite(), "sc-34", acknowledged);
    ASSERT_FALSE(HasFailure()) << "killed at write " << kills + 1;
  }
  RecordProperty("kills", kills - 1);
  EXPECT_GT(kills, 100);
}

// Kills a child at 200 random times: every other one from its start on, which may be before it has
// opened the journal, the others from their first acknowledgement on.
// `settle` waits until the database has done what the dead child had told it.
void kill_at_random_times(const Open& open, const std::function<void()>& settle) {
  SeededRandom random(kSeed);
  std::uint64_t acknowledged = 0;
  for (int kill = 0; kill < 200; ++kill) {
    const std::string meeting = "meeting " + std::to_string(kill);
    Child child = Child::start([&](int pipe) {
      append_for_ever(open, meeting, kSeed + static_cast<std::uint64_t>(kill), 1'000'000, pipe);
    });
    if (kill % 2 == 1) child.wait_until_it_writes();
    ::usleep(static_cast<useconds_t>(random.below(30'000)));
    ::kill(child.process, SIGKILL);
    std::uint64_t last = child.last_acknowledged();
    ASSERT_TRUE(child.was_killed()) << "status " << child.status;
    acknowledged += last;
    settle();
    expect_whole(open, meeting, last);
    ASSERT_FALSE(::testing::Test::HasFailure()) << "kill " << kill << ", seed " << kSeed;
  }
  EXPECT_GE(acknowledged, 100u) << "the children hardly got to write";
}

TEST(JournalCrash, sqlite_survives_kills_at_random_times) {
  Folder folder;
  kill_at_random_times(folder.sqlite(), [] {});
}

TEST(JournalCrash, postgres_survives_kills_at_random_times) {
  PostgresServer server(PostgresServer::Fsync::kOff);
  kill_at_random_times([&] { return open_postgres_journal({server.connection()}); },
                       [&] { server.wait_until_nobody_is_connected(); });
}

// The dead process's last commit arrives after its successor has read the journal.
TEST(JournalCrash, a_commit_that_outlives_its_process_is_noticed_and_the_next_try_works) {
  PostgresServer server(PostgresServer::Fsync::kOff);
  Open open = [&] { return open_postgres_journal({server.connection()}); };
  HashChain chain("sc-34");
  OpenedJournal dying = open();
  Append first = part_of_script(chain, "sc-34", 1);
  ASSERT_TRUE((*dying)->append(std::span(&first, 1))[0]);
  OpenedJournal successor = open();
  ASSERT_EQ((*successor)->head("sc-34").value(), chain.head());
  HashChain successors(chain.head());
  Append late = part_of_script(chain, "sc-34", 2);
  ASSERT_TRUE((*dying)->append(std::span(&late, 1))[0]);
  Append surprised = part_of_script(successors, "sc-34", 1);
  const Stored refused = (*successor)->append(std::span(&surprised, 1))[0];
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, StorageFault::kConflict) << refused.error().sentence;
  expect_whole(open, "sc-34", 3);
}

// Here the server dies, and the process that appends learns it from an error.
TEST(JournalCrash, postgres_itself_may_die_at_random_times) {
  PostgresServer server(PostgresServer::Fsync::kOff);
  Open open = [&] { return open_postgres_journal({server.connection()}); };
  SeededRandom random(kSeed);
  for (int crash = 0; crash < 10; ++crash) {
    const std::string meeting = "meeting " + std::to_string(crash);
    Child child = Child::start([&](int pipe) {
      append_for_ever(open, meeting, kSeed + static_cast<std::uint64_t>(crash), 1'000'000, pipe);
    });
    ::usleep(static_cast<useconds_t>(20'000 + random.below(60'000)));
    server.crash();
    std::uint64_t last = child.last_acknowledged();
    EXPECT_FALSE(child.was_killed());
    server.start();
    expect_whole(open, meeting, last);
    ASSERT_FALSE(HasFailure()) << "crash " << crash << ", seed " << kSeed;
  }
}

}  // namespace
}  // namespace hemicycle::storage
