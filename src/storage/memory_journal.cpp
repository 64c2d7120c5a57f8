#include "storage/memory_journal.h"

#include "storage/hash_chain.h"

namespace hemicycle::storage {

std::vector<Stored> MemoryJournal::append(std::span<const Append> appends) {
  std::vector<Stored> outcomes(appends.size());
  for (std::size_t i = 0; i < appends.size(); ++i) {
    HashChain chain(*head(appends[i].meeting));
    for (const JournalEntry& entry : appends[i].entries)
      if (std::optional<std::string> wrong = chain.follow(entry))
        outcomes[i] = unexpected(StorageError{StorageFault::kConflict, *wrong});
    std::vector<JournalEntry>& kept = entries_[appends[i].meeting];
    if (outcomes[i]) kept.insert(kept.end(), appends[i].entries.begin(), appends[i].entries.end());
  }
  return outcomes;
}

Stored MemoryJournal::read(std::string_view meeting, std::uint64_t first, const Visitor& visit) {
  auto kept = entries_.find(meeting);
  if (kept == entries_.end()) return {};
  for (std::size_t i = first - 1; i < kept->second.size(); ++i)
    if (!visit(JournalEntry(kept->second[i]))) break;
  return {};
}

Result<JournalHead, StorageError> MemoryJournal::head(std::string_view meeting) {
  auto kept = entries_.find(meeting);
  if (kept == entries_.end() || kept->second.empty())
    return JournalHead{0, HashChain::genesis(meeting)};
  return JournalHead{kept->second.back().sequence, kept->second.back().hash};
}

Result<std::vector<std::string>, StorageError> MemoryJournal::meetings() {
  std::vector<std::string> names;
  for (const auto& [name, entries] : entries_) names.push_back(name);
  return names;
}

Stored MemoryJournal::keep_snapshot(std::string_view meeting, const Snapshot& snapshot) {
  snapshots_.insert_or_assign(std::string(meeting), snapshot);
  return {};
}

Result<Snapshot, StorageError> MemoryJournal::snapshot(std::string_view meeting) {
  auto kept = snapshots_.find(meeting);
  return kept == snapshots_.end() ? Snapshot() : kept->second;
}

}  // namespace hemicycle::storage
