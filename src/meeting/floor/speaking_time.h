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

// How many turns of a delegation count against a limit that is for an item, an item at one meeting,
// or the session.
struct CountedTurns {
  std::uint32_t SpeakingAccount::*all;
  std::uint32_t SpeakingAccount::*before;  // this meeting
};
inline constexpr CountedTurns kSpeeches{&SpeakingAccount::speeches,
                                        &SpeakingAccount::speeches_before};
inline constexpr CountedTurns kRepliesAsked{&SpeakingAccount::replies_asked,
                                            &SpeakingAccount::replies_before};
inline constexpr CountedTurns kRepliesGiven{&SpeakingAccount::replies_given,
                                            &SpeakingAccount::replies_before};
std::uint32_t counted_turns(const Meeting& meeting, const SpeakersList& list,
                            DelegationId delegation, CountedPer per, CountedTurns turns);
// A meeting of the session is opened: what is counted for one meeting begins anew.
void count_turns_anew(Meeting& meeting);

// What a speech may last, and when its microphone closes by itself.
struct SpeechTime {
  std::optional<Millis> limit;
  std::optional<Millis> mute_at;
};
SpeechTime time_for_statement(const Rules& rules, const SpeakersList& list,
                              const SpeakingAccount& account, Category category);
// Of who speaks on a motion: the limit of the debate in which it was moved.
SpeechTime time_on_motion(const Meeting& meeting, MotionId motion, Category category);
SpeechTime time_for_reply(const Meeting& meeting, const SpeakersList& list,
                          DelegationId delegation);
// One with a limit of its own; zero: none.
SpeechTime time_of(const Rules& rules, Millis limit);

// When something happens to the speech by itself; nothing while its clock stands.
std::optional<WallTime> overtime_at(const Speech& speech);
std::optional<WallTime> muted_at(const Speech& speech);
std::optional<WallTime> held_at(const Speech& speech, const Rules& rules);

}  // namespace hemicycle::meeting
