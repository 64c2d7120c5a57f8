#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor/statements.h"
#include "meeting/texts/proposals.h"
#include "meeting/votes/voting.h"

namespace hemicycle::meeting {

// Votes.
struct VotingOpened {
  VotingId voting;
  Subject subject;
  Method method = Method::kShowOfHands;
  Threshold majority;
  std::uint32_t attempt = 1;
  std::optional<WallTime> closes_at;
  std::vector<DelegationId> calling_order;
  std::uint64_t lot_seed = 0;
  std::vector<CandidateId> candidates;
  std::uint32_t places = 0;
  std::uint32_t held_in = 0;   // the session's how manieth meeting
  bool began_before = false;   // voting on the text, and by secret ballot: what a cancellation
  bool secret_before = false;  // restores
  ElectionSystem system = ElectionSystem::kMajority;
  std::vector<DelegationId> entitled = {};  // in journals of old none: who then had a vote
  bool from_the_top = false;  // of the alphabet; else a lot says where a roll call begins
  bool operator==(const VotingOpened&) const = default;
};
BOOST_DESCRIBE_STRUCT(VotingOpened, (),
                      (voting, subject, method, majority, attempt, closes_at, calling_order,
                       lot_seed, candidates, places, held_in, began_before, secret_before, system,
                       entitled, from_the_top))

struct VoteCast {
  VotingId voting;
  DelegationId delegation;
  Choice choice = Choice::kAbstain;
  std::optional<DelegationId> by_proxy;               // who cast it for the delegation
  std::optional<PersonId> entered_by = std::nullopt;  // of the secretariat, for the room
  bool operator==(const VoteCast&) const = default;
};
BOOST_DESCRIBE_STRUCT(VoteCast, (), (voting, delegation, choice, by_proxy, entered_by))

// It will not abstain at this meeting.
struct VotePledged {
  DelegationId delegation;
  bool operator==(const VotePledged&) const = default;
};
BOOST_DESCRIBE_STRUCT(VotePledged, (), (delegation))

// A delegation divides its votes.
struct VoteSplit {
  VotingId voting;
  SplitVotes votes;
  std::optional<DelegationId> by_proxy;
  std::optional<PersonId> entered_by = std::nullopt;
  bool operator==(const VoteSplit&) const = default;
};
BOOST_DESCRIBE_STRUCT(VoteSplit, (), (voting, votes, by_proxy, entered_by))

// Before the result, a member says that its vote was another.
struct VoteCorrected {
  VotingId voting;
  DelegationId delegation;
  Choice choice = Choice::kAbstain;
  std::optional<DelegationId> by_proxy;
  std::optional<PersonId> entered_by = std::nullopt;
  bool operator==(const VoteCorrected&) const = default;
};
BOOST_DESCRIBE_STRUCT(VoteCorrected, (), (voting, delegation, choice, by_proxy, entered_by))

// A roll call has passed over one that is absent or silent.
struct RollPassed {
  VotingId voting;
  DelegationId delegation;
  bool operator==(const RollPassed&) const = default;
};
BOOST_DESCRIBE_STRUCT(RollPassed, (), (voting, delegation))

// The urn of a secret ballot is opened once, when the voting closes: who voted, sorted by
// delegation, and the ballots, sorted by receipt. No other event of a secret ballot names a voter
// or a choice (docs/decisions/secret-ballots.md).
struct BallotsCounted {
  VotingId voting;
  std::vector<DelegationId> voters;
  std::vector<Ballot> ballots;
  bool operator==(const BallotsCounted&) const = default;
};
BOOST_DESCRIBE_STRUCT(BallotsCounted, (), (voting, voters, ballots))

struct ObjectionRaised {
  VotingId voting;
  DelegationId delegation;
  std::string reason;
  bool operator==(const ObjectionRaised&) const = default;
};
BOOST_DESCRIBE_STRUCT(ObjectionRaised, (), (voting, delegation, reason))

struct VotingClosed {
  VotingId voting;
  VotingState outcome = VotingState::kAdopted;
  Tally tally;
  std::vector<AtVote> present = {};
  std::optional<Choice> casting_vote = std::nullopt;
  std::optional<WallTime> revote_until = std::nullopt;  // of a tie; in journals of old by the rules
  bool operator==(const VotingClosed&) const = default;
};
BOOST_DESCRIBE_STRUCT(VotingClosed, (),
                      (voting, outcome, tally, present, casting_vote, revote_until))

BOOST_DEFINE_FIXED_ENUM_CLASS(WhyCancelled, std::uint8_t, kByChair, kNobodyVoted)

// Nothing was decided: the subject is as it was before the vote.
struct VotingCancelled {
  VotingId voting;
  WhyCancelled why = WhyCancelled::kByChair;
  std::string reason;
  bool operator==(const VotingCancelled&) const = default;
};
BOOST_DESCRIBE_STRUCT(VotingCancelled, (), (voting, why, reason))

// A point of order interrupted a vote with a deadline, and takes none of its time.
struct VotingProlonged {
  VotingId voting;
  WallTime closes_at;
  bool operator==(const VotingProlonged&) const = default;
};
BOOST_DESCRIBE_STRUCT(VotingProlonged, (), (voting, closes_at))

struct DecisionTaken {
  DecisionId decision;
  VotingId voting;
  bool operator==(const DecisionTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(DecisionTaken, (), (decision, voting))

// A tie was not voted on again in time.
struct RevoteLapsed {
  VotingId voting;
  bool operator==(const RevoteLapsed&) const = default;
};
BOOST_DESCRIBE_STRUCT(RevoteLapsed, (), (voting))

// Elections.
struct ElectionCalled {
  ElectionId election;
  ItemId item;
  std::string post;
  std::uint32_t places = 1;
  ElectionSystem system = ElectionSystem::kMajority;
  bool operator==(const ElectionCalled&) const = default;
};
BOOST_DESCRIBE_STRUCT(ElectionCalled, (), (election, item, post, places, system))

struct CandidateNominated {
  ElectionId election;
  CandidateId candidate;
  std::string name;
  std::optional<DelegationId> delegation;
  bool operator==(const CandidateNominated&) const = default;
};
BOOST_DESCRIBE_STRUCT(CandidateNominated, (), (election, candidate, name, delegation))

struct CandidateWithdrew {
  ElectionId election;
  CandidateId candidate;
  bool operator==(const CandidateWithdrew&) const = default;
};
BOOST_DESCRIBE_STRUCT(CandidateWithdrew, (), (election, candidate))

// Among `tied`, the lot chose `drawn`, in this order; anyone can draw it again from the seed.
struct LotDrawn {
  ElectionId election;
  std::uint64_t seed = 0;
  std::vector<CandidateId> tied;
  std::vector<CandidateId> drawn;
  bool operator==(const LotDrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(LotDrawn, (), (election, seed, tied, drawn))

struct CandidateElected {
  ElectionId election;
  CandidateId candidate;
  bool operator==(const CandidateElected&) const = default;
};
BOOST_DESCRIBE_STRUCT(CandidateElected, (), (election, candidate))

// Another ballot is to be held between these.
struct BallotRestricted {
  ElectionId election;
  std::vector<CandidateId> standing;
  bool operator==(const BallotRestricted&) const = default;
};
BOOST_DESCRIBE_STRUCT(BallotRestricted, (), (election, standing))

struct ElectionDecided {
  ElectionId election;
  bool operator==(const ElectionDecided&) const = default;
};
BOOST_DESCRIBE_STRUCT(ElectionDecided, (), (election))

// In an election that is not secret.
struct BallotCast {
  VotingId voting;
  DelegationId delegation;
  std::vector<CandidateId> candidates;
  std::optional<DelegationId> by_proxy;
  std::optional<PersonId> entered_by;
  bool operator==(const BallotCast&) const = default;
};
BOOST_DESCRIBE_STRUCT(BallotCast, (), (voting, delegation, candidates, by_proxy, entered_by))

// Ballots that rank the candidates were counted, round by round.
struct TransferableVoteCounted {
  VotingId voting;
  ElectionId election;
  TransferCount count;
  bool operator==(const TransferableVoteCounted&) const = default;
};
BOOST_DESCRIBE_STRUCT(TransferableVoteCounted, (), (voting, election, count))

}  // namespace hemicycle::meeting
