#include "meeting/votes/transferable_vote.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/bug.h"
#include "base/random.h"

namespace hemicycle::meeting {
namespace {

// surplus * value / votes, what follows the fifth decimal ignored. The product of two numbers of
// 64 bits needs more.
TransferredVotes transfer_value(TransferredVotes surplus, TransferredVotes value,
                                TransferredVotes votes) {
  return static_cast<TransferredVotes>(static_cast<unsigned __int128>(surplus) * value / votes);
}

// A paper in somebody's pile, and the value of each of its votes when it came there.
struct Held {
  const RankedPaper* paper = nullptr;
  TransferredVotes value_e5 = kOneVote;
};

enum class Candidacy : std::uint8_t { kContinues, kElected, kExcluded };

struct Pile {
  CandidateId candidate;
  Candidacy candidacy = Candidacy::kContinues;
  TransferredVotes votes_e5 = 0;
  bool surplus_transferred = false;
  std::vector<Held> papers;
};

// The piles of papers on the table, and the sheet on which the rounds are written.
class CountingTable {
 public:
  CountingTable(const std::vector<CandidateId>& candidates, std::uint32_t places,
                const std::vector<RankedPaper>& papers, std::uint64_t seed)
      : places_(places), random_(seed) {
    for (CandidateId candidate : candidates) piles_.emplace_back().candidate = candidate;
    for (const RankedPaper& paper : papers) count_.valid += paper.votes;
    count_.quota = droop_quota(count_.valid, places);
    count_.seed = seed;
    sort_by_first_preference(papers);
  }

  TransferCount count() && {
    while (places_left() > 0 && continuing() > 0) {
      if (!transfer_a_surplus()) exclude_the_last();
    }
    return std::move(count_);
  }

 private:
  TransferredVotes quota_e5() const { return count_.quota * kOneVote; }
  std::size_t continuing() const {
    return static_cast<std::size_t>(std::count_if(piles_.begin(), piles_.end(), continues));
  }
  std::size_t places_left() const {
    const auto elected = std::count_if(piles_.begin(), piles_.end(), [](const Pile& pile) {
      return pile.candidacy == Candidacy::kElected;
    });
    return places_ - static_cast<std::size_t>(elected);
  }
  static bool continues(const Pile& pile) { return pile.candidacy == Candidacy::kContinues; }

  Pile* next_preference(const RankedPaper& paper) {
    for (CandidateId preferred : paper.preferences)
      for (Pile& pile : piles_)
        if (pile.candidate == preferred && continues(pile)) return &pile;
    return nullptr;
  }
  // To whom the paper goes next; it is set aside when it names nobody else.
  void pass_on(const Held& held) {
    Pile* next = next_preference(*held.paper);
    if (next == nullptr) return;
    next->papers.push_back(held);
    next->votes_e5 += held.value_e5 * held.paper->votes;
  }

  void sort_by_first_preference(const std::vector<RankedPaper>& papers) {
    for (const RankedPaper& paper : papers) pass_on({&paper, kOneVote});
    end_round({});
  }

  bool transfer_a_surplus() {
    std::vector<Pile*> with_surplus;
    for (Pile& pile : piles_)
      if (pile.candidacy == Candidacy::kElected && !pile.surplus_transferred &&
          pile.votes_e5 > quota_e5())
        with_surplus.push_back(&pile);
    if (with_surplus.empty()) return false;
    CountRound round;
    round.kind = RoundKind::kSurplus;
    Pile& from = choose(with_surplus, round, std::greater<>());
    const TransferredVotes surplus = from.votes_e5 - quota_e5();
    for (const Held& held : std::exchange(from.papers, {}))
      pass_on({held.paper, transfer_value(surplus, held.value_e5, from.votes_e5)});
    from.votes_e5 = quota_e5();
    from.surplus_transferred = true;
    end_round(std::move(round));
    return true;
  }

