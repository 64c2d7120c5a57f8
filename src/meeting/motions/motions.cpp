#include "meeting/motions/motions.h"

#include "meeting/floor/requests.h"
#include "meeting/handlers.h"
#include "meeting/motions/motion_kinds.h"
#include "meeting/views.h"
#include "meeting/votes/closing.h"

namespace hemicycle::meeting {
namespace {

// While a vote is being taken nothing is in order but an appeal against a ruling on its conduct.
Objection vote_comes_first(const Asked& asked, MotionKind kind) {
  if (!asked.meeting.open_voting || kind == MotionKind::kAppeal) return std::nullopt;
  return asked.refuse(RefusalCode::kVotingUnderWay);
}

// Only who has the floor, or anybody when nobody has it, moves; but an appeal interrupts.
Objection may_not_interrupt(const Asked& asked, MotionKind kind) {
  const std::optional<Speech>& holder = asked.meeting.floor.holder;
  if (kind == MotionKind::kAppeal || !holder || holder->person == asked.actor.person)
    return std::nullopt;
  return floor_is_free(asked);
}

Objection already_moved(const Asked& asked, MotionKind kind) {
  for (MotionId id : asked.meeting.live_motions)
    if (asked.meeting.motions.at(id).kind == kind)
      return asked.refuse(RefusalCode::kMotionAlreadyMoved);
  return std::nullopt;
}

Result<MotionMoved, Refusal> motion_by(const Asked& asked, const MoveMotion& command,
                                       DelegationId mover) {
  const Meeting& meeting = asked.meeting;
  MotionMoved motion{meeting.motions.next_id(),
                     command.kind,
                     asked.actor.person,
                     mover,
                     meeting.rules.motion(command.kind).second,
                     meeting.agenda.current,
                     std::nullopt,
                     std::nullopt,
                     command.limits,
                     command.speeches_max,
                     command.until,
                     command.reason,
                     command.committee,
                     command.amendment};
  const MotionKindRow& row = row_of(command.kind);
  const Proposal* proposal = nullptr;
  if (row.about == About::kText) {
    proposal = command.proposal ? meeting.proposals.find(*command.proposal) : nullptr;
    if (proposal == nullptr) return asked.refuse(RefusalCode::kNotFound);
    motion.proposal = proposal->id;
    motion.item = proposal->item;
  }
  if (row.about == About::kRuling) motion.point = meeting.ruling_to_appeal;
  if (Objection no = row.forbids(asked, motion, proposal)) return *no;
  return motion;
}

void end_motion(Meeting& meeting, MotionId id, MotionState state) {
  Motion& motion = meeting.motions.at(id);
  motion.state = state;
  if (motion.kind == MotionKind::kAppeal) meeting.appeal_since.reset();
  remove(meeting.pending_motions, id);
  remove(meeting.live_motions, id);
}

// Whoever an appeal interrupted has the floor again once the appeal is out of the way.
void resume_after(const Meeting& meeting, const Motion& motion, Events& list) {
  if (motion.kind == MotionKind::kAppeal && meeting.floor.interrupted && !meeting.floor.holder)
    list.emplace_back(FloorResumed{meeting.floor.interrupted->id});
}

}  // namespace

Outcome decide_one(const Asked& asked, const MoveMotion& command) {
  const RuleTopic topic = row_of(command.kind).topic;
  if (!asked.meeting.rules.motion(command.kind).allowed)
    return refuse_by(asked.meeting, RefusalCode::kMotionNotAllowed, topic);
  const auto delegation = member_for(asked, topic);
  if (!delegation) return unexpected(delegation.error());
  if (Objection no = vote_comes_first(asked, command.kind)) return *no;
  if (Objection no = may_not_interrupt(asked, command.kind)) return *no;
  if (Objection no = already_moved(asked, command.kind)) return *no;
  if (Objection no = motion_has_precedence(asked, command.kind)) return *no;
  if (Objection no = limits_are_malformed(asked, command.limits)) return *no;
  auto motion = motion_by(asked, command, (*delegation)->id);
  if (!motion) return unexpected(motion.error());

  const Floor& floor = asked.meeting.floor;
  if (command.kind == MotionKind::kAppeal && floor.holder)
    return events(FloorInterrupted{floor.holder->id}, std::move(*motion));
  return events(std::move(*motion));
}

void apply_one(Meeting& meeting, const MotionMoved& event, WallTime at) {
  Motion motion;
  motion.id = event.motion;
  motion.kind = event.kind;
  motion.state = event.needs_second ? MotionState::kMoved : MotionState::kPending;
  motion.person = event.person;
  motion.mover = event.mover;
  motion.item = event.item;
  motion.proposal = event.proposal;
  motion.point = event.point;
  motion.limits = event.limits;
  motion.speeches_max = event.speeches_max;
  motion.until = event.until;
  motion.reason = event.reason;
  motion.committee = event.committee;
  motion.amendment = event.amendment;
  meeting.motions.rows.push_back(std::move(motion));
  meeting.live_motions.push_back(event.motion);
  if (event.kind == MotionKind::kAppeal) meeting.appeal_since = at;
  if (!event.needs_second) meeting.pending_motions.push_back(event.motion);
  meeting.ruling_to_appeal.reset();
}

Outcome decide_one(const Asked& asked, const SecondMotion& command) {
  const Motion* motion = asked.meeting.motions.find(command.motion);
  if (motion == nullptr) return asked.refuse(RefusalCode::kNotFound);
  const auto delegation = member_for(asked, row_of(motion->kind).topic);
  if (!delegation) return unexpected(delegation.error());
  if (Objection no = vote_comes_first(asked, motion->kind)) return *no;
  if (motion->state != MotionState::kMoved) return asked.refuse(RefusalCode::kMotionNotPending);
  if (motion->mover == (*delegation)->id)
    return refuse_by(asked.meeting, RefusalCode::kNotOwnSecond, row_of(motion->kind).topic);
  return events(MotionSeconded{command.motion, (*delegation)->id});
}

void apply_one(Meeting& meeting, const MotionSeconded& event, WallTime) {
  Motion& motion = meeting.motions.at(event.motion);
  motion.seconder = event.delegation;
  motion.state = MotionState::kPending;
  meeting.pending_motions.push_back(event.motion);
}

// By its mover; or by the chair, when nobody seconds it.
Outcome decide_one(const Asked& asked, const WithdrawMotion& command) {
  const Motion* motion = asked.meeting.motions.find(command.motion);
  if (motion == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (Objection no = vote_comes_first(asked, motion->kind)) return *no;
  const bool waits = motion->state == MotionState::kMoved;
  if (!waits && motion->state != MotionState::kPending)
    return asked.refuse(RefusalCode::kMotionNotPending);
  if (asked.actor.role == Role::kChair) {
    if (!waits) return asked.refuse(RefusalCode::kNotTheMover);
  } else {
    const auto delegation = member_for(asked, RuleTopic::kWithdrawal);
    if (!delegation) return unexpected(delegation.error());
    if (motion->mover != (*delegation)->id) return asked.refuse(RefusalCode::kNotTheMover);
  }
  Events list;
  list.emplace_back(MotionWithdrawn{command.motion});
  if (motion->kind == MotionKind::kAppeal)
    prolong(asked, asked.meeting.open_voting, *asked.meeting.appeal_since, list);
  resume_after(asked.meeting, *motion, list);
  return list;
}

void apply_one(Meeting& meeting, const MotionWithdrawn& event, WallTime) {
  end_motion(meeting, event.motion, MotionState::kWithdrawn);
}

void apply_one(Meeting& meeting, const MotionDecided& event, WallTime) {
  end_motion(meeting, event.motion, event.carried ? MotionState::kCarried : MotionState::kRejected);
}

void apply_one(Meeting& meeting, const MotionLapsed& event, WallTime) {
  end_motion(meeting, event.motion, MotionState::kLapsed);
}

void apply_one(Meeting& meeting, const DebateAdjourned& event, WallTime) {
  meeting.agenda.items.at(event.item).debate = Debate::kAdjourned;
}

void apply_one(Meeting& meeting, const DebateResumed& event, WallTime) {
  meeting.agenda.items.at(event.item).debate = Debate::kOpen;
}

// Also on texts that were reconsidered before.
void apply_one(Meeting& meeting, const DebateClosed& event, WallTime) {
  for (Proposal& proposal : meeting.proposals)
    if (proposal.item == event.item) proposal.reconsidered = false;
  meeting.agenda.items.at(event.item).debate = Debate::kClosed;
}

}  // namespace hemicycle::meeting
