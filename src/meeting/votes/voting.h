#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/ids.h"
#include "meeting/rules/rules.h"
#include "meeting/votes/transfer_count.h"

namespace hemicycle::meeting {

BOOST_DEFINE_FIXED_ENUM_CLASS(SubjectKind, std::uint8_t, kProposal, kAmendment, kPart, kMotion,
                              kElection)

// What is voted on; `part` only with the proposal that it is a part of.
struct Subject {
  SubjectKind kind = SubjectKind::kProposal;
  std::optional<ProposalId> proposal;
  std::optional<AmendmentId> amendment;
  std::optional<PartId> part;
  std::optional<MotionId> motion;
  std::optional<ElectionId> election;
  bool operator==(const Subject&) const = default;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (kind, proposal, amendment, part, motion, election))

BOOST_DEFINE_FIXED_ENUM_CLASS(Choice, std::uint8_t, kFor, kAgainst, kAbstain)

// A delegation's place on the roll of a vote. kSplit: it voted in more than one way (SplitVotes).
BOOST_DEFINE_FIXED_ENUM_CLASS(Mark, std::uint8_t, kNotEntitled, kNotVoted, kFor, kAgainst, kAbstain,
                              kSplit)

// kCancelled: the chair cancelled it, nobody had voted, or too few were left to decide.
BOOST_DEFINE_FIXED_ENUM_CLASS(VotingState, std::uint8_t, kOpen, kAdopted, kRejected, kTied,
                              kObjected, kElected, kInconclusive, kCancelled)

// A ballot from the urn. Nothing in it, nor in the order of a list of them, tells whose it is.
// `candidates`: of an election; empty is an abstention. Where they are ranked, the first preference
// comes first.
struct Ballot {
  std::string receipt;
  std::optional<Choice> choice;
  std::vector<CandidateId> candidates;
  bool operator==(const Ballot&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ballot, (), (receipt, choice, candidates))

// A ballot of an election that is not secret.
struct NamedBallot {
  DelegationId delegation;
  std::vector<CandidateId> candidates;
  bool operator==(const NamedBallot&) const = default;
};
BOOST_DESCRIBE_STRUCT(NamedBallot, (), (delegation, candidates))

// The votes of a delegation that divided them; together all that it has.
struct SplitVotes {
  DelegationId delegation;
  std::uint32_t in_favour = 0;
  std::uint32_t against = 0;
  std::uint32_t abstaining = 0;
  bool operator==(const SplitVotes&) const = default;
};
BOOST_DESCRIBE_STRUCT(SplitVotes, (), (delegation, in_favour, against, abstaining))

// A member that was present at a vote, and the votes that it had there: it was in the room when the
// vote closed, or had voted, by proxy too. A majority of those present and the quorum rest on this.
struct AtVote {
  DelegationId delegation;
  std::uint32_t votes = 1;
  bool operator==(const AtVote&) const = default;
};
BOOST_DESCRIBE_STRUCT(AtVote, (), (delegation, votes))

// Votes, weighted where the profile weights them. `needed` is the least number of votes for that
// carries, given the votes against and the basis of the majority; `basis` is what it is a share of.
// `not_voting` were present at the vote, `absent` were not (in journals before that distinction,
// `not_voting` counts both).
struct Tally {
  std::uint32_t in_favour = 0;
  std::uint32_t against = 0;
  std::uint32_t abstaining = 0;
  std::uint32_t not_voting = 0;
  std::uint32_t basis = 0;
  std::uint32_t needed = 0;
  std::uint32_t members = 0;
  std::uint32_t members_present = 0;
  std::uint32_t quorum = 0;
  std::uint32_t absent = 0;
  bool operator==(const Tally&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tally, (),
                      (in_favour, against, abstaining, not_voting, basis, needed, members,
                       members_present, quorum, absent))

// One vote on one subject, from opening to result. `roll` says by delegation who is entitled and,
// where the method is open, how each voted; of a secret ballot it says in the end only who voted
// (`voters`), never how.
struct Voting {
  VotingId id;
  Subject subject;
  Method method = Method::kShowOfHands;
  Threshold majority;
  VotingState state = VotingState::kOpen;
  std::uint32_t attempt = 1;
  WallTime opened_at;
  std::optional<WallTime> closes_at;
  std::optional<WallTime> closed_at;
  std::optional<WallTime> revote_until;  // a tie: by when the second vote has to be taken
  std::vector<Mark> roll;
  std::vector<DelegationId> calling_order;  // a roll call
  std::uint32_t called = 0;                 // how many of them have been called
  std::uint64_t lot_seed = 0;
  std::vector<CandidateId> candidates;  // an election: who stands in this ballot
  std::uint32_t places = 0;
  std::vector<DelegationId> voters;  // a secret ballot, once counted
  std::vector<Ballot> ballots;
  std::vector<DelegationId> objectors;
  std::string objection;
  Tally tally;
  std::uint32_t held_in = 0;           // the session's how manieth meeting
  std::vector<AtVote> present;         // once closed, by delegation; nobody in old journals
  std::optional<Choice> casting_vote;  // the chair's, on a tie
  std::string cancelled_because;       // the chair's words
  bool began_before = false;           // voting on its text, when this vote was opened
  bool secret_before = false;
  std::vector<DelegationId> corrected;  // changed their vote before the result
  std::vector<DelegationId> entered;    // whose vote the secretariat entered for them
  ElectionSystem system = ElectionSystem::kMajority;
  std::vector<NamedBallot> named_ballots;  // an election by name: a mark tells no candidate
  std::optional<TransferCount> count;      // by single transferable vote
  std::vector<SplitVotes> splits;          // of those marked kSplit
  bool operator==(const Voting&) const = default;
};
BOOST_DESCRIBE_STRUCT(Voting, (),
                      (id, subject, method, majority, state, attempt, opened_at, closes_at,
                       closed_at, revote_until, roll, calling_order, called, lot_seed, candidates,
                       places, voters, ballots, objectors, objection, tally, held_in, present,
                       casting_vote, cancelled_because, began_before, secret_before, corrected,
                       entered, system, named_ballots, count, splits))

BOOST_DEFINE_FIXED_ENUM_CLASS(ElectionState, std::uint8_t, kOpen, kDecided, kFailed)

struct Candidate {
  CandidateId id;
  std::string name;
  std::optional<DelegationId> delegation;
  bool withdrawn = false;
  bool operator==(const Candidate&) const = default;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (id, name, delegation, withdrawn))

struct Election {
  ElectionId id;
  ItemId item;
  std::string post;
  std::uint32_t places = 1;
  std::vector<Candidate> candidates;
  ElectionState state = ElectionState::kOpen;
  std::uint32_t ballots_held = 0;
  std::vector<CandidateId> standing;  // who may be voted for in the next ballot
  std::vector<CandidateId> elected;
  std::vector<VotingId> votings;
  ElectionSystem system = ElectionSystem::kMajority;
  bool operator==(const Election&) const = default;
};
BOOST_DESCRIBE_STRUCT(Election, (),
                      (id, item, post, places, candidates, state, ballots_held, standing, elected,
                       votings, system))

// What the meeting decided, as the record states it.
struct Decision {
  DecisionId id;
  VotingId voting;
  Subject subject;
  Method method = Method::kShowOfHands;
  VotingState outcome = VotingState::kAdopted;
  Tally tally;
  WallTime taken_at;
  bool operator==(const Decision&) const = default;
};
BOOST_DESCRIBE_STRUCT(Decision, (), (id, voting, subject, method, outcome, tally, taken_at))

}  // namespace hemicycle::meeting
