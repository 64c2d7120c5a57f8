#pragma once

#include "meeting/actor.h"
#include "meeting/chamber/random_commands.h"
#include "meeting/floor/random_commands.h"
#include "meeting/motions/random_commands.h"
#include "meeting/permissions.h"
#include "meeting/texts/random_commands.h"
#include "meeting/votes/random_commands.h"

namespace hemicycle::meeting {

// Anybody doing anything: commands of every kind, each theme's in its random_commands.h. For
// property tests and benchmarks; the seed tells the whole story.
class RandomCommands {
 public:
  explicit RandomCommands(std::uint64_t seed) : r_(seed) {}

  struct Step {
    Caller caller;
    std::variant<Command, SystemCommand> command;
    Millis after{0};  // how much time passes before it

    std::string_view name() const {
      return std::visit([](const auto& one) { return name_of(one); }, command);
    }
  };
  Step next(const Meeting& meeting) {
    r_.meeting = &meeting;
    if (r_.chance(0.15)) return {{}, SystemCommand(Tick{}), time_between()};
    if (r_.chance(0.02)) return {{}, random_report(r_), time_between()};
    Command command = one_of_all();
    const Caller caller = caller_for(command);
    return {caller, std::move(command), time_between()};
  }

 private:
  // Seconds, at times an hour, seldom days: deadlines come, now and then.
  Millis time_between() {
    if (!r_.meeting->tied_votings.empty() && r_.chance(0.2)) return Millis(50 * 3'600'000);
    const std::optional<Speech>& holder = r_.meeting->floor.holder;
    if (holder && holder->dropped_at && r_.chance(0.5)) return Millis(20'000);
    if (r_.chance(0.003)) return Millis(r_.below(80) * 3'600'000);
    return Millis(r_.chance(0.02) ? r_.below(3'600'000) : r_.below(20'000));
  }
  std::optional<Command> next_in_order();
  Command one_of_all();
  Caller caller_for(const Command& command);

  RandomPicks r_;
};

// What keeps a meeting going, lest most of it be spent adjourned or waiting for the chair.
inline std::optional<Command> RandomCommands::next_in_order() {
  const Phase phase = r_.meeting->session.phase;
  if (phase == Phase::kSuspended) return ResumeMeeting{};
  if (phase == Phase::kScheduled && r_.chance(0.3)) return WaiveQuorum{};
  if (phase == Phase::kAdjourned && r_.chance(0.03)) return CloseSession{};
  if (phase != Phase::kOpen) return OpenMeeting{};
  if (r_.meeting->point_to_rule)
    return RuleOnPoint{*r_.meeting->point_to_rule, r_.any<Ruling>(4), ""};
  if (!r_.meeting->agenda.current) return OpenItem{r_.item()};
  if (r_.meeting->agenda.items.at(*r_.meeting->agenda.current).debate == Debate::kAdjourned &&
      r_.chance(0.3))
    return random_motion_of(r_, MotionKind::kResumeDebate);
  const SpeakersList& list = r_.meeting->lists.at(*r_.meeting->agenda.current);
  if (list.waiting.empty() && list.round < r_.meeting->rules.rounds.count)
    return StartRound{list.item, list.round + 1};
  for (MotionId motion : r_.meeting->pending_motions)
    for (const SpeakerRequest& request : r_.meeting->motions.at(motion).speakers)
      return GiveFloor{request.id};
  for (const Motion& motion : r_.meeting->motions)
    if (motion.state == MotionState::kMoved) return SecondMotion{motion.id};
  for (const Amendment& amendment : r_.meeting->amendments)
    if (amendment.state == TextState::kMoved && r_.chance(0.5))
      return SecondAmendment{amendment.id};
  for (const Proposal& text : r_.meeting->proposals)
    if ((text.state == TextState::kPostponed || text.state == TextState::kReferred) &&
        r_.chance(0.2))
      return TakeUpProposal{text.id};
  for (const Delegation& absent : r_.meeting->delegations)
    if (!is_present(absent) && !absent.people.empty() && r_.chance(0.3))
      return Arrive{absent.id, absent.people.front().person};
  return std::nullopt;
}

inline Command RandomCommands::one_of_all() {
  if (r_.chance(0.15))
    if (auto command = next_in_order()) return std::move(*command);
  if (r_.meeting->open_voting && r_.chance(0.6)) return random_vote_command(r_);
  const std::uint32_t theme = r_.below(20);
  if (theme < 2) return make_one_of(kChamberMakers, r_);
  if (theme < 9) return make_one_of(kFloorMakers, r_);
  if (theme < 10) return make_one_of(kMotionMakers, r_);
  if (theme < 14) return make_one_of(kTextMakers, r_);
  return random_vote_command(r_);
}

// Mostly somebody who may do it; sometimes anybody at all.
inline Caller RandomCommands::caller_for(const Command& command) {
  const DelegationId who = r_.delegation();
  if (r_.chance(0.03)) return {r_.person_of(r_.delegation()), r_.any<Role>(5)};
  if (r_.chance(0.03)) return {PersonId(500 + r_.below(5)), std::nullopt};  // an officer, perhaps
  const bool of_the_speaker =
      std::holds_alternative<YieldFloor>(command) || std::holds_alternative<TakeQuestion>(command);
  if (of_the_speaker && r_.meeting->floor.holder) {
    const Speech& speech = *r_.meeting->floor.holder;
    return {speech.person, Role::kDelegate};
  }
  if (const auto* cast = std::get_if<CastVote>(&command); cast != nullptr && r_.chance(0.7)) {
    const Voting* voting = r_.meeting->votings.find(cast->voting);
    if (voting != nullptr && voting->called < voting->calling_order.size()) {
      const DelegationId called = voting->calling_order[voting->called];
      return {r_.person_of(called), Role::kDelegate};
    }
  }
  if (const auto* withdrawn = std::get_if<WithdrawMethodRequest>(&command)) {
    const Proposal* text = r_.meeting->proposals.find(withdrawn->proposal);
    if (text != nullptr && !text->method_requests.empty()) {
      const DelegationId who_asked = text->method_requests.front().delegation;
      return {r_.person_of(who_asked), Role::kDelegate};
    }
  }
  const std::uint8_t roles = permission_of(command).roles;
  const bool entered =
      std::holds_alternative<CastVote>(command) || std::holds_alternative<CorrectVote>(command) ||
      std::holds_alternative<CastBallot>(command) || std::holds_alternative<SplitVote>(command);
  if (entered && r_.chance(0.1)) return {PersonId(910), Role::kSecretariat};
  if (roles == kByAnyone && r_.chance(0.7)) return {PersonId(910), std::nullopt};
  if ((roles & kByDelegate) != 0 && ((roles & kByChair) == 0 || r_.chance(0.8)))
    return {r_.person_of(who), r_.maybe(0.7, Role::kDelegate)};
  if ((roles & kByChair) != 0) return {PersonId(900), r_.maybe(0.7, Role::kChair)};
  return {PersonId(910), r_.maybe(0.7, Role::kSecretariat)};
}

}  // namespace hemicycle::meeting
