#include "storage/replay.h"

#include "base/bug.h"
#include "meeting/apply.h"
#include "storage/event_codec.h"

namespace hemicycle::storage {

Snapshot Replay::snapshot_of(const meeting::Meeting& meeting, const JournalHead& head) {
  return {head, meeting_shape() + "\n" + write_meeting(meeting)};
}

std::optional<Replay> Replay::from(const Snapshot& snapshot) {
  const std::string first_line = meeting_shape() + "\n";
  if (!snapshot.state.starts_with(first_line)) return std::nullopt;
  Result<meeting::Meeting, std::string> state =
      parse_meeting(std::string_view(snapshot.state).substr(first_line.size()));
  if (!state) return std::nullopt;
  return Replay(snapshot.through, std::move(*state));
}

std::optional<std::string> Replay::take(const JournalEntry& entry) {
  const JournalHead before = chain_.head();
  if (std::optional<std::string> wrong = chain_.follow(entry)) return wrong;
  Result<meeting::Event, std::string> event = parse_event(entry.type, entry.payload);
  std::string wrong;
  if (event) {
    try {
      meeting::apply(meeting_, *event, entry.time);
      last_event_ = std::move(*event);
      return std::nullopt;
    } catch (const Bug& bug) {
      wrong = "it does not fit the state of the meeting (" + std::string(bug.what()) + ")";
    }
  } else {
    wrong = event.error();
  }
  chain_ = HashChain(before);
  return "entry " + std::to_string(entry.sequence) + " (" + entry.type +
         ") cannot be replayed: " + wrong;
}

}  // namespace hemicycle::storage
