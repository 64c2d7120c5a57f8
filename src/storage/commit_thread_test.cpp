#include "storage/commit_thread.h"

#include <future>
#include <map>

#include <gtest/gtest.h>

#include "storage/hash_chain.h"

namespace hemicycle::storage {
namespace {

// A disk in memory whose commits take as long as the test wants.
class SlowJournal final : public Journal {
 public:
  explicit SlowJournal(std::vector<std::size_t>& groups) : groups_(groups) {}

  std::vector<Stored> append(std::span<const Append> appends) override {
    if (groups_.empty()) {
      started.set_value();
      released.get_future().wait();
    }
    groups_.push_back(appends.size());
    std::vector<Stored> outcomes(appends.size());
    for (std::size_t i = 0; i < appends.size(); ++i)
      if (appends[i].meeting == "lost")
        outcomes[i] = unexpected(StorageError{StorageFault::kGone, "gone"});
    return outcomes;
  }
  Stored read(std::string_view, std::uint64_t, const Visitor&) override { return {}; }
  Result<JournalHead, StorageError> head(std::string_view) override { return JournalHead{}; }
  Result<std::vector<std::string>, StorageError> meetings() override {
    return std::vector<std::string>{};
  }
  Stored keep_snapshot(std::string_view, const Snapshot&) override { return {}; }
  Result<Snapshot, StorageError> snapshot(std::string_view) override { return Snapshot{}; }
  Result<std::vector<DoneRequest>, StorageError> requests(std::string_view, std::uint64_t,
                                                          std::size_t) override {
    return std::vector<DoneRequest>{};
  }
  Stored keep_refusals(std::string_view, std::span<const RefusedCommand>, std::size_t) override {
    return {};
  }
  Result<std::vector<RefusedCommand>, StorageError> refusals(std::string_view) override {
    return std::vector<RefusedCommand>{};
  }

  std::promise<void> started;
  std::promise<void> released;

 private:
  std::vector<std::size_t>& groups_;
};

TEST(CommitThread, commits_together_what_arrives_while_the_disk_is_busy) {
  std::vector<std::size_t> groups;
  std::vector<int> answered;
  {
    auto journal = std::make_unique<SlowJournal>(groups);
    SlowJournal& disk = *journal;
    CommitThread thread(std::move(journal));
    auto note = [&](int number) {
      return [&, number](const Stored&) { answered.push_back(number); };
    };
    thread.submit({"a", {}}, note(0));
    disk.started.get_future().wait();
    for (int i = 1; i <= 50; ++i) thread.submit({"b", {}}, note(i));
    disk.released.set_value();
  }
  EXPECT_EQ(groups, (std::vector<std::size_t>{1, 50}));
  ASSERT_EQ(answered.size(), 51u);
  for (int i = 0; i <= 50; ++i) EXPECT_EQ(answered[static_cast<std::size_t>(i)], i);
}

TEST(CommitThread, answers_each_append_for_itself) {
  std::vector<std::size_t> groups{0};  // not empty: nothing waits
  std::map<std::string, bool> stored;
  {
    CommitThread thread(std::make_unique<SlowJournal>(groups));
    for (std::string meeting : {"kept", "lost"})
      thread.submit({meeting, {}}, [&stored, meeting](const Stored& outcome) {
        stored[meeting] = outcome.has_value();
      });
  }
  EXPECT_EQ(stored, (std::map<std::string, bool>{{"kept", true}, {"lost", false}}));
}

TEST(CommitThread, runs_work_after_what_was_submitted_before_it) {
  std::vector<std::size_t> groups{0};
  std::size_t seen = 0;
  {
    CommitThread thread(std::make_unique<SlowJournal>(groups));
    thread.submit({"a", {}}, [](const Stored&) {});
    thread.run([&](Journal&) { seen = groups.size(); });
  }
  EXPECT_EQ(seen, 2u);
}

}  // namespace
}  // namespace hemicycle::storage
