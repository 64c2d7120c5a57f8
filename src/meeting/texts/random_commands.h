#pragma once

#include "meeting/random_picks.h"

namespace hemicycle::meeting {

inline Command random_ranking(RandomPicks& r) {
  RankAmendments command{r.proposal(), {}};
  if (r.chance(0.2)) return RankAmendments{r.proposal(), {r.amendment()}};
  for (const Amendment& each : r.meeting->amendments)
    if (each.proposal == command.proposal && each.state == TextState::kPending)
      command.order.insert(command.order.begin() + r.below(command.order.size() + 1), each.id);
  return command;
}

// What can be divided of a text: mostly itself, else an amendment to it.
inline std::optional<AmendmentId> random_divided(RandomPicks& r, ProposalId text) {
  if (!r.chance(0.4)) return std::nullopt;
  for (const Amendment& each : r.meeting->amendments)
    if (each.proposal == text && each.state == TextState::kPending && r.chance(0.7)) return each.id;
  return std::nullopt;
}

inline Command random_division(RandomPicks& r) {
  const PartAsked part{r.any<PartKind>(2), "part"};
  const ProposalId text = r.proposal();
  if (r.chance(0.5))
    return AskDivision{text, {part}, DivisionScope::kSeparate, random_divided(r, text)};
  return AskDivision{text, {part, part, part}, DivisionScope::kWhole, random_divided(r, text)};
}

template <typename OfDivision>
Command random_about_division(RandomPicks& r) {
  const ProposalId text = r.proposal();
  return OfDivision{text, random_divided(r, text)};
}

inline Command random_amendment(RandomPicks& r) {
  SubmitAmendment command{r.proposal(), r.words("Amended"), r.below(9)};
  if (r.chance(0.4)) command.amendment = r.amendment();
  if (command.amendment && r.chance(0.9))
    if (const Amendment* target = r.meeting->amendments.find(*command.amendment))
      command.proposal = target->proposal;
  if (r.chance(0.5)) command.passage = {"operative 3", r.maybe(0.5, 4u)};
  return command;
}

// Mostly of two that are pending.
inline Command random_exclusion(RandomPicks& r) {
  DeclareExclusion command{r.amendment(), r.amendment()};
  std::optional<AmendmentId> before;
  for (const Amendment& each : r.meeting->amendments) {
    if (each.state != TextState::kPending || each.amendment) continue;
    if (before) command = {*before, each.id};
    before = each.id;
  }
  return command;
}

inline constexpr RandomMaker kTextMakers[] = {
    {1, [](RandomPicks& r) -> Command { return SecondProposal{r.proposal()}; }},
    {1, [](RandomPicks& r) -> Command { return JoinSponsors{r.proposal()}; }},
    {1, [](RandomPicks& r) -> Command { return LeaveSponsors{r.proposal()}; }},
    {1, [](RandomPicks& r) -> Command { return WithdrawProposal{r.proposal()}; }},
    {4, [](RandomPicks& r) -> Command { return ReintroduceProposal{r.proposal()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return DecideImportance{r.proposal(), r.chance(0.5)};
     }},
    {2, random_amendment},
    {1, random_ranking},
    {1, random_exclusion},
    {1, [](RandomPicks& r) -> Command { return WithdrawAmendment{r.amendment()}; }},
    {1, [](RandomPicks& r) -> Command { return ReintroduceAmendment{r.amendment()}; }},
    {1, [](RandomPicks& r) -> Command { return IncorporateAmendment{r.amendment()}; }},
    {1, random_division},
    {1, random_about_division<ObjectToDivision>},
    {1, random_about_division<WithdrawDivision>},
    {1, random_about_division<WithdrawDivisionObjection>},
    {1, random_about_division<DivideProposal>},
    {1, [](RandomPicks& r) -> Command { return SecondAmendment{r.amendment()}; }},
    {1, [](RandomPicks& r) -> Command { return WithdrawMethodRequest{r.proposal()}; }},
    {1, [](RandomPicks& r) -> Command { return TakeUpProposal{r.proposal()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return AskMethod{r.proposal(), r.any<Method>(kMethods)};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return AttachStatement{r.item(), "en", "Words", r.maybe(0.5, r.request()),
                              r.maybe(0.5, r.speech())};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return SubmitProposal{r.item(), r.any<ProposalKind>(6), "", r.words("A text"), {},
                             {},       r.chance(0.3)};
     }},
};

}  // namespace hemicycle::meeting
