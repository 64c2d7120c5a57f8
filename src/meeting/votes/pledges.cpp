#include "meeting/handlers.h"

namespace hemicycle::meeting {

Outcome decide_one(const Asked& asked, const PledgeToVote&) {
  if (!asked.meeting.rules.voting.pledge)
    return refuse_by(asked.meeting, RefusalCode::kNotAllowedByProfile, RuleTopic::kVoting);
  const auto delegation = member_for(asked, RuleTopic::kVoting);
  if (!delegation) return unexpected(delegation.error());
  if ((*delegation)->pledged)
    return refuse_by(asked.meeting, RefusalCode::kAlreadyDecided, RuleTopic::kVoting);
  return events(VotePledged{(*delegation)->id});
}

void apply_one(Meeting& meeting, const VotePledged& event, WallTime) {
  meeting.delegations.at(event.delegation).pledged = true;
}

}  // namespace hemicycle::meeting
