#include "meeting/votes/transferable_vote.h"

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

std::vector<CandidateId> ids(std::initializer_list<std::uint32_t> numbers) {
  std::vector<CandidateId> list;
  for (std::uint32_t number : numbers) list.emplace_back(number);
  return list;
}

// Votes of all candidates at the end of a round, in hundred-thousandths.
std::vector<std::uint64_t> votes_in(const CountRound& round) {
  std::vector<std::uint64_t> votes;
  for (const CandidateVotes& each : round.votes) votes.push_back(each.votes_e5);
  return votes;
}

using Figures = std::vector<std::uint64_t>;
constexpr std::uint64_t k1 = kOneVote;

// Twenty voters, three places: the textbook party at which food is voted on.
TEST(TransferableVote, counts_the_election_of_food) {
  const auto orange = 1, pear = 2, chocolate = 3, strawberry = 4, bonbon = 5;
  const std::vector<RankedPaper> papers = {{ids({orange}), 4},
                                           {ids({pear, orange}), 2},
                                           {ids({chocolate, strawberry}), 8},
                                           {ids({chocolate, bonbon}), 4},
                                           {ids({strawberry}), 1},
                                           {ids({bonbon}), 1}};
  const TransferCount count = count_transferable_vote(ids({1, 2, 3, 4, 5}), 3, papers, 1);
  EXPECT_EQ(count.quota, 6u);
  ASSERT_EQ(count.rounds.size(), 4u);
  EXPECT_EQ(votes_in(count.rounds[0]), (Figures{4 * k1, 2 * k1, 12 * k1, 1 * k1, 1 * k1}));
  EXPECT_EQ(count.rounds[1].kind, RoundKind::kSurplus);
  EXPECT_EQ(votes_in(count.rounds[1]), (Figures{4 * k1, 2 * k1, 6 * k1, 5 * k1, 3 * k1}));
  EXPECT_EQ(count.rounds[2].from, CandidateId(pear));
  EXPECT_EQ(count.rounds[2].elected, ids({orange}));
  EXPECT_EQ(count.rounds[3].from, CandidateId(bonbon));
  EXPECT_EQ(elected_by(count), ids({chocolate, orange, strawberry}));
}

// A hundred voters and their pets: the surplus of one who has papers of several rounds goes on
// from all of them, at values of five decimals.
TEST(TransferableVote, transfers_a_surplus_from_all_papers_at_five_decimals) {
  const auto dog1 = 1, dog2 = 2, cat1 = 3, cat2 = 4, fish = 5;
  const std::vector<RankedPaper> papers = {{ids({dog1, dog2, fish, cat1, cat2}), 21},
                                           {ids({dog2, dog1, fish, cat1, cat2}), 19},
                                           {ids({cat1, cat2, fish, dog1, dog2}), 40},
                                           {ids({cat2, cat1, fish, dog1, dog2}), 6},
                                           {ids({fish, dog1, dog2, cat1, cat2}), 7},
                                           {ids({fish, dog1, cat1, cat2, dog2}), 6},
                                           {ids({fish, dog1}), 1}};
  const TransferCount count = count_transferable_vote(ids({1, 2, 3, 4, 5}), 3, papers, 1);
  EXPECT_EQ(count.quota, 26u);
  ASSERT_EQ(count.rounds.size(), 4u);
  EXPECT_EQ(votes_in(count.rounds[1]), (Figures{21 * k1, 19 * k1, 26 * k1, 20 * k1, 14 * k1}));
  EXPECT_EQ(votes_in(count.rounds[2]), (Figures{35 * k1, 19 * k1, 26 * k1, 20 * k1, 0}));
  // 9 / 35 = 0.25714...: 28 papers to the other dog, 6 to the cat, one names nobody else.
  EXPECT_EQ(votes_in(count.rounds[3]),
            (Figures{26 * k1, 19 * k1 + 28 * 25'714, 26 * k1, 20 * k1 + 6 * 25'714, 0}));
  EXPECT_EQ(count.rounds[3].not_transferable_e5, 9 * k1 - 34 * 25'714);
  EXPECT_EQ(elected_by(count), ids({cat1, dog1, dog2}));
}

// Papers that have come with a surplus go on at a share of the value at which they came.
TEST(TransferableVote, weighs_papers_by_the_value_at_which_they_came) {
  const std::vector<RankedPaper> papers = {
      {ids({1, 2, 3}), 10}, {ids({2, 4}), 4}, {ids({3}), 2}, {ids({4}), 3}};
  const TransferCount count = count_transferable_vote(ids({1, 2, 3, 4}), 3, papers, 1);
  EXPECT_EQ(count.quota, 5u);
  // 1 leaves 5 votes in ten papers; 2 then has 4 + 5 and leaves 4 of 9 of each: 0.44444 and
  // 0.22222.
  ASSERT_GE(count.rounds.size(), 3u);
  EXPECT_EQ(votes_in(count.rounds[1]), (Figures{5 * k1, 9 * k1, 2 * k1, 3 * k1}));
  EXPECT_EQ(votes_in(count.rounds[2]),
            (Figures{5 * k1, 5 * k1, 2 * k1 + 10 * 22'222, 3 * k1 + 4 * 44'444}));
}

TEST(TransferableVote, breaks_ties_by_the_latest_round_that_tells_them_apart) {
  // 3 and 4 are equal after 5 has gone; 3 had fewer before.
  const std::vector<RankedPaper> papers = {
      {ids({1}), 6}, {ids({2}), 5}, {ids({3}), 2}, {ids({4}), 3}, {ids({5, 3}), 1}};
  const TransferCount count = count_transferable_vote(ids({1, 2, 3, 4, 5}), 2, papers, 1);
  ASSERT_GE(count.rounds.size(), 3u);
  EXPECT_EQ(count.rounds[1].from, CandidateId(5));
  EXPECT_EQ(count.rounds[2].from, CandidateId(3));
  EXPECT_EQ(count.rounds[2].tied, ids({3, 4}));
  EXPECT_EQ(count.rounds[2].tie_break, TieBreak::kEarlierRound);
}

TEST(TransferableVote, draws_lots_from_the_seed_when_no_round_tells_them_apart) {
  const std::vector<RankedPaper> papers = {{ids({1}), 3}, {ids({2}), 2}, {ids({3}), 2}};
  std::set<CandidateId> excluded;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const TransferCount count = count_transferable_vote(ids({1, 2, 3}), 1, papers, seed);
    EXPECT_EQ(count, count_transferable_vote(ids({1, 2, 3}), 1, papers, seed));
    EXPECT_EQ(count.seed, seed);
    ASSERT_GE(count.rounds.size(), 2u);
    EXPECT_EQ(count.rounds[1].tie_break, TieBreak::kLot);
    excluded.insert(*count.rounds[1].from);
  }
  EXPECT_EQ(excluded.size(), 2u);
}

