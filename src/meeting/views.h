#pragma once

#include "meeting/meeting.h"

namespace hemicycle::meeting {

// Questions that pages, the record and tests ask; each is computed from the state alone.

// Nothing when nobody has the floor.
std::optional<Timer> timer_at(const Meeting& meeting, WallTime now);

// What a delegation may still use in the list's present round; nothing: no limit.
std::optional<Millis> time_left(const Meeting& meeting, const SpeakersList& list,
                                DelegationId delegation);

// An observer or guest, while the sitting is closed to them.
bool is_shut_out(const Meeting& meeting, const Delegation& delegation);

struct Attendance {
  std::uint32_t delegations = 0;  // present, of any standing
  std::uint32_t countries = 0;    // of those
  std::uint32_t members = 0;      // present and entitled to vote
  bool may_open = false;          // the quorum for opening is there
  bool may_decide = false;
};
Attendance attendance(const Meeting& meeting);

// The least number of members present with whom the meeting may open, or decide.
std::uint32_t quorum_to_open(const Meeting& meeting);
std::uint32_t quorum_to_decide(const Meeting& meeting);

// Of the motions before the meeting, the one that comes first; nothing when there is none.
std::optional<MotionId> next_motion(const Meeting& meeting);

// Whose turn the roll call is; nothing when all have been called.
std::optional<DelegationId> called_now(const Voting& voting);

// Who has passed and is called again, in the order of the roll: nobody until all have been called.
std::vector<DelegationId> called_again(const Voting& voting);

}  // namespace hemicycle::meeting
