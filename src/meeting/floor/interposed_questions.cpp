#include "meeting/floor/continuing.h"
#include "meeting/floor/speaking_time.h"
#include "meeting/handlers.h"

namespace hemicycle::meeting {
namespace {

// The speech that is being given, and of a kind to which questions are put.
Result<const Speech*, Refusal> speech_questioned(const Asked& asked, SpeechId id) {
  const Floor& floor = asked.meeting.floor;
  if (!asked.meeting.rules.question.allowed) return asked.refuse(RefusalCode::kNoQuestions);
  if (asked.meeting.speeches.find(id) == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (!floor.holder || floor.holder->id != id) return asked.refuse(RefusalCode::kSpeechOver);
  const bool is_open_to_them =
      floor.holder->kind == SpeechKind::kStatement || floor.holder->kind == SpeechKind::kInvited;
  if (!is_open_to_them || floor.interrupted) return asked.refuse(RefusalCode::kNoQuestions);
  return &*floor.holder;
}

Result<const InterposedQuestion*, Refusal> question_to(const Asked& asked, SpeechId id) {
  const std::optional<InterposedQuestion>& question = asked.meeting.floor.question;
  if (!question || question->speech != id) return asked.refuse(RefusalCode::kNoQuestionWaits);
  return &*question;
}

}  // namespace

Outcome decide_one(const Asked& asked, const InterposeQuestion& command) {
  const auto delegation = member_for(asked, RuleTopic::kInterposedQuestion);
  if (!delegation) return unexpected(delegation.error());
  const auto speech = speech_questioned(asked, command.speech);
  if (!speech) return unexpected(speech.error());
  if ((*speech)->delegation == (*delegation)->id)
    return refuse_by(asked.meeting, RefusalCode::kNotYours, RuleTopic::kInterposedQuestion);
  if (asked.meeting.floor.question) return asked.refuse(RefusalCode::kQuestionWaits);
  return events(QuestionInterposed{{command.speech, asked.actor.person, (*delegation)->id}});
}

void apply_one(Meeting& meeting, const QuestionInterposed& event, WallTime) {
  meeting.floor.question = event.question;
}

// The clock of the speaker stands still while the question is put.
Outcome decide_one(const Asked& asked, const TakeQuestion& command) {
  const auto own = delegation_of(asked);
  if (!own) return unexpected(own.error());
  const auto speech = speech_questioned(asked, command.speech);
  if (!speech) return unexpected(speech.error());
  if ((*speech)->delegation != (*own)->id) return asked.refuse(RefusalCode::kNotTheSpeaker);
  const auto question = question_to(asked, command.speech);
  if (!question) return unexpected(question.error());
  const Delegation& asking = asked.meeting.delegations.at((*question)->delegation);
  const Delegate* person = find_person(asking, (*question)->person);
  if (person == nullptr || person->presence != Presence::kPresent)
    person = colleague_of(asking, (*question)->person);
  if (person == nullptr) return asked.refuse(RefusalCode::kNotPresent);
  const SpeechTime time = time_of(asked.meeting.rules, asked.meeting.rules.question.limit);
  FloorGiven floor;
  floor.speech = asked.meeting.speeches.next_id();
  floor.person = person->person;
  floor.delegation = asking.id;
  floor.kind = SpeechKind::kQuestion;
  floor.item = (*speech)->item;
  floor.limit = time.limit;
  floor.mute_at = time.mute_at;
  return events(FloorInterrupted{command.speech}, std::move(floor));
}

Outcome decide_one(const Asked& asked, const DeclineQuestion& command) {
  const auto question = question_to(asked, command.speech);
  if (!question) return unexpected(question.error());
  if (asked.actor.role == Role::kDelegate) {
    const auto own = delegation_of(asked);
    if (!own) return unexpected(own.error());
    const bool asker = (*own)->id == (*question)->delegation;
    const Speech& speech = asked.meeting.speeches.at(command.speech);
    if (!asker && speech.delegation != (*own)->id) return asked.refuse(RefusalCode::kNotTheSpeaker);
  }
  return events(QuestionDeclined{**question});
}

void apply_one(Meeting& meeting, const QuestionDeclined&, WallTime) {
  meeting.floor.question.reset();
}

}  // namespace hemicycle::meeting
