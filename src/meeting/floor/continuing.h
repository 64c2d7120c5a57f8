#pragma once

#include "meeting/asked.h"
#include "meeting/floor/speaking_time.h"

namespace hemicycle::meeting {

// A speech that is cut off goes on later: what was spoken counts, what is left of it is still
// there, and the place on the list is kept. When the meeting stopped, the request waits at the head
// of its queue again; when the speaker went away, the delegation is kept in `Meeting::cut_off`, and
// comes to the head of the queue as soon as it asks again.

// What a speech that has ended left of its time; nothing: it had no limit.
SpeechTime rest_of(const Speech& speech);

// Once a question has been put, or given up, whoever was asked goes on.
void go_on_after_question(const Asked& asked, const Speech& ended, Events& list);

// The end of a speech that has begun, now. The meeting's stopping, the speaker's going away and the
// floor's being taken from one whose connection is lost leave it unfinished, if any of its time is
// left.
SpeechEnded end_of(const Asked& asked, const Speech& speech, SpeechEnding ending);

// Puts back the request of a speech that has just been cut off.
void keep_place(Meeting& meeting, const Speech& speech, SpeechEnding ending, WallTime at);

// The speech of this kind and about the same that the delegation may go on with; null: none.
const SpeakerRequest* cut_off_request(const Meeting& meeting, const FloorAsked& request);

// Of those of the delegation who are here and connected, except this one, the first by position;
// null when nobody is.
const Delegate* colleague_of(const Delegation& delegation, PersonId person);

// The person is going away. What it says at the microphone goes on with a colleague, or is cut off.
void leave_floor(const Asked& asked, DelegationId delegation, PersonId person, Events& list);

}  // namespace hemicycle::meeting
