#include "meeting/deadlines.h"

#include <algorithm>

#include "meeting/floor/continuing.h"
#include "meeting/handlers.h"
#include "meeting/votes/closing.h"

namespace hemicycle::meeting {
namespace {

void earliest(std::optional<WallTime>& soonest, std::optional<WallTime> other) {
  if (other && (!soonest || *other < *soonest)) soonest = other;
}

bool is_due(std::optional<WallTime> deadline, WallTime now) {
  return deadline && *deadline <= now;
}

// A vote with a deadline is closed by it, but not while a point of order on its conduct, or an
// appeal, waits.
std::optional<WallTime> closing_time(const Meeting& meeting) {
  if (!meeting.open_voting || meeting.point_to_rule) return std::nullopt;
  const Voting& voting = meeting.votings.at(*meeting.open_voting);
  if (waits_for_appeal({meeting, Actor{}, meeting.clock}, voting)) return std::nullopt;
  return voting.closes_at;
}

std::optional<WallTime> floor_deadline(const Meeting& meeting) {
  std::optional<WallTime> soonest;
  if (!meeting.floor.holder) return soonest;
  const Speech& speech = *meeting.floor.holder;
  if (speech.limit != speech.mute_at) earliest(soonest, overtime_at(speech));
  earliest(soonest, muted_at(speech));
  earliest(soonest, held_at(speech, meeting.rules));
  return soonest;
}

// When the first of those whose connection is lost counts as absent.
std::optional<WallTime> absence_deadline(const Meeting& meeting) {
  const Millis after = meeting.rules.connection.absent_after;
  if (meeting.lost_connections.empty() || after == Millis(0) ||
      meeting.session.phase == Phase::kClosed)
    return std::nullopt;
  return meeting.lost_connections.front().since + after;
}

void tick_absences(const Asked& asked, Events& list) {
  if (!is_due(absence_deadline(asked.meeting), asked.now)) return;
  const LostConnection& lost = asked.meeting.lost_connections.front();
  leave_floor(asked, lost.delegation, lost.person, list);
  list.emplace_back(AbsenceBegan{lost.delegation, lost.person});
}

void tick_floor(const Asked& asked, Events& list) {
  if (!asked.meeting.floor.holder) return;
  const Speech& speech = *asked.meeting.floor.holder;
  const std::optional<WallTime> mute = muted_at(speech);
  const std::optional<WallTime> hold = held_at(speech, asked.meeting.rules);
  // Where the microphone closes at the limit, nobody has to be told that the time is up.
  if (is_due(overtime_at(speech), asked.now) && speech.limit != speech.mute_at)
    list.emplace_back(OvertimeBegan{speech.id});
  if (is_due(mute, asked.now) && (!hold || *mute <= *hold)) {
    list.emplace_back(SpeechEnded{speech.id, *speech.mute_at, SpeechEnding::kTimeOver});
    go_on_after_question(asked, speech, list);
  } else if (is_due(hold, asked.now)) {
    // However late the tick comes, the speaker pays for the grace and no more.
    list.emplace_back(SpeechHeld{speech.id, used_at(speech, *hold)});
  }
}

void tick_votings(const Asked& asked, Events& list) {
  const Meeting& meeting = asked.meeting;
  const auto first_due = [&](const std::vector<VotingId>& votings, auto deadline) {
    return std::find_if(votings.begin(), votings.end(), [&](VotingId id) {
      return is_due(meeting.votings.at(id).*deadline, asked.now);
    });
  };
  if (is_due(closing_time(meeting), asked.now)) {
    const Voting& voting = meeting.votings.at(*meeting.open_voting);
    // The urn of a secret ballot is the Tellers' to open.
    if (voting.method != Method::kSecret) return close_voting(asked, voting, std::nullopt, list);
  }
  const auto silent = first_due(meeting.silent_votings, &Voting::closes_at);
  if (silent != meeting.silent_votings.end())
    return close_voting(asked, meeting.votings.at(*silent), std::nullopt, list);
  const auto tied = first_due(meeting.tied_votings, &Voting::revote_until);
  if (tied != meeting.tied_votings.end()) lapse_tie(asked, meeting.votings.at(*tied), list);
}

}  // namespace

std::optional<WallTime> next_deadline(const Meeting& meeting) {
  std::optional<WallTime> soonest = floor_deadline(meeting);
  earliest(soonest, closing_time(meeting));
  earliest(soonest, absence_deadline(meeting));
  for (VotingId id : meeting.silent_votings) earliest(soonest, meeting.votings.at(id).closes_at);
  for (VotingId id : meeting.tied_votings) earliest(soonest, meeting.votings.at(id).revote_until);
  return soonest;
}

// One thing at a time, so that what follows from it is computed on the state as it then is: whoever
// ticks goes on until nothing is due.
Outcome decide_one(const Asked& asked, const Tick&) {
  Events list;
  tick_floor(asked, list);
  if (list.empty()) tick_votings(asked, list);
  // A speech may have to end with the absence, so that it comes when nothing else is due.
  if (list.empty()) tick_absences(asked, list);
  return list;
}

}  // namespace hemicycle::meeting
