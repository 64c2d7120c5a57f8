#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

void leave(Chamber& chamber, std::initializer_list<int> members) {
  for (int i : members)
    chamber.as(Chamber::system(), Leave{Chamber::delegation(i), Chamber::person(i)});
}

void cast(Chamber& chamber, VotingId id, std::initializer_list<int> members, Choice choice) {
  for (int i : members) chamber.as(Chamber::member(i), CastVote{id, choice, std::nullopt});
}

std::vector<std::uint32_t> present_at(const Voting& voting) {
  std::vector<std::uint32_t> numbers;
  for (const AtVote& member : voting.present) numbers.push_back(member.delegation.value());
  return numbers;
}

TEST(PresentAtTheVote, is_whoever_voted_though_they_leave_before_it_closes) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 5, {{"majority.basis", "present"}});
  const ProposalId text = chamber.propose(1);
  const VotingId id = chamber.open(Chamber::on(text), Method::kRecorded);
  cast(chamber, id, {1, 2}, Choice::kFor);
  cast(chamber, id, {3, 4, 5}, Choice::kAgainst);
  leave(chamber, {4, 5});
  chamber.as(Chamber::chair(), CloseVoting{id});
  const Voting& voting = chamber.meeting.votings.at(id);
  EXPECT_EQ(voting.state, VotingState::kRejected);
  EXPECT_EQ(voting.tally.basis, 5u);
  EXPECT_EQ(present_at(voting), (std::vector<std::uint32_t>{1, 2, 3, 4, 5}));
}

TEST(PresentAtTheVote, makes_the_quorum_also_when_the_losers_walk_out) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const VotingId id = chamber.open(Chamber::on(text), Method::kRecorded);
  cast(chamber, id, {1, 2}, Choice::kFor);
  cast(chamber, id, {3}, Choice::kAgainst);
  leave(chamber, {3, 4, 5});
  chamber.as(Chamber::chair(), CloseVoting{id});
  const Voting& voting = chamber.meeting.votings.at(id);
  EXPECT_EQ(voting.state, VotingState::kAdopted);
  EXPECT_EQ(voting.tally.members_present, 3u);
  EXPECT_EQ(voting.tally.not_voting, 0u);
  EXPECT_EQ(voting.tally.absent, 2u);
}

TEST(PresentAtTheVote, is_also_who_voted_by_proxy) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 5, {{"voting.proxies", "true"}});
  chamber.as(Chamber::member(5), GiveProxy{Chamber::delegation(1)});
  leave(chamber, {4, 5});
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
  chamber.as(Chamber::member(1), CastVote{id, Choice::kFor, Chamber::delegation(5)});
  chamber.as(Chamber::chair(), CloseVoting{id});
  const Voting& voting = chamber.meeting.votings.at(id);
  EXPECT_EQ(present_at(voting), (std::vector<std::uint32_t>{1, 2, 3, 5}));
  EXPECT_EQ(voting.tally.not_voting, 3u);
}

TEST(PresentAtTheVote, counts_those_whose_ballots_are_in_the_urn) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kSecret);
  for (int i : {1, 2, 3})
    chamber.as(Chamber::member(i), CastSecretBallot{id, Choice::kFor, {}, {}});
  leave(chamber, {2, 3, 4, 5});
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.votings.at(id).state, VotingState::kAdopted);
  EXPECT_EQ(present_at(chamber.meeting.votings.at(id)), (std::vector<std::uint32_t>{1, 2, 3}));
}

TEST(NothingDecided, when_a_vote_is_closed_without_a_vote) {
  for (Method method : {Method::kShowOfHands, Method::kRecorded, Method::kSecret}) {
    Chamber chamber = Chamber::in_session(kUnitedNations);
    const ProposalId text = chamber.propose(1);
    const VotingId id = chamber.open(Chamber::on(text), method);
    chamber.as(Chamber::chair(), CloseVoting{id});
    EXPECT_EQ(chamber.meeting.votings.at(id).state, VotingState::kCancelled);
    EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
    EXPECT_TRUE(chamber.meeting.decisions.empty());
    chamber.as(Chamber::member(1), WithdrawProposal{text});  // voting on it has not begun
  }
}

