#include "meeting/floor/floor.h"

#include "meeting/floor/continuing.h"
#include "meeting/floor/requests.h"
#include "meeting/floor/speaking_time.h"
#include "meeting/handlers.h"
#include "meeting/texts/texts.h"
#include "meeting/views.h"

namespace hemicycle::meeting {
namespace {

// A motion before the meeting comes before anybody's statement.
Objection motion_comes_first(const Asked& asked) {
  if (!next_motion(asked.meeting)) return std::nullopt;
  return asked.refuse(RefusalCode::kMotionFirst);
}

// Who speaks when the floor is given: who asked, or, since the request is the delegation's, the
// first of its people who are here.
Result<PersonId, Refusal> who_speaks(const Asked& asked, const SpeakerRequest& request) {
  const Delegation& delegation = asked.meeting.delegations.at(request.delegation);
  if (!is_seated(delegation)) return asked.refuse(RefusalCode::kNotSeated);
  const Delegate* person = find_person(delegation, request.person);
  if (person != nullptr && person->presence == Presence::kPresent) return person->person;
  if (const Delegate* colleague = colleague_of(delegation, request.person))
    return colleague->person;
  return asked.refuse(is_present(delegation) ? RefusalCode::kConnectionIsLost
                                             : RefusalCode::kNotPresent);
}

// The previous question has been ordered on a text of the item: it is voted on now.
bool question_is_ordered(const Meeting& meeting, ItemId item) {
  return std::any_of(meeting.proposals.begin(), meeting.proposals.end(),
                     [&](const Proposal& proposal) {
                       return proposal.item == item && proposal.state == TextState::kPending &&
                              question_is_ordered_on(meeting, proposal);
                     });
}

Objection statement_is_out_of_order(const Asked& asked, const FoundRequest& found) {
  const auto item = open_item(asked, *found.request->item);
  if (!item) return unexpected(item.error());
  if ((*item)->debate == Debate::kAdjourned) return asked.refuse(RefusalCode::kDebateAdjourned);
  if ((*item)->debate == Debate::kClosed) return asked.refuse(RefusalCode::kDebateClosed);
  if (question_is_ordered(asked.meeting, (*item)->id))
    return refuse_by(asked.meeting, RefusalCode::kDebateClosed, RuleTopic::kPreviousQuestion);
  if (asked.meeting.rules.floor.granting == Granting::kInOrder && !found.is_next)
    return asked.refuse(RefusalCode::kNotNextOnList);
  if (Objection no = quorum_to_open_is_present(asked)) return no;
  if (found.request->continues) return std::nullopt;
  const SpeakersList& list = *found.list;
  const std::optional<Millis> left =
      allowance(asked.meeting.rules, list, account_of(list, found.request->delegation),
                found.request->category);
  if (left == Millis(0)) return asked.refuse(RefusalCode::kTimeUsedUp);
  return std::nullopt;
}

// Much may have happened since it was asked for.
Objection vote_is_not_explained(const Asked& asked, const SpeakerRequest& request) {
  return explanation_is_refused(asked, asked.meeting.proposals.at(*request.proposal),
                                request.delegation);
}

Objection out_of_order(const Asked& asked, const FoundRequest& found) {
  const SpeakerRequest& request = *found.request;
  if (request.motion) {
    if (next_motion(asked.meeting) != request.motion)
      return asked.refuse(RefusalCode::kHigherMotionFirst);
    return std::nullopt;
  }
  if (Objection no = motion_comes_first(asked)) return no;
  if (request.kind == SpeechKind::kStatement) return statement_is_out_of_order(asked, found);
  const auto item = open_item(asked, *request.item);
  if (!item) return unexpected(item.error());
  if (!found.is_next) return asked.refuse(RefusalCode::kNotNextOnList);
  if (request.kind == SpeechKind::kExplanation) return vote_is_not_explained(asked, request);
  // Replies are heard at the end of the item, or of the day.
  if (!found.list->waiting.empty() && !found.list->replies_called &&
      (*item)->debate == Debate::kOpen)
    return asked.refuse(RefusalCode::kReplyOnlyAfterList);
  return std::nullopt;
}

// What is left of a speech that was cut off; never more than the delegation has in all.
SpeechTime time_to_go_on(const Meeting& meeting, const Speech& cut) {
  SpeechTime time = rest_of(cut);
  if (cut.kind != SpeechKind::kStatement || !time.mute_at) return time;
  const SpeakersList& list = meeting.lists.at(*cut.item);
  const std::optional<Millis> in_all =
      time_for_statement(meeting.rules, list, account_of(list, *cut.delegation), cut.category)
          .mute_at;
  if (in_all) time.mute_at = std::min(*time.mute_at, *in_all);
  return time;
}

SpeechTime time_for(const Meeting& meeting, const FoundRequest& found) {
  const SpeakerRequest& request = *found.request;
  if (request.continues) return time_to_go_on(meeting, meeting.speeches.at(*request.continues));
  if (request.motion) return time_on_motion(meeting, *request.motion, request.category);
  if (request.kind == SpeechKind::kExplanation)
    return time_of(meeting.rules, meeting.rules.explanation.limit);
  if (request.kind == SpeechKind::kReply)
    return time_for_reply(meeting, *found.list, request.delegation);
  const SpeakingAccount account = account_of(*found.list, request.delegation);
  return time_for_statement(meeting.rules, *found.list, account, request.category);
}

// Time spoken and turns taken, on the account of the delegation for this item.
void book(Meeting& meeting, const Speech& speech) {
  if (speech.kind != SpeechKind::kStatement || !speech.item || !speech.delegation) return;
  SpeakingAccount& account = account_in(meeting.lists.at(*speech.item), *speech.delegation);
  (speech.round > 1 ? account.second : account.first) += speech.used;
}

void count_turn(Meeting& meeting, const Speech& speech) {
  if (!speech.item || !speech.delegation || speech.continues) return;
  SpeakingAccount& account = account_in(meeting.lists.at(*speech.item), *speech.delegation);
  if (speech.kind == SpeechKind::kStatement) ++account.speeches;
  if (speech.kind == SpeechKind::kReply) ++account.replies_given;
}

void stop_clock(Speech& speech, WallTime at) {
  speech.used = used_at(speech, at);
  speech.running_since.reset();
}

bool is_in_bureau(const Meeting& meeting, PersonId person) {
  return std::any_of(meeting.bureau.begin(), meeting.bureau.end(),
                     [&](const Officer& officer) { return officer.person == person; });
}

Result<const Speech*, Refusal> current_speech(const Asked& asked, SpeechId id) {
  const std::optional<Speech>& holder = asked.meeting.floor.holder;
  if (holder && holder->id == id) return &*holder;
  if (asked.meeting.speeches.find(id) == nullptr) return asked.refuse(RefusalCode::kNotFound);
  return asked.refuse(RefusalCode::kSpeechOver);
}

}  // namespace

Millis used_at(const Speech& speech, WallTime now) {
  if (!speech.running_since) return speech.used;
  const Millis running = std::chrono::floor<Millis>(now - *speech.running_since);
  const Millis used = speech.used + std::max(running, Millis(0));
  return speech.mute_at ? std::min(used, *speech.mute_at) : used;
}

Outcome decide_one(const Asked& asked, const GiveFloor& command) {
  const FoundRequest found = find_request(asked.meeting, command.request);
  if (found.request == nullptr) return asked.refuse(RefusalCode::kNotOnList);
  if (Objection no = floor_is_free(asked)) return *no;
  if (Objection no = out_of_order(asked, found)) return *no;
  const SpeakerRequest& request = *found.request;
  const auto person = who_speaks(asked, request);
  if (!person) return unexpected(person.error());
  const SpeechTime time = time_for(asked.meeting, found);
  return events(FloorGiven{asked.meeting.speeches.next_id(), *person, request.delegation,
                           request.kind, request.category, request.item, request.round,
                           request.motion, request.proposal, request.id, time.limit, time.mute_at,
                           request.on_behalf_of, request.replying_to, request.continues});
}

void apply_one(Meeting& meeting, const FloorGiven& event, WallTime at) {
  if (event.request) drop_request(meeting, *event.request);
  if (event.continues) drop_rest(meeting, *event.continues);
  Speech speech;
  speech.id = event.speech;
  speech.person = event.person;
  speech.delegation = event.delegation;
  speech.kind = event.kind;
  speech.category = event.category;
  speech.item = event.item;
  speech.round = event.round;
  speech.motion = event.motion;
  speech.proposal = event.proposal;
  speech.request = event.request;
  speech.limit = event.limit;
  speech.mute_at = event.mute_at;
  speech.on_behalf_of = event.on_behalf_of;
  speech.replying_to = event.replying_to;
  speech.continues = event.continues;
  speech.started_at = at;
  speech.running_since = at;
  for (Statement& statement : meeting.statements)
    if (event.request && statement.request == event.request && !statement.speech)
      statement.speech = event.speech;
  if (event.kind == SpeechKind::kQuestion) meeting.floor.question.reset();
  count_turn(meeting, speech);
  meeting.speeches.rows.push_back(speech);
  meeting.floor.holder = std::move(speech);
  if (event.kind != SpeechKind::kPointOfOrder) meeting.ruling_to_appeal.reset();
}

Outcome decide_one(const Asked& asked, const InviteSpeaker& command) {
  const Meeting& meeting = asked.meeting;
  if (Objection no = floor_is_free(asked)) return *no;
  if (Objection no = motion_comes_first(asked)) return *no;
  const Delegation* delegation =
      command.delegation ? meeting.delegations.find(*command.delegation) : nullptr;
  if (delegation != nullptr) {
    const Delegate* person = find_person(*delegation, command.person);
    if (person == nullptr) return asked.refuse(RefusalCode::kNotADelegate);
    if (person->presence != Presence::kPresent) return asked.refuse(RefusalCode::kNotPresent);
    // Members use the list where there is one; a cap would mean nothing otherwise.
    const bool free_choice = meeting.rules.floor.granting == Granting::kChairChooses &&
                             meeting.rules.rounds.cap == Millis(0);
    if (delegation->standing == Standing::kMember && !free_choice)
      return asked.refuse(RefusalCode::kNotNextOnList);
  } else if (command.delegation || !is_in_bureau(meeting, command.person)) {
    return asked.refuse(RefusalCode::kNotADelegate);
  }
  if (command.item && meeting.agenda.current != command.item)
    return asked.refuse(RefusalCode::kItemNotOpen);
  if (command.limit && !is_sane(*command.limit))
    return asked.refuse(RefusalCode::kMalformed, "limit");
  const SpeechTime time = time_of(meeting.rules, command.limit.value_or(Millis(0)));
  FloorGiven event;
  event.speech = meeting.speeches.next_id();
  event.person = command.person;
  event.delegation = command.delegation;
  event.kind = SpeechKind::kInvited;
  event.item = command.item;
  event.limit = time.limit;
  event.mute_at = time.mute_at;
  return events(std::move(event));
}

// The last speech, unless something has come between.
Objection cannot_go_on(const Asked& asked, const Speech& speech) {
  const Meeting& meeting = asked.meeting;
  if (!speech.ended_at || is_interruption(speech.kind))
    return asked.refuse(RefusalCode::kSpeechOver);
  for (std::uint32_t id = speech.id.value() + 1; id <= meeting.speeches.size(); ++id)
    if (!is_interruption(meeting.speeches.at(SpeechId(id)).kind))
      return asked.refuse(RefusalCode::kSpokenSince);
  if (speech.motion && next_motion(meeting) != speech.motion)
    return asked.refuse(RefusalCode::kMotionNotPending);
  if (!speech.motion)
    if (Objection no = motion_comes_first(asked)) return no;
  if (speech.item) {
    const auto item = open_item(asked, *speech.item);
    if (!item) return unexpected(item.error());
    const bool debated = speech.kind == SpeechKind::kStatement;
    if (debated && (*item)->debate == Debate::kAdjourned)
      return asked.refuse(RefusalCode::kDebateAdjourned);
    if (debated && (*item)->debate == Debate::kClosed)
      return asked.refuse(RefusalCode::kDebateClosed);
  }
  if (speech.mute_at && speech.used >= *speech.mute_at)
    return asked.refuse(RefusalCode::kTimeUsedUp);
  return std::nullopt;
}

Outcome decide_one(const Asked& asked, const ReturnFloor& command) {
  const Meeting& meeting = asked.meeting;
  const Speech* speech = meeting.speeches.find(command.speech);
  if (speech == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (Objection no = floor_is_free(asked)) return *no;
  if (Objection no = cannot_go_on(asked, *speech)) return *no;
  SpeakerRequest request;
  request.person = speech->person;
  PersonId person = speech->person;
  if (speech->delegation) {
    request.delegation = *speech->delegation;
    const auto speaker = who_speaks(asked, request);
    if (!speaker) return unexpected(speaker.error());
    person = *speaker;
  }
  const SpeechTime time = time_to_go_on(meeting, *speech);
  return events(FloorGiven{meeting.speeches.next_id(), person, speech->delegation, speech->kind,
                           speech->category, speech->item, speech->round, speech->motion,
                           speech->proposal, speech->request, time.limit, time.mute_at,
                           speech->on_behalf_of, speech->replying_to, speech->id});
}

Outcome decide_one(const Asked& asked, const YieldFloor&) {
  const std::optional<Speech>& holder = asked.meeting.floor.holder;
  if (!holder) return asked.refuse(RefusalCode::kNobodySpeaks);
  // The floor is the delegation's: any of its people gives it back.
  const bool colleague = asked.actor.role == Role::kDelegate && asked.actor.delegation &&
                         holder->delegation == asked.actor.delegation && delegation_of(asked);
  if (holder->person != asked.actor.person && !colleague)
    return asked.refuse(RefusalCode::kNotTheSpeaker);
  Events list;
  list.emplace_back(SpeechEnded{holder->id, used_at(*holder, asked.now), SpeechEnding::kYielded});
  go_on_after_question(asked, *holder, list);
  return list;
}

Outcome decide_one(const Asked& asked, const WithdrawFloor& command) {
  const auto speech = current_speech(asked, command.speech);
  if (!speech) return unexpected(speech.error());
  Events list;
  list.emplace_back(end_of(asked, **speech, SpeechEnding::kWithdrawn));
  go_on_after_question(asked, **speech, list);
  return list;
}

void apply_one(Meeting& meeting, const SpeechEnded& event, WallTime at) {
  Floor& floor = meeting.floor;
  if (floor.question && floor.question->speech == event.speech) floor.question.reset();
  const bool was_interrupted = floor.interrupted && floor.interrupted->id == event.speech;
  std::optional<Speech>& place = was_interrupted ? floor.interrupted : floor.holder;
  BUG_IF(!place || place->id != event.speech);
  place->used = event.used;
  place->running_since.reset();
  place->ended_at = at;
  book(meeting, *place);
  if (place->kind != SpeechKind::kPointOfOrder) meeting.ruling_to_appeal.reset();
  meeting.speeches.at(event.speech) = *place;
  if (event.unfinished) keep_place(meeting, *place, event.ending, at);
  place.reset();
}

void apply_one(Meeting& meeting, const FloorInterrupted& event, WallTime at) {
  Floor& floor = meeting.floor;
  BUG_IF(!floor.holder || floor.holder->id != event.speech || floor.interrupted);
  stop_clock(*floor.holder, at);
  floor.interrupted = std::move(floor.holder);
  floor.holder.reset();
}

void apply_one(Meeting& meeting, const FloorResumed& event, WallTime at) {
  Floor& floor = meeting.floor;
  BUG_IF(floor.holder || !floor.interrupted || floor.interrupted->id != event.speech);
  floor.holder = std::move(floor.interrupted);
  floor.interrupted.reset();
  floor.holder->running_since = at;
}

Outcome decide_one(const Asked& asked, const CallToOrder& command) {
  const auto speech = current_speech(asked, command.speech);
  if (!speech) return unexpected(speech.error());
  return events(CalledToOrder{command.speech, command.reason});
}

void apply_one(Meeting& meeting, const CalledToOrder& event, WallTime) {
  BUG_IF(!meeting.floor.holder || meeting.floor.holder->id != event.speech);
  ++meeting.floor.holder->calls_to_order;
}

Outcome decide_one(const Asked& asked, const ExtendTime& command) {
  const auto speech = current_speech(asked, command.speech);
  if (!speech) return unexpected(speech.error());
  if (!(*speech)->limit) return asked.refuse(RefusalCode::kNoTimeLimit);
  if (command.by <= Millis(0) || !is_sane(command.by + *(*speech)->limit))
    return asked.refuse(RefusalCode::kMalformed, "limit");
  const Millis limit = *(*speech)->limit + command.by;
  const RoundRules& rounds = asked.meeting.rules.rounds;
  const bool capped = (*speech)->kind == SpeechKind::kStatement && rounds.cap > Millis(0);
  if (capped && (!(*speech)->mute_at || limit > *(*speech)->mute_at))
    return asked.refuse(RefusalCode::kCapReached);
  return events(TimeExtended{command.speech, limit});
}

void apply_one(Meeting& meeting, const TimeExtended& event, WallTime) {
  BUG_IF(!meeting.floor.holder || meeting.floor.holder->id != event.speech);
  Speech& speech = *meeting.floor.holder;
  // A microphone that closes at the limit moves with it; one that closes at the cap does not.
  if (speech.mute_at && speech.mute_at == speech.limit) speech.mute_at = event.limit;
  speech.limit = event.limit;
  speech.overtime_told = false;
}

void apply_one(Meeting& meeting, const OvertimeBegan& event, WallTime) {
  BUG_IF(!meeting.floor.holder || meeting.floor.holder->id != event.speech);
  meeting.floor.holder->overtime_told = true;
}

void apply_one(Meeting& meeting, const SpeechHeld& event, WallTime) {
  BUG_IF(!meeting.floor.holder || meeting.floor.holder->id != event.speech);
  meeting.floor.holder->used = event.used;
  meeting.floor.holder->running_since.reset();
}

}  // namespace hemicycle::meeting
