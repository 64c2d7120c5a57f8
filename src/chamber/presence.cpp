#include "chamber/presence.h"

#include <algorithm>

#include "meeting/authority.h"

namespace hemicycle::chamber {

using namespace meeting;

namespace {

struct Place {
  DelegationId delegation;
  meeting::Presence presence = meeting::Presence::kAbsent;
};

std::optional<Place> place_of(const Meeting& meeting, PersonId person) {
  const auto actor = acting_as(meeting, person, Role::kDelegate);
  if (!actor) return std::nullopt;
  const Delegation& delegation = meeting.delegations.at(*actor->delegation);
  return Place{delegation.id, find_person(delegation, person)->presence};
}

}  // namespace

void Presence::expect_back(const Meeting& meeting, Instant now) {
  for (const Delegation& delegation : meeting.delegations)
    for (const Delegate& person : delegation.people)
      if (person.presence == meeting::Presence::kPresent) {
        seats_[person.person].loss_due = now + kGraceAfterRestart;
        unsettled_.insert(person.person);
      }
}

void Presence::came(PersonId person) {
  Seat& seat = seats_[person];
  ++seat.sockets;
  seat.loss_due = kNever;
  seat.arrival_due = true;
  unsettled_.insert(person);
}

void Presence::went(PersonId person, Instant now) {
  Seat& seat = seats_[person];
  if (--seat.sockets > 0) return;
  seat.arrival_due = false;
  seat.loss_due = now + kGrace;
  unsettled_.insert(person);
}

void Presence::left(PersonId person) {
  if (auto seat = seats_.find(person); seat != seats_.end()) seat->second.arrival_due = false;
}

std::optional<SystemCommand> Presence::due(const Meeting& meeting, PersonId person, Seat& seat,
                                           Instant now) {
  const std::optional<Place> place = place_of(meeting, person);
  if (seat.arrival_due) {
    if (place && place->presence == meeting::Presence::kAbsent)
      return SystemCommand(Arrive{place->delegation, person});
    if (place && place->presence == meeting::Presence::kConnectionLost)
      return SystemCommand(RestoreConnection{place->delegation, person});
    seat.arrival_due = false;
  }
  if (seat.loss_due <= now) {
    if (place && place->presence == meeting::Presence::kPresent)
      return SystemCommand(LoseConnection{place->delegation, person});
    seat.loss_due = kNever;
  }
  return std::nullopt;
}

std::optional<Presence::Report> Presence::poll(const Meeting& meeting, Instant now) {
  for (auto each = unsettled_.begin(); each != unsettled_.end();) {
    const PersonId person = *each;
    Seat& seat = seats_[person];
    if (seat.asked != Asked::kNothing) {
      ++each;
      continue;
    }
    if (auto command = due(meeting, person, seat, now)) {
      seat.asked = seat.arrival_due ? Asked::kArrival : Asked::kLoss;
      return Report{person, std::move(*command)};
    }
    each = seat.loss_due == kNever ? unsettled_.erase(each) : std::next(each);
  }
  return std::nullopt;
}

void Presence::answered(PersonId person, bool stored) {
  Seat& seat = seats_[person];
  const Asked asked = std::exchange(seat.asked, Asked::kNothing);
  if (!stored) return;
  if (asked == Asked::kArrival)
    seat.arrival_due = false;
  else if (seat.sockets == 0)
    seat.loss_due = kNever;
}

Instant Presence::next_deadline() const {
  Instant soonest = kNever;
  for (PersonId person : unsettled_) {
    const Seat& seat = seats_.at(person);
    if (seat.asked == Asked::kNothing) soonest = std::min(soonest, seat.loss_due);
  }
  return soonest;
}

}  // namespace hemicycle::chamber
