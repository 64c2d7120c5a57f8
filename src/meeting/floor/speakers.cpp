#include "meeting/floor/speakers.h"

#include "meeting/floor/requests.h"
#include "meeting/handlers.h"

namespace hemicycle::meeting {
namespace {

// The list of an item that exists, where the profile keeps lists.
Result<const SpeakersList*, Refusal> list_of(const Asked& asked, ItemId item) {
  if (!asked.meeting.rules.list.used) return asked.refuse(RefusalCode::kNoLists);
  const Item* found = asked.meeting.agenda.items.find(item);
  if (found == nullptr || found->state == ItemState::kRemoved)
    return asked.refuse(RefusalCode::kNotFound);
  return &asked.meeting.lists.at(item);
}

void forget_closing_objections(SpeakersList& list) {
  list.closing_objected = false;
  list.closing_objectors.clear();
}

}  // namespace

SpeakingAccount account_of(const SpeakersList& list, DelegationId delegation) {
  const std::size_t place = delegation.value() - 1;
  return place < list.accounts.size() ? list.accounts[place] : SpeakingAccount{};
}

Outcome decide_one(const Asked& asked, const OpenList& command) {
  const auto list = list_of(asked, command.item);
  if (!list) return unexpected(list.error());
  if ((*list)->state == ListState::kOpen) return asked.refuse(RefusalCode::kListAlreadyOpen);
  if (asked.meeting.agenda.items.at(command.item).debate == Debate::kClosed)
    return asked.refuse(RefusalCode::kDebateClosed);
  return events(ListOpened{command.item});
}

void apply_one(Meeting& meeting, const ListOpened& event, WallTime) {
  SpeakersList& list = meeting.lists.at(event.item);
  list.state = ListState::kOpen;
  list.announced = false;
  forget_closing_objections(list);
}

Outcome decide_one(const Asked& asked, const AnnounceList& command) {
  const auto list = list_of(asked, command.item);
  if (!list) return unexpected(list.error());
  if ((*list)->state != ListState::kOpen) return asked.refuse(RefusalCode::kListNotOpen);
  return events(ListAnnounced{command.item});
}

void apply_one(Meeting& meeting, const ListAnnounced& event, WallTime) {
  meeting.lists.at(event.item).announced = true;
}

Outcome decide_one(const Asked& asked, const ObjectToClosing& command) {
  const auto list = list_of(asked, command.item);
  if (!list) return unexpected(list.error());
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  if ((*list)->state != ListState::kOpen) return asked.refuse(RefusalCode::kListNotOpen);
  if (!(*list)->announced) return asked.refuse(RefusalCode::kListNotAnnounced);
  if (contains((*list)->closing_objectors, (*delegation)->id))
    return asked.refuse(RefusalCode::kAlreadyObjected);
  return events(ClosingObjected{command.item, (*delegation)->id});
}

void apply_one(Meeting& meeting, const ClosingObjected& event, WallTime) {
  SpeakersList& list = meeting.lists.at(event.item);
  list.closing_objectors.push_back(event.delegation);
  list.closing_objected = true;
}

Outcome decide_one(const Asked& asked, const WithdrawClosingObjection& command) {
  const auto list = list_of(asked, command.item);
  if (!list) return unexpected(list.error());
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  if (!contains((*list)->closing_objectors, (*delegation)->id))
    return asked.refuse(RefusalCode::kNotObjected);
  return events(ClosingObjectionWithdrawn{command.item, (*delegation)->id});
}

void apply_one(Meeting& meeting, const ClosingObjectionWithdrawn& event, WallTime) {
  SpeakersList& list = meeting.lists.at(event.item);
  remove(list.closing_objectors, event.delegation);
  list.closing_objected = !list.closing_objectors.empty();
}

Outcome decide_one(const Asked& asked, const CloseList& command) {
  const auto list = list_of(asked, command.item);
  if (!list) return unexpected(list.error());
  if ((*list)->state != ListState::kOpen) return asked.refuse(RefusalCode::kListNotOpen);
  if (asked.meeting.rules.list.announced_before_closing && !(*list)->announced)
    return asked.refuse(RefusalCode::kListNotAnnounced);
  if ((*list)->closing_objected) return asked.refuse(RefusalCode::kClosingObjected);
  return events(ListClosed{command.item});
}

void apply_one(Meeting& meeting, const ListClosed& event, WallTime) {
  SpeakersList& list = meeting.lists.at(event.item);
  list.state = ListState::kClosed;
  list.closing_objectors.clear();  // a motion closes it over an objection
  list.closed_after = SpeechId(static_cast<std::uint32_t>(meeting.speeches.size()));
}

Outcome decide_one(const Asked& asked, const StartRound& command) {
  const auto list = list_of(asked, command.item);
  if (!list) return unexpected(list.error());
  const auto item = open_item(asked, command.item);
  if (!item) return unexpected(item.error());
  if (command.round != (*list)->round + 1 || command.round > asked.meeting.rules.rounds.count)
    return asked.refuse(RefusalCode::kNoSuchRound, std::to_string(command.round));
  const bool speaking =
      asked.meeting.floor.holder && asked.meeting.floor.holder->kind == SpeechKind::kStatement;
  if (!(*list)->waiting.empty() || speaking || asked.meeting.floor.interrupted)
    return asked.refuse(RefusalCode::kRoundUnfinished);
  return events(RoundStarted{command.item, command.round});
}

void apply_one(Meeting& meeting, const RoundStarted& event, WallTime) {
  SpeakersList& list = meeting.lists.at(event.item);
  list.round = event.round;
  std::erase_if(meeting.cut_off, [&](const SpeakerRequest& cut) {
    return cut.item == event.item && cut.kind == SpeechKind::kStatement;
  });
  list.state = ListState::kOpen;
  list.announced = false;
  forget_closing_objections(list);
}

Outcome decide_one(const Asked& asked, const CallReplies& command) {
  if (asked.meeting.rules.reply.accorded == ReplyRule::kNever)
    return asked.refuse(RefusalCode::kNoReply);
  const auto list = list_of(asked, command.item);
  if (!list) return unexpected(list.error());
  const auto item = open_item(asked, command.item);
  if (!item) return unexpected(item.error());
  return events(RepliesCalled{command.item});
}

void apply_one(Meeting& meeting, const RepliesCalled& event, WallTime) {
  meeting.lists.at(event.item).replies_called = true;
}

Outcome decide_one(const Asked& asked, const ReorderList& command) {
  const auto list = list_of(asked, command.item);
  if (!list) return unexpected(list.error());
  std::vector<RequestId> waiting;
  for (const SpeakerRequest& request : (*list)->waiting) waiting.push_back(request.id);
  std::vector<RequestId> order = command.order;
  std::sort(waiting.begin(), waiting.end());
  std::sort(order.begin(), order.end());
  if (order != waiting) return asked.refuse(RefusalCode::kOrderIncomplete);
  return events(ListReordered{command.item, command.order});
}

void apply_one(Meeting& meeting, const ListReordered& event, WallTime) {
  std::vector<SpeakerRequest>& waiting = meeting.lists.at(event.item).waiting;
  std::vector<SpeakerRequest> ordered;
  for (RequestId id : event.order)
    for (SpeakerRequest& request : waiting)
      if (request.id == id) ordered.push_back(request);
  waiting = std::move(ordered);
}

Outcome decide_one(const Asked& asked, const SetTimeLimits& command) {
  const auto list = list_of(asked, command.item);
  if (!list) return unexpected(list.error());
  // Where the rules have a motion for it, a limit is the meeting's to set, not the chair's; before
  // the meeting has opened it belongs to the arrangements.
  if (asked.meeting.rules.motion(MotionKind::kSetTimeLimit).allowed &&
      asked.meeting.session.meetings_held > 0)
    return asked.refuse(RefusalCode::kLimitByMotion);
  if (Objection no = limits_are_malformed(asked, command.limits)) return *no;
  return events(TimeLimitsSet{command.item, command.limits, command.speeches_max});
}

void apply_one(Meeting& meeting, const TimeLimitsSet& event, WallTime) {
  SpeakersList& list = meeting.lists.at(event.item);
  for (const TimeLimit& limit : event.limits) {
    std::erase_if(list.limits,
                  [&](const TimeLimit& old) { return old.category == limit.category; });
    list.limits.push_back(limit);
  }
  if (event.speeches_max) list.speeches_max = event.speeches_max;
}

}  // namespace hemicycle::meeting
