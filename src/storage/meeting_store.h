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

// What a command led to: `append` is to be stored, and empty for a secret ballot, which only the
// urn keeps.
struct Proposed {
  Append append;
  std::optional<meeting::Refusal> refusal;
  std::optional<meeting::Receipt> receipt;
};

// The same, once it is stored.
struct Performed {
  std::vector<Recorded> events;
  std::optional<meeting::Refusal> refusal;
  std::optional<meeting::Receipt> receipt;
};

// One meeting and its journal: decide, append, apply. Refused commands are on the journal too.
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
  Proposed propose(const meeting::Command& command, const meeting::Caller& caller,
                   const meeting::Moment& moment);
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
                                          const meeting::Moment& moment);
  Result<Performed, StorageError> perform(Journal& journal, const meeting::SystemCommand& command,
                                          const meeting::Moment& moment);

  // The durable state as text.
  Snapshot snapshot() const;
  // The same, when enough has happened since the last one that a restart would feel it. Who drives
  // the store gives it to the journal after settle(); perform() does so itself. One that cannot be
  // kept is no harm: the journal has everything.
  std::optional<Snapshot> due_snapshot();

 private:
  struct Outstanding {
    std::vector<Recorded> events;
    JournalHead head;  // after them
  };

  MeetingStore(std::string name, RandomSource& random);

  void record(Proposed& proposed, meeting::Events events, const meeting::Actor& actor,
              WallTime now);
  Stored ready(Journal& journal);
  Result<Performed, StorageError> store(Journal& journal, Proposed proposed);
  Stored read_tail(Journal& journal);
  Result<void, StorageError> start_from_snapshot(Journal& journal);

  std::string name_;
  meeting::Tellers tellers_;
  meeting::Meeting durable_;
  JournalHead durable_head_;
  std::uint64_t snapshot_at_ = 0;  // the entry of the last snapshot
  meeting::Meeting believed_;      // durable_ and what is outstanding
  HashChain chain_;                // follows believed_
  std::deque<Outstanding> outstanding_;
  bool failed_ = false;
};

}  // namespace hemicycle::storage
