#include "storage/replay.h"

#include <algorithm>

#include "base/bug.h"
#include "meeting/apply.h"
#include "storage/event_codec.h"

namespace hemicycle::storage {

namespace {

// Raised when apply() comes to lead to another state: older snapshots are left aside then.
constexpr const char* kFold = "1";

// The first line of a snapshot: the shape of the state, and a digest that ties the text to the
// entry up to which it was folded.
std::string shape() {
  return meeting_shape() + " " + kFold + " ";
}
std::string first_line(const JournalHead& head, std::string_view state) {
  return shape() + Sha256::of(head.hash.hex() + "\n" + std::string(state)).hex() + "\n";
}

}  // namespace

Snapshot Replay::snapshot_of(const meeting::Meeting& meeting, const JournalHead& head) {
  const std::string state = write_meeting(meeting);
  return {head, first_line(head, state) + state};
}

bool Replay::is_of_this_shape(const Snapshot& snapshot) {
  return snapshot.state.starts_with(shape());
}

std::optional<Replay> Replay::from(const Snapshot& snapshot) {
  const std::string_view text = snapshot.state;
  const std::string_view state = text.substr(std::min(text.find('\n') + 1, text.size()));
  if (!text.starts_with(first_line(snapshot.through, state))) return std::nullopt;
  try {
    Result<meeting::Meeting, std::string> meeting = parse_meeting(state);
    if (!meeting) return std::nullopt;
    return Replay(snapshot.through, std::move(*meeting));
  } catch (const Bug&) {  // settings that this program does not know
    return std::nullopt;
  }
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
