#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "meeting/actor.h"
#include "meeting/meeting.h"
#include "meeting/refusal.h"

namespace hemicycle::meeting {

// A command being decided: in which meeting, by whom, when.
struct Asked {
  const Meeting& meeting;
  const Actor& actor;
  WallTime now;
  std::uint64_t seed = 0;  // from which lots are drawn

  tl::unexpected<Refusal> refuse(RefusalCode code, std::string detail = {}) const {
    return meeting::refuse(meeting, code, std::move(detail));
  }
};

// A reason against, or nothing: `if (Objection no = in_session(asked)) return *no;`
using Objection = std::optional<tl::unexpected<Refusal>>;

template <typename... Each>
Outcome events(Each&&... each) {
  Events list;
  list.reserve(sizeof...(each));
  (list.emplace_back(std::forward<Each>(each)), ...);
  return list;
}

template <typename Value>
bool contains(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

template <typename Value>
void remove(std::vector<Value>& values, const Value& value) {
  values.erase(std::remove(values.begin(), values.end(), value), values.end());
}

// The delegation for which the actor acts: it exists, the person is one of it and, where required,
// is here, and it has been seated.
enum class Here : std::uint8_t { kRequired, kNotRequired };
Result<const Delegation*, Refusal> delegation_of(const Asked& asked, Here here = Here::kRequired);
// The same, and it is a member's, so that it may propose, move and vote.
Result<const Delegation*, Refusal> member_of(const Asked& asked, Here here = Here::kRequired);

// The same, in a refusal by the rule on what it wants to do.
Result<const Delegation*, Refusal> member_for(const Asked& asked, RuleTopic topic);

bool is_presiding(const Actor& actor);  // chair or secretariat

// The item exists and is the one under discussion.
Result<const Item*, Refusal> open_item(const Asked& asked, ItemId item);

Objection floor_is_free(const Asked& asked);
// Without it nobody speaks and nothing is opened.
Objection quorum_to_open_is_present(const Asked& asked);
Objection quorum_to_decide_is_present(const Asked& asked);

// Time limits that somebody asks for make sense.
Objection limits_are_malformed(const Asked& asked, const std::vector<TimeLimit>& limits);

// Ends every speech that has begun, because the meeting stops.
void end_speeches(const Asked& asked, Events& list, SpeechEnding ending);

}  // namespace hemicycle::meeting
