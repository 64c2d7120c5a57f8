#pragma once

#include "meeting/random_picks.h"

namespace hemicycle::meeting {

inline Setting random_setting(RandomPicks& r) {
  static const std::vector<Setting> settings = {
      {"rounds.first", "2:00"},
      {"floor.granting", "chair_chooses"},
      {"floor.granting", "in_order"},
      {"voting.proxies", "true"},
      {"voting.proxies_max", "2"},
      {"voting.weighted", "true"},
      {"voting.weighted", "false"},
      {"majority.basis", "present"},
      {"majority.basis", "members"},
      {"majority.basis", "present_and_voting"},
      {"tie.outcome", "casting_vote"},
      {"method.corrections", "true"},
      {"elections.acclamation", "true"},
      {"interposed_question.allowed", "true"},
      {"interposed_question.limit", "0:30"},
      {"meeting.closed_to", "observers"},
      {"meeting.closed_to", "public"},
      {"voting.split", "true"},
      {"voting.pledge", "true"},
      {"method.cancellation", "before_votes"},
      {"elections.systems", "majority,single_transferable_vote"},
      {"elections.secret", "false"},

      {"connection.grace", "0:05"},
      {"rounds.count", "0"},
      {"tie.outcome", "rejected"},
      {"time_limit.guest", "1:30"},
      {"no.such", "setting"},
      {"speakers_list.announced_before_closing", "false"}};
  return r.pick(settings);
}

// What the server tells of connections, and of those who come.
inline SystemCommand random_report(RandomPicks& r) {
  DelegationId who = r.delegation();
  if (r.chance(0.4)) return RestoreConnection{who, r.person_of(who)};
  if (r.chance(0.2)) return Arrive{who, r.person_of(who)};
  const std::optional<Speech>& holder = r.meeting->floor.holder;
  if (holder && holder->delegation) return LoseConnection{*holder->delegation, holder->person};
  return LoseConnection{who, r.person_of(who)};
}

inline constexpr RandomMaker kChamberMakers[] = {
    {1,
     [](RandomPicks& r) -> Command {
       return OverrideRule{random_setting(r),
                           r.maybe(0.8, r.some<DecisionId>(r.meeting->decisions.size()))};
     }},
    {1, [](RandomPicks& r) -> Command { return SeatProvisionally{r.delegation()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return ReportCredential{r.delegation(), r.chance(0.99)};
     }},
    {1, [](RandomPicks& r) -> Command { return GiveProxy{r.delegation()}; }},
    {1, [](RandomPicks&) -> Command { return WithdrawProxy{}; }},
    {1,
     [](RandomPicks& r) -> Command {
       const DelegationId who = r.delegation();
       return Leave{who, r.person_of(who)};
     }},
    {1, [](RandomPicks&) -> Command { return WaiveQuorum{}; }},
    {1, [](RandomPicks&) -> Command { return SuspendMeeting{}; }},
    {1, [](RandomPicks&) -> Command { return AdjournMeeting{}; }},
    {1, [](RandomPicks& r) -> Command { return CloseItem{r.item()}; }},
    {1,
     [](RandomPicks& r) -> Command {
       AddItem added{r.words("Another item"), {}, std::nullopt, std::nullopt};
       if (r.chance(0.4)) added.under = r.some<ItemId>(r.meeting->agenda.items.size());
       if (r.chance(0.1)) added.number = std::to_string(r.below(20));
       return added;
     }},
    {1,
     [](RandomPicks& r) -> Command {
       const Officer officer{PersonId(r.below(5) + 500), "Officer", r.any<Office>(5)};
       if (r.chance(0.5)) return RemoveOfficer{officer.person, officer.office};
       return AppointOfficer{officer};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return RenameOrganisation{r.some<OrganisationId>(r.meeting->organisations.size()),
                                 r.words(r.chance(0.5) ? "Renamed" : " padded")};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       const DelegationId of = r.delegation();
       return ReviseDelegate{of, r.person_of(of), "Revised", "", r.any<Position>(5)};
     }},
    {1, [](RandomPicks& r) -> Command { return ChangeVisibility{r.any<Visibility>(2)}; }},
    {1,
     [](RandomPicks& r) -> Command {
       return MoveItem{r.some<ItemId>(r.meeting->agenda.items.size()), r.below(3)};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return RemoveItem{r.some<ItemId>(r.meeting->agenda.items.size())};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return AddDocument{r.item(), "D/" + std::to_string(r.below(50)), std::nullopt};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return AddDocumentVersion{DocumentId(r.below(20)), "en", "D", "00"};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return RegisterDelegate{r.delegation(), PersonId(r.below(40) + 1000), "New", "",
                               r.any<Position>(5)};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return RemoveDelegate{r.delegation(), PersonId(r.below(40) + 1000)};
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return r.chance(0.02) ? Command(CloseSession{}) : Command(ResumeMeeting{});
     }},
    {1,
     [](RandomPicks& r) -> Command {
       return r.chance(0.5) ? Command(OpenMeeting{}) : Command(ResumeMeeting{});
     }},
    {1,
     [](RandomPicks& r) -> Command {
       const DelegationId who = r.delegation();
       return Arrive{who, r.person_of(who)};
     }},
};

}  // namespace hemicycle::meeting
