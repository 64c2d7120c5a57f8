#include "meeting/test_chamber.h"
#include "meeting/votes/elections.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

struct MajorityCase {
  const char* votes;
  bool important;
  VotingState outcome;
  std::uint32_t needed;
};
class Majority : public testing::TestWithParam<MajorityCase> {};

TEST_P(Majority, rules_83_86_of_members_present_and_voting) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 9);
  const ProposalId text = chamber.propose(1, "T", GetParam().important);
  const Voting& voting = chamber.vote(Chamber::on(text), GetParam().votes, Method::kRecorded);
  EXPECT_EQ(voting.state, GetParam().outcome);
  EXPECT_EQ(voting.tally.needed, GetParam().needed);
  EXPECT_EQ(voting.tally.in_favour + voting.tally.against, voting.tally.basis);
}

INSTANTIATE_TEST_SUITE_P(
    UnRules, Majority,
    testing::Values(MajorityCase{"+++++----", false, VotingState::kAdopted, 5},
                    MajorityCase{"+0000000 ", false, VotingState::kAdopted, 1},
                    MajorityCase{"++---0000", false, VotingState::kRejected, 3},
                    MajorityCase{"++++++---", true, VotingState::kAdopted, 6},
                    MajorityCase{"+++++----", true, VotingState::kRejected, 6},
                    MajorityCase{"++-000000", true, VotingState::kAdopted, 2},
                    MajorityCase{"++++--000", true, VotingState::kAdopted, 4},
                    MajorityCase{"++++---00", true, VotingState::kRejected, 5},
                    MajorityCase{"000000000", false, VotingState::kRejected, 1},
                    MajorityCase{"----00000", true, VotingState::kRejected, 3}));

TEST(UnRules, rule_87_roll_call_on_request_in_alphabetical_order_from_a_lot) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::member(2), AskMethod{text, Method::kRollCall});
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(text))).rule, "87");
  const VotingId id = chamber.open(Chamber::on(text), Method::kRollCall);
  const std::vector<DelegationId> order = chamber.meeting.votings.at(id).calling_order;
  ASSERT_EQ(order.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i)  // M01 ... M05, wrapping around
    EXPECT_EQ(order[i].value(), (order[0].value() - 1 + i) % 5 + 1);
  const int second = static_cast<int>(order[1].value());
  EXPECT_EQ(chamber.refused(Chamber::member(second), CastVote{id, Choice::kFor, std::nullopt}).code,
            RefusalCode::kNotYourTurn);
  EXPECT_EQ(chamber.refused(Chamber::chair(), CloseVoting{id}).code, RefusalCode::kRollUnfinished);
  for (std::size_t i = 0; i < 4; ++i)
    chamber.as(Chamber::member(static_cast<int>(order[i].value())),
               CastVote{id, Choice::kFor, std::nullopt});
  chamber.as(Chamber::chair(), PassRoll{id, order[4]});
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.votings.at(id).tally.not_voting, 1u);
}

TEST(UnRules, rule_87_the_lot_of_a_roll_call_depends_on_its_seed) {
  std::vector<DelegationId> first;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Chamber chamber = Chamber::in_session(kUnitedNations);
    const ProposalId text = chamber.propose(1);
    chamber.seed = seed;
    chamber.as(Chamber::chair(), OpenVoting{Chamber::on(text), Method::kRollCall, std::nullopt});
    const DelegationId drawn = chamber.meeting.votings.at(VotingId(1)).calling_order[0];
    if (std::find(first.begin(), first.end(), drawn) == first.end()) first.push_back(drawn);
  }
  EXPECT_EQ(first.size(), 5u);
}

TEST(UnRules, rule_87_the_alphabet_of_a_roll_call_knows_accents) {
  Chamber chamber(kUnitedNations, 0);
  const char* names[] = {"Croatia", "Côte d'Ivoire", "Cyprus", "Costa Rica"};
  for (std::uint32_t i = 1; i <= 4; ++i) {
    chamber.as(Chamber::office(),
               RegisterOrganisation{{{"en", names[i - 1]}}, "", "", Standing::kMember, 1});
    chamber.as(Chamber::office(), RegisterDelegation{OrganisationId(i)});
    chamber.as(Chamber::office(),
               RegisterDelegate{DelegationId(i), PersonId(i), "H", "", Position::kHead});
    chamber.as(Chamber::office(), ReportCredential{DelegationId(i), true});
    chamber.as(Chamber::system(), Arrive{DelegationId(i), PersonId(i)});
  }
  chamber.begin();
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRollCall);
  std::vector<std::uint32_t> order;
  for (DelegationId called : chamber.meeting.votings.at(id).calling_order)
    order.push_back(called.value());
  std::rotate(order.begin(), std::find(order.begin(), order.end(), 4u), order.end());
  EXPECT_EQ(order, (std::vector<std::uint32_t>{4, 2, 1, 3}));
}

