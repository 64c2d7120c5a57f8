#include "meeting/decide.h"

#include <algorithm>

#include "meeting/authority.h"
#include "meeting/command_texts.h"
#include "meeting/handlers.h"
#include "meeting/permissions.h"

namespace hemicycle::meeting {
namespace {

template <typename AnyCommand>
Outcome decide_as(const Meeting& meeting, const AnyCommand& command, const Actor& actor,
                  const Moment& moment) {
  const Asked asked{meeting, actor, std::max(moment.now, meeting.clock), moment.seed};
  if (Objection no = not_permitted(asked, command)) return *no;
  if (Objection no = texts_are_refused(asked, command)) return *no;
  const std::optional<AnyCommand> normal = normalised(command);
  return std::visit([&](const auto& one) { return decide_one(asked, one); },
                    normal ? *normal : command);
}

}  // namespace

Outcome decide(const Meeting& meeting, const Command& command, const Caller& caller,
               const Moment& moment) {
  const auto actor = actor_of(meeting, command, caller);
  if (!actor) return unexpected(actor.error());
  return decide_as(meeting, command, *actor, moment);
}

Outcome decide(const Meeting& meeting, const SystemCommand& command, const Moment& moment) {
  return decide_as(meeting, command, kServer, moment);
}

}  // namespace hemicycle::meeting
