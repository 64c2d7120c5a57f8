#include "storage/meeting_store.h"

#include <algorithm>
#include <utility>

#include "base/bug.h"
#include "meeting/apply.h"
#include "meeting/refusal.h"
#include "storage/event_codec.h"
#include "storage/replay.h"

namespace hemicycle::storage {

MeetingStore::MeetingStore(std::string name, RandomSource& random)
    : name_(std::move(name)), tellers_(random), chain_(name_) {
  durable_head_ = chain_.head();
}

MeetingStore::Opened MeetingStore::open(Journal& journal, std::string name, RandomSource& random) {
  std::unique_ptr<MeetingStore> store(new MeetingStore(std::move(name), random));
  Outcome started = store->start_from_snapshot(journal);
  if (!started) return unexpected(started.error());
  Outcome read = store->read_again(journal);
  if (!read) return unexpected(read.error());
  return store;
}

// A snapshot whose entry is not on the journal, with that hash, is none.
Outcome MeetingStore::start_from_snapshot(Journal& journal) {
  Result<Snapshot, StorageError> snapshot = journal.snapshot(name_);
  if (!snapshot) return unexpected(snapshot.error());
  std::optional<Replay> replay = Replay::from(*snapshot);
  if (!replay) return {};
  const JournalHead through = snapshot->through;
  bool stands = false;
  Outcome read = journal.read(name_, through.sequence, [&](JournalEntry&& entry) {
    stands = entry.sequence == through.sequence && entry.hash == through.hash;
    return false;
  });
  if (!read || !stands) return read;
  durable_ = replay->meeting();
  durable_head_ = replay->head();
  snapshot_at_ = through.sequence;
  return {};
}

Outcome MeetingStore::read_again(Journal& journal) {
  BUG_IF(!outstanding_.empty());
  Outcome read = read_tail(journal);
  if (!read) return read;
  believed_ = durable_;
  chain_ = HashChain(durable_head_);
  failed_ = false;
  return {};
}

Outcome MeetingStore::read_tail(Journal& journal) {
  Replay replay(durable_head_, durable_);
  std::optional<std::string> wrong;
  Outcome read = journal.read(name_, durable_head_.sequence + 1,
                              [&](JournalEntry&& entry) { return !(wrong = replay.take(entry)); });
  if (read && wrong)
    return unexpected(
        StorageError{StorageFault::kDamaged, "The journal of " + name_ + ": " + *wrong});
  durable_ = replay.meeting();
  durable_head_ = replay.head();
  return read;
}

Proposed MeetingStore::propose(const meeting::Command& command, const meeting::Actor& actor,
                               WallTime now) {
  BUG_IF(failed_);
  Proposed proposed;
  proposed.append.meeting = name_;
  if (const auto* ballot = std::get_if<meeting::CastSecretBallot>(&command)) {
    Result<meeting::Receipt, meeting::Refusal> taken =
        tellers_.take(believed_, *ballot, actor, now);
    if (taken)
      proposed.receipt = *taken;
    else
      proposed.refusal = taken.error();
  } else {
    meeting::Outcome decided = tellers_.decide(believed_, command, actor, now);
    if (decided)
      record(proposed, std::move(*decided), actor, now);
    else
      proposed.refusal = decided.error();
  }
  if (proposed.refusal)
    record(proposed, {meeting::refused_event(command, *proposed.refusal)}, actor, now);
  return proposed;
}

void MeetingStore::record(Proposed& proposed, meeting::Events events, const meeting::Actor& actor,
                          WallTime now) {
  if (events.empty()) return;
  const WallTime at = std::max(now, believed_.clock);
  const std::string who = write_actor(actor);
  for (const meeting::Event& event : events) {
    JournalEntry entry{.time = at,
                       .actor = who,
                       .type = std::string(name_of(event)),
                       .payload = write_event(event)};
    chain_.seal(entry);
    proposed.append.entries.push_back(std::move(entry));
    meeting::apply(believed_, event, at);
  }
  outstanding_.push_back({std::move(events), at, chain_.head()});
}

void MeetingStore::settle(const Outcome& outcome) {
  BUG_IF(outstanding_.empty());
  Outstanding settled = std::move(outstanding_.front());
  outstanding_.pop_front();
  failed_ = failed_ || !outcome;
  if (failed_) return;  // what is stored after a failure is learned by reading
  for (const meeting::Event& event : settled.events) meeting::apply(durable_, event, settled.at);
  durable_head_ = settled.head;
}

Result<Proposed, StorageError> MeetingStore::perform(Journal& journal,
                                                     const meeting::Command& command,
                                                     const meeting::Actor& actor, WallTime now) {
  if (failed_) {
    Outcome read = read_again(journal);
    if (!read) return unexpected(read.error());
  }
  Proposed proposed = propose(command, actor, now);
  if (proposed.append.entries.empty()) return proposed;
  Outcome stored = journal.append(std::span(&proposed.append, 1))[0];
  settle(stored);
  if (!stored) return unexpected(stored.error());
  if (std::optional<Snapshot> due = due_snapshot()) (void)journal.keep_snapshot(name_, *due);
  return proposed;
}

std::optional<Snapshot> MeetingStore::due_snapshot() {
  if (durable_head_.sequence < snapshot_at_ + kEntriesPerSnapshot) return std::nullopt;
  snapshot_at_ = durable_head_.sequence;
  return snapshot();
}

Snapshot MeetingStore::snapshot() const {
  return Replay::snapshot_of(durable_, durable_head_);
}

}  // namespace hemicycle::storage
