#include "meeting/chamber/presence.h"
#include "meeting/handlers.h"

namespace hemicycle::meeting {

Outcome decide_one(const Asked& asked, const SeatProvisionally& command) {
  const Delegation* delegation = asked.meeting.delegations.find(command.delegation);
  if (delegation == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (!asked.meeting.rules.credentials.provisional_seating)
    return asked.refuse(RefusalCode::kNotAllowedByProfile);
  if (delegation->credential != Credential::kPending)
    return asked.refuse(RefusalCode::kAlreadyDecided);
  return events(CredentialDecided{command.delegation, Credential::kProvisional});
}

Outcome decide_one(const Asked& asked, const ReportCredential& command) {
  const Delegation* delegation = asked.meeting.delegations.find(command.delegation);
  if (delegation == nullptr) return asked.refuse(RefusalCode::kNotFound);
  // An entitlement does not change while a roll is open that was made from it.
  if (asked.meeting.open_voting) return asked.refuse(RefusalCode::kVotingUnderWay);
  return events(CredentialDecided{command.delegation,
                                  command.accepted ? Credential::kAccepted : Credential::kRefused});
}

void apply_one(Meeting& meeting, const CredentialDecided& event, WallTime) {
  meeting.delegations.at(event.delegation).credential = event.credential;
  count_members(meeting);
}

Outcome decide_one(const Asked& asked, const GiveProxy& command) {
  const std::optional<DelegationId> id = asked.actor.delegation;
  const Delegation* from = id ? asked.meeting.delegations.find(*id) : nullptr;
  const Delegation* to = asked.meeting.delegations.find(command.to);
  if (!asked.meeting.rules.voting.proxies) return asked.refuse(RefusalCode::kNoProxies);
  if (from == nullptr || find_person(*from, asked.actor.person) == nullptr)
    return asked.refuse(RefusalCode::kNotADelegate);
  if (to == nullptr || to == from) return asked.refuse(RefusalCode::kNotFound);
  if (!may_vote(*from) || !may_vote(*to)) return asked.refuse(RefusalCode::kNotEntitled);
  if (from->proxy) return asked.refuse(RefusalCode::kProxyChain);
  if (to->proxy) return asked.refuse(RefusalCode::kProxyChain);
  std::uint32_t held = 0;
  for (const Delegation& other : asked.meeting.delegations) {
    if (other.proxy == from->id) return asked.refuse(RefusalCode::kProxyChain);
    held += other.proxy == to->id ? 1 : 0;
  }
  const std::uint32_t most = asked.meeting.rules.voting.proxies_max;
  if (held >= most) return asked.refuse(RefusalCode::kTooManyProxies, std::to_string(most));
  return events(ProxyGiven{from->id, to->id});
}

void apply_one(Meeting& meeting, const ProxyGiven& event, WallTime) {
  meeting.delegations.at(event.from).proxy = event.to;
}

Outcome decide_one(const Asked& asked, const WithdrawProxy&) {
  const std::optional<DelegationId> id = asked.actor.delegation;
  const Delegation* from = id ? asked.meeting.delegations.find(*id) : nullptr;
  if (from == nullptr || find_person(*from, asked.actor.person) == nullptr)
    return asked.refuse(RefusalCode::kNotADelegate);
  if (!from->proxy) return asked.refuse(RefusalCode::kNotFound);
  return events(ProxyWithdrawn{from->id});
}

void apply_one(Meeting& meeting, const ProxyWithdrawn& event, WallTime) {
  meeting.delegations.at(event.from).proxy.reset();
}

}  // namespace hemicycle::meeting
