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

MotionId last_motion(const Stage& stage) {
  return MotionId(static_cast<std::uint32_t>(stage.meeting().motions.size()));
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

// Comings and goings.
template <typename Presence>
Complaint presence(Stage& stage, const Arguments& arguments) {
  for (const std::string& name : arguments[0].names) {
    Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    if (Complaint complaint = stage.tell(Presence{*id, stage.actor(*id).person})) return complaint;
  }
  return std::nullopt;
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
  for (const std::string& name : arguments[0].names) {
    Result<Caller, std::string> actor = stage.actor(name);
    if (!actor) return actor.error();
    if (Complaint complaint = stage.perform(AskFloor{current_item(stage), {}}, *actor))
      return complaint;
  }
  return std::nullopt;
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

template <Side kSide>
Complaint ask_on_motion(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(
      arguments[0].word,
      AskFloorOnMotion{next_motion(stage.meeting()).value_or(MotionId()), kSide});
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

Complaint enter_speaker(Stage& stage, const Arguments& arguments) {
  for (const std::string& name : arguments[0].names) {
    Result<DelegationId, std::string> id = stage.delegation(name);
    if (!id) return id.error();
    if (Complaint complaint =
            stage.perform(EnterSpeaker{current_item(stage), *id, {}, {}}, Stage::secretary()))
      return complaint;
  }
  return std::nullopt;
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

Complaint appeal(Stage& stage, const Arguments& arguments) {
  MoveMotion motion;
  motion.kind = MotionKind::kAppeal;
  motion.reason = arguments[1].word;
  return stage.perform_as(arguments[0].word, motion);
}

// Motions.
template <MotionKind kKind>
Complaint move(Stage& stage, const Arguments& arguments) {
  MoveMotion motion;
  motion.kind = kKind;
  if (arguments.size() > 1 && kKind == MotionKind::kSetTimeLimit)
    motion.limits = {{Category::kMember, arguments[1].duration}};
  return stage.perform_as(arguments[0].word, motion);
}

template <MotionKind kKind>
Complaint move_on_text(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[1].word);
  if (!proposal) return proposal.error();
  MoveMotion motion;
  motion.kind = kKind;
  motion.proposal = *proposal;
  return stage.perform_as(arguments[0].word, motion);
}

Complaint move_to_suspend_until(Stage& stage, const Arguments& arguments) {
  MoveMotion motion;
  motion.kind = MotionKind::kSuspendMeeting;
  motion.until = stage.next(arguments[1].time_of_day);
  return stage.perform_as(arguments[0].word, motion);
}

Complaint move_to_postpone(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[1].word);
  if (!proposal) return proposal.error();
  MoveMotion motion;
  motion.kind = MotionKind::kPostpone;
  motion.proposal = *proposal;
  motion.until = stage.next(arguments[2].time_of_day);
  return stage.perform_as(arguments[0].word, motion);
}

Complaint move_to_refer(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[1].word);
  if (!proposal) return proposal.error();
  MoveMotion motion;
  motion.kind = MotionKind::kCommit;
  motion.proposal = *proposal;
  motion.committee = arguments[2].word;
  return stage.perform_as(arguments[0].word, motion);
}

Complaint move_to_divide(Stage& stage, const Arguments& arguments) {
  Result<Subject, std::string> subject = subject_named(stage, arguments[1].word);
  if (!subject) return subject.error();
  MoveMotion motion;
  motion.kind = MotionKind::kDivision;
  motion.proposal = subject->proposal;
  motion.amendment = subject->amendment;
  return stage.perform_as(arguments[0].word, motion);
}

Complaint second_motion(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, SecondMotion{last_motion(stage)});
}

Complaint withdraw_motion(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, WithdrawMotion{last_motion(stage)});
}