TEST(TransferableVote, depends_on_no_order_of_papers_and_takes_a_weight_as_so_many_papers) {
  std::vector<RankedPaper> papers = {{ids({1, 2, 3}), 7}, {ids({2, 3}), 3}, {ids({3, 1}), 4}};
  std::vector<RankedPaper> singly;
  for (const RankedPaper& paper : papers)
    for (std::uint32_t i = 0; i < paper.votes; ++i) singly.push_back({paper.preferences, 1});
  const TransferCount count = count_transferable_vote(ids({1, 2, 3}), 2, papers, 5);
  std::reverse(papers.begin(), papers.end());
  EXPECT_EQ(count_transferable_vote(ids({1, 2, 3}), 2, papers, 5), count);
  EXPECT_EQ(count_transferable_vote(ids({1, 2, 3}), 2, singly, 5), count);
}

TEST(TransferableVote, elects_all_when_no_more_stand_than_there_are_places) {
  const TransferCount count = count_transferable_vote(ids({1, 2}), 5, {{ids({2}), 1}}, 1);
  EXPECT_EQ(count.rounds.size(), 1u);
  EXPECT_EQ(elected_by(count), ids({2, 1}));
}

const std::vector<Setting> kTransferable = {
    {"elections.systems", "majority,single_transferable_vote"}};

// Three candidates for two places.
ElectionId call(Chamber& chamber, std::optional<ElectionSystem> system) {
  chamber.as(Chamber::chair(), CallElection{ItemId(1), "Council", 2, system});
  const auto id = ElectionId(static_cast<std::uint32_t>(chamber.meeting.elections.size()));
  for (const char* name : {"Ada", "Bo", "Cy"})
    chamber.as(Chamber::chair(), Nominate{id, name, std::nullopt});
  return id;
}

constexpr auto kStv = ElectionSystem::kSingleTransferableVote;

