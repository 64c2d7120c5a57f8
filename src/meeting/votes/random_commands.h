#pragma once

#include "meeting/random_picks.h"
#include "meeting/votes/tally.h"

namespace hemicycle::meeting {

inline Command random_opening(RandomPicks& r) {
  Subject subject = r.subject();
  if (!r.meeting->elections.empty() && r.chance(0.2)) {
    subject.kind = SubjectKind::kElection;
    subject.election = r.election();
  }
  const bool election = subject.kind == SubjectKind::kElection && r.chance(0.9);
  const Method by_ballot =
      r.meeting->rules.elections.secret || r.chance(0.1) ? Method::kSecret : Method::kRecorded;
  return OpenVoting{subject, election ? by_ballot : r.any<Method>(kMethods),
                    r.maybe(0.4, Millis(r.chance(0.5) ? 72 * 3'600'000 : r.below(600'000)))};
}

// In some votes most agree, in some the sides are even, in others nobody knows.
inline Choice random_choice(RandomPicks& r, const Voting& voting) {
  const auto cast = [&](Mark mark) {
    return std::count(voting.roll.begin(), voting.roll.end(), mark);
  };
  if (voting.id.value() % 3 == 0 && r.chance(0.85)) return Choice::kFor;
  if (voting.id.value() % 3 == 1 && r.chance(0.95))
    return cast(Mark::kFor) > cast(Mark::kAgainst) ? Choice::kAgainst : Choice::kFor;
  return r.any<Choice>(3);
}

// Where they are ranked, in any order.
inline std::vector<CandidateId> random_names(RandomPicks& r, const Voting& voting) {
  std::vector<CandidateId> names;
  const bool ranked = voting.system == ElectionSystem::kSingleTransferableVote;
  for (CandidateId candidate : voting.candidates)
    if (ranked ? r.chance(0.8) : r.chance(0.4) && names.size() < voting.places)
      names.insert(
          names.end() - static_cast<std::ptrdiff_t>(ranked ? r.below(names.size() + 1) : 0),
          candidate);
  if (r.chance(0.05)) names.push_back(CandidateId(r.below(4) + 1));
  return names;
}

// Mostly of as many votes as some delegation has.
inline Command random_split(RandomPicks& r, const Voting& voting) {
  const std::uint32_t all = r.chance(0.9) ? 3 : r.below(4);
  SplitVote split{voting.id, r.below(all + 1), 0, 0, r.maybe(0.1, r.delegation())};
  split.against = r.below(all - split.in_favour + 1);
  split.abstaining = all - split.in_favour - split.against;
  return split;
}

// A vote, in whichever way the open voting takes it.
inline Command random_vote(RandomPicks& r) {
  const Voting* open = r.meeting->votings.find(r.voting());
  if (open == nullptr) return CastVote{VotingId(9999), Choice::kFor, std::nullopt};
  if (open->called < open->calling_order.size() && r.chance(0.3))
    return PassRoll{open->id, open->calling_order[open->called]};
  if (open->method == Method::kSecret)
    return CastSecretBallot{
        open->id, r.maybe(open->subject.election ? 0.05 : 0.95, r.any<Choice>(3)),
        open->subject.election ? random_names(r, *open) : std::vector<CandidateId>(),
        r.maybe(0.1, r.delegation())};
  if (open->subject.election && r.chance(0.95))
    return CastBallot{open->id, random_names(r, *open), r.maybe(0.1, r.delegation())};
  if (r.meeting->rules.voting.split && r.chance(0.4)) return random_split(r, *open);
  return CastVote{open->id, random_choice(r, *open), r.maybe(0.1, r.delegation())};
}

inline Command random_correction(RandomPicks& r) {
  return CorrectVote{r.voting(), r.any<Choice>(3), r.maybe(0.1, r.delegation())};
}

// With a casting vote where one is awaited, and now and then where none is.
inline Command random_closing(RandomPicks& r) {
  CloseVoting command{r.voting()};
  const Voting* voting = r.meeting->votings.find(command.voting);
  const bool awaited =
      voting != nullptr &&
      awaits_casting_vote(*r.meeting, *voting,
                          tally_roll(*r.meeting, *voting, present_at(*r.meeting, *voting)));
  if (r.chance(awaited ? 0.9 : 0.03))
    command.casting_vote = r.chance(0.5) ? Choice::kFor : Choice::kAgainst;
  return command;
}

inline constexpr RandomMaker kBetweenVotes[] = {
    {4,
     [](RandomPicks& r) -> Command {
       return Nominate{r.election(), "N" + std::to_string(r.below(4)), std::nullopt};
     }},
    {2,
     [](RandomPicks& r) -> Command {
       return WithdrawCandidate{r.election(), CandidateId(r.below(4) + 1)};
     }},
    {2,
     [](RandomPicks& r) -> Command {
       return CallElection{r.item(), "Chair", r.chance(0.6) ? 1 : r.below(4),
                           r.maybe(0.6, r.any<ElectionSystem>(kElectionSystems))};
     }},
    {1, [](RandomPicks&) -> Command { return PledgeToVote{}; }},
    {6, random_opening},
};

inline constexpr RandomMaker kDuringVote[] = {
    {12, [](RandomPicks& r) -> Command { return CloseVoting{r.voting()}; }},
    {5,
     [](RandomPicks& r) -> Command {
       return Object{r.voting(), "no"};
     }},
    {2,
     [](RandomPicks& r) -> Command {
       return CancelVoting{r.voting(), "opened by mistake"};
     }},
    {10, random_correction},
    {71, random_vote},
};

inline Command random_vote_command(RandomPicks& r) {
  if (!r.meeting->open_voting || r.chance(0.05)) return make_one_of(kBetweenVotes, r);
  return make_one_of(kDuringVote, r);
}

}  // namespace hemicycle::meeting