TEST(UnRules, rule_88_no_interruption_but_a_point_on_the_conduct_of_the_voting) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const VotingId id = chamber.open(Chamber::on(text));
  EXPECT_EQ(chamber.refused(Chamber::chair(), SuspendMeeting{}).rule, "88");
  EXPECT_EQ(chamber.refused(Chamber::member(2), RaisePointOfOrder{"the weather", false}).code,
            RefusalCode::kOnlyConductOfVoting);
  chamber.as(Chamber::member(2), RaisePointOfOrder{"the display is wrong", true});
  EXPECT_EQ(chamber.refused(Chamber::member(3), CastVote{id, Choice::kFor, std::nullopt}).code,
            RefusalCode::kPointPending);
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kUpheld, ""});
  chamber.as(Chamber::member(3), CastVote{id, Choice::kFor, std::nullopt});
}

TEST(UnRules, rule_88_explanations_of_vote_not_by_the_proposer_and_not_in_a_secret_ballot) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  EXPECT_EQ(chamber.refused(Chamber::member(1), AskExplanation{text}).rule, "88");
  chamber.as(Chamber::member(2), AskExplanation{text});
  chamber.as(Chamber::chair(), GiveFloor{RequestId(1)});
  EXPECT_EQ(chamber.meeting.floor.holder->limit, minutes(10));
  chamber.as(Chamber::member(2), YieldFloor{});
  EXPECT_EQ(chamber.refused(Chamber::member(2), AskExplanation{text}).code,
            RefusalCode::kAlreadyExplained);
  chamber.as(Chamber::member(3), AskExplanation{text});
  const VotingId id = chamber.open(Chamber::on(text));
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{RequestId(2)}).code,
            RefusalCode::kVotingUnderWay);
  chamber.as(Chamber::member(1), CastVote{id, Choice::kFor, {}});
  chamber.as(Chamber::chair(), CloseVoting{id});
  chamber.as(Chamber::chair(), GiveFloor{RequestId(2)});  // and after
  chamber.as(Chamber::member(3), YieldFloor{});

  const ProposalId secret = chamber.propose(1);
  chamber.open(Chamber::on(secret), Method::kSecret);
  EXPECT_EQ(chamber.refused(Chamber::member(4), AskExplanation{secret}).code,
            RefusalCode::kExplanationSecret);
}

TEST(UnRules, rule_88_an_explanation_that_waits_is_not_heard_after_a_secret_ballot) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::member(2), AskExplanation{text});
  chamber.as(Chamber::member(3), AskExplanation{text});
  const VotingId id = chamber.open(Chamber::on(text), Method::kSecret);
  chamber.as(Chamber::member(1), CastSecretBallot{id, Choice::kFor, {}, {}});
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{RequestId(1)}).code,
            RefusalCode::kExplanationSecret);

  const ProposalId open = chamber.propose(1);
  chamber.as(Chamber::member(4), AskExplanation{open});
  chamber.as(Chamber::member(4), JoinSponsors{open});
  for (std::uint32_t i : {1, 2}) chamber.as(Chamber::chair(), WithdrawRequest{RequestId(i)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), GiveFloor{RequestId(3)}).code,
            RefusalCode::kExplanationBySponsor);
}

ElectionId election_of(Chamber& chamber, int candidates, std::uint32_t places = 1) {
  chamber.as(Chamber::chair(), CallElection{ItemId(1), "President", places});
  for (int i = 1; i <= candidates; ++i)
    chamber.as(Chamber::chair(),
               Nominate{ElectionId(1), "Candidate " + std::to_string(i), std::nullopt});
  return ElectionId(1);
}

std::vector<CandidateId> candidates(std::initializer_list<std::uint32_t> numbers) {
  std::vector<CandidateId> ids;
  for (std::uint32_t number : numbers) ids.push_back(CandidateId(number));
  return ids;
}

