#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "meeting/commands.h"
#include "meeting/events.h"
#include "meeting/meeting.h"
#include "meeting/refusal_code.h"

namespace hemicycle::meeting {

// Why a command changes nothing. `rule` is the number that the session's profile gives to the rule
// it rests on; empty where the profile has none. `detail` is a name, a number or a time that the
// sentence needs.
struct Refusal {
  RefusalCode code = RefusalCode::kNotYours;
  RuleTopic topic = RuleTopic::kMeeting;
  std::string rule;
  std::string detail;
  bool operator==(const Refusal&) const = default;
};

// The sentence a delegate reads, in "en" or "vi" (any other language: English), with the rule it
// rests on: 'The list of speakers is closed (rule 73). You may ask for a right of reply.'
std::string sentence(const Refusal& refusal, std::string_view language);

// A stable name for programs: "list_closed"; and back.
std::string_view name_of(RefusalCode code);
std::optional<RefusalCode> refusal_named(std::string_view name);

using Outcome = Result<Events, Refusal>;

// The refusal of `code` in this meeting: its topic's rule is looked up.
tl::unexpected<Refusal> refuse(const Meeting& meeting, RefusalCode code, std::string detail = {});
// The same, where the rule depends on the case: each kind of motion has its own.
tl::unexpected<Refusal> refuse_by(const Meeting& meeting, RefusalCode code, RuleTopic topic,
                                  std::string detail = {});

}  // namespace hemicycle::meeting
