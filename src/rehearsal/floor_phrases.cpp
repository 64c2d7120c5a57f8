#include "meeting/views.h"
#include "rehearsal/phrases.h"
#include "rehearsal/texts.h"

namespace hemicycle::rehearsal {

using namespace meeting;

namespace {

ItemId current_item(const Stage& stage) {
  return stage.meeting().agenda.current.value_or(ItemId());
}

SpeechId current_speech(const Stage& stage) {
  const std::optional<Speech>& holder = stage.meeting().floor.holder;
  return holder ? holder->id : SpeechId();
}

// Commands without anything to say, by the chair.
template <typename Plain>
Complaint by_chair(Stage& stage, const Arguments&) {
  return stage.perform(Plain{}, Stage::chair());
}

Complaint open_item(Stage& stage, const Arguments& arguments) {
  const Result<ItemId, std::string> item = item_named(stage, arguments[0].word);
  if (!item) return item.error();
  return stage.perform(OpenItem{*item}, Stage::chair());
}

// Commands about the item under discussion, by the chair.
template <typename AboutItem>
Complaint on_item(Stage& stage, const Arguments&) {
  return stage.perform(AboutItem{current_item(stage)}, Stage::chair());
}

Complaint suspend_until(Stage& stage, const Arguments& arguments) {
  return stage.perform(SuspendMeeting{stage.next(arguments[0].time_of_day)}, Stage::chair());
}

template <Visibility kVisibility>
Complaint doors(Stage& stage, const Arguments&) {
  return stage.perform(ChangeVisibility{kVisibility}, Stage::chair());
}

// Comings and goings.
template <typename Presence>
Complaint presence(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[0].names, [&](const std::string& name) -> Complaint {
    const Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    return stage.tell(Presence{*id, stage.actor(name)->person});
  });
}

// The list and the floor.
Complaint start_round(Stage& stage, const Arguments& arguments) {
  return stage.perform(
      StartRound{current_item(stage), static_cast<std::uint32_t>(arguments[0].number)},
      Stage::chair());
}

Complaint object_to_closing(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, ObjectToClosing{current_item(stage)});
}

Complaint ask_floor(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[0].names, [&](const std::string& name) {
    return stage.perform_as(name, AskFloor{current_item(stage), {}});
  });
}

Complaint ask_floor_for(Stage& stage, const Arguments& arguments) {
  AskFloor command{current_item(stage), {}};
  for (const std::string& name : arguments[1].names) {
    Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    command.on_behalf_of.push_back(*id);
  }
  return stage.perform_as(arguments[0].word, command);
}

// To the last speech of that delegation.
Complaint ask_reply(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> to = stage.delegation(arguments[1].word);
  if (!to) return to.error();
  SpeechId speech;
  for (const Speech& each : stage.meeting().speeches)
    if (each.delegation == *to) speech = each.id;
  return stage.perform_as(arguments[0].word, AskReply{speech});
}

// The first request of the delegation, in the order in which they come before the meeting.
RequestId request_of(const Meeting& meeting, DelegationId delegation) {
  const auto first = [&](const std::vector<SpeakerRequest>& queue) {
    for (const SpeakerRequest& request : queue)
      if (request.delegation == delegation) return request.id;
    return RequestId();
  };
  for (MotionId id : meeting.pending_motions)
    if (RequestId found = first(meeting.motions.at(id).speakers); found != RequestId())
      return found;
  if (!meeting.agenda.current) return RequestId();
  const SpeakersList& list = meeting.lists.at(*meeting.agenda.current);
  for (const auto* queue : {&list.waiting, &list.replies, &list.explanations})
    if (RequestId found = first(*queue); found != RequestId()) return found;
  return RequestId();
}

Complaint withdraw_request(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  return stage.perform_as(arguments[0].word, WithdrawRequest{request_of(stage.meeting(), *id)});
}

Complaint give_floor(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  return stage.perform(GiveFloor{request_of(stage.meeting(), *id)}, Stage::chair());
}

Complaint invite(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  InviteSpeaker command;
  command.person = stage.actor(*id).person;
  command.delegation = *id;
  command.item = stage.meeting().agenda.current;
  if (arguments.size() > 1) command.limit = arguments[1].duration;
  return stage.perform(command, Stage::chair());
}

// Speaks for so long: time passes, and the floor is given back unless the microphone was closed on
// the way.
Complaint speak_for(Stage& stage, const Arguments& arguments) {
  if (Complaint complaint = give_floor(stage, arguments)) return complaint;
  if (stage.refusal()) return std::nullopt;
  const SpeechId speech = current_speech(stage);
  if (Complaint complaint = stage.advance_to(stage.now() + arguments[1].duration)) return complaint;
  if (current_speech(stage) != speech) return std::nullopt;
  return stage.perform_as(arguments[0].word, YieldFloor{});
}

