#pragma once

#include <map>
#include <set>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "meeting/events.h"

namespace hemicycle::meeting {

// For property tests: counts every single transferable vote again from its ballots, paper by paper
// and vote by vote, following the rounds that the event tells; and whether each round was the one
// that the rule prescribes.
class ElectionAuditor {
 public:
  void see(const Event& event) {
    std::visit([&](const auto& one) { note(one); }, event);
  }
  std::uint64_t counts_seen() const { return counts_seen_; }

 private:
  struct Paper {
    std::vector<CandidateId> ranking;
    std::optional<CandidateId> holder;
    std::uint64_t value = 100'000;
  };
  struct Ballots {
    std::vector<CandidateId> candidates;
    std::uint32_t places = 0;
    bool ranked = false;
    std::map<DelegationId, std::vector<CandidateId>> by_name;
    std::vector<Paper> papers;
  };

  template <typename Other>
  void note(const Other&) {}

  void note(const VotingOpened& e) {
    Ballots& ballots = ballots_[e.voting];
    ballots.candidates = e.candidates;
    ballots.places = e.places;
    ballots.ranked = e.system == ElectionSystem::kSingleTransferableVote;
  }
  void note(const BallotCast& e) { ballots_.at(e.voting).by_name[e.delegation] = e.candidates; }
  void note(const BallotsCounted& e) {
    for (const Ballot& ballot : e.ballots)
      if (!ballot.candidates.empty())
        ballots_.at(e.voting).papers.push_back({ballot.candidates, {}});
  }
  void note(const VotingClosed& e) {
    Ballots& ballots = ballots_.at(e.voting);
    for (const AtVote& member : e.present)
      for (std::uint32_t vote = 0; vote < member.votes; ++vote)
        if (auto found = ballots.by_name.find(member.delegation);
            found != ballots.by_name.end() && !found->second.empty())
          ballots.papers.push_back({found->second, {}});
    if (ballots.ranked && e.outcome != VotingState::kCancelled && !ballots.candidates.empty()) {
      EXPECT_EQ(e.tally.in_favour, ballots.papers.size());
    }
  }
  void note(const TransferableVoteCounted& e) {
    ++counts_seen_;
    recount(ballots_.at(e.voting), e.count);
    awaited_ = elected_;
  }
  void note(const CandidateElected& e) {
    if (awaited_.empty()) return;
    EXPECT_EQ(e.candidate, awaited_.front()) << "elected out of turn";
    awaited_.erase(awaited_.begin());
  }
  void note(const ElectionDecided&) { EXPECT_TRUE(awaited_.empty()) << "somebody was forgotten"; }

