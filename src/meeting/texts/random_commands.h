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

inline Command random_division(RandomPicks& r) {
  const Part part{PartId(), r.any<PartKind>(2), "part", TextState::kPending};
  return AskDivision{r.proposal(), {part, part, part}};
}

inline constexpr RandomMaker kTextMakers[] = {
    {1, [](RandomPicks& r) -> Command { return SecondProposal{r.proposal()}; }},
    {1, [](RandomPicks& r) -> Command { return JoinSponsors{r.proposal()}; }},
    {1, [](RandomPicks& r) -> Command { return LeaveSponsors{r.proposal()}; }},
    {1, [](RandomPicks& r) -> Command { return WithdrawProposal{r.proposal()}; }},
    {1, [](RandomPicks& r) -> Command { return ReintroduceProposal{r.proposal()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return DecideImportance{r.proposal(), r.chance(0.5)};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return SubmitAmendment{r.proposal(), r.words("Amended"), r.below(9)};
     }},
    {1, random_ranking},
    {1,
     [](RandomPicks& r) -> Command {
       return DeclareExclusion{r.amendment(), r.amendment()};
     }},
    {1, [](RandomPicks& r) -> Command { return WithdrawAmendment{r.amendment()}; }},
    {1, [](RandomPicks& r) -> Command { return IncorporateAmendment{r.amendment()}; }},
    {1, random_division},
    {1, [](RandomPicks& r) -> Command { return ObjectToDivision{r.proposal()}; }},
    {1, [](RandomPicks& r) -> Command { return DivideProposal{r.proposal()}; }},
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