Complaint yield(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, YieldFloor{});
}

Complaint withdraw_floor(Stage& stage, const Arguments&) {
  return stage.perform(WithdrawFloor{current_speech(stage)}, Stage::chair());
}

// The speech that was ended last.
Complaint return_floor(Stage& stage, const Arguments&) {
  SpeechId last;
  for (const Speech& speech : stage.meeting().speeches)
    if (!is_interruption(speech.kind)) last = speech.id;
  return stage.perform(ReturnFloor{last}, Stage::chair());
}

Complaint take_over(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, TakeOverFloor{current_speech(stage)});
}

Complaint ask_question(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, InterposeQuestion{current_speech(stage)});
}

Complaint take_question(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, TakeQuestion{current_speech(stage)});
}

Complaint decline_question(Stage& stage, const Arguments& arguments) {
  const DeclineQuestion command{current_speech(stage)};
  if (arguments.empty()) return stage.perform(command, Stage::chair());
  return stage.perform_as(arguments[0].word, command);
}

Complaint enter_speaker(Stage& stage, const Arguments& arguments) {
  return stage.each(arguments[0].names, [&](const std::string& name) -> Complaint {
    Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    return stage.perform(EnterSpeaker{current_item(stage), *id, {}, {}}, Stage::secretary());
  });
}

// Moved to `place` of the list; the others keep their order.
Complaint move_on_list(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  const std::optional<ItemId> item = stage.meeting().agenda.current;
  if (!item) return "no item is open";
  ReorderList command{*item, {}};
  std::optional<RequestId> moved;
  for (const SpeakerRequest& request : stage.meeting().lists.at(*item).waiting) {
    if (!moved && request.delegation == *id)
      moved = request.id;
    else
      command.order.push_back(request.id);
  }
  const std::uint64_t place = arguments[1].number;
  if (!moved || place == 0 || place > command.order.size() + 1)
    return "the list has no such " + std::string(moved ? "place" : "speaker");
  command.order.insert(command.order.begin() + static_cast<std::ptrdiff_t>(place - 1), *moved);
  return stage.perform(command, Stage::chair());
}

template <Category kCategory>
Complaint limit_time(Stage& stage, const Arguments& arguments) {
  return stage.perform(
      SetTimeLimits{current_item(stage), {{kCategory, arguments[0].duration}}, std::nullopt},
      Stage::chair());
}

Complaint limit_speeches(Stage& stage, const Arguments& arguments) {
  return stage.perform(
      SetTimeLimits{current_item(stage), {}, static_cast<std::uint32_t>(arguments[0].number)},
      Stage::chair());
}

Complaint withdraw_objection(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, WithdrawClosingObjection{current_item(stage)});
}

// Words in place of a speech: the request leaves the list.
Complaint attach_instead(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  AttachStatement command;
  command.item = current_item(stage);
  command.language = "en";
  command.text = arguments[1].word;
  command.request = request_of(stage.meeting(), *id);
  command.instead = true;
  return stage.perform_as(arguments[0].word, command);
}

Complaint call_to_order(Stage& stage, const Arguments& arguments) {
  return stage.perform(CallToOrder{current_speech(stage), arguments[0].word}, Stage::chair());
}

Complaint extend(Stage& stage, const Arguments& arguments) {
  return stage.perform(ExtendTime{current_speech(stage), arguments[0].duration}, Stage::chair());
}

// Points of order and appeals.
Complaint raise_point(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, RaisePointOfOrder{arguments[1].word, false});
}

Complaint raise_point_on_voting(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, RaisePointOfOrder{arguments[1].word, true});
}

template <Ruling kRuling>
Complaint rule(Stage& stage, const Arguments& arguments) {
  const auto point = PointId(static_cast<std::uint32_t>(stage.meeting().points.size()));
  return stage.perform(RuleOnPoint{point, kRuling, arguments[0].word}, Stage::chair());
}

Complaint attach_statement(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  AttachStatement command;
  command.item = item_at_hand(stage);
  for (const Speech& speech : stage.meeting().speeches)
    if (speech.delegation == *id && speech.item == command.item) command.speech = speech.id;
  for (const Translation& translation : arguments[1].text) {
    command.language = translation.language;
    command.text = translation.text;
    if (Complaint complaint = stage.perform_as(arguments[0].word, command)) return complaint;
  }
  return std::nullopt;
}