TEST(RankedBallots, are_secret_have_receipts_and_keep_their_order) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 5, kTransferable);
  const ElectionId election = call(chamber, kStv);
  const VotingId id = chamber.open(Chamber::on(election), Method::kSecret);
  const auto take = [&](int voter, std::initializer_list<std::uint32_t> ranking) {
    return *chamber.tellers.take(chamber.meeting, {id, {}, ids(ranking), {}},
                                 Chamber::member(voter), chamber.moment());
  };
  const Receipt first = take(1, {3, 1, 2});
  take(2, {3, 2});
  take(3, {3, 2});
  take(4, {1});
  EXPECT_EQ(chamber.refused(Chamber::member(5), CastSecretBallot{id, {}, ids({1, 1}), {}}).code,
            RefusalCode::kBadBallots);
  chamber.as(Chamber::chair(), CloseVoting{id});
  const Voting& voting = chamber.meeting.votings.at(id);
  const auto found = std::find_if(voting.ballots.begin(), voting.ballots.end(),
                                  [&](const Ballot& each) { return each.receipt == first.number; });
  ASSERT_NE(found, voting.ballots.end());
  EXPECT_EQ(found->candidates, ids({3, 1, 2}));
  ASSERT_TRUE(voting.count);
  EXPECT_EQ(voting.count->quota, 2u);
  EXPECT_EQ(voting.tally.needed, 2u);
  // The surplus of one vote goes a third to 1 and two thirds to 2, who stay behind 1.
  EXPECT_EQ(votes_in(voting.count->rounds[1]), (Figures{133'333, 66'666, 200'000}));
  EXPECT_EQ(chamber.meeting.elections.at(election).elected, ids({3, 1}));
  EXPECT_EQ(chamber.meeting.elections.at(election).state, ElectionState::kDecided);
  EXPECT_TRUE(chamber.replayed() == chamber.meeting);
}

TEST(RankedBallots, by_name_count_weights_and_proxies) {
  Chamber chamber(kUnitedNations, 3);
  for (const Setting& setting :
       std::vector<Setting>{{"elections.systems", "single_transferable_vote"},
                            {"elections.secret", "false"},
                            {"voting.weighted", "true"},
                            {"voting.proxies", "true"}})
    chamber.as(Chamber::chair(), OverrideRule{setting});
  chamber.add_organisation(Standing::kMember, 5);
  chamber.begin();
  chamber.as(Chamber::member(3), GiveProxy{Chamber::delegation(2)});
  const ElectionId election = call(chamber, std::nullopt);
  EXPECT_EQ(
      chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(election), Method::kSecret))
          .code,
      RefusalCode::kSecretNotWeighted);
  const VotingId id = chamber.open(Chamber::on(election), Method::kRecorded);
  EXPECT_EQ(chamber.refused(Chamber::member(1), CastVote{id, Choice::kFor, {}}).code,
            RefusalCode::kBadBallots);
  chamber.as(Chamber::member(4), CastBallot{id, ids({1, 2}), {}});
  chamber.as(Chamber::member(2), CastBallot{id, ids({3}), {}});
  chamber.as(Chamber::member(2), CastBallot{id, ids({3}), Chamber::delegation(3)});
  chamber.as(Chamber::member(1), CastBallot{id, {}, {}});
  EXPECT_EQ(chamber.refused(Chamber::member(1), CastBallot{id, ids({2}), {}}).code,
            RefusalCode::kAlreadyVoted);
  chamber.as(Chamber::chair(), CloseVoting{id});
  const Voting& voting = chamber.meeting.votings.at(id);
  ASSERT_TRUE(voting.count);
  EXPECT_EQ(voting.count->valid, 7u);
  EXPECT_EQ(voting.count->quota, 3u);
  EXPECT_EQ(voting.tally.abstaining, 1u);
  EXPECT_EQ(votes_in(voting.count->rounds[0]), (Figures{5 * k1, 0, 2 * k1}));
  EXPECT_EQ(votes_in(voting.count->rounds[1]), (Figures{3 * k1, 2 * k1, 2 * k1}));
  // 2 and 3 are equal now; 2 had fewer before.
  EXPECT_EQ(chamber.meeting.elections.at(election).elected, ids({1, 3}));
  EXPECT_TRUE(chamber.replayed() == chamber.meeting);
}

TEST(RankedBallots, are_held_only_where_the_rules_know_the_system) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const Refusal refusal =
      chamber.refused(Chamber::chair(), CallElection{ItemId(1), "Council", 2, kStv});
  EXPECT_EQ(refusal.code, RefusalCode::kSystemNotAllowed);
  EXPECT_EQ(refusal.rule, "92-94");
  const ElectionId election = call(chamber, std::nullopt);
  EXPECT_EQ(chamber.meeting.elections.at(election).system, ElectionSystem::kMajority);
}

TEST(RankedBallots, that_name_nobody_lead_to_another_ballot) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 5, kTransferable);
  const ElectionId election = call(chamber, kStv);
  EXPECT_EQ(chamber.elect(election, {0, 0, 0}).state, VotingState::kInconclusive);
  EXPECT_EQ(chamber.meeting.elections.at(election).standing, ids({1, 2, 3}));
  EXPECT_EQ(chamber.elect(election, {1, 1, 2}).state, VotingState::kElected);
}

TEST(ElectionsByName, are_won_by_the_majority_of_the_votes_that_delegations_have) {
  Chamber chamber(kUnitedNations, 3);
  for (const Setting& setting :
       std::vector<Setting>{{"elections.secret", "false"}, {"voting.weighted", "true"}})
    chamber.as(Chamber::chair(), OverrideRule{setting});
  chamber.add_organisation(Standing::kMember, 4);
  chamber.begin();
  const ElectionId election = call(chamber, std::nullopt);
  const VotingId id = chamber.open(Chamber::on(election), Method::kRecorded);
  for (int i : {1, 2, 3}) chamber.as(Chamber::member(i), CastBallot{id, ids({1}), {}});
  chamber.as(Chamber::member(4), CastBallot{id, ids({2}), {}});
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.elections.at(election).elected, ids({2}));
  EXPECT_EQ(chamber.meeting.elections.at(election).ballots_held, 1u);
}

}  // namespace
}  // namespace hemicycle::meeting
