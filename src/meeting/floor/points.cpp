#include "meeting/floor/continuing.h"
#include "meeting/floor/speaking_time.h"
#include "meeting/handlers.h"
#include "meeting/motions/motion_kinds.h"
#include "meeting/votes/closing.h"

namespace hemicycle::meeting {
Outcome decide_one(const Asked& asked, const RaisePointOfOrder& command) {
  const Meeting& meeting = asked.meeting;
  if (!meeting.rules.point.allowed) return asked.refuse(RefusalCode::kNoPoints);
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  if (meeting.point_to_rule) return asked.refuse(RefusalCode::kPointPending);
  if (meeting.open_voting && !command.on_conduct_of_voting)
    return asked.refuse(RefusalCode::kOnlyConductOfVoting);

  Events list;
  list.reserve(3);
  if (const std::optional<Speech>& holder = meeting.floor.holder) {
    // A question that is interrupted is over; the speaker to whom it was put waits already.
    if (holder->kind == SpeechKind::kQuestion)
      list.emplace_back(end_of(asked, *holder, SpeechEnding::kWithdrawn));
    else
      list.emplace_back(FloorInterrupted{holder->id});
  }
  list.emplace_back(
      PointRaised{meeting.points.next_id(), asked.actor.person, (*delegation)->id, command.text});
  const SpeechTime time = time_of(meeting.rules, meeting.rules.point.limit);
  FloorGiven floor;
  floor.speech = meeting.speeches.next_id();
  floor.person = asked.actor.person;
  floor.delegation = (*delegation)->id;
  floor.kind = SpeechKind::kPointOfOrder;
  floor.item = meeting.agenda.current;
  floor.limit = time.limit;
  floor.mute_at = time.mute_at;
  list.emplace_back(std::move(floor));
  return list;
}

void apply_one(Meeting& meeting, const PointRaised& event, WallTime at) {
  PointOfOrder point;
  point.id = event.point;
  point.person = event.person;
  point.delegation = event.delegation;
  point.text = event.text;
  point.raised_at = at;
  meeting.points.rows.push_back(std::move(point));
  meeting.point_to_rule = event.point;
  meeting.ruling_to_appeal.reset();
}

// The ruling ends the point's speech, and whom it interrupted goes on; unless an appeal had
// interrupted them before, which is decided first.
Outcome decide_one(const Asked& asked, const RuleOnPoint& command) {
  const Meeting& meeting = asked.meeting;
  if (meeting.points.find(command.point) == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (meeting.point_to_rule != command.point) return asked.refuse(RefusalCode::kPointAlreadyRuled);
  if (command.ruling == Ruling::kPending) return asked.refuse(RefusalCode::kMalformed, "ruling");

  Events list;
  list.reserve(3);
  const Floor& floor = meeting.floor;
  if (floor.holder)
    list.emplace_back(
        SpeechEnded{floor.holder->id, used_at(*floor.holder, asked.now), SpeechEnding::kRuled});
  list.emplace_back(PointRuled{command.point, command.ruling, command.text});
  // A vote that waits for an appeal gets all of its time back when that is decided.
  if (meeting.open_voting && !waits_for_appeal(asked, meeting.votings.at(*meeting.open_voting)))
    prolong(asked, meeting.open_voting, meeting.points.at(command.point).raised_at, list);
  if (floor.interrupted && !appeal_is_live(meeting))
    list.emplace_back(FloorResumed{floor.interrupted->id});
  return list;
}

void apply_one(Meeting& meeting, const PointRuled& event, WallTime at) {
  PointOfOrder& point = meeting.points.at(event.point);
  point.ruling = event.ruling;
  point.ruling_text = event.text;
  point.ruled_at = at;
  meeting.point_to_rule.reset();
  meeting.ruling_to_appeal = event.point;
}

void apply_one(Meeting& meeting, const RulingOverruled& event, WallTime) {
  meeting.points.at(event.point).overruled = true;
}

}  // namespace hemicycle::meeting
