#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "meeting/actor.h"
#include "meeting/commands.h"
#include "meeting/events.h"
#include "meeting/meeting.h"
#include "meeting/votes/tellers.h"
#include "storage/answered_requests.h"
#include "storage/audit_log.h"
#include "storage/hash_chain.h"
#include "storage/journal.h"

namespace hemicycle::storage {

// An event as the journal keeps it: where it stands, when it happened, and who did it.
struct Recorded {
  std::uint64_t sequence = 0;
  WallTime time;
  meeting::Actor actor;
  meeting::Event event;
};

// What a command led to. `append` is to be stored; it is empty when nothing is: what was refused, a
// secret ballot, which only the urn keeps, a request that has come before. The answer may be given
// when head() has come as far as `through`.
struct Proposed : Answer {
  Append append;
};

// The same, once it is stored.
struct Performed : Answer {
  std::vector<Recorded> events;
};

// One meeting and its journal: decide, append, apply. Refused commands go to an audit log beside
// it.
//
// Commands are decided on a state that already believes what is on its way to the disk, so that
// many can share a commit; what others may see is only the durable state. When an append fails, the
// meeting waits for the answers still outstanding and then reads from the journal what is true.
//
// It knows no thread: propose() gives an Append, whoever drives it (CommitThread, or perform())
// stores it and brings the answers back in order.
class MeetingStore {
 public:
  using Opened = Result<std::unique_ptr<MeetingStore>, StorageError>;
  // So many entries are replayed in some ten milliseconds.
  static constexpr std::uint64_t kEntriesPerSnapshot = 4096;

  // Replays what the journal holds of the meeting, from its snapshot if there is one that stands on
  // the chain, else from the first entry.
  // `random` draws the receipts of secret ballots.
  static Opened open(Journal& journal, std::string name, RandomSource& random);

  const std::string& name() const { return name_; }
  // What is stored: the only state to be shown, or acted upon outside.
  const meeting::Meeting& meeting() const { return durable_; }
  const JournalHead& head() const { return durable_head_; }
  const meeting::Tellers& tellers() const { return tellers_; }

  // Only while !needs_reading().
  // `request`: the id that the person's client gave to it, or empty. With one that the person has
  // used lately nothing is done, and the answer is the one that was given then, also after a
  // restart (AnsweredRequests).
  Proposed propose(const meeting::Command& command, const meeting::Caller& caller,
                   const meeting::Moment& moment, std::string_view request = {});
  Proposed propose(const meeting::SystemCommand& command, const meeting::Moment& moment);
  // The answer to the oldest append that has none yet. Gives back what has thereby become durable,
  // and shows `watch` each event with the state before it; nothing when it failed.
  using Watch = std::function<void(const meeting::Meeting& before, const meeting::Event& event)>;
  std::vector<Recorded> settle(const Stored& stored, const Watch& watch = {});

  // An append failed, so commands must wait until read_again() has succeeded.
  bool needs_reading() const { return failed_; }
  // Only when nothing is outstanding.
  Stored read_again(Journal& journal);

  // All of it at once, for one thread: propose, store, settle.
  Result<Performed, StorageError> perform(Journal& journal, const meeting::Command& command,
                                          const meeting::Caller& caller,
                                          const meeting::Moment& moment,
                                          std::string_view request = {});
  Result<Performed, StorageError> perform(Journal& journal, const meeting::SystemCommand& command,
                                          const meeting::Moment& moment);

  // The durable state as text.
  Snapshot snapshot() const;
  // The same, when enough has happened since the last one that a restart would feel it. Who drives
  // the store gives it to the journal after settle(); perform() does so itself. One that cannot be
  // kept is no harm: the journal has everything.
  std::optional<Snapshot> due_snapshot();

  // Refused commands, the newest last; and those that the journal is to keep now
  // (Journal::keep_refusals), which whoever drives the store asks once a second; perform() does so
  // itself. If they cannot be kept, put_back() makes them due again.
  const AuditLog& audit_log() const { return audit_; }
  AuditLog& audit_log() { return audit_; }

 private:
  struct Outstanding {
    std::vector<Recorded> events;
    JournalHead head;  // after them
  };

  MeetingStore(std::string name, RandomSource& random);

  // What is answered anew; `proposed` gets what is to be stored.
  Answer answer(Proposed& proposed, const meeting::Command& command, const meeting::Caller& caller,
                const meeting::Moment& moment);
  void record(Proposed& proposed, meeting::Events events, const meeting::Actor& actor,
              WallTime now);
  Stored ready(Journal& journal);
  Result<Performed, StorageError> store(Journal& journal, Proposed proposed);
  Stored read_tail(Journal& journal);
  Stored start_from_snapshot(Journal& journal);
  Stored read_requests(Journal& journal);
  void keep_refusals(Journal& journal, WallTime now);

  std::string name_;
  meeting::Tellers tellers_;
  meeting::Meeting durable_;
  JournalHead durable_head_;
  std::uint64_t snapshot_at_ = 0;  // the entry of the last snapshot
  meeting::Meeting believed_;      // durable_ and what is outstanding
  HashChain chain_;                // follows believed_
  std::deque<Outstanding> outstanding_;
  AnsweredRequests answered_;
  AuditLog audit_;
  bool failed_ = false;
};

}  // namespace hemicycle::storage
