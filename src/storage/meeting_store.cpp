#include "storage/meeting_store.h"

#include <algorithm>
#include <utility>

#include "base/bug.h"
#include "meeting/apply.h"
#include "meeting/authority.h"
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
  Stored started = store->start_from_snapshot(journal);
  if (!started) return unexpected(started.error());
  Stored read = store->read_again(journal);
  if (!read) return unexpected(read.error());
  Result<std::vector<RefusedCommand>, StorageError> refused = journal.refusals(store->name_);
  if (!refused) return unexpected(refused.error());
  store->audit_ = AuditLog(*refused);
  return store;
}

// A snapshot whose entry is not on the journal, with that hash, is none.
Stored MeetingStore::start_from_snapshot(Journal& journal) {
  Result<Snapshot, StorageError> snapshot = journal.snapshot(name_);
  if (!snapshot) return unexpected(snapshot.error());
  std::optional<Replay> replay = Replay::from(*snapshot);
  if (!replay) return {};
  const JournalHead through = snapshot->through;
  bool stands = false;
  Stored read = journal.read(name_, through.sequence, [&](JournalEntry&& entry) {
    stands = entry.sequence == through.sequence && entry.hash == through.hash;
    return false;
  });
  if (!read || !stands) return read;
  durable_ = replay->meeting();
  durable_head_ = replay->head();
  snapshot_at_ = through.sequence;
  return {};
}

Stored MeetingStore::read_again(Journal& journal) {
  BUG_IF(!outstanding_.empty());
  if (Stored read = read_requests(journal); !read) return read;
  if (Stored read = read_tail(journal); !read) return read;
  believed_ = durable_;
  chain_ = HashChain(durable_head_);
  failed_ = false;
  return {};
}

// At first all of the newest; after a failure those of commands that were stored after all.
Stored MeetingStore::read_requests(Journal& journal) {
  answered_.forget_beyond(durable_head_.sequence);
  const std::uint64_t after = failed_ ? durable_head_.sequence : 0;
  const auto done = journal.requests(name_, after, AnsweredRequests::kRequestsAMeeting);
  if (!done) return unexpected(done.error());
  for (const DoneRequest& each : *done)
    answered_.note(meeting::PersonId(each.person), each.request, {each.sequence, {}, {}});
  return {};
}

Stored MeetingStore::read_tail(Journal& journal) {
  Replay replay(durable_head_, durable_);
  std::optional<std::string> wrong;
  Stored read = journal.read(name_, durable_head_.sequence + 1,
                             [&](JournalEntry&& entry) { return !(wrong = replay.take(entry)); });
  if (read && wrong)
    return unexpected(
        StorageError{StorageFault::kDamaged, "The journal of " + name_ + ": " + *wrong});
  durable_ = replay.meeting();
  durable_head_ = replay.head();
  return read;
}

Proposed MeetingStore::propose(const meeting::Command& command, const meeting::Caller& caller,
                               const meeting::Moment& moment, std::string_view request) {
  BUG_IF(failed_);
  Proposed proposed;
  proposed.append.meeting = name_;
  if (const Answer* before = request.empty() ? nullptr : answered_.find(caller.person, request)) {
    static_cast<Answer&>(proposed) = *before;
    return proposed;
  }
  if (!request.empty() && !AnsweredRequests::is_id(request)) {
    proposed.refusal = refuse(believed_, meeting::RefusalCode::kMalformed, "request").value();
    return proposed;
  }
  static_cast<Answer&>(proposed) = answer(proposed, command, caller, moment);
  if (request.empty()) return proposed;
  answered_.note(caller.person, std::string(request), proposed);
  if (!proposed.append.entries.empty())
    proposed.append.request = {caller.person.value(), std::string(request), proposed.through};
  return proposed;
}

