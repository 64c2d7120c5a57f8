#pragma once

#include <string_view>

#include "meeting/asked.h"

namespace hemicycle::meeting {

// What a motion is about; that decides what has to be named with it and when it becomes moot.
enum class About : std::uint8_t {
  kMeeting,  // stops it; too few to decide may still do that
  kRuling,   // the chair's, just given
  kDebate,   // on the item under discussion
  kText,     // that the motion names
};

// What a motion of this kind does to the meeting.
using MotionEffect = void (*)(const Asked& asked, const Motion& motion, Events& list);

// All that the engine knows of one kind of motion. What a body makes of it (whether it is in order,
// seconded, debated, by which majority it carries, which comes first) are the settings of the
// section that is named as `topic`; where a profile ranks none, the order of MotionKind does.
struct MotionKindRow {
  MotionKind kind;
  RuleTopic topic;
  About about;
  // Why it makes no sense now, if it does not. `proposal` is what it is about; null unless that is
  // a text.
  Objection (*forbids)(const Asked& asked, const MotionMoved& motion, const Proposal* proposal);
  MotionEffect when_carried;
  MotionEffect when_rejected;
  bool yields_to_amendments;  // they come before it
  std::string_view english;
  std::string_view vietnamese;
};

const MotionKindRow& row_of(MotionKind kind);

// Where a motion has to have precedence over those before the meeting, and one has precedence over
// what is wanted: a motion of this kind; an amendment; or a new text, to which every motion has.
Objection motion_has_precedence(const Asked& asked, MotionKind over);
Objection motion_has_precedence_over_amendments(const Asked& asked);
Objection motion_has_precedence_over_texts(const Asked& asked);

// An appeal has been moved, and is neither decided nor withdrawn nor lapsed.
bool appeal_is_live(const Meeting& meeting);

// An appeal that waits to be decided, while enough are present to decide it: it comes before
// everything else, also before the vote that is being taken.
bool appeal_comes_first(const Asked& asked);

}  // namespace hemicycle::meeting