TEST(UnRules, rules_92_94_elections_by_secret_ballot_with_a_second_between_the_two_best) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 7);
  const ElectionId id = election_of(chamber, 3);
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(id))).rule, "92-94");
  EXPECT_EQ(chamber.elect(id, {1, 1, 1, 2, 2, 3, 3}).state, VotingState::kInconclusive);
  // Two share the second place: no lot says who stands, both do.
  EXPECT_EQ(chamber.meeting.elections.at(id).standing, candidates({1, 2, 3}));
  EXPECT_EQ(chamber.elect(id, {1, 1, 1, 2, 2, 2, 3}).state, VotingState::kInconclusive);
  EXPECT_EQ(chamber.meeting.elections.at(id).standing, candidates({1, 2}));
  EXPECT_EQ(chamber.elect(id, {1, 1, 1, 2, 2, 2, 2}).state, VotingState::kElected);
  EXPECT_EQ(chamber.meeting.elections.at(id).elected, candidates({2}));
}

TEST(UnRules, rules_92_94_a_majority_elects_in_the_first_ballot) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ElectionId id = election_of(chamber, 3);
  chamber.elect(id, {2, 2, 3, 0, 0});  // of three valid ballots two are a majority
  EXPECT_EQ(chamber.meeting.elections.at(id).elected, candidates({2}));
  EXPECT_EQ(chamber.meeting.votings.at(VotingId(1)).tally.abstaining, 2u);
}

TEST(UnRules, rules_92_94_a_tie_in_the_second_ballot_is_decided_by_lot) {
  std::vector<CandidateId> winners;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Chamber chamber = Chamber::in_session(kUnitedNations, 4);
    const ElectionId id = election_of(chamber, 2);
    chamber.elect(id, {1, 1, 2, 2}, seed);
    EXPECT_TRUE(chamber.meeting.elections.at(id).elected.empty());
    chamber.elect(id, {1, 1, 2, 2}, seed);
    ASSERT_EQ(chamber.meeting.elections.at(id).elected.size(), 1u);
    winners.push_back(chamber.meeting.elections.at(id).elected[0]);
    const bool on_record = std::any_of(
        chamber.journal.begin(), chamber.journal.end(), [&](const Chamber::Entry& entry) {
          const auto* lot = std::get_if<LotDrawn>(&entry.event);
          return lot != nullptr && lot->seed == seed && lot->drawn[0] == winners.back();
        });
    EXPECT_TRUE(on_record);
  }
  std::sort(winners.begin(), winners.end());
  EXPECT_NE(winners.front(), winners.back());
}

TEST(UnRules, rules_92_94_several_places_with_restricted_ballots) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 5);
  const ElectionId id = election_of(chamber, 4, 2);
  const VotingId voting = chamber.open(Chamber::on(id), Method::kSecret);
  const auto cast = [&](int member, std::initializer_list<std::uint32_t> names) {
    chamber.as(Chamber::member(member),
               CastSecretBallot{voting, std::nullopt, candidates(names), std::nullopt});
  };
  EXPECT_EQ(chamber
                .refused(Chamber::member(1), CastSecretBallot{voting, std::nullopt,
                                                              candidates({1, 2, 3}), std::nullopt})
                .code,
            RefusalCode::kBadBallots);
  cast(1, {1, 2});
  cast(2, {1, 2});
  cast(3, {1, 3});
  cast(4, {3, 4});
  cast(5, {4, 1});
  chamber.as(Chamber::chair(), CloseVoting{voting});
  EXPECT_EQ(chamber.meeting.elections.at(id).elected, candidates({1}));
  EXPECT_EQ(chamber.meeting.elections.at(id).standing, candidates({2, 3, 4}));  // equals all stand
}

// Three ballots between the best, then three open to everybody (rule 94), and no lot where more
// than a majority is required (rule 93).
TEST(UnRules, rules_92_94_restricted_and_open_ballots_take_turns) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4, {{"elections.majority", ">=2/3"}});
  const ElectionId id = election_of(chamber, 3);
  std::vector<std::size_t> standing;
  for (int ballot = 1; ballot <= 8; ++ballot) {
    standing.push_back(chamber.meeting.elections.at(id).standing.size());
    EXPECT_EQ(chamber.elect(id, {1, 1, 2, 2}).state, VotingState::kInconclusive);
  }
  EXPECT_EQ(standing, (std::vector<std::size_t>{3, 2, 2, 2, 3, 3, 3, 2}));
}