  void recount(Ballots& ballots, const TransferCount& count) {
    EXPECT_EQ(count.valid, ballots.papers.size());
    // The least number that one more than the places cannot all reach.
    EXPECT_GT(std::uint64_t{count.quota} * (ballots.places + 1), count.valid);
    EXPECT_LE(std::uint64_t{count.quota - 1} * (ballots.places + 1), count.valid);
    quota_ = count.quota * std::uint64_t{100'000};
    votes_.clear();
    elected_.clear();
    with_surplus_.clear();
    history_.clear();
    continuing_.clear();
    continuing_.insert(ballots.candidates.begin(), ballots.candidates.end());
    for (const CountRound& round : count.rounds) replay(ballots, round);
    EXPECT_EQ(elected_.size(), std::min<std::size_t>(ballots.places, ballots.candidates.size()));
  }

  void replay(Ballots& ballots, const CountRound& round) {
    EXPECT_EQ(round.kind == RoundKind::kFirstPreferences, history_.empty());
    EXPECT_LT(elected_.size(), ballots.places) << "a round too many";
    if (round.kind == RoundKind::kFirstPreferences) {
      for (Paper& paper : ballots.papers) hand_on(paper);
    } else {
      ASSERT_TRUE(round.from.has_value());
      check_choice(round);
      move_papers(ballots, round);
    }
    add_up(ballots, round);
    note_elected(ballots, round);
    history_.push_back(votes_);
  }

  void hand_on(Paper& paper) {
    paper.holder.reset();
    for (CandidateId next : paper.ranking)
      if (!paper.holder && continuing_.count(next) > 0) paper.holder = next;
  }

  void move_papers(Ballots& ballots, const CountRound& round) {
    const CandidateId from = *round.from;
    const std::uint64_t all = votes_.at(from);
    const bool surplus = round.kind == RoundKind::kSurplus;
    if (surplus) {
      EXPECT_EQ(with_surplus_.erase(from), 1u) << "no surplus to transfer";
    } else {
      EXPECT_TRUE(with_surplus_.empty()) << "excluded before a surplus";
      EXPECT_EQ(continuing_.erase(from), 1u);
    }
    for (Paper& paper : ballots.papers) {
      if (paper.holder != from) continue;
      if (surplus) paper.value = share(paper.value, all - quota_, all);
      hand_on(paper);
    }
    kept_[from] = surplus ? quota_ : 0;
  }

  // The largest x with x * whole <= value * part.
  static std::uint64_t share(std::uint64_t value, std::uint64_t part, std::uint64_t whole) {
    std::uint64_t low = 0;
    std::uint64_t high = value;
    while (low < high) {
      const std::uint64_t x = low + (high - low + 1) / 2;
      const bool fits =
          static_cast<unsigned __int128>(x) * whole <= static_cast<unsigned __int128>(value) * part;
      (fits ? low : high) = fits ? x : x - 1;
    }
    return low;
  }

  void add_up(const Ballots& ballots, const CountRound& round) {
    if (round.kind == RoundKind::kFirstPreferences) kept_.clear();
    std::uint64_t everything = ballots.papers.size() * std::uint64_t{100'000};
    ASSERT_EQ(round.votes.size(), ballots.candidates.size());
    for (std::size_t i = 0; i < round.votes.size(); ++i) {
      const CandidateId candidate = ballots.candidates[i];
      std::uint64_t votes = 0;
      for (const Paper& paper : ballots.papers)
        if (paper.holder == candidate) votes += paper.value;
      if (const auto kept = kept_.find(candidate); kept != kept_.end()) votes = kept->second;
      EXPECT_EQ(round.votes[i].candidate, candidate);
      EXPECT_EQ(round.votes[i].votes_e5, votes);
      votes_[candidate] = votes;
      everything -= votes;
    }
    EXPECT_EQ(round.not_transferable_e5, everything);
  }

  void note_elected(const Ballots& ballots, const CountRound& round) {
    std::set<CandidateId> deserving;
    for (CandidateId candidate : continuing_)
      if (votes_.at(candidate) >= quota_) deserving.insert(candidate);
    const std::size_t left = ballots.places - elected_.size() - deserving.size();
    if (continuing_.size() - deserving.size() <= left) deserving = continuing_;
    EXPECT_EQ(std::set<CandidateId>(round.elected.begin(), round.elected.end()), deserving);
    for (CandidateId candidate : round.elected) {
      elected_.push_back(candidate);
      continuing_.erase(candidate);
      if (votes_.at(candidate) > quota_) with_surplus_.insert(candidate);
    }
  }

  // The most of those with a surplus, the fewest of those who continue; among equals by the latest
  // round that tells them apart, which a lot would not be drawn for.
  void check_choice(const CountRound& round) const {
    const bool surplus = round.kind == RoundKind::kSurplus;
    const auto later = [&](CandidateId id) {
      std::vector<std::uint64_t> latest_first = {votes_.at(id)};
      for (auto each = history_.rbegin(); each != history_.rend(); ++each)
        latest_first.push_back(each->at(id));
      return latest_first;
    };
    const auto chosen = later(*round.from);
    std::size_t equal_now = 0;
    std::size_t equal_ever = 0;
    for (CandidateId other : surplus ? with_surplus_ : continuing_) {
      const auto compared = later(other);
      if (surplus)
        EXPECT_GE(chosen, compared);
      else
        EXPECT_LE(chosen, compared);
      equal_now += compared.front() == chosen.front() ? 1 : 0;
      equal_ever += compared == chosen ? 1 : 0;
    }
    EXPECT_EQ(round.tie_break, equal_now == 1    ? TieBreak::kNone
                               : equal_ever == 1 ? TieBreak::kEarlierRound
                                                 : TieBreak::kLot);
    EXPECT_EQ(round.tied.size(), equal_now == 1 ? 0 : equal_now);
  }

  std::map<VotingId, Ballots> ballots_;
  std::uint64_t counts_seen_ = 0;
  std::vector<CandidateId> awaited_;
  // Of the count that is audited.
  std::uint64_t quota_ = 0;
  std::map<CandidateId, std::uint64_t> votes_;
  std::map<CandidateId, std::uint64_t> kept_;
  std::set<CandidateId> continuing_;
  std::set<CandidateId> with_surplus_;
  std::vector<CandidateId> elected_;
  std::vector<std::map<CandidateId, std::uint64_t>> history_;
};

}  // namespace hemicycle::meeting
