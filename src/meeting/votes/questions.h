#pragma once

#include "meeting/asked.h"

namespace hemicycle::meeting {

// A subject that may be put to the vote now: completed (an amendment's and a part's proposal), with
// the majority it needs and whether this is the second vote after a tie.
struct Question {
  Subject subject;
  Threshold majority;
  std::uint32_t attempt = 1;
  std::vector<CandidateId> candidates;
  std::uint32_t places = 0;
  ElectionSystem system = ElectionSystem::kMajority;
};

// A meeting that has too few members to decide may still stop.
bool needs_quorum(const Meeting& meeting, const Subject& subject);

// Whether the order of business allows to vote on it in the chamber now.
Result<Question, Refusal> question_on(const Asked& asked, const Subject& subject, Method method);

// Whether a text can be put under a procedure of silence.
Result<Question, Refusal> question_for_silence(const Asked& asked, const Subject& subject);

}  // namespace hemicycle::meeting
