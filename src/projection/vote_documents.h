#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/meeting.h"

// Votes under way and taken, elections, decisions.
namespace hemicycle::projection {

struct CandidateShown {
  meeting::CandidateId candidate;
  std::string name;
  std::optional<meeting::DelegationId> delegation;
  bool withdrawn = false;
};
BOOST_DESCRIBE_STRUCT(CandidateShown, (), (candidate, name, delegation, withdrawn))

// `vote`: the one in the chamber; nothing when there is none. Who has voted, and in a roll call
// how, is at the seats; `entitled` and `voted` count delegations.
struct VoteDocument {
  meeting::VotingId voting;
  meeting::Subject subject;
  meeting::Method method = meeting::Method::kShowOfHands;
  meeting::Threshold majority;
  std::uint32_t attempt = 1;
  WallTime opened_at;
  std::optional<WallTime> closes_at;
  bool halted = false;  // a point of order waits for its ruling
  std::vector<CandidateShown> candidates;
  std::uint32_t places = 0;
  meeting::ElectionSystem system = meeting::ElectionSystem::kMajority;
  std::uint32_t entitled = 0;
  std::uint32_t voted = 0;
  std::optional<meeting::DelegationId> called;
  std::vector<meeting::DelegationId> calling_order;
  std::vector<meeting::DelegationId> called_again;  // who passed, once all have been called
};
BOOST_DESCRIBE_STRUCT(VoteDocument, (),
                      (voting, subject, method, majority, attempt, opened_at, closes_at, halted,
                       candidates, places, system, entitled, voted, called, calling_order,
                       called_again))

struct VoteLine {
  meeting::DelegationId delegation;
  meeting::Mark mark = meeting::Mark::kNotVoted;
  std::optional<meeting::SplitVotes> split;  // of one that divided its votes
};
BOOST_DESCRIBE_STRUCT(VoteLine, (), (delegation, mark, split))

// `votes/N`: from its opening on, a procedure of silence too. Who voted how (`lines`), the voters
// and the ballots of a secret vote and the tally are there once it is closed, as far as its method
// lets the audience know.
struct VotingDocument {
  meeting::VotingId voting;
  meeting::Subject subject;
  meeting::Method method = meeting::Method::kShowOfHands;
  meeting::Threshold majority;
  meeting::VotingState state = meeting::VotingState::kOpen;
  std::uint32_t attempt = 1;
  WallTime opened_at;
  std::optional<WallTime> closes_at;
  std::optional<WallTime> closed_at;
  std::optional<WallTime> revote_until;
  std::vector<CandidateShown> candidates;
  std::uint32_t places = 0;
  std::optional<meeting::Tally> tally;
  std::vector<VoteLine> lines;
  std::vector<meeting::DelegationId> voters;
  std::vector<meeting::Ballot> ballots;
  std::vector<meeting::DelegationId> objectors;
  std::string objection;
  meeting::ElectionSystem system = meeting::ElectionSystem::kMajority;
  std::vector<meeting::NamedBallot> named_ballots;  // of an election that is not secret
};
BOOST_DESCRIBE_STRUCT(VotingDocument, (),
                      (voting, subject, method, majority, state, attempt, opened_at, closes_at,
                       closed_at, revote_until, candidates, places, tally, lines, voters, ballots,
                       objectors, objection, system, named_ballots))

// `decisions`, in the order in which they were taken.
struct DecisionsDocument {
  std::vector<meeting::Decision> decisions;
};
BOOST_DESCRIBE_STRUCT(DecisionsDocument, (), (decisions))

struct ElectionShown {
  meeting::ElectionId election;
  meeting::ItemId item;
  std::string post;
  std::uint32_t places = 1;
  meeting::ElectionState state = meeting::ElectionState::kOpen;
  std::uint32_t ballots_held = 0;
  std::vector<CandidateShown> candidates;
  std::vector<meeting::CandidateId> standing;
  std::vector<meeting::CandidateId> elected;
  std::vector<meeting::VotingId> votings;
  meeting::ElectionSystem system = meeting::ElectionSystem::kMajority;
  std::optional<meeting::TransferCount> count;  // by single transferable vote, round by round
};
BOOST_DESCRIBE_STRUCT(ElectionShown, (),
                      (election, item, post, places, state, ballots_held, candidates, standing,
                       elected, votings, system, count))

// `elections`
struct ElectionsDocument {
  std::vector<ElectionShown> elections;
};
BOOST_DESCRIBE_STRUCT(ElectionsDocument, (), (elections))

}  // namespace hemicycle::projection
