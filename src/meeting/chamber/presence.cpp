#include "meeting/chamber/presence.h"

#include "meeting/floor/continuing.h"
#include "meeting/handlers.h"

namespace hemicycle::meeting {
namespace {

// Who comes and goes may be reported by the shell, or by themselves.
Result<const Delegate*, Refusal> person_concerned(const Asked& asked, DelegationId delegation,
                                                  PersonId person) {
  const Delegation* found = asked.meeting.delegations.find(delegation);
  const Delegate* delegate = found == nullptr ? nullptr : find_person(*found, person);
  if (delegate == nullptr) return asked.refuse(RefusalCode::kNotADelegate);
  const bool by_themselves = asked.actor.role == Role::kDelegate;
  if (by_themselves && asked.actor.person != person) return asked.refuse(RefusalCode::kNotYours);
  return delegate;
}

Delegate& person_of(Meeting& meeting, DelegationId delegation, PersonId person) {
  const Delegate* found = find_person(meeting.delegations.at(delegation), person);
  BUG_IF(found == nullptr);
  return const_cast<Delegate&>(*found);
}

void forget_lost_connection(Meeting& meeting, PersonId person) {
  std::erase_if(meeting.lost_connections,
                [&](const LostConnection& lost) { return lost.person == person; });
}

// The speech of this person, whether running or interrupted; null when there is none.
Speech* speech_of(Floor& floor, PersonId person) {
  if (floor.holder && floor.holder->person == person) return &*floor.holder;
  if (floor.interrupted && floor.interrupted->person == person) return &*floor.interrupted;
  return nullptr;
}

void depart(Meeting& meeting, DelegationId delegation, PersonId person) {
  person_of(meeting, delegation, person).presence = Presence::kAbsent;
  --meeting.delegations.at(delegation).people_present;
  forget_lost_connection(meeting, person);
  count_members(meeting);
}

}  // namespace

void count_members(Meeting& meeting) {
  meeting.members_seated = 0;
  meeting.members_present = 0;
  for (const Delegation& delegation : meeting.delegations) {
    if (!may_vote(delegation)) continue;
    ++meeting.members_seated;
    if (is_present(delegation)) ++meeting.members_present;
  }
}

Outcome decide_one(const Asked& asked, const Arrive& command) {
  const auto person = person_concerned(asked, command.delegation, command.person);
  if (!person) return unexpected(person.error());
  if (asked.meeting.delegations.at(command.delegation).credential == Credential::kRefused)
    return asked.refuse(RefusalCode::kCredentialRefused);
  if ((*person)->presence != Presence::kAbsent) return asked.refuse(RefusalCode::kAlreadyPresent);
  return events(PersonArrived{command.delegation, command.person});
}

void apply_one(Meeting& meeting, const PersonArrived& event, WallTime) {
  person_of(meeting, event.delegation, event.person).presence = Presence::kPresent;
  ++meeting.delegations.at(event.delegation).people_present;
  count_members(meeting);
}

Outcome decide_one(const Asked& asked, const Leave& command) {
  const auto person = person_concerned(asked, command.delegation, command.person);
  if (!person) return unexpected(person.error());
  if ((*person)->presence == Presence::kAbsent) return asked.refuse(RefusalCode::kNotPresent);
  Events list;
  leave_floor(asked, command.delegation, command.person, list);
  list.emplace_back(PersonLeft{command.delegation, command.person});
  return list;
}

void apply_one(Meeting& meeting, const PersonLeft& event, WallTime) {
  depart(meeting, event.delegation, event.person);
}

void apply_one(Meeting& meeting, const AbsenceBegan& event, WallTime) {
  depart(meeting, event.delegation, event.person);
}

Outcome decide_one(const Asked& asked, const LoseConnection& command) {
  const auto person = person_concerned(asked, command.delegation, command.person);
  if (!person) return unexpected(person.error());
  if ((*person)->presence != Presence::kPresent) return asked.refuse(RefusalCode::kNotPresent);
  return events(ConnectionLost{command.delegation, command.person});
}

void apply_one(Meeting& meeting, const ConnectionLost& event, WallTime at) {
  person_of(meeting, event.delegation, event.person).presence = Presence::kConnectionLost;
  meeting.lost_connections.push_back({event.delegation, event.person, at});
  if (Speech* speech = speech_of(meeting.floor, event.person)) {
    speech->microphone = Microphone::kDisconnected;
    speech->dropped_at = at;
  }
}

Outcome decide_one(const Asked& asked, const RestoreConnection& command) {
  const auto person = person_concerned(asked, command.delegation, command.person);
  if (!person) return unexpected(person.error());
  if ((*person)->presence == Presence::kPresent) return asked.refuse(RefusalCode::kAlreadyPresent);
  // Back after having been counted absent: that is an arrival.
  if ((*person)->presence == Presence::kAbsent)
    return decide_one(asked, Arrive{command.delegation, command.person});
  return events(ConnectionRestored{command.delegation, command.person});
}

void apply_one(Meeting& meeting, const ConnectionRestored& event, WallTime at) {
  person_of(meeting, event.delegation, event.person).presence = Presence::kPresent;
  forget_lost_connection(meeting, event.person);
  Speech* speech = speech_of(meeting.floor, event.person);
  if (speech == nullptr) return;
  speech->microphone = Microphone::kOpen;
  speech->dropped_at.reset();
  // Held after the grace: the clock goes on where it stopped.
  const bool is_holder = meeting.floor.holder && &*meeting.floor.holder == speech;
  if (is_holder && !speech->running_since) speech->running_since = at;
}

}  // namespace hemicycle::meeting
