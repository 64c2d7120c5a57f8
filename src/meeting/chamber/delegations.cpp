#include "meeting/chamber/delegations.h"

#include <algorithm>

namespace hemicycle::meeting {
namespace {

template <typename AllSent>
auto place_in(AllSent& sent, PersonId person) {
  return std::lower_bound(sent.begin(), sent.end(), person,
                          [](const Sent& each, PersonId id) { return each.person < id; });
}

}  // namespace

const Delegate* find_person(const Delegation& delegation, PersonId person) {
  for (const Delegate& delegate : delegation.people)
    if (delegate.person == person) return &delegate;
  return nullptr;
}

EverybodySent everybody_sent(const Table<DelegationId, Delegation>& delegations) {
  EverybodySent sent;
  for (const Delegation& delegation : delegations)
    for (const Delegate& delegate : delegation.people)
      note_sent(sent, {delegate.person, delegation.id});
  return sent;
}

void note_sent(EverybodySent& sent, const Sent& one) {
  sent.insert(place_in(sent, one.person), one);
}

std::optional<DelegationId> delegation_of(const EverybodySent& sent, PersonId person) {
  const auto found = place_in(sent, person);
  if (found == sent.end() || found->person != person) return std::nullopt;
  return found->by;
}

}  // namespace hemicycle::meeting
