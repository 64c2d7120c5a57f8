#include "meeting/decide.h"

#include <algorithm>

#include "meeting/command_texts.h"
#include "meeting/handlers.h"
#include "meeting/permissions.h"

namespace hemicycle::meeting {

Outcome decide(const Meeting& meeting, const Command& command, const Actor& actor, WallTime now) {
  const Asked asked{meeting, actor, std::max(now, meeting.clock)};
  if (Objection no = not_permitted(asked, command)) return *no;
  if (Objection no = texts_are_refused(asked, command)) return *no;
  const std::optional<Command> normal = normalised(command);
  return std::visit([&](const auto& one) { return decide_one(asked, one); },
                    normal ? *normal : command);
}

}  // namespace hemicycle::meeting
