#pragma once

#include <map>
#include <string>
#include <vector>

#include "storage/journal.h"

namespace hemicycle::storage {

// Journals that last as long as this object: for rehearsals, where nothing is to be kept. It checks
// what the databases check, so that nothing passes here which they would refuse.
class MemoryJournal final : public Journal {
 public:
  std::vector<Stored> append(std::span<const Append> appends) override;
  Stored read(std::string_view meeting, std::uint64_t first, const Visitor& visit) override;
  Result<JournalHead, StorageError> head(std::string_view meeting) override;
  Result<std::vector<std::string>, StorageError> meetings() override;
  Stored keep_snapshot(std::string_view meeting, const Snapshot& snapshot) override;
  Result<Snapshot, StorageError> snapshot(std::string_view meeting) override;
  Result<std::vector<DoneRequest>, StorageError> requests(std::string_view meeting,
                                                          std::uint64_t after,
                                                          std::size_t most) override;
  Stored keep_refusals(std::string_view meeting, std::span<const RefusedCommand> rows,
                       std::size_t most) override;
  Result<std::vector<RefusedCommand>, StorageError> refusals(std::string_view meeting) override;

 private:
  std::map<std::string, std::vector<JournalEntry>, std::less<>> entries_;
  std::map<std::string, Snapshot, std::less<>> snapshots_;
  std::map<std::string, std::vector<DoneRequest>, std::less<>> requests_;
  std::map<std::string, std::vector<RefusedCommand>, std::less<>> refusals_;
};

}  // namespace hemicycle::storage