TEST(NothingDecided, when_the_time_of_a_vote_runs_out_without_a_vote) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const MotionId motion = chamber.move(1, MotionKind::kAdjournDebate);
  chamber.as(Chamber::chair(), OpenVoting{Chamber::on(motion), Method::kShowOfHands, minutes(5)});
  chamber.pass(minutes(5));
  EXPECT_EQ(chamber.meeting.motions.at(motion).state, MotionState::kPending);
  EXPECT_EQ(chamber.vote(Chamber::on(motion), "+++").state, VotingState::kAdopted);
}

TEST(NothingDecided, when_the_chair_cancels_the_vote_and_says_why) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const VotingId id = chamber.open(Chamber::on(text), Method::kRecorded);
  cast(chamber, id, {1, 2, 3}, Choice::kFor);
  EXPECT_EQ(chamber.refused(Chamber::chair(), CancelVoting{id, ""}).code, RefusalCode::kMalformed);
  EXPECT_EQ(chamber.refused(Chamber::member(1), CancelVoting{id, "no"}).code,
            RefusalCode::kNotYours);
  chamber.as(Chamber::chair(), CancelVoting{id, "the wrong text was put"});
  EXPECT_EQ(chamber.meeting.votings.at(id).cancelled_because, "the wrong text was put");
  EXPECT_EQ(chamber.refused(Chamber::chair(), CancelVoting{id, "again"}).code,
            RefusalCode::kVotingNotOpen);
  EXPECT_EQ(chamber.vote(Chamber::on(text), "---").state, VotingState::kRejected);
}

TEST(NothingDecided, by_a_cancelled_second_vote_and_the_tie_waits) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4);
  const ProposalId text = chamber.propose(1);
  chamber.vote(Chamber::on(text), "++--");
  const auto deadline = next_deadline(chamber.meeting);
  chamber.as(Chamber::chair(), AdjournMeeting{});
  chamber.as(Chamber::chair(), OpenMeeting{});
  const VotingId second = chamber.open(Chamber::on(text));
  chamber.as(Chamber::chair(), CancelVoting{second, "opened by mistake"});
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kTied);
  EXPECT_EQ(next_deadline(chamber.meeting), deadline);
}

TEST(Corrections, are_made_until_the_result_is_announced) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
  const CorrectVote correction{id, Choice::kAgainst, std::nullopt};
  EXPECT_EQ(chamber.refused(Chamber::member(2), correction).code, RefusalCode::kNotYetVoted);
  cast(chamber, id, {1, 2, 3}, Choice::kFor);
  chamber.as(Chamber::member(2), correction);
  chamber.as(Chamber::member(3), correction);
  EXPECT_EQ(chamber.refused(Chamber::member(3), correction).code, RefusalCode::kAlreadyVoted);
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.votings.at(id).state, VotingState::kRejected);
  EXPECT_EQ(chamber.refused(Chamber::member(1), correction).code, RefusalCode::kVotingNotOpen);
}

TEST(Corrections, are_made_only_where_the_rules_and_the_method_allow_them) {
  for (const auto& [profile, method] :
       {std::pair{kUnitedNations, Method::kShowOfHands}, std::pair{kIcapp, Method::kRecorded}}) {
    Chamber chamber =
        Chamber::in_session(profile, 5, {{"method.allowed", "show_of_hands,recorded,secret"}});
    const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), method);
    cast(chamber, id, {1}, Choice::kFor);
    EXPECT_EQ(chamber.refused(Chamber::member(1), CorrectVote{id, Choice::kAgainst, {}}).code,
              RefusalCode::kNotCorrectable);
  }
}

TEST(EnteredVotes, name_who_of_the_secretariat_entered_them) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  leave(chamber, {5});
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
  const Events events =
      chamber.as(Chamber::office(), CastVote{id, Choice::kFor, Chamber::delegation(2)});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(std::get<VoteCast>(events[0]).entered_by, Chamber::office().person);
  EXPECT_EQ(
      chamber.refused(Chamber::office(), CastVote{id, Choice::kFor, Chamber::delegation(2)}).code,
      RefusalCode::kAlreadyVoted);
  EXPECT_EQ(
      chamber.refused(Chamber::office(), CastVote{id, Choice::kFor, Chamber::delegation(5)}).code,
      RefusalCode::kNotPresent);
  EXPECT_EQ(chamber.refused(Chamber::office(), CastVote{id, Choice::kFor, {}}).code,
            RefusalCode::kNotFound);
}

