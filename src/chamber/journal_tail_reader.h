#pragma once

#include <utility>
#include <vector>

#include "base/bug.h"
#include "chamber/port.h"

namespace hemicycle::chamber {

// What another thread has read of a journal, for who replays it here: a journal that is only read.
class JournalTailReader final : public storage::Journal {
 public:
  explicit JournalTailReader(JournalTail tail) : tail_(std::move(tail)) {}

  storage::Stored read(std::string_view, std::uint64_t first, const Visitor& visit) override {
    for (storage::JournalEntry& entry : tail_.entries)
      if (entry.sequence >= first && !visit(std::move(entry))) break;
    return {};
  }
  Result<std::vector<storage::DoneRequest>, storage::StorageError> requests(std::string_view,
                                                                            std::uint64_t,
                                                                            std::size_t) override {
    return tail_.requests;
  }

  std::vector<storage::Stored> append(std::span<const storage::Append>) override { throw no(); }
  Result<storage::JournalHead, storage::StorageError> head(std::string_view) override {
    throw no();
  }
  Result<std::vector<std::string>, storage::StorageError> meetings() override { throw no(); }
  storage::Stored keep_snapshot(std::string_view, const storage::Snapshot&) override { throw no(); }
  Result<storage::Snapshot, storage::StorageError> snapshot(std::string_view) override {
    throw no();
  }
  storage::Stored keep_refusals(std::string_view, std::span<const storage::RefusedCommand>,
                                std::size_t) override {
    throw no();
  }
  Result<std::vector<storage::RefusedCommand>, storage::StorageError> refusals(
      std::string_view) override {
    throw no();
  }

 private:
  static Bug no() { return Bug("the tail of a journal is only read"); }

  JournalTail tail_;
};

}  // namespace hemicycle::chamber