constexpr Phrase kSessionPhrases[] = {
    {"chair waives the quorum", &by_chair<WaiveQuorum>, "for opening, where the rules allow it"},
    {"chair opens the meeting", &by_chair<OpenMeeting>, ""},
    {"chair suspends the meeting", &by_chair<SuspendMeeting>, ""},
    {"chair suspends the meeting until <time>", &suspend_until,
     "tomorrow, when today's has gone by"},
    {"chair resumes the meeting", &by_chair<ResumeMeeting>, ""},
    {"chair adjourns the meeting", &by_chair<AdjournMeeting>, ""},
    {"chair closes the session", &by_chair<CloseSession>, ""},
    {"chair closes the sitting to the public", &doors<Visibility::kClosed>, ""},
    {"chair opens the sitting to the public", &doors<Visibility::kPublic>, ""},
    {"chair opens item <name>", &open_item, "by its number"},
    {"chair closes the item", &on_item<CloseItem>, "the one that is open"},
};

constexpr Phrase kPresencePhrases[] = {
    {"<names> arrives|arrive", &presence<Arrive>, "heads of delegations, or people by name"},
    {"<names> leaves|leave", &presence<Leave>, ""},
    {"<names> loses|lose the connection", &presence<LoseConnection>, ""},
    {"<names> comes|come back", &presence<RestoreConnection>, "whose connection was lost"},
};

constexpr Phrase kListPhrases[] = {
    {"chair opens the list", &on_item<OpenList>, "of speakers, of the item that is open"},
    {"chair announces the list", &on_item<AnnounceList>, ""},
    {"chair closes the list", &on_item<CloseList>, ""},
    {"chair starts round <number>", &start_round, ""},
    {"chair calls for replies", &on_item<CallReplies>, "at the end of the day"},
    {"chair limits speeches of members to <duration>", &limit_time<Category::kMember>,
     "on this item; 0:00 lifts the limit"},
    {"chair limits speeches of observers to <duration>", &limit_time<Category::kObserver>, ""},
    {"chair limits speeches of guests to <duration>", &limit_time<Category::kGuest>, ""},
    {"chair limits speeches of groups to <duration>", &limit_time<Category::kGroup>, ""},
    {"chair limits delegations to <number> speech|speeches", &limit_speeches, "on this item"},
    {"chair moves <name> to place <number> of the list", &move_on_list, "counted from 1"},
    {"<name> objects to closing the list", &object_to_closing, ""},
    {"<name> withdraws its objection to closing the list", &withdraw_objection, ""},
    {"<names> asks|ask for the floor", &ask_floor, "one after the other"},
    {"<name> asks for the floor on behalf of <names>", &ask_floor_for, "of itself and a group"},
    {"<name> asks for a right of reply to <name>", &ask_reply, "to its last speech"},
    {"secretary enters <names> on the list", &enter_speaker, "who asked by word or by letter"},
    {"<name> withdraws its request", &withdraw_request, "for the floor, its first"},
};

constexpr Phrase kFloorPhrases[] = {
    {"chair gives the floor to <name>", &give_floor, "by its first request"},
    {"chair gives the floor to <name> who speaks for <duration>", &speak_for,
     "so much time passes, and it yields unless the microphone was closed"},
    {"chair invites <name>", &invite, "to speak without a list"},
    {"chair invites <name> for <duration>", &invite, ""},
    {"<name> yields the floor", &yield, ""},
    {"<name> takes over the floor", &take_over, "another of the delegation goes on"},
    {"<name> asks to put a question", &ask_question, "to who has the floor"},
    {"<name> takes the question", &take_question, "who has the floor; it is put now"},
    {"<name> declines the question", &decline_question, "or gives it up"},
    {"chair does not allow the question", &decline_question, ""},
    {"chair withdraws the floor", &withdraw_floor, ""},
    {"chair returns the floor", &return_floor, "that was ended by mistake"},
    {"chair calls the speaker to order <text>", &call_to_order, ""},
    {"chair extends the time by <duration>", &extend, "of who has the floor"},
    {"<name> attaches a statement <text> instead of speaking", &attach_instead,
     "and leaves the list"},
    {"<name> attaches a statement <text>", &attach_statement,
     "the words of its last speech on the item"},
};

constexpr Phrase kPointPhrases[] = {
    {"<name> raises a point of order <text>", &raise_point, ""},
    {"<name> raises a point of order on the voting <text>", &raise_point_on_voting,
     "while a vote is being taken"},
    {"chair upholds the point <text>", &rule<Ruling::kUpheld>, ""},
    {"chair rejects the point <text>", &rule<Ruling::kRejected>, ""},
    {"chair rules the point out of order <text>", &rule<Ruling::kOutOfOrder>, ""},
};

constexpr Chapter kFloorChapters[] = {
    {"The session", kSessionPhrases},       {"Comings and goings", kPresencePhrases},
    {"The list of speakers", kListPhrases}, {"The floor", kFloorPhrases},
    {"Points of order", kPointPhrases},
};

}  // namespace

std::span<const Chapter> floor_chapters() {
  return kFloorChapters;
}

}  // namespace hemicycle::rehearsal
