#include "storage/memory_journal.h"

#include <algorithm>

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
    if (!outcomes[i]) continue;
    kept.insert(kept.end(), appends[i].entries.begin(), appends[i].entries.end());
    if (appends[i].request) requests_[appends[i].meeting].push_back(*appends[i].request);
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

Result<std::vector<DoneRequest>, StorageError> MemoryJournal::requests(std::string_view meeting,
                                                                       std::uint64_t after,
                                                                       std::size_t most) {
  std::vector<DoneRequest> found;
  const auto kept = requests_.find(meeting);
  if (kept == requests_.end()) return found;
  const std::vector<DoneRequest>& all = kept->second;
  for (std::size_t i = all.size() - std::min(all.size(), most); i < all.size(); ++i)
    if (all[i].sequence > after) found.push_back(all[i]);
  return found;
}

Stored MemoryJournal::keep_refusals(std::string_view meeting, std::span<const RefusedCommand> rows,
                                    std::size_t most) {
  if (!entries_.contains(meeting)) return {};
  std::vector<RefusedCommand>& kept = refusals_[std::string(meeting)];
  for (const RefusedCommand& row : rows) {
    std::erase_if(kept, [&](const RefusedCommand& old) {
      return old.person == row.person && old.code == row.code;
    });
    kept.push_back(row);
  }
  if (kept.size() > most) kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(most));
  return {};
}

Result<std::vector<RefusedCommand>, StorageError> MemoryJournal::refusals(
    std::string_view meeting) {
  const auto kept = refusals_.find(meeting);
  return kept == refusals_.end() ? std::vector<RefusedCommand>() : kept->second;
}

}  // namespace hemicycle::storage
