#include "meeting/floor/speaking_time.h"
#include "meeting/views.h"
#include "projection/project.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

std::vector<RequestShown> queue_shown(const Meeting& meeting,
                                      const std::vector<SpeakerRequest>& queue) {
  std::vector<RequestShown> shown;
  shown.reserve(queue.size());
  for (const SpeakerRequest& request : queue) shown.push_back(request_shown(meeting, request));
  return shown;
}

std::optional<SpeechShown> speech_shown(const View& view, const std::optional<Speech>& speech) {
  if (!speech) return std::nullopt;
  SpeechShown shown;
  shown.speech = speech->id;
  shown.person = person_shown(view.meeting, speech->person, speech->delegation);
  shown.kind = speech->kind;
  shown.category = speech->category;
  shown.item = speech->item;
  shown.round = speech->round;
  shown.motion = speech->motion;
  shown.proposal = speech->proposal;
  if (view.knows(Fact::kConnections, speech->delegation)) shown.microphone = speech->microphone;
  shown.calls_to_order = speech->calls_to_order;
  shown.started_at = speech->started_at;
  return shown;
}

// The words are for everybody once the chair has ruled.
PointShown point_shown(const View& view, const PointOfOrder& point) {
  PointShown shown;
  shown.point = point.id;
  shown.person = person_shown(view.meeting, point.person, point.delegation);
  if (point.ruling != Ruling::kPending || view.knows(Fact::kPendingPoint, point.delegation))
    shown.text = point.text;
  shown.ruling = point.ruling;
  shown.ruling_text = point.ruling_text;
  shown.overruled = point.overruled;
  shown.raised_at = point.raised_at;
  shown.ruled_at = point.ruled_at;
  return shown;
}

// When it was delivered, else handed in.
WallTime time_of(const Meeting& meeting, const Statement& statement) {
  return statement.speech ? meeting.speeches.at(*statement.speech).started_at
                          : statement.attached_at;
}

bool may_read(const View& view, const Statement& statement) {
  return view.knows(Fact::kProceedings) && view.may_hear_of(time_of(view.meeting, statement)) &&
         (is_delivered(statement) || view.knows(Fact::kUndeliveredStatement, statement.delegation));
}

}  // namespace

PersonShown person_shown(const Meeting& meeting, PersonId person,
                         std::optional<DelegationId> delegation) {
  PersonShown shown{{}, {}, delegation};
  const Delegation* home = delegation ? meeting.delegations.find(*delegation) : nullptr;
  if (home == nullptr) {
    shown.delegation.reset();
    for (const Officer& officer : meeting.bureau)
      if (officer.person == person) shown.name = officer.name;
  } else if (const Delegate* found = find_person(*home, person)) {
    shown.name = found->name;
    shown.title = found->title;
  }
  return shown;
}

RequestShown request_shown(const Meeting& meeting, const SpeakerRequest& request) {
  RequestShown shown;
  shown.request = request.id;
  shown.person = person_shown(meeting, request.person, request.delegation);
  shown.kind = request.kind;
  shown.category = request.category;
  shown.on_behalf_of = request.on_behalf_of;
  shown.proposal = request.proposal;
  shown.replying_to = request.replying_to;
  shown.asked_at = request.asked_at;
  if (request.kind == SpeechKind::kStatement && request.item) {
    const SpeakersList& list = meeting.lists.at(*request.item);
    shown.time =
        allowance(meeting.rules, list, account_of(list, request.delegation), request.category);
  }
  return shown;
}

bool is_delivered(const Statement& statement) {
  return statement.speech || !statement.request;
}

std::optional<Document> list_document(const View& view, std::uint32_t number) {
  const Meeting& meeting = view.meeting;
  const SpeakersList* list = meeting.lists.find(ItemId(number));
  if (list == nullptr || meeting.agenda.items.at(list->item).state == ItemState::kRemoved ||
      !view.knows(Fact::kProceedings))
    return std::nullopt;
  ListDocument shown;
  shown.item = list->item;
  shown.state = list->state;
  shown.announced = list->announced;
  shown.closing_objected = list->closing_objected && list->state == ListState::kOpen;
  shown.round = list->round;
  shown.rounds = meeting.rules.rounds.count;
  shown.waiting = queue_shown(meeting, list->waiting);
  shown.replies = queue_shown(meeting, list->replies);
  shown.explanations = queue_shown(meeting, list->explanations);
  shown.replies_called = list->replies_called;
  shown.limits = list->limits;
  shown.speeches_max = list->speeches_max;
  return shown;
}

std::optional<Document> floor_document(const View& view, std::uint32_t) {
  if (!view.knows(Fact::kProceedings)) return std::nullopt;
  const Floor& floor = view.meeting.floor;
  FloorDocument shown{speech_shown(view, floor.holder), speech_shown(view, floor.interrupted), {}};
  if (const auto& asks = floor.question)
    shown.question = person_shown(view.meeting, asks->person, asks->delegation);
  return shown;
}

std::optional<Document> timer_document(const View& view, std::uint32_t) {
  const std::optional<Speech>& speech = view.meeting.floor.holder;
  if (!speech || !view.knows(Fact::kProceedings)) return std::nullopt;
  const std::optional<Timer> timer = timer_at(view.meeting, view.meeting.clock);
  return TimerDocument{speech->id,    timer->counting, speech->used, speech->running_since,
                       speech->limit, speech->mute_at};
}

std::optional<Document> points_document(const View& view, std::uint32_t) {
  if (!view.knows(Fact::kProceedings)) return std::nullopt;
  const Meeting& meeting = view.meeting;
  PointsDocument shown;
  for (const PointOfOrder& point : meeting.points)
    if (view.may_hear_of(point.raised_at))
      (point.ruling == Ruling::kPending ? shown.pending : shown.last) = point_shown(view, point);
  shown.may_be_appealed = meeting.ruling_to_appeal.has_value();
  return shown;
}

std::optional<Document> statements_document(const View& view, std::uint32_t) {
  if (!view.knows(Fact::kProceedings)) return std::nullopt;
  StatementsDocument shown;
  for (const Statement& statement : view.meeting.statements)
    if (may_read(view, statement))
      shown.statements.push_back(
          {statement.id, statement.item,
           person_shown(view.meeting, statement.person, statement.delegation), statement.language,
           statement.speech, is_delivered(statement), statement.attached_at});
  return shown;
}

std::optional<Document> statement_document(const View& view, std::uint32_t number) {
  const Statement* statement = view.meeting.statements.find(StatementId(number));
  if (statement == nullptr || !may_read(view, *statement)) return std::nullopt;
  return StatementDocument{statement->id, statement->language, statement->text};
}

}  // namespace hemicycle::projection
