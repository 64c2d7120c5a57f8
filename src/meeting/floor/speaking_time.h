#pragma once

#include <optional>

#include "meeting/floor/floor.h"
#include "meeting/meeting.h"

namespace hemicycle::meeting {

// The account of a delegation, opened when it has none.
SpeakingAccount& account_in(SpeakersList& list, DelegationId delegation);

// How long a delegation may speak when it next has the floor on this list, by the limits of its
// category, the round, and what it has used; nothing: no limit.
std::optional<Millis> allowance(const Rules& rules, const SpeakersList& list,
                                const SpeakingAccount& account, Category category);

// What a speech may last, and when its microphone closes by itself.
struct SpeechTime {
  std::optional<Millis> limit;
  std::optional<Millis> mute_at;
};
SpeechTime time_for_statement(const Rules& rules, const SpeakersList& list,
                              const SpeakingAccount& account, Category category);
SpeechTime time_for_reply(const Rules& rules, const SpeakingAccount& account);
// One with a limit of its own; zero: none.
SpeechTime time_of(const Rules& rules, Millis limit);

// When something happens to the speech by itself; nothing while its clock stands.
std::optional<WallTime> overtime_at(const Speech& speech);
std::optional<WallTime> muted_at(const Speech& speech);
std::optional<WallTime> held_at(const Speech& speech, const Rules& rules);

}  // namespace hemicycle::meeting
