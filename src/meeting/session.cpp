#include "meeting/session.h"

#include "meeting/handlers.h"
#include "meeting/views.h"

namespace hemicycle::meeting {
namespace {

bool is_committee(BodyKind kind) {
  return kind == BodyKind::kCommittee || kind == BodyKind::kStandingCommittee ||
         kind == BodyKind::kWorkingGroup;
}

// Without it nobody speaks and nothing is opened.
Objection no_quorum_to_open(const Asked& asked) {
  const std::uint32_t quorum = quorum_to_open(asked.meeting);
  if (asked.meeting.members_present >= quorum) return std::nullopt;
  return asked.refuse(RefusalCode::kNoQuorumToOpen, std::to_string(asked.meeting.members_present) +
                                                        " / " + std::to_string(quorum));
}

}  // namespace

std::uint32_t quorum_to_open(const Meeting& meeting) {
  if (meeting.session.quorum_waived) return 0;
  const QuorumRules& rules = meeting.rules.quorum;
  const bool lower = is_committee(meeting.body.kind) && rules.open_committee.denominator > 0;
  return least_of(lower ? rules.open_committee : rules.open, meeting.members);
}

std::uint32_t quorum_to_decide(const Meeting& meeting) {
  return least_of(meeting.rules.quorum.decide, meeting.members);
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
  if (Objection no = no_quorum_to_open(asked)) return *no;
  return events(MeetingOpened{asked.meeting.members_present, quorum_to_open(asked.meeting)});
}

void apply_one(Meeting& meeting, const MeetingOpened&, WallTime) {
  meeting.session.phase = Phase::kOpen;
  ++meeting.session.meetings_held;
}

Outcome decide_one(const Asked& asked, const SuspendMeeting& command) {
  Events list;
  end_speeches(asked, list, SpeechEnding::kMeetingStopped);
  list.emplace_back(MeetingSuspended{command.until});
  return list;
}

void apply_one(Meeting& meeting, const MeetingSuspended& event, WallTime) {
  meeting.session.phase = Phase::kSuspended;
  meeting.session.resumes_at = event.until;
  meeting.ruling_to_appeal.reset();
}

Outcome decide_one(const Asked& asked, const ResumeMeeting&) {
  if (asked.meeting.session.phase != Phase::kSuspended)
    return asked.refuse(RefusalCode::kNotSuspended);
  if (Objection no = no_quorum_to_open(asked)) return *no;
  return events(MeetingResumed{});
}

void apply_one(Meeting& meeting, const MeetingResumed&, WallTime) {
  meeting.session.phase = Phase::kOpen;
  meeting.session.resumes_at.reset();
}

Outcome decide_one(const Asked& asked, const AdjournMeeting&) {
  Events list;
  end_speeches(asked, list, SpeechEnding::kMeetingStopped);
  list.emplace_back(MeetingAdjourned{});
  return list;
}

void apply_one(Meeting& meeting, const MeetingAdjourned&, WallTime) {
  meeting.session.phase = Phase::kAdjourned;
  meeting.session.resumes_at.reset();
  meeting.ruling_to_appeal.reset();
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

Attendance attendance(const Meeting& meeting) {
  Attendance found;
  std::vector<std::string> countries;
  for (const Delegation& delegation : meeting.delegations) {
    if (!is_present(delegation)) continue;
    ++found.delegations;
    const std::string& country = meeting.organisations.at(delegation.organisation).country;
    if (!country.empty() && !contains(countries, country)) countries.push_back(country);
  }
  found.countries = static_cast<std::uint32_t>(countries.size());
  found.members = meeting.members_present;
  found.may_open = found.members >= quorum_to_open(meeting);
  found.may_decide = found.members >= quorum_to_decide(meeting);
  return found;
}

}  // namespace hemicycle::meeting
