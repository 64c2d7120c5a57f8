#include "meeting/floor/requests.h"

#include "meeting/floor/continuing.h"
#include "meeting/floor/speaking_time.h"
#include "meeting/handlers.h"
#include "meeting/motions/motion_kinds.h"

namespace hemicycle::meeting {
namespace {

Category category_of(const Delegation& delegation, const std::vector<DelegationId>& on_behalf_of) {
  if (!on_behalf_of.empty()) return Category::kGroup;
  if (delegation.standing == Standing::kMember) return Category::kMember;
  return delegation.standing == Standing::kObserver ? Category::kObserver : Category::kGuest;
}

bool waits_in(const std::vector<SpeakerRequest>& queue, DelegationId delegation) {
  return std::any_of(queue.begin(), queue.end(), [&](const SpeakerRequest& request) {
    return request.delegation == delegation;
  });
}

FloorAsked request_by(const Asked& asked, const Delegation& delegation, SpeechKind kind) {
  FloorAsked request;
  request.request = RequestId(asked.meeting.requests_made + 1);
  request.person = asked.actor.person;
  request.delegation = delegation.id;
  request.kind = kind;
  request.category = category_of(delegation, {});
  return request;
}

const Delegate* first_by_position(const Delegation& delegation) {
  const auto first = std::min_element(
      delegation.people.begin(), delegation.people.end(),
      [](const Delegate& a, const Delegate& b) { return a.position < b.position; });
  return first == delegation.people.end() ? nullptr : &*first;
}

// The same request, for what is left of a speech that was cut off.
FloorAsked going_on(FloorAsked request, const SpeakerRequest& cut) {
  request.category = cut.category;
  request.on_behalf_of = cut.on_behalf_of;
  request.round = cut.round;
  request.continues = cut.continues;
  return request;
}

Objection debate_is_over(const Asked& asked, const Item& item) {
  if (item.state == ItemState::kClosed) return asked.refuse(RefusalCode::kItemClosed);
  if (item.debate == Debate::kAdjourned) return asked.refuse(RefusalCode::kDebateAdjourned);
  if (item.debate == Debate::kClosed) return asked.refuse(RefusalCode::kDebateClosed);
  return std::nullopt;
}

Objection list_is_not_open(const Asked& asked, const SpeakersList& list) {
  if (list.state == ListState::kClosed)
    return asked.refuse(asked.meeting.rules.reply.accorded == ReplyRule::kNever
                            ? RefusalCode::kListClosedNoReply
                            : RefusalCode::kListClosed);
  if (list.state == ListState::kNotOpened) return asked.refuse(RefusalCode::kListNotOpen);
  return std::nullopt;
}

// Turns and time that the delegation has left on this list.
Objection nothing_left(const Asked& asked, const SpeakersList& list, DelegationId delegation,
                       Category category) {
  const Rules& rules = asked.meeting.rules;
  const SpeakingAccount account = account_of(list, delegation);
  const std::uint32_t most = list.speeches_max.value_or(rules.limits.speeches_max);
  if (most > 0 &&
      counted_turns(asked.meeting, list, delegation, rules.limits.speeches_per, kSpeeches) >= most)
    return asked.refuse(RefusalCode::kTooManySpeeches, std::to_string(most));
  if (rules.rounds.count > 1 && list.round == 1 && account.speeches > 0)
    return asked.refuse(RefusalCode::kAlreadySpokeInRound);
  const std::optional<Millis> left = allowance(rules, list, account, category);
  if (left && *left <= Millis(0) && rules.rounds.count > 1)
    return asked.refuse(RefusalCode::kTimeUsedUp);
  return std::nullopt;
}

Objection not_a_group(const Asked& asked, const std::vector<DelegationId>& on_behalf_of,
                      DelegationId speaker) {
  for (DelegationId each : on_behalf_of)
    if (each == speaker || asked.meeting.delegations.find(each) == nullptr)
      return asked.refuse(RefusalCode::kNotFound);
  return std::nullopt;
}

}  // namespace

FoundRequest find_request(const Meeting& meeting, RequestId id) {
  const auto search = [&](const std::vector<SpeakerRequest>& queue) {
    FoundRequest found;
    for (const SpeakerRequest& request : queue)
      if (request.id == id) found.request = &request;
    found.is_next = found.request != nullptr && found.request == queue.data();
    return found;
  };
  for (MotionId motion : meeting.pending_motions) {
    FoundRequest found = search(meeting.motions.at(motion).speakers);
    found.motion = &meeting.motions.at(motion);
    if (found.request != nullptr) return found;
  }
  for (const SpeakersList& list : meeting.lists) {
    for (const auto* queue : {&list.waiting, &list.replies, &list.explanations}) {
      FoundRequest found = search(*queue);
      found.list = &list;
      if (found.request != nullptr) return found;
    }
  }
  return {};
}

std::vector<SpeakerRequest>& queue_for(Meeting& meeting, const SpeakerRequest& request) {
  if (request.motion) return meeting.motions.at(*request.motion).speakers;
  SpeakersList& list = meeting.lists.at(*request.item);
  if (request.kind == SpeechKind::kReply) return list.replies;
  return request.kind == SpeechKind::kExplanation ? list.explanations : list.waiting;
}

template <typename IsIt>
void drop_where(Meeting& meeting, IsIt is_it) {
  for (MotionId motion : meeting.pending_motions)
    std::erase_if(meeting.motions.at(motion).speakers, is_it);
  for (SpeakersList& list : meeting.lists) {
    std::erase_if(list.waiting, is_it);
    std::erase_if(list.replies, is_it);
    std::erase_if(list.explanations, is_it);
  }
}

void drop_request(Meeting& meeting, RequestId id) {
  drop_where(meeting, [&](const SpeakerRequest& request) { return request.id == id; });
}

void drop_rest(Meeting& meeting, SpeechId cut) {
  const auto is_it = [&](const SpeakerRequest& request) { return request.continues == cut; };
  drop_where(meeting, is_it);
  std::erase_if(meeting.cut_off, is_it);
}

// Whoever asks: the delegation itself, or the secretariat in its stead.
Outcome ask_floor(const Asked& asked, const Delegation& delegation, ItemId id, FloorAsked request) {
  const Meeting& meeting = asked.meeting;
  if (!meeting.rules.list.used) return asked.refuse(RefusalCode::kNoLists);
  const Item* item = meeting.agenda.items.find(id);
  if (item == nullptr || item->state == ItemState::kRemoved)
    return asked.refuse(RefusalCode::kNotFound);
  const SpeakersList& list = meeting.lists.at(id);
  if (Objection no = debate_is_over(asked, *item)) return *no;
  if (waits_in(list.waiting, delegation.id)) return asked.refuse(RefusalCode::kAlreadyOnList);
  request.item = id;
  request.round = list.round;
  if (const SpeakerRequest* cut = cut_off_request(meeting, request))
    return events(going_on(std::move(request), *cut));
  if (Objection no = list_is_not_open(asked, list)) return *no;
  if (Objection no = not_a_group(asked, request.on_behalf_of, delegation.id)) return *no;
  request.category = category_of(delegation, request.on_behalf_of);
  if (Objection no = nothing_left(asked, list, request.delegation, request.category)) return *no;
  return events(std::move(request));
}

Outcome decide_one(const Asked& asked, const AskFloor& command) {
  if (!asked.meeting.rules.list.used) return asked.refuse(RefusalCode::kNoLists);
  const auto delegation = delegation_of(asked);
  if (!delegation) return unexpected(delegation.error());
  FloorAsked request = request_by(asked, **delegation, SpeechKind::kStatement);
  request.on_behalf_of = command.on_behalf_of;
  return ask_floor(asked, **delegation, command.item, std::move(request));
}

Outcome decide_one(const Asked& asked, const EnterSpeaker& command) {
  const Delegation* delegation = asked.meeting.delegations.find(command.delegation);
  if (delegation == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (delegation->credential == Credential::kRefused)
    return asked.refuse(RefusalCode::kCredentialRefused);
  if (!is_seated(*delegation)) return asked.refuse(RefusalCode::kNotSeated);
  const Delegate* person =
      command.person ? find_person(*delegation, *command.person) : first_by_position(*delegation);
  if (person == nullptr) return asked.refuse(RefusalCode::kNotADelegate);
  FloorAsked request = request_by(asked, *delegation, SpeechKind::kStatement);
  request.person = person->person;
  request.on_behalf_of = command.on_behalf_of;
  request.entered_by = asked.actor.person;
  return ask_floor(asked, *delegation, command.item, std::move(request));
}

Outcome decide_one(const Asked& asked, const AskReply& command) {
  const Meeting& meeting = asked.meeting;
  const ReplyRules& rules = meeting.rules.reply;
  if (rules.accorded == ReplyRule::kNever) return asked.refuse(RefusalCode::kNoReply);
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  const Speech* speech = meeting.speeches.find(command.to);
  if (speech == nullptr || !speech->item || is_interruption(speech->kind))
    return asked.refuse(RefusalCode::kNotFound);
  if (speech->delegation == (*delegation)->id) return asked.refuse(RefusalCode::kReplyToYourself);
  const auto item = open_item(asked, *speech->item);
  if (!item) return unexpected(item.error());
  const SpeakersList& list = meeting.lists.at(*speech->item);
  if (waits_in(list.replies, (*delegation)->id)) return asked.refuse(RefusalCode::kAlreadyOnList);
  FloorAsked request = request_by(asked, **delegation, SpeechKind::kReply);
  request.item = speech->item;
  request.replying_to = command.to;
  if (const SpeakerRequest* cut = cut_off_request(meeting, request))
    return events(going_on(std::move(request), *cut));
  if (counted_turns(meeting, list, (*delegation)->id, rules.count_per, kRepliesAsked) >=
      rules.count_max)
    return asked.refuse(RefusalCode::kTooManyReplies, std::to_string(rules.count_max));
  return events(std::move(request));
}

Objection explanation_is_refused(const Asked& asked, const Proposal& proposal,
                                 DelegationId delegation) {
  if (proposal.state == TextState::kWithdrawn) return asked.refuse(RefusalCode::kNotFound);
  if (proposal.secretly_voted) return asked.refuse(RefusalCode::kExplanationSecret);
  const bool sponsors = contains(proposal.sponsors, delegation);
  if (sponsors && !asked.meeting.rules.explanation.by_sponsors)
    return asked.refuse(RefusalCode::kExplanationBySponsor);
  return std::nullopt;
}

Outcome decide_one(const Asked& asked, const AskExplanation& command) {
  const Meeting& meeting = asked.meeting;
  if (!meeting.rules.explanation.allowed) return asked.refuse(RefusalCode::kNoExplanation);
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  const Proposal* proposal = meeting.proposals.find(command.proposal);
  if (proposal == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (Objection no = explanation_is_refused(asked, *proposal, (*delegation)->id)) return *no;
  FloorAsked request = request_by(asked, **delegation, SpeechKind::kExplanation);
  request.item = proposal->item;
  request.proposal = command.proposal;
  if (const SpeakerRequest* cut = cut_off_request(meeting, request))
    return events(going_on(std::move(request), *cut));
  if (contains(proposal->explained, (*delegation)->id))
    return asked.refuse(RefusalCode::kAlreadyExplained);
  return events(std::move(request));
}

Outcome decide_one(const Asked& asked, const AskFloorOnMotion& command) {
  const Motion* motion = asked.meeting.motions.find(command.motion);
  if (motion == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (motion->state != MotionState::kPending) return asked.refuse(RefusalCode::kMotionNotPending);
  const auto delegation = member_of(asked);
  if (!delegation) return unexpected(delegation.error());
  const MotionRules& rules = asked.meeting.rules.motion(motion->kind);
  const RuleTopic topic = row_of(motion->kind).topic;
  const auto refused = [&](RefusalCode code, std::uint32_t most) {
    return refuse_by(asked.meeting, code, topic, std::to_string(most));
  };
  const bool debatable = rules.speakers_for > 0 || rules.speakers_against > 0;
  if (!debatable || motion->kind == MotionKind::kAppeal)
    return refused(RefusalCode::kMotionNotDebatable, 0);
  const bool by_mover = rules.mover_speaks && motion->mover == (*delegation)->id;
  const bool in_favour = command.side == Side::kFor;
  const SpeechKind side = in_favour ? SpeechKind::kMotionFor : SpeechKind::kMotionAgainst;
  FloorAsked request = request_by(asked, **delegation, by_mover ? SpeechKind::kMotionMover : side);
  request.item = motion->item;
  request.motion = command.motion;
  if (const SpeakerRequest* cut = cut_off_request(asked.meeting, request))
    return events(going_on(std::move(request), *cut));
  if (contains(motion->heard, (*delegation)->id)) return refused(RefusalCode::kAlreadyOnList, 0);
  if (!by_mover && in_favour && rules.speakers_for == 0)
    return refused(RefusalCode::kOnlyAgainstMotion, 0);
  if (!by_mover && in_favour && motion->accepted_for >= rules.speakers_for)
    return refused(RefusalCode::kTooManyForMotion, rules.speakers_for);
  if (!by_mover && !in_favour && motion->accepted_against >= rules.speakers_against)
    return refused(RefusalCode::kTooManyAgainstMotion, rules.speakers_against);
  return events(std::move(request));
}

void apply_one(Meeting& meeting, const FloorAsked& event, WallTime at) {
  SpeakerRequest request{event.request,   event.person,       event.delegation,  event.kind,
                         event.category,  event.on_behalf_of, event.item,        event.round,
                         event.motion,    event.proposal,     event.replying_to, at,
                         event.continues, event.entered_by};
  meeting.requests_made = event.request.value();
  if (event.continues) {
    drop_rest(meeting, *event.continues);
    std::vector<SpeakerRequest>& queue = queue_for(meeting, request);
    queue.insert(queue.begin(), std::move(request));
    return;
  }
  if (event.motion) {
    Motion& motion = meeting.motions.at(*event.motion);
    if (event.kind == SpeechKind::kMotionFor) ++motion.accepted_for;
    if (event.kind == SpeechKind::kMotionAgainst) ++motion.accepted_against;
    motion.heard.push_back(event.delegation);
    motion.speakers.push_back(std::move(request));
    return;
  }
  SpeakersList& list = meeting.lists.at(*event.item);
  if (event.kind == SpeechKind::kReply) {
    ++account_in(list, event.delegation).replies_asked;
    list.replies.push_back(std::move(request));
  } else if (event.kind == SpeechKind::kExplanation) {
    meeting.proposals.at(*event.proposal).explained.push_back(event.delegation);
    list.explanations.push_back(std::move(request));
  } else {
    list.waiting.push_back(std::move(request));
  }
}

Outcome decide_one(const Asked& asked, const WithdrawRequest& command) {
  const FoundRequest found = find_request(asked.meeting, command.request);
  if (found.request == nullptr) return asked.refuse(RefusalCode::kNotOnList);
  if (asked.actor.role == Role::kDelegate) {
    const std::optional<DelegationId> id = asked.actor.delegation;
    if (id != found.request->delegation ||
        find_person(asked.meeting.delegations.at(*id), asked.actor.person) == nullptr)
      return asked.refuse(RefusalCode::kNotYourRequest);
  }
  return events(RequestWithdrawn{command.request});
}

void apply_one(Meeting& meeting, const RequestWithdrawn& event, WallTime) {
  const FoundRequest found = find_request(meeting, event.request);
  BUG_IF(found.request == nullptr);
  const SpeakerRequest request = *found.request;
  drop_request(meeting, event.request);
  if (request.continues) return;  // its turn has been taken
  if (request.kind == SpeechKind::kReply)
    --account_in(meeting.lists.at(*request.item), request.delegation).replies_asked;
  if (request.kind == SpeechKind::kExplanation)
    remove(meeting.proposals.at(*request.proposal).explained, request.delegation);
  if (!request.motion) return;
  Motion& motion = meeting.motions.at(*request.motion);
  remove(motion.heard, request.delegation);
  if (request.kind == SpeechKind::kMotionFor) --motion.accepted_for;
  if (request.kind == SpeechKind::kMotionAgainst) --motion.accepted_against;
}

}  // namespace hemicycle::meeting