Answer MeetingStore::answer(Proposed& proposed, const meeting::Command& command,
                            const meeting::Caller& caller, const meeting::Moment& moment) {
  const meeting::Actor actor =
      actor_of(believed_, command, caller).value_or(meeting::Actor{caller.person, {}, {}});
  Answer answer;
  if (const auto* ballot = std::get_if<meeting::CastSecretBallot>(&command)) {
    Result<meeting::Receipt, meeting::Refusal> taken =
        tellers_.take(believed_, *ballot, caller, moment);
    if (taken)
      answer.receipt = *taken;
    else
      answer.refusal = taken.error();
  } else {
    meeting::Outcome decided = tellers_.decide(believed_, command, caller, moment);
    if (decided)
      record(proposed, std::move(*decided), actor, moment.now);
    else
      answer.refusal = decided.error();
  }
  if (answer.refusal)
    audit_.note(actor, name_of(command), *answer.refusal, std::max(moment.now, believed_.clock));
  answer.through = chain_.head().sequence;
  return answer;
}

Proposed MeetingStore::propose(const meeting::SystemCommand& command,
                               const meeting::Moment& moment) {
  BUG_IF(failed_);
  Proposed proposed;
  proposed.append.meeting = name_;
  meeting::Outcome decided = tellers_.decide(believed_, command, moment);
  if (decided)
    record(proposed, std::move(*decided), meeting::kServer, moment.now);
  else
    proposed.refusal = decided.error();
  proposed.through = chain_.head().sequence;
  return proposed;
}

void MeetingStore::record(Proposed& proposed, meeting::Events events, const meeting::Actor& actor,
                          WallTime now) {
  if (events.empty()) return;
  const WallTime at = std::max(now, believed_.clock);
  const std::string who = write_actor(actor);
  std::vector<Recorded> recorded;
  for (meeting::Event& event : events) {
    JournalEntry entry{.time = at,
                       .actor = who,
                       .type = std::string(name_of(event)),
                       .payload = write_event(event)};
    chain_.seal(entry);
    meeting::apply(believed_, event, at);
    if (const auto* counted = std::get_if<meeting::BallotsCounted>(&event))
      answered_.forget_receipts(counted->voting);
    recorded.push_back({entry.sequence, at, actor, std::move(event)});
    proposed.append.entries.push_back(std::move(entry));
  }
  outstanding_.push_back({std::move(recorded), chain_.head()});
}

std::vector<Recorded> MeetingStore::settle(const Stored& stored, const Watch& watch) {
  BUG_IF(outstanding_.empty());
  Outstanding settled = std::move(outstanding_.front());
  outstanding_.pop_front();
  failed_ = failed_ || !stored;
  if (failed_) return {};  // what is stored after a failure is learned by reading
  for (const Recorded& each : settled.events) {
    if (watch) watch(durable_, each.event);
    meeting::apply(durable_, each.event, each.time);
  }
  durable_head_ = settled.head;
  return std::move(settled.events);
}

Stored MeetingStore::ready(Journal& journal) {
  return failed_ ? read_again(journal) : Stored();
}

Result<Performed, StorageError> MeetingStore::store(Journal& journal, Proposed proposed) {
  Performed performed{std::move(static_cast<Answer&>(proposed)), {}};
  if (proposed.append.entries.empty()) return performed;
  const Stored stored = journal.append(std::span(&proposed.append, 1))[0];
  performed.events = settle(stored);
  if (!stored) return unexpected(stored.error());
  if (std::optional<Snapshot> due = due_snapshot()) (void)journal.keep_snapshot(name_, *due);
  return performed;
}

Result<Performed, StorageError> MeetingStore::perform(Journal& journal,
                                                      const meeting::Command& command,
                                                      const meeting::Caller& caller,
                                                      const meeting::Moment& moment,
                                                      std::string_view request) {
  if (Stored read = ready(journal); !read) return unexpected(read.error());
  auto performed = store(journal, propose(command, caller, moment, request));
  keep_refusals(journal, moment.now);
  return performed;
}

// What cannot be kept now is tried again later: nobody's answer waits for it.
void MeetingStore::keep_refusals(Journal& journal, WallTime now) {
  const std::vector<RefusedCommand> due = audit_.due(now);
  if (!due.empty() && !journal.keep_refusals(name_, due)) audit_.put_back(due);
}

Result<Performed, StorageError> MeetingStore::perform(Journal& journal,
                                                      const meeting::SystemCommand& command,
                                                      const meeting::Moment& moment) {
  if (Stored read = ready(journal); !read) return unexpected(read.error());
  return store(journal, propose(command, moment));
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
