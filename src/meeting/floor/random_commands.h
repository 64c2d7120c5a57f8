#pragma once

#include "meeting/random_picks.h"

namespace hemicycle::meeting {

// All who wait, in some order.
inline Command random_order(RandomPicks& r) {
  ReorderList command{r.item(), {}};
  if (const SpeakersList* list = r.meeting->lists.find(command.item))
    for (const SpeakerRequest& request : list->waiting)
      command.order.insert(command.order.begin() + r.below(command.order.size() + 1), request.id);
  return command;
}

inline constexpr RandomMaker kFloorMakers[] = {
    {1, [](RandomPicks& r) -> Command { return CallReplies{r.item()}; }},
    {1, [](RandomPicks& r) -> Command { return random_order(r); }},
    {1, [](RandomPicks& r) -> Command { return OpenList{r.item()}; }},
    {1, [](RandomPicks& r) -> Command { return AnnounceList{r.item()}; }},
    {1, [](RandomPicks& r) -> Command { return ObjectToClosing{r.item()}; }},
    {1, [](RandomPicks& r) -> Command { return CloseList{r.item()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return StartRound{r.item(), 2};
     }},
    {1, [](RandomPicks& r) -> Command { return AskReply{r.speech()}; }},
    {1, [](RandomPicks& r) -> Command { return AskExplanation{r.proposal()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return AskFloorOnMotion{r.motion(), r.any<Side>(2)};
     }},
    {1, [](RandomPicks& r) -> Command { return WithdrawRequest{r.request()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return SetTimeLimits{r.item(), {{r.any<Category>(4), Millis(r.below(90) * 1000)}}, {}};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       const DelegationId who = r.delegation();
       return InviteSpeaker{r.person_of(who), r.maybe(0.9, who), r.maybe(0.5, r.item()), {}};
     }},
    {1, [](RandomPicks& r) -> Command { return WithdrawFloor{r.speech()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return CallToOrder{r.speech(), "order"};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return ExtendTime{r.speech(), Millis(r.below(60'000))};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return RaisePointOfOrder{"a point", r.chance(0.5)};
     }},
    {2,
     [](RandomPicks& r) -> Command {
       return RuleOnPoint{r.some<PointId>(r.meeting->points.size()), r.any<Ruling>(4), ""};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return OpenItem{r.some<ItemId>(r.meeting->agenda.items.size())};
     }},
    {1, [](RandomPicks&) -> Command { return YieldFloor{}; }},
    {3, [](RandomPicks& r) -> Command { return GiveFloor{r.request()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return ReturnFloor{SpeechId(static_cast<std::uint32_t>(r.meeting->speeches.size()))};
     }},
    {1, [](RandomPicks& r) -> Command { return TakeOverFloor{r.speech()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       const DelegationId who = r.delegation();
       return EnterSpeaker{r.item(), who, r.maybe(0.2, r.person_of(who)), {}};
     }},
    {1, [](RandomPicks& r) -> Command { return WithdrawClosingObjection{r.item()}; }},
    {3, [](RandomPicks& r) -> Command { return InterposeQuestion{r.speech()}; }},
    {2, [](RandomPicks& r) -> Command { return DeclineQuestion{r.speech()}; }},
    {2, [](RandomPicks& r) -> Command { return TakeQuestion{r.speech()}; }},
    {6,
     [](RandomPicks& r) -> Command {
       return AskFloor{r.item(),
                       r.chance(0.1) ? std::vector{r.delegation()} : std::vector<DelegationId>()};
     }},
};

}  // namespace hemicycle::meeting