TEST(UnRules, rule_95_a_tie_is_voted_again_and_then_rejected) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4);
  const ProposalId text = chamber.propose(1);
  EXPECT_EQ(chamber.vote(Chamber::on(text), "++--").state, VotingState::kTied);
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kTied);
  EXPECT_TRUE(chamber.meeting.decisions.empty());
  const Refusal too_soon = chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(text)));
  EXPECT_EQ(too_soon.code, RefusalCode::kTieNextMeeting);
  EXPECT_EQ(too_soon.rule, "95");
  const ProposalId after = chamber.propose(2, "After");  // does not wait for the tied one
  EXPECT_EQ(chamber.vote(Chamber::on(after), "+++-").state, VotingState::kAdopted);
  chamber.pass(hours(1));
  chamber.as(Chamber::chair(), AdjournMeeting{});
  chamber.pass(hours(46));
  chamber.as(Chamber::chair(), OpenMeeting{});
  const Voting& second = chamber.vote(Chamber::on(text), "++--");
  EXPECT_EQ(second.state, VotingState::kRejected);
  EXPECT_EQ(second.attempt, 2u);
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kRejected);
}

TEST(UnRules, rule_95_a_tie_that_is_not_voted_on_within_48_hours_is_rejected) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4);
  const ProposalId text = chamber.propose(1);
  chamber.vote(Chamber::on(text), "++--");
  chamber.pass(hours(48) - seconds(1));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kTied);
  chamber.pass(seconds(1));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kRejected);
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(text))).code,
            RefusalCode::kProposalNotPending);
}

TEST(UnRules, silence_lasts_at_least_72_hours_and_one_objection_breaks_it) {
  Chamber chamber(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const auto silence = [&](int length) {
    return OpenVoting{Chamber::on(text), Method::kSilence, hours(length)};
  };
  EXPECT_EQ(chamber.refused(Chamber::chair(), silence(71)).rule, "74/544");
  chamber.as(Chamber::chair(), silence(72));
  chamber.pass(hours(71));
  chamber.as(Chamber::member(3), Object{VotingId(1), "no"});
  chamber.pass(hours(2));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  chamber.as(Chamber::chair(), silence(72));
  chamber.pass(hours(72));
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kAdopted);
}

// In the Main Committees (A/520, rules 106 to 133).
TEST(CommitteeRules, rule_108_a_quarter_opens_and_a_majority_decides) {
  Chamber chamber(kCommittee, 12, BodyKind::kCommittee);
  EXPECT_EQ(quorum_to_open(chamber.meeting), 3u);
  EXPECT_EQ(quorum_to_decide(chamber.meeting), 7u);
  for (int i = 3; i <= 12; ++i)
    chamber.as(Chamber::system(), Leave{Chamber::delegation(i), Chamber::person(i)});
  EXPECT_EQ(chamber.refused(Chamber::chair(), OpenMeeting{}).rule, "108");
}

TEST(CommitteeRules, rule_125_a_simple_majority_decides_important_questions_too) {
  Chamber chamber = Chamber::in_session(kCommittee, 9);
  const ProposalId text = chamber.propose(1, "T", true);
  EXPECT_EQ(chamber.vote(Chamber::on(text), "+++++----").state, VotingState::kAdopted);
}

TEST(CommitteeRules, rule_133_an_equally_divided_vote_rejects) {
  Chamber chamber = Chamber::in_session(kCommittee, 4);
  const ProposalId text = chamber.propose(1);
  EXPECT_EQ(chamber.vote(Chamber::on(text), "++--").state, VotingState::kRejected);
  const MotionId again = chamber.move(1, MotionKind::kReconsider, text);
  EXPECT_EQ(chamber.vote(Chamber::on(again), "+++-").state, VotingState::kAdopted);  // rule 123
}

TEST(RobertsRules, a_roll_call_begins_at_the_head_of_the_alphabet) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    Chamber chamber = Chamber::in_session(kRoberts);
    const ProposalId text = chamber.propose(1);
    chamber.as(Chamber::member(2), SecondProposal{text});
    chamber.seed = seed;
    chamber.as(Chamber::chair(), OpenVoting{Chamber::on(text), Method::kRollCall, std::nullopt});
    EXPECT_EQ(called_now(chamber.meeting.votings.at(VotingId(1))), Chamber::delegation(1));
  }
}

TEST(RobertsRules, all_candidates_stand_again_until_one_has_a_majority) {
  Chamber chamber = Chamber::in_session(kRoberts, 7);
  const ElectionId id = election_of(chamber, 3);
  EXPECT_EQ(chamber.elect(id, {1, 1, 1, 2, 2, 3, 3}).state, VotingState::kInconclusive);
  EXPECT_EQ(chamber.elect(id, {1, 1, 1, 2, 2, 2, 3}).state, VotingState::kInconclusive);
  EXPECT_EQ(chamber.elect(id, {3, 3, 3, 3, 2, 1, 1}).state, VotingState::kElected);
}

}  // namespace
}  // namespace hemicycle::meeting
