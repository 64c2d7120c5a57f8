#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/random.h"
#include "meeting/actor.h"
#include "meeting/commands.h"
#include "meeting/meeting.h"
#include "meeting/texts/texts.h"
#include "meeting/views.h"

namespace hemicycle::meeting {

// Anybody doing anything: commands of every kind, about things that exist, have existed or never
// did, likely enough to be in order that a meeting gets somewhere. For property tests and
// benchmarks; the seed tells the whole story.
class RandomCommands {
 public:
  explicit RandomCommands(std::uint64_t seed) : random_(seed) {}

  struct Step {
    Actor actor;
    Command command;
    Millis after{0};  // how much time passes before it
  };
  Step next(const Meeting& meeting) {
    meeting_ = &meeting;
    Command command = one_of_all();
    Actor actor = actor_for(command);
    return {actor, std::move(command), time_between()};
  }

 private:
  // Seconds, at times an hour, seldom days: deadlines come, now and then.
  Millis time_between() {
    if (!meeting_->tied_votings.empty() && chance(0.2)) return Millis(50 * 3'600'000);
    const std::optional<Speech>& holder = meeting_->floor.holder;
    if (holder && holder->dropped_at && chance(0.5)) return Millis(20'000);
    if (chance(0.003)) return Millis(below(80) * 3'600'000);
    return Millis(chance(0.02) ? below(3'600'000) : below(20'000));
  }
  std::uint32_t below(std::size_t bound) {
    return bound == 0 ? 0 : static_cast<std::uint32_t>(random_.below(bound));
  }
  bool chance(double probability) { return random_.chance(probability); }
  // Mostly one that exists, the latest rather than others; now and then one that does not.
  template <typename Id>
  Id some(std::size_t existing) {
    if (existing > 0 && chance(0.5)) return Id(static_cast<typename Id::NumberType>(existing));
    return Id(static_cast<typename Id::NumberType>(below(existing + 1) + (chance(0.02) ? 0 : 1)));
  }
  template <typename Enum>
  Enum any(std::size_t count) {
    return static_cast<Enum>(below(count));
  }
  template <typename Value>
  const Value& pick(const std::vector<Value>& values) {
    return values[below(values.size())];
  }

  ItemId item() {
    if (meeting_->agenda.current && chance(0.95)) return *meeting_->agenda.current;
    return some<ItemId>(meeting_->agenda.items.size());
  }
  DelegationId delegation() {
    return DelegationId(below(meeting_->delegations.size() + (chance(0.01) ? 1 : 0)) + 1);
  }
  PersonId person_of(DelegationId id) {
    const Delegation* found = meeting_->delegations.find(id);
    return found == nullptr || found->people.empty() ? PersonId(7777) : pick(found->people).person;
  }
  // One that can be decided next, mostly.
  ProposalId proposal() {
    for (const Proposal& text : meeting_->proposals)
      if ((text.state == TextState::kPending || text.state == TextState::kTied) && chance(0.6))
        return text.id;
    return some<ProposalId>(meeting_->proposals.size());
  }
  AmendmentId amendment() {
    for (const Amendment& text : meeting_->amendments)
      if (text.state == TextState::kPending && chance(0.4)) return text.id;
    return some<AmendmentId>(meeting_->amendments.size());
  }
  MotionId motion() {
    if (!meeting_->pending_motions.empty() && chance(0.7)) return pick(meeting_->pending_motions);
    return some<MotionId>(meeting_->motions.size());
  }
  VotingId voting() {
    if (meeting_->open_voting && chance(0.9)) return *meeting_->open_voting;
    if (!meeting_->silent_votings.empty() && chance(0.5)) return pick(meeting_->silent_votings);
    return some<VotingId>(meeting_->votings.size());
  }
  RequestId request() {
    for (MotionId id : meeting_->pending_motions) {
      const std::vector<SpeakerRequest>& speakers = meeting_->motions.at(id).speakers;
      if (!speakers.empty() && chance(0.7)) return pick(speakers).id;
    }
    for (const SpeakersList& list : meeting_->lists)
      for (const auto* queue : {&list.waiting, &list.replies, &list.explanations})
        if (!queue->empty() && chance(0.8))
          return chance(0.7) ? queue->front().id : pick(*queue).id;
    return some<RequestId>(meeting_->requests_made);
  }
  SpeechId speech() {
    if (meeting_->floor.holder && chance(0.8)) return meeting_->floor.holder->id;
    return some<SpeechId>(meeting_->speeches.size());
  }
  // About a text, one that suits the motion if there is one.
  ProposalId proposal_for(MotionKind kind) {
    const auto suits = [&](const Proposal& text) {
      if (kind == MotionKind::kReconsider)
        return text.state == TextState::kRejected || text.state == TextState::kAdopted;
      if (kind == MotionKind::kTakeFromTable) return text.state == TextState::kTabled;
      if (kind == MotionKind::kDivision) return text.division_objected;
      return text.state == TextState::kPending;
    };
    for (const Proposal& text : meeting_->proposals)
      if (suits(text) && chance(0.5)) return text.id;
    return proposal();
  }
  // What the order of business has next: the first motion, else the first text that is undecided,
  // its amendments and parts before it.
  std::optional<Subject> next_subject() {
    Subject subject;
    if ((subject.motion = next_motion(*meeting_))) {
      subject.kind = SubjectKind::kMotion;
      return subject;
    }
    for (const Proposal& text : meeting_->proposals) {
      if (text.state != TextState::kPending && text.state != TextState::kTied) continue;
      subject.proposal = text.id;
      if ((subject.amendment = furthest_amendment(*meeting_, text.id))) {
        subject.kind = SubjectKind::kAmendment;
        return subject;
      }
      for (const Part& part : text.parts)
        if (part.state == TextState::kPending || part.state == TextState::kTied) {
          subject.kind = SubjectKind::kPart;
          subject.part = part.id;
        }
      return subject;
    }
    return std::nullopt;
  }
  Subject subject() {
    if (chance(0.6))
      if (const auto next = next_subject()) return *next;
    Subject subject;
    subject.kind = any<SubjectKind>(5);
    subject.proposal = proposal();
    subject.amendment = amendment();
    subject.motion = motion();
    subject.election = some<ElectionId>(meeting_->elections.size());
    subject.part = some<PartId>(meeting_->parts_made);
    return subject;
  }
  Setting override() {
    static const std::vector<Setting> settings = {
        {"rounds.first", "2m"},         {"floor.granting", "chair_chooses"},
        {"floor.granting", "in_order"}, {"voting.proxies", "true"},
        {"connection.grace", "5s"},     {"rounds.count", "0"},
        {"tie.outcome", "rejected"},    {"time_limit.guest", "90s"},
        {"no.such", "setting"},         {"speakers_list.announced_before_closing", "false"}};
    return pick(settings);
  }
  std::vector<CandidateId> named(const Voting& voting) {
    std::vector<CandidateId> names;
    for (CandidateId candidate : voting.candidates)
      if (chance(0.4) && names.size() < voting.places) names.push_back(candidate);
    if (chance(0.05)) names.push_back(CandidateId(below(4) + 1));
    return names;
  }
  template <typename Value>
  std::optional<Value> maybe(double probability, Value value) {
    return chance(probability) ? std::optional(value) : std::nullopt;
  }
  static Text words(const char* text) { return {{"en", text}}; }

  // In some votes most agree, in some the sides are even, in others nobody knows.
  Choice choice(const Voting& voting) {
    const auto cast = [&](Mark mark) {
      return std::count(voting.roll.begin(), voting.roll.end(), mark);
    };
    if (voting.id.value() % 3 == 0 && chance(0.85)) return Choice::kFor;
    if (voting.id.value() % 3 == 1 && chance(0.95))
      return cast(Mark::kFor) > cast(Mark::kAgainst) ? Choice::kAgainst : Choice::kFor;
    return any<Choice>(3);
  }
  // All who wait, in some order.
  ReorderList reordered() {
    ReorderList command{item(), {}};
    if (const SpeakersList* list = meeting_->lists.find(command.item))
      for (const SpeakerRequest& request : list->waiting)
        command.order.insert(command.order.begin() + below(command.order.size() + 1), request.id);
    return command;
  }
  RankAmendments ranked() {
    RankAmendments command{proposal(), {}};
    for (const Amendment& each : meeting_->amendments)
      if (each.proposal == command.proposal && each.state == TextState::kPending)
        command.order.insert(command.order.begin() + below(command.order.size() + 1), each.id);
    return command;
  }

  Command opening_of(const Subject& subject) {
    const bool secret = subject.kind == SubjectKind::kElection && chance(0.8);
    return OpenVoting{subject, secret ? Method::kSecret : any<Method>(kMethods),
                      maybe(0.4, Millis(chance(0.5) ? 72 * 3'600'000 : below(600'000))),
                      random_.next()};
  }

  std::optional<Command> next_in_order();
  Command one_of_all();
  Command of_the_chamber();
  Command of_the_floor();
  Command of_texts();
  Command of_votes();
  Actor actor_for(const Command& command);

  SeededRandom random_;
  const Meeting* meeting_ = nullptr;
};

// What keeps a meeting going, lest most of it be spent adjourned or waiting for the chair.
inline std::optional<Command> RandomCommands::next_in_order() {
  const Phase phase = meeting_->session.phase;
  if (phase == Phase::kSuspended) return ResumeMeeting{};
  if (phase == Phase::kScheduled && chance(0.3)) return WaiveQuorum{};
  if (phase == Phase::kAdjourned && chance(0.03)) return CloseSession{};
  if (phase != Phase::kOpen) return OpenMeeting{};
  if (meeting_->point_to_rule) return RuleOnPoint{*meeting_->point_to_rule, any<Ruling>(4), ""};
  if (!meeting_->agenda.current) return OpenItem{item()};
  const SpeakersList& list = meeting_->lists.at(*meeting_->agenda.current);
  if (list.waiting.empty() && list.round < meeting_->rules.rounds.count)
    return StartRound{list.item, list.round + 1};
  for (MotionId motion : meeting_->pending_motions)
    for (const SpeakerRequest& request : meeting_->motions.at(motion).speakers)
      return GiveFloor{request.id};
  for (const Motion& motion : meeting_->motions)
    if (motion.state == MotionState::kMoved) return SecondMotion{motion.id};
  for (const Delegation& absent : meeting_->delegations)
    if (!is_present(absent) && !absent.people.empty() && chance(0.3))
      return Arrive{absent.id, absent.people.front().person};
  return std::nullopt;
}

inline Command RandomCommands::one_of_all() {
  if (chance(0.15)) return Tick{};
  if (chance(0.15))
    if (auto command = next_in_order()) return std::move(*command);
  if (meeting_->open_voting && chance(0.6)) return of_votes();
  switch (below(10)) {
    case 0:
      return of_the_chamber();
    case 1:
    case 2:
    case 3:
    case 4:
      return of_the_floor();
    case 5:
    case 6:
      return of_texts();
    default:
      return of_votes();
  }
}

inline Command RandomCommands::of_the_chamber() {
  const DelegationId who = delegation();
  switch (below(22)) {
    case 0:
      return OverrideRule{override()};
    case 1:
      return SeatProvisionally{who};
    case 2:
      return ReportCredential{who, chance(0.99)};
    case 3:
      return GiveProxy{who};
    case 4:
      return WithdrawProxy{};
    case 5:
      return Leave{who, person_of(who)};
    case 6:
      if (meeting_->floor.holder && meeting_->floor.holder->delegation)
        return LoseConnection{*meeting_->floor.holder->delegation, meeting_->floor.holder->person};
      return LoseConnection{who, person_of(who)};
    case 7:
      return RestoreConnection{who, person_of(who)};
    case 8:
      return WaiveQuorum{};
    case 9:
      return SuspendMeeting{};
    case 10:
      return AdjournMeeting{};
    case 11:
      return CloseItem{item()};
    case 12:
      return AddItem{words("Another item"), {}};
    case 13:
      return MoveItem{some<ItemId>(meeting_->agenda.items.size()), below(3)};
    case 14:
      return RemoveItem{some<ItemId>(meeting_->agenda.items.size())};
    case 15:
      return AddDocument{item(), "D/" + std::to_string(below(50)), std::nullopt};
    case 16:
      return AddDocumentVersion{DocumentId(below(20)), "en", "D", "00"};
    case 17:
      return RegisterDelegate{who, PersonId(below(40) + 1000), "New", "", any<Position>(5)};
    case 18:
      return RemoveDelegate{who, PersonId(below(40) + 1000)};
    case 19:
      return chance(0.02) ? Command(CloseSession{}) : Command(ResumeMeeting{});
    case 20:
      return chance(0.5) ? Command(OpenMeeting{}) : Command(ResumeMeeting{});
    default:
      return Arrive{who, person_of(who)};
  }
}

inline Command RandomCommands::of_the_floor() {
  const DelegationId who = delegation();
  switch (below(32)) {
    case 30:
      return CallReplies{item()};
    case 31:
      return reordered();
    case 0:
      return OpenList{item()};
    case 1:
      return AnnounceList{item()};
    case 2:
      return ObjectToClosing{item()};
    case 3:
      return CloseList{item()};
    case 4:
      return StartRound{item(), 2};
    case 5:
      return AskReply{speech()};
    case 6:
      return AskExplanation{proposal()};
    case 7:
      return AskFloorOnMotion{motion(), any<Side>(2)};
    case 8:
      return WithdrawRequest{request()};
    case 9:
      return SetTimeLimits{item(), {{any<Category>(4), Millis(below(90) * 1000)}}, {}};
    case 10:
      return InviteSpeaker{person_of(who), maybe(0.9, who), maybe(0.5, item()), {}};
    case 11:
      return WithdrawFloor{speech()};
    case 12:
      return CallToOrder{speech(), "order"};
    case 13:
      return ExtendTime{speech(), Millis(below(60'000))};
    case 14:
      return RaisePointOfOrder{"a point", chance(0.5)};
    case 15:
    case 16:
      return RuleOnPoint{some<PointId>(meeting_->points.size()), any<Ruling>(4), ""};
    case 17: {
      const auto kind = any<MotionKind>(kMotionKinds);
      return MoveMotion{kind,           proposal_for(kind), {{Category::kMember, Millis(60'000)}},
                        maybe(0.3, 2u), std::nullopt,       ""};
    }
    case 18:
      return SecondMotion{motion()};
    case 19:
      return WithdrawMotion{motion()};
    case 20:
      return OpenItem{some<ItemId>(meeting_->agenda.items.size())};
    case 21:
      return YieldFloor{};
    case 22:
    case 23:
    case 24:
      return GiveFloor{request()};
    default:
      return AskFloor{item(),
                      chance(0.1) ? std::vector{delegation()} : std::vector<DelegationId>()};
  }
}

inline Command RandomCommands::of_texts() {
  const Part part{PartId(), any<PartKind>(2), "part", TextState::kPending};
  switch (below(18)) {
    case 0:
      return SecondProposal{proposal()};
    case 1:
      return JoinSponsors{proposal()};
    case 2:
      return LeaveSponsors{proposal()};
    case 3:
      return WithdrawProposal{proposal()};
    case 4:
      return ReintroduceProposal{proposal()};
    case 5:
      return DecideImportance{proposal(), chance(0.5)};
    case 6:
      return SubmitAmendment{proposal(), words("Amended"), below(9)};
    case 7:
      return chance(0.8) ? ranked() : RankAmendments{proposal(), {amendment()}};
    case 8:
      return DeclareExclusion{amendment(), amendment()};
    case 9:
      return WithdrawAmendment{amendment()};
    case 10:
      return IncorporateAmendment{amendment()};
    case 11:
      return AskDivision{proposal(), {part, part, part}};
    case 12:
      return ObjectToDivision{proposal()};
    case 13:
      return DivideProposal{proposal()};
    case 14:
      return AskMethod{proposal(), any<Method>(kMethods)};
    case 15:
      return AttachStatement{item(), "en", "Words", maybe(0.5, request()), maybe(0.5, speech())};
    case 16:
      return CallElection{item(), "Chair", below(3)};
    default:
      return SubmitProposal{item(), any<ProposalKind>(6), "", words("A text"), {}, {}, chance(0.3)};
  }
}

inline Command RandomCommands::of_votes() {
  if (!meeting_->open_voting || chance(0.05)) {
    switch (below(5)) {
      case 0:
        return Nominate{some<ElectionId>(meeting_->elections.size()),
                        "N" + std::to_string(below(4)), std::nullopt};
      case 1:
        return WithdrawCandidate{some<ElectionId>(meeting_->elections.size()),
                                 CandidateId(below(4) + 1)};
      default:
        return opening_of(subject());
    }
  }
  const Voting& open = meeting_->votings.at(*meeting_->open_voting);
  if (chance(0.12)) return CloseVoting{voting(), random_.next()};
  if (chance(0.05)) return Object{voting(), "no"};
  if (!open.calling_order.empty() && open.called < open.calling_order.size() && chance(0.3))
    return PassRoll{voting(), open.calling_order[open.called]};
  if (open.method == Method::kSecret)
    return CastSecretBallot{voting(), maybe(open.subject.election ? 0.05 : 0.95, any<Choice>(3)),
                            open.subject.election ? named(open) : std::vector<CandidateId>(),
                            maybe(0.1, delegation())};
  return CastVote{voting(), choice(open), maybe(0.1, delegation())};
}

// Mostly somebody who may do it; sometimes anybody at all.
inline Actor RandomCommands::actor_for(const Command& command) {
  const DelegationId who = delegation();
  Actor actor{person_of(who), Role::kDelegate, who};
  if (chance(0.03)) return {person_of(delegation()), any<Role>(5), maybe(0.5, who)};
  if (std::holds_alternative<Tick>(command)) return {PersonId(), Role::kSystem, std::nullopt};
  if (std::holds_alternative<YieldFloor>(command) && meeting_->floor.holder) {
    const Speech& speech = *meeting_->floor.holder;
    return {speech.person, Role::kDelegate, speech.delegation};
  }
  if (const auto* cast = std::get_if<CastVote>(&command); cast != nullptr && chance(0.7)) {
    const Voting* voting = meeting_->votings.find(cast->voting);
    if (voting != nullptr && voting->called < voting->calling_order.size()) {
      const DelegationId called = voting->calling_order[voting->called];
      return {person_of(called), Role::kDelegate, called};
    }
  }
  constexpr const char* kByTheChair[] = {
      "OverrideRule",      "SeatProvisionally", "ReportCredential", "WaiveQuorum",
      "OpenMeeting",       "SuspendMeeting",    "ResumeMeeting",    "AdjournMeeting",
      "CloseSession",      "AddItem",           "MoveItem",         "RemoveItem",
      "OpenItem",          "CloseItem",         "AddDocument",      "AddDocumentVersion",
      "OpenList",          "AnnounceList",      "CloseList",        "StartRound",
      "SetTimeLimits",     "GiveFloor",         "InviteSpeaker",    "WithdrawFloor",
      "CallToOrder",       "ExtendTime",        "RuleOnPoint",      "DecideImportance",
      "RankAmendments",    "DeclareExclusion",  "DivideProposal",   "OpenVoting",
      "PassRoll",          "CloseVoting",       "CallElection",     "Nominate",
      "WithdrawCandidate", "ReorderList",       "CallReplies"};
  const std::string_view name = name_of(command);
  for (const char* by_the_chair : kByTheChair)
    if (name == by_the_chair) return {PersonId(900), Role::kChair, std::nullopt};
  if (name == "RegisterDelegate" || name == "RemoveDelegate")
    return {PersonId(910), Role::kSecretariat, std::nullopt};
  if (name == "Arrive" || name == "RestoreConnection" || name == "LoseConnection")
    return {PersonId(), Role::kSystem, std::nullopt};
  return actor;
}

}  // namespace hemicycle::meeting