TEST(Roll, calls_again_at_its_end_who_has_passed) {
  Chamber chamber = Chamber::in_session(kRoberts);
  chamber.as(
      Chamber::member(1),
      SubmitProposal{ItemId(1), ProposalKind::kMainMotion, "M", {{"en", "M"}}, {}, {}, false});
  chamber.as(Chamber::member(2), SecondProposal{ProposalId(1)});
  const VotingId id = chamber.open(Chamber::on(ProposalId(1)), Method::kRollCall);
  const std::vector<DelegationId> order = chamber.meeting.votings.at(id).calling_order;
  const auto cast_by = [&](DelegationId who) {
    return std::pair{Chamber::member(static_cast<int>(who.value())),
                     CastVote{id, Choice::kFor, std::nullopt}};
  };
  chamber.as(Chamber::chair(), PassRoll{id, order[0]});
  const auto [early, vote] = cast_by(order[0]);
  EXPECT_EQ(chamber.refused(early, vote).code, RefusalCode::kPassedOnRoll);
  const auto [last, its_vote] = cast_by(order[4]);
  EXPECT_EQ(chamber.refused(last, its_vote).code, RefusalCode::kNotYourTurn);
  for (int i : {1, 2, 3, 4}) chamber.as(Chamber::chair(), PassRoll{id, order[i]});
  chamber.as(last, its_vote);
  chamber.as(early, vote);
  EXPECT_EQ(chamber.refused(early, vote).code, RefusalCode::kAlreadyVoted);
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.votings.at(id).tally.in_favour, 2u);
}

TEST(TimedVotes, lose_nothing_to_a_point_of_order) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  chamber.as(Chamber::chair(), OpenVoting{Chamber::on(text), Method::kRecorded, minutes(5)});
  cast(chamber, VotingId(1), {1, 2}, Choice::kFor);
  chamber.pass(minutes(3));
  chamber.as(Chamber::member(4), RaisePointOfOrder{"the screen is dark", true});
  chamber.pass(minutes(10));
  chamber.as(Chamber::chair(), RuleOnPoint{PointId(1), Ruling::kUpheld, ""});
  chamber.pass(minutes(2) - seconds(1));
  cast(chamber, VotingId(1), {3}, Choice::kFor);
  EXPECT_EQ(chamber.meeting.votings.at(VotingId(1)).state, VotingState::kOpen);
  chamber.pass(seconds(1));
  EXPECT_EQ(chamber.meeting.votings.at(VotingId(1)).tally.in_favour, 3u);
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kAdopted);
}

TEST(CastingVote, of_the_chair_breaks_a_tie) {
  for (Choice choice : {Choice::kFor, Choice::kAgainst}) {
    Chamber chamber = Chamber::in_session(kUnitedNations, 4, {{"tie.outcome", "casting_vote"}});
    const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
    cast(chamber, id, {1, 2}, Choice::kFor);
    cast(chamber, id, {3}, Choice::kAgainst);
    EXPECT_EQ(chamber.refused(Chamber::chair(), CloseVoting{id, choice}).code,
              RefusalCode::kNoCastingVote);
    cast(chamber, id, {4}, Choice::kAgainst);
    EXPECT_EQ(chamber.refused(Chamber::chair(), CloseVoting{id}).code,
              RefusalCode::kCastingVoteAwaited);
    EXPECT_EQ(chamber.refused(Chamber::chair(), CloseVoting{id, Choice::kAbstain}).code,
              RefusalCode::kMalformed);
    chamber.as(Chamber::chair(), CloseVoting{id, choice});
    EXPECT_EQ(chamber.meeting.votings.at(id).state,
              choice == Choice::kFor ? VotingState::kAdopted : VotingState::kRejected);
    EXPECT_EQ(chamber.meeting.votings.at(id).casting_vote, choice);
  }
}

TEST(CastingVote, breaks_no_tie_when_the_time_of_a_vote_runs_out) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4, {{"tie.outcome", "casting_vote"}});
  const ProposalId text = chamber.propose(1);
  for (Method method : {Method::kRecorded}) {
    chamber.as(Chamber::chair(), OpenVoting{Chamber::on(text), method, minutes(1)});
    cast(chamber, VotingId(1), {1, 2}, Choice::kFor);
    cast(chamber, VotingId(1), {3, 4}, Choice::kAgainst);
    chamber.pass(minutes(1));
    EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kRejected);
  }
}

