#include "meeting/floor/continuing.h"

#include "meeting/floor/requests.h"
#include "meeting/handlers.h"

namespace hemicycle::meeting {
namespace {

bool is_cut_off(const Speech& speech, SpeechEnding ending) {
  if (ending == SpeechEnding::kMeetingStopped || ending == SpeechEnding::kLeft) return true;
  return ending == SpeechEnding::kWithdrawn && speech.microphone == Microphone::kDisconnected;
}

bool is_about_the_same(const SpeakerRequest& cut, const FloorAsked& asked) {
  return cut.delegation == asked.delegation && cut.kind == asked.kind && cut.item == asked.item &&
         cut.proposal == asked.proposal && cut.motion == asked.motion &&
         cut.replying_to == asked.replying_to;
}

bool is_waiting_motion(const Meeting& meeting, const Speech& speech) {
  return !speech.motion || contains(meeting.pending_motions, *speech.motion);
}

}  // namespace

SpeechTime rest_of(const Speech& speech) {
  const auto less_used = [&](std::optional<Millis> whole) {
    return whole ? std::optional(std::max(*whole - speech.used, Millis(0))) : whole;
  };
  return {less_used(speech.limit), less_used(speech.mute_at)};
}

SpeechEnded end_of(const Asked& asked, const Speech& speech, SpeechEnding ending) {
  SpeechEnded event{speech.id, used_at(speech, asked.now), ending};
  event.unfinished =
      speech.request && is_cut_off(speech, ending) && (!speech.limit || event.used < *speech.limit);
  return event;
}

void go_on_after_question(const Asked& asked, const Speech& ended, Events& list) {
  const std::optional<Speech>& interrupted = asked.meeting.floor.interrupted;
  if (ended.kind == SpeechKind::kQuestion && interrupted)
    list.emplace_back(FloorResumed{interrupted->id});
}

void keep_place(Meeting& meeting, const Speech& speech, SpeechEnding ending, WallTime at) {
  BUG_IF(!speech.request || !speech.delegation);
  SpeakerRequest request;
  request.id = *speech.request;
  request.person = speech.person;
  request.delegation = *speech.delegation;
  request.kind = speech.kind;
  request.category = speech.category;
  request.on_behalf_of = speech.on_behalf_of;
  request.item = speech.item;
  request.round = speech.round;
  request.motion = speech.motion;
  request.proposal = speech.proposal;
  request.replying_to = speech.replying_to;
  request.asked_at = at;
  request.continues = speech.id;
  if (!is_waiting_motion(meeting, speech)) return;
  if (ending != SpeechEnding::kMeetingStopped) {
    meeting.cut_off.push_back(std::move(request));
    return;
  }
  std::vector<SpeakerRequest>& queue = queue_for(meeting, request);
  queue.insert(queue.begin(), std::move(request));
}

const SpeakerRequest* cut_off_request(const Meeting& meeting, const FloorAsked& request) {
  for (const SpeakerRequest& cut : meeting.cut_off)
    if (is_about_the_same(cut, request)) return &cut;
  return nullptr;
}

const Delegate* colleague_of(const Delegation& delegation, PersonId person) {
  const Delegate* first = nullptr;
  for (const Delegate& each : delegation.people)
    if (each.person != person && each.presence == Presence::kPresent &&
        (first == nullptr || each.position < first->position))
      first = &each;
  return first;
}

void leave_floor(const Asked& asked, DelegationId delegation, PersonId person, Events& list) {
  const Floor& floor = asked.meeting.floor;
  const Delegate* colleague = colleague_of(asked.meeting.delegations.at(delegation), person);
  for (const std::optional<Speech>* speech : {&floor.holder, &floor.interrupted}) {
    if (!*speech || (*speech)->person != person) continue;
    if (colleague != nullptr) {
      list.emplace_back(SpeechTakenOver{(*speech)->id, colleague->person});
    } else {
      list.emplace_back(end_of(asked, **speech, SpeechEnding::kLeft));
      go_on_after_question(asked, **speech, list);
    }
  }
}

// The floor is the delegation's: another of its people goes on where the speaker stopped.
Outcome decide_one(const Asked& asked, const TakeOverFloor& command) {
  const auto delegation = delegation_of(asked);
  if (!delegation) return unexpected(delegation.error());
  const std::optional<Speech>& holder = asked.meeting.floor.holder;
  if (!holder) return asked.refuse(RefusalCode::kNobodySpeaks);
  if (holder->id != command.speech) return asked.refuse(RefusalCode::kSpeechOver);
  if (holder->delegation != (*delegation)->id || holder->person == asked.actor.person)
    return asked.refuse(RefusalCode::kNotTheSpeaker);
  if (find_person(**delegation, asked.actor.person)->presence != Presence::kPresent)
    return asked.refuse(RefusalCode::kConnectionIsLost);
  return events(SpeechTakenOver{command.speech, asked.actor.person});
}

void apply_one(Meeting& meeting, const SpeechTakenOver& event, WallTime at) {
  Floor& floor = meeting.floor;
  const bool is_holder = floor.holder && floor.holder->id == event.speech;
  BUG_IF(!is_holder && (!floor.interrupted || floor.interrupted->id != event.speech));
  Speech& speech = is_holder ? *floor.holder : *floor.interrupted;
  speech.person = event.person;
  speech.microphone = Microphone::kOpen;
  speech.dropped_at.reset();
  // Held after the grace: the clock goes on where it stopped.
  if (is_holder && !speech.running_since) speech.running_since = at;
  meeting.speeches.at(event.speech).person = event.person;
}

}  // namespace hemicycle::meeting