constexpr Phrase kFloorPhrases[] = {
    {"chair waives the quorum", &by_chair<WaiveQuorum>},
    {"chair opens the meeting", &by_chair<OpenMeeting>},
    {"chair suspends the meeting", &by_chair<SuspendMeeting>},
    {"chair suspends the meeting until <time>", &suspend_until},
    {"chair resumes the meeting", &by_chair<ResumeMeeting>},
    {"chair adjourns the meeting", &by_chair<AdjournMeeting>},
    {"chair closes the session", &by_chair<CloseSession>},
    {"chair opens item <name>", &open_item},
    {"chair closes the item", &on_item<CloseItem>},
    {"chair opens the list", &on_item<OpenList>},
    {"chair announces the list", &on_item<AnnounceList>},
    {"chair closes the list", &on_item<CloseList>},
    {"chair starts round <number>", &start_round},
    {"chair calls for replies", &on_item<CallReplies>},
    {"<names> arrive", &presence<Arrive>},
    {"<names> leave", &presence<Leave>},
    {"<names> lose the connection", &presence<LoseConnection>},
    {"<names> come back", &presence<RestoreConnection>},
    {"<name> objects to closing the list", &object_to_closing},
    {"<name> asks for the floor", &ask_floor},
    {"<names> ask for the floor", &ask_floor},
    {"<name> asks for the floor on behalf of <names>", &ask_floor_for},
    {"<name> asks for a right of reply to <name>", &ask_reply},
    {"<name> asks to speak for the motion", &ask_on_motion<Side::kFor>},
    {"<name> asks to speak against the motion", &ask_on_motion<Side::kAgainst>},
    {"<name> withdraws its request", &withdraw_request},
    {"chair gives the floor to <name>", &give_floor},
    {"chair gives the floor to <name> who speaks for <duration>", &speak_for},
    {"chair invites <name>", &invite},
    {"chair invites <name> for <duration>", &invite},
    {"<name> yields the floor", &yield},
    {"chair withdraws the floor", &withdraw_floor},
    {"chair returns the floor", &return_floor},
    {"<name> takes over the floor", &take_over},
    {"secretary enters <names> on the list", &enter_speaker},
    {"<name> withdraws its objection to closing the list", &withdraw_objection},
    {"<name> attaches a statement <text> instead of speaking", &attach_instead},
    {"chair calls the speaker to order <text>", &call_to_order},
    {"chair extends the time by <duration>", &extend},
    {"<name> raises a point of order <text>", &raise_point},
    {"<name> raises a point of order on the voting <text>", &raise_point_on_voting},
    {"chair upholds the point <text>", &rule<Ruling::kUpheld>},
    {"chair rejects the point <text>", &rule<Ruling::kRejected>},
    {"chair rules the point out of order <text>", &rule<Ruling::kOutOfOrder>},
    {"<name> appeals <text>", &appeal},
    {"<name> moves to suspend the meeting", &move<MotionKind::kSuspendMeeting>},
    {"<name> moves to suspend the meeting until <time>", &move_to_suspend_until},
    {"<name> moves to take a recess until <time>", &move_to_suspend_until},
    {"<name> moves to adjourn the meeting", &move<MotionKind::kAdjournMeeting>},
    {"<name> moves to adjourn the debate", &move<MotionKind::kAdjournDebate>},
    {"<name> moves to resume the debate", &move<MotionKind::kResumeDebate>},
    {"<name> moves to close the debate", &move<MotionKind::kCloseDebate>},
    {"<name> moves to limit speeches to <duration>", &move<MotionKind::kSetTimeLimit>},
    {"<name> moves to close the list", &move<MotionKind::kCloseList>},
    {"<name> moves to lay <name> on the table", &move_on_text<MotionKind::kLayOnTable>},
    {"<name> moves to take <name> from the table", &move_on_text<MotionKind::kTakeFromTable>},
    {"<name> moves the previous question on <name>", &move_on_text<MotionKind::kPreviousQuestion>},
    {"<name> moves to postpone <name> until <time>", &move_to_postpone},
    {"<name> moves to postpone <name> indefinitely",
     &move_on_text<MotionKind::kPostponeIndefinitely>},
    {"<name> moves to refer <name> to <text>", &move_to_refer},
    {"<name> moves to divide <name>", &move_to_divide},
    {"<name> moves to reconsider <name>", &move_on_text<MotionKind::kReconsider>},
    {"<name> seconds the motion", &second_motion},
    {"<name> withdraws the motion", &withdraw_motion},
};

}  // namespace

std::span<const Phrase> floor_phrases() {
  return kFloorPhrases;
}

}  // namespace hemicycle::rehearsal
