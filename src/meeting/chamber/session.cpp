#include "meeting/chamber/session.h"

#include "meeting/floor/speaking_time.h"
#include "meeting/handlers.h"
#include "meeting/motions/lapsing.h"
#include "meeting/motions/motion_kinds.h"
#include "meeting/views.h"

namespace hemicycle::meeting {
namespace {

// The chair may not escape from an appeal; but one that too few are left to decide stops nobody.
Objection appeal_is_pending(const Asked& asked) {
  if (!appeal_comes_first(asked)) return std::nullopt;
  return refuse_by(asked.meeting, RefusalCode::kMotionFirst, RuleTopic::kAppeal);
}

// What holds for one day, or one part of it.
void end_of_business(Meeting& meeting) {
  meeting.ruling_to_appeal.reset();
  for (SpeakersList& list : meeting.lists) list.replies_called = false;
}

}  // namespace

// Nothing said behind closed doors is before a public that a change lets in: the doors open, and
// close, between speeches and votes.
Outcome decide_one(const Asked& asked, const ChangeVisibility& command) {
  if (command.visibility == asked.meeting.session.entry.visibility)
    return asked.refuse(RefusalCode::kAlreadyDecided);
  if (asked.meeting.open_voting) return asked.refuse(RefusalCode::kVotingUnderWay);
  if (Objection no = floor_is_free(asked)) return *no;
  return events(VisibilityChanged{command.visibility});
}

void note_visibility(Session& session, Visibility visibility, WallTime at) {
  session.entry.visibility = visibility;
  const bool was_closed = !session.closed.empty() && !session.closed.back().until;
  if (visibility == Visibility::kClosed && !was_closed) session.closed.push_back({at, {}});
  if (visibility == Visibility::kPublic && was_closed) session.closed.back().until = at;
}

bool was_closed_at(const Session& session, WallTime at) {
  return std::any_of(session.closed.begin(), session.closed.end(), [&](const ClosedSpell& spell) {
    return spell.from <= at && (!spell.until || at < *spell.until);
  });
}

bool is_shut_out(const Meeting& meeting, const Delegation& delegation) {
  return delegation.standing != Standing::kMember &&
         meeting.session.entry.visibility == Visibility::kClosed &&
         meeting.rules.sittings.closed_to == ClosedTo::kObservers;
}

void apply_one(Meeting& meeting, const VisibilityChanged& event, WallTime at) {
  note_visibility(meeting.session, event.visibility, at);
}

Outcome decide_one(const Asked& asked, const WaiveQuorum&) {
  if (!asked.meeting.rules.quorum.waivable) return asked.refuse(RefusalCode::kQuorumNotWaivable);
  if (asked.meeting.session.meetings_held > 0 || asked.meeting.session.quorum_waived)
    return asked.refuse(RefusalCode::kQuorumOnlyAtStart);
  return events(QuorumWaived{});
}

void apply_one(Meeting& meeting, const QuorumWaived&, WallTime) {
  meeting.session.quorum_waived = true;
}

Outcome decide_one(const Asked& asked, const OpenMeeting&) {
  const Phase phase = asked.meeting.session.phase;
  if (phase == Phase::kOpen || phase == Phase::kSuspended)
    return asked.refuse(RefusalCode::kAlreadyOpen);
  if (Objection no = quorum_to_open_is_present(asked)) return *no;
  return events(MeetingOpened{asked.meeting.members_present, quorum_to_open(asked.meeting)});
}

void apply_one(Meeting& meeting, const MeetingOpened&, WallTime) {
  meeting.session.phase = Phase::kOpen;
  ++meeting.session.meetings_held;
  if (meeting.session.meetings_held > 1) count_turns_anew(meeting);
  for (Delegation& delegation : meeting.delegations) delegation.pledged = false;
}

Outcome decide_one(const Asked& asked, const SuspendMeeting& command) {
  if (Objection no = appeal_is_pending(asked)) return *no;
  Events list;
  stop_business(asked, std::nullopt, list);
  list.emplace_back(MeetingSuspended{command.until});
  return list;
}

void apply_one(Meeting& meeting, const MeetingSuspended& event, WallTime) {
  meeting.session.phase = Phase::kSuspended;
  meeting.session.resumes_at = event.until;
  end_of_business(meeting);
}

Outcome decide_one(const Asked& asked, const ResumeMeeting&) {
  if (asked.meeting.session.phase != Phase::kSuspended)
    return asked.refuse(RefusalCode::kNotSuspended);
  if (Objection no = quorum_to_open_is_present(asked)) return *no;
  return events(MeetingResumed{});
}

void apply_one(Meeting& meeting, const MeetingResumed&, WallTime) {
  meeting.session.phase = Phase::kOpen;
  meeting.session.resumes_at.reset();
}

// Also from a suspension, which too few may come back from to resume.
Outcome decide_one(const Asked& asked, const AdjournMeeting&) {
  const Meeting& meeting = asked.meeting;
  if (meeting.session.phase != Phase::kOpen && meeting.session.phase != Phase::kSuspended)
    return asked.refuse(RefusalCode::kNotInSession);
  if (meeting.point_to_rule) return asked.refuse(RefusalCode::kPointPending);
  if (meeting.open_voting) return asked.refuse(RefusalCode::kVotingUnderWay);
  if (Objection no = appeal_is_pending(asked)) return *no;
  Events list;
  stop_business(asked, std::nullopt, list);
  list.emplace_back(MeetingAdjourned{});
  return list;
}

void apply_one(Meeting& meeting, const MeetingAdjourned&, WallTime) {
  meeting.session.phase = Phase::kAdjourned;
  meeting.session.resumes_at.reset();
  end_of_business(meeting);
}

Outcome decide_one(const Asked& asked, const CloseSession&) {
  const Meeting& meeting = asked.meeting;
  const Phase phase = meeting.session.phase;
  if (phase == Phase::kOpen || phase == Phase::kSuspended)
    return asked.refuse(RefusalCode::kAlreadyOpen);
  if (!meeting.silent_votings.empty()) return asked.refuse(RefusalCode::kVotingUnderWay);
  return events(SessionClosed{});
}

void apply_one(Meeting& meeting, const SessionClosed&, WallTime) {
  meeting.session.phase = Phase::kClosed;
}

}  // namespace hemicycle::meeting