TEST(Requests, for_a_roll_call_stand_until_each_is_withdrawn) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  for (int i : {2, 3}) chamber.as(Chamber::member(i), AskMethod{text, Method::kRollCall});
  EXPECT_EQ(chamber.refused(Chamber::member(4), WithdrawMethodRequest{text}).code,
            RefusalCode::kNothingToWithdraw);
  chamber.as(Chamber::member(2), WithdrawMethodRequest{text});
  EXPECT_EQ(chamber.refused(Chamber::chair(), Chamber::opening(Chamber::on(text))).code,
            RefusalCode::kMethodAsked);
  chamber.as(Chamber::member(3), WithdrawMethodRequest{text});
  chamber.vote(Chamber::on(text), "+++");
}

TEST(Proxies, are_as_many_a_holder_as_the_rules_allow) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 5,
                                        {{"voting.proxies", "true"}, {"voting.proxies_max", "2"}});
  chamber.as(Chamber::member(2), GiveProxy{Chamber::delegation(1)});
  chamber.as(Chamber::member(3), GiveProxy{Chamber::delegation(1)});
  EXPECT_EQ(chamber.refused(Chamber::member(4), GiveProxy{Chamber::delegation(1)}).code,
            RefusalCode::kTooManyProxies);
  EXPECT_EQ(chamber.refused(Chamber::member(4), GiveProxy{Chamber::delegation(2)}).code,
            RefusalCode::kProxyChain);
  EXPECT_EQ(chamber.refused(Chamber::member(1), GiveProxy{Chamber::delegation(4)}).code,
            RefusalCode::kProxyChain);
  const VotingId id = chamber.open(Chamber::on(chamber.propose(1)), Method::kRecorded);
  for (int i : {1, 2, 3})
    chamber.as(Chamber::member(1), CastVote{id, Choice::kFor, Chamber::delegation(i)});
  chamber.as(Chamber::chair(), CloseVoting{id});
  EXPECT_EQ(chamber.meeting.votings.at(id).tally.in_favour, 3u);
}

// One candidate for one place.
Chamber with_one_candidate(const char* acclamation) {
  Chamber chamber =
      Chamber::in_session(kUnitedNations, 5, {{"elections.acclamation", acclamation}});
  chamber.as(Chamber::chair(), CallElection{ItemId(1), "President", 1});
  chamber.as(Chamber::chair(), Nominate{ElectionId(1), "Ada", std::nullopt});
  return chamber;
}

TEST(Elections, of_no_more_candidates_than_places_may_be_by_acclamation_where_the_rules_say_so) {
  const auto acclamation = Chamber::opening(Chamber::on(ElectionId(1)), Method::kAcclamation);
  Chamber strict = with_one_candidate("false");
  EXPECT_EQ(strict.refused(Chamber::chair(), acclamation).code, RefusalCode::kElectionSecret);
  Chamber chamber = with_one_candidate("true");
  chamber.as(Chamber::chair(), Nominate{ElectionId(1), "Bo", std::nullopt});
  EXPECT_EQ(chamber.refused(Chamber::chair(), acclamation).code, RefusalCode::kElectionSecret);
  chamber.as(Chamber::chair(), WithdrawCandidate{ElectionId(1), CandidateId(2)});
  chamber.as(Chamber::chair(), acclamation);
  chamber.as(Chamber::chair(), CloseVoting{VotingId(1)});
  EXPECT_EQ(chamber.meeting.elections.at(ElectionId(1)).elected, std::vector{CandidateId(1)});
}

TEST(Ticks, settle_one_due_thing_on_the_state_as_it_then_is) {
  Chamber chamber = Chamber::in_session(kUnitedNations, 4);
  const ProposalId text = chamber.propose(1);
  const PartAsked part{PartKind::kOperative, "1"};
  chamber.as(Chamber::member(2), AskDivision{text, {part, part}});
  chamber.as(Chamber::chair(), DivideProposal{text});
  chamber.vote(Chamber::on(text, PartId(1)), "++--");
  chamber.vote(Chamber::on(text, PartId(2)), "++--");
  chamber.now += hours(49);
  chamber.as(Chamber::system(), Tick{});
  EXPECT_EQ(chamber.meeting.tied_votings.size(), 1u);
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kPending);
  chamber.as(Chamber::system(), Tick{});
  EXPECT_EQ(chamber.meeting.proposals.at(text).state, TextState::kRejected);
  EXPECT_FALSE(next_deadline(chamber.meeting).has_value());
}

}  // namespace
}  // namespace hemicycle::meeting
