#include "meeting/asked.h"

#include "meeting/floor/continuing.h"
#include "meeting/views.h"

namespace hemicycle::meeting {
namespace {

Objection too_few_present(const Asked& asked, std::uint32_t quorum, RefusalCode code) {
  const std::uint32_t present = asked.meeting.members_present;
  if (present >= quorum) return std::nullopt;
  return asked.refuse(code, std::to_string(present) + " / " + std::to_string(quorum));
}

}  // namespace

Result<const Delegation*, Refusal> delegation_of(const Asked& asked, Here here) {
  const std::optional<DelegationId> id = asked.actor.delegation;
  const Delegation* delegation = id ? asked.meeting.delegations.find(*id) : nullptr;
  const Delegate* person =
      delegation == nullptr ? nullptr : find_person(*delegation, asked.actor.person);
  if (person == nullptr) return asked.refuse(RefusalCode::kNotADelegate);
  if (delegation->credential == Credential::kRefused)
    return asked.refuse(RefusalCode::kCredentialRefused);
  if (!is_seated(*delegation)) return asked.refuse(RefusalCode::kNotSeated);
  if (here == Here::kRequired && is_shut_out(asked.meeting, *delegation))
    return asked.refuse(RefusalCode::kSittingClosed);
  if (here == Here::kRequired && person->presence == Presence::kAbsent)
    return asked.refuse(RefusalCode::kNotPresent);
  return delegation;
}

Result<const Delegation*, Refusal> member_of(const Asked& asked, Here here) {
  auto delegation = delegation_of(asked, here);
  if (delegation && (*delegation)->standing != Standing::kMember)
    return asked.refuse(RefusalCode::kNotEntitled);
  return delegation;
}

Result<const Delegation*, Refusal> member_for(const Asked& asked, RuleTopic topic) {
  auto delegation = member_of(asked);
  if (!delegation && delegation.error().code == RefusalCode::kNotEntitled)
    return refuse_by(asked.meeting, RefusalCode::kNotEntitled, topic);
  return delegation;
}

bool is_presiding(const Actor& actor) {
  return actor.role == Role::kChair || actor.role == Role::kSecretariat;
}

Result<const Item*, Refusal> open_item(const Asked& asked, ItemId id) {
  const Item* item = asked.meeting.agenda.items.find(id);
  if (item == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (item->state == ItemState::kClosed) return asked.refuse(RefusalCode::kItemClosed);
  if (item->state != ItemState::kOpen) return asked.refuse(RefusalCode::kItemNotOpen);
  return item;
}

Objection floor_is_free(const Asked& asked) {
  const Floor& floor = asked.meeting.floor;
  if (!floor.holder && !floor.interrupted) return std::nullopt;
  const Speech& speech = floor.holder ? *floor.holder : *floor.interrupted;
  const Delegation* delegation =
      speech.delegation ? asked.meeting.delegations.find(*speech.delegation) : nullptr;
  const Delegate* person =
      delegation == nullptr ? nullptr : find_person(*delegation, speech.person);
  if (person == nullptr) return asked.refuse(RefusalCode::kFloorTaken);
  const Organisation& home = asked.meeting.organisations.at(delegation->organisation);
  const std::string who = person->name.empty() ? in_language(home.names, "en") : person->name;
  return asked.refuse(RefusalCode::kFloorTaken, ": " + who);
}

Objection quorum_to_open_is_present(const Asked& asked) {
  return too_few_present(asked, quorum_to_open(asked.meeting), RefusalCode::kNoQuorumToOpen);
}

Objection quorum_to_decide_is_present(const Asked& asked) {
  return too_few_present(asked, quorum_to_decide(asked.meeting), RefusalCode::kNoQuorumToDecide);
}

Objection limits_are_malformed(const Asked& asked, const std::vector<TimeLimit>& limits) {
  for (const TimeLimit& limit : limits)
    if (!is_sane(limit.limit)) return asked.refuse(RefusalCode::kMalformed, "limit");
  return std::nullopt;
}

void end_speeches(const Asked& asked, Events& list, SpeechEnding ending) {
  const Floor& floor = asked.meeting.floor;
  if (floor.holder) list.emplace_back(end_of(asked, *floor.holder, ending));
  if (floor.interrupted) list.emplace_back(end_of(asked, *floor.interrupted, ending));
}

}  // namespace hemicycle::meeting
