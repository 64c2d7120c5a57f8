#pragma once

#include <string>

#include "meeting/events.h"
#include "meeting/meeting.h"
#include "record/names.h"

namespace hemicycle::record {

enum class Tone { kProcedure, kFloor, kText, kVote, kDecision, kRefusal };

// One sentence of the summary record; an empty text: the event is not worth one.
struct Sentence {
  Tone tone = Tone::kProcedure;
  std::string text;
};

// What has just happened, as the summary record says it. `meeting` is the state after the event.
Sentence narrate(const meeting::Meeting& meeting, const meeting::Event& event, Language language);

}  // namespace hemicycle::record
