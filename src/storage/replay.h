#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "meeting/events.h"
#include "meeting/meeting.h"
#include "storage/hash_chain.h"
#include "storage/journal.h"

namespace hemicycle::storage {

// Folds a journal's entries into the state of the meeting, and verifies the chain on the way. Each
// entry is taken whole or not at all, so that what precedes a wrong one can still be read.
class Replay {
 public:
  explicit Replay(std::string_view meeting) : chain_(meeting) {}
  Replay(const JournalHead& head, meeting::Meeting meeting)
      : chain_(head), meeting_(std::move(meeting)) {}
  // Goes on from a snapshot; nothing when it is damaged or was made by a program with another idea
  // of the state, and then the whole journal has to be replayed.
  static std::optional<Replay> from(const Snapshot& snapshot);
  // Whether this program would write the same state in the same way.
  static bool is_of_this_shape(const Snapshot& snapshot);
  static Snapshot snapshot_of(const meeting::Meeting& meeting, const JournalHead& head);

  // What is wrong with the entry as the next one; nothing when it was taken.
  std::optional<std::string> take(const JournalEntry& entry);

  const meeting::Meeting& meeting() const { return meeting_; }
  const JournalHead& head() const { return chain_.head(); }
  // The entry that was taken last, understood.
  const meeting::Event& last_event() const { return last_event_; }

 private:
  HashChain chain_;
  meeting::Meeting meeting_;
  meeting::Event last_event_;
};

}  // namespace hemicycle::storage