  void exclude_the_last() {
    std::vector<Pile*> candidates;
    for (Pile& pile : piles_)
      if (continues(pile)) candidates.push_back(&pile);
    CountRound round;
    round.kind = RoundKind::kExclusion;
    Pile& last = choose(candidates, round, std::less<>());
    last.candidacy = Candidacy::kExcluded;
    last.votes_e5 = 0;
    for (const Held& held : std::exchange(last.papers, {})) pass_on(held);
    end_round(std::move(round));
  }

  // The one whose votes come before those of all others by `before`: now, else in the latest
  // earlier round that tells them apart, else by lot.
  template <typename Before>
  Pile& choose(std::vector<Pile*> among, CountRound& round, Before before) {
    const auto keep_foremost = [&](auto votes_of) {
      TransferredVotes foremost = votes_of(*among.front());
      for (const Pile* pile : among)
        if (before(votes_of(*pile), foremost)) foremost = votes_of(*pile);
      std::erase_if(among, [&](const Pile* pile) { return votes_of(*pile) != foremost; });
    };
    keep_foremost([](const Pile& pile) { return pile.votes_e5; });
    if (among.size() > 1) {
      for (const Pile* pile : among) round.tied.push_back(pile->candidate);
      round.tie_break = TieBreak::kEarlierRound;
    }
    for (auto earlier = count_.rounds.rbegin(); among.size() > 1 && earlier != count_.rounds.rend();
         ++earlier)
      keep_foremost([&](const Pile& pile) {
        return earlier->votes[static_cast<std::size_t>(&pile - piles_.data())].votes_e5;
      });
    Pile* chosen = among.front();
    if (among.size() > 1) {
      round.tie_break = TieBreak::kLot;
      chosen = among[random_.below(among.size())];
    }
    round.from = chosen->candidate;
    return *chosen;
  }

  void end_round(CountRound round) {
    TransferredVotes credited = 0;
    for (const Pile& pile : piles_) {
      round.votes.push_back({pile.candidate, pile.votes_e5});
      credited += pile.votes_e5;
    }
    round.not_transferable_e5 = count_.valid * kOneVote - credited;
    elect(round, [&](const Pile& pile) { return pile.votes_e5 >= quota_e5(); });
    if (continuing() <= places_left()) elect(round, [](const Pile&) { return true; });
    count_.rounds.push_back(std::move(round));
  }

  // Those who continue and deserve it, the one with most votes first; equals in the order of the
  // ballot.
  template <typename Deserves>
  void elect(CountRound& round, Deserves deserves) {
    std::vector<Pile*> elected;
    for (Pile& pile : piles_)
      if (continues(pile) && deserves(pile)) elected.push_back(&pile);
    std::stable_sort(elected.begin(), elected.end(),
                     [](const Pile* a, const Pile* b) { return a->votes_e5 > b->votes_e5; });
    BUG_IF(elected.size() > places_left());
    for (Pile* pile : elected) {
      pile->candidacy = Candidacy::kElected;
      round.elected.push_back(pile->candidate);
    }
  }

  std::uint32_t places_;
  SeededRandom random_;
  std::vector<Pile> piles_;
  TransferCount count_;
};

}  // namespace

std::uint32_t droop_quota(std::uint32_t valid, std::uint32_t places) {
  return static_cast<std::uint32_t>(valid / (std::uint64_t{places} + 1) + 1);
}

TransferCount count_transferable_vote(const std::vector<CandidateId>& candidates,
                                      std::uint32_t places, const std::vector<RankedPaper>& papers,
                                      std::uint64_t seed) {
  return CountingTable(candidates, places, papers, seed).count();
}

std::vector<CandidateId> elected_by(const TransferCount& count) {
  std::vector<CandidateId> elected;
  for (const CountRound& round : count.rounds)
    elected.insert(elected.end(), round.elected.begin(), round.elected.end());
  return elected;
}

}  // namespace hemicycle::meeting
