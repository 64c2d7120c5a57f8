#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/floor/statements.h"
#include "meeting/permission.h"
#include "meeting/texts/proposals.h"
#include "meeting/votes/voting.h"

namespace hemicycle::meeting {

// `closes_after` is required of a procedure of silence.
struct OpenVoting {
  static constexpr Permission kPermission{kByChair, When::kNotClosed};
  Subject subject;
  Method method = Method::kShowOfHands;
  std::optional<Millis> closes_after;
  bool operator==(const OpenVoting&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenVoting, (), (subject, method, closes_after))

// A vote that everybody may know of. `on_behalf_of`: whose proxy is cast, or for which delegation
// in the room the secretariat enters its vote.
struct CastVote {
  static constexpr Permission kPermission{kByDelegate | kBySecretariat, When::kOrderly};
  VotingId voting;
  Choice choice = Choice::kAbstain;
  std::optional<DelegationId> on_behalf_of;
  bool operator==(const CastVote&) const = default;
};
BOOST_DESCRIBE_STRUCT(CastVote, (), (voting, choice, on_behalf_of))

// That the delegation is 'present and voting': at this meeting it votes for or against whatever is
// put to the vote, motions on procedure excepted.
struct PledgeToVote {
  static constexpr Permission kPermission{kByDelegate, When::kBusiness};
  bool operator==(const PledgeToVote&) const = default;
};
BOOST_DESCRIBE_STRUCT(PledgeToVote, (), ())

// As CastVote, where the rules weight votes and let a delegation divide its own: all of them, in
// two ways at least.
struct SplitVote {
  static constexpr Permission kPermission{kByDelegate | kBySecretariat, When::kOrderly};
  VotingId voting;
  std::uint32_t in_favour = 0;
  std::uint32_t against = 0;
  std::uint32_t abstaining = 0;
  std::optional<DelegationId> on_behalf_of;
  bool operator==(const SplitVote&) const = default;
};
BOOST_DESCRIBE_STRUCT(SplitVote, (), (voting, in_favour, against, abstaining, on_behalf_of))

// As CastVote, of who has voted, where the rules allow it until the result is announced.
struct CorrectVote {
  static constexpr Permission kPermission{kByDelegate | kBySecretariat, When::kOrderly};
  VotingId voting;
  Choice choice = Choice::kAbstain;
  std::optional<DelegationId> on_behalf_of;
  bool operator==(const CorrectVote&) const = default;
};
BOOST_DESCRIBE_STRUCT(CorrectVote, (), (voting, choice, on_behalf_of))

// A secret ballot goes to the Tellers (tellers.h), never to decide(), a log or the journal.
struct CastSecretBallot {
  static constexpr Permission kPermission{kByDelegate, When::kOrderly};
  VotingId voting;
  std::optional<Choice> choice;
  std::vector<CandidateId> candidates;
  std::optional<DelegationId> on_behalf_of;
  bool operator==(const CastSecretBallot&) const = default;
};
BOOST_DESCRIBE_STRUCT(CastSecretBallot, (), (voting, choice, candidates, on_behalf_of))

// A ballot of an election that everybody may know of.
struct CastBallot {
  static constexpr Permission kPermission{kByDelegate | kBySecretariat, When::kOrderly};
  VotingId voting;
  std::vector<CandidateId> candidates;
  std::optional<DelegationId> on_behalf_of;
  bool operator==(const CastBallot&) const = default;
};
BOOST_DESCRIBE_STRUCT(CastBallot, (), (voting, candidates, on_behalf_of))

struct PassRoll {
  static constexpr Permission kPermission{kByChair, When::kOrderly};
  VotingId voting;
  DelegationId delegation;
  bool operator==(const PassRoll&) const = default;
};
BOOST_DESCRIBE_STRUCT(PassRoll, (), (voting, delegation))

struct Object {
  static constexpr Permission kPermission{kByDelegate, When::kNotClosed};
  VotingId voting;
  std::string reason;
  bool operator==(const Object&) const = default;
};
BOOST_DESCRIBE_STRUCT(Object, (), (voting, reason))

// `casting_vote`: the chair's, for or against, where the rules give it on a tie.
struct CloseVoting {
  static constexpr Permission kPermission{kByChair, When::kOrderly};
  VotingId voting;
  std::optional<Choice> casting_vote = std::nullopt;
  bool operator==(const CloseVoting&) const = default;
};
BOOST_DESCRIBE_STRUCT(CloseVoting, (), (voting, casting_vote))

// A vote that should not have been opened, or that went wrong. The reason is on the record.
// Between meetings, that of a written consultation.
struct CancelVoting {
  static constexpr Permission kPermission{kByChair, When::kNotClosed};
  VotingId voting;
  std::string reason;
  bool operator==(const CancelVoting&) const = default;
};
BOOST_DESCRIBE_STRUCT(CancelVoting, (), (voting, reason))

// What the Tellers make of CloseVoting, and of a deadline, when the ballot is secret. No command:
// only they hand in a count.
struct CountBallots {
  VotingId voting;
  std::vector<DelegationId> voters;
  std::vector<Ballot> ballots;
  std::optional<Choice> casting_vote = std::nullopt;
  bool operator==(const CountBallots&) const = default;
};

// `system`: one that the rules allow; nothing: their usual one.
struct CallElection {
  static constexpr Permission kPermission{kByPresiding, When::kNotClosed};
  ItemId item;
  std::string post;
  std::uint32_t places = 1;
  std::optional<ElectionSystem> system = std::nullopt;
  bool operator==(const CallElection&) const = default;
};
BOOST_DESCRIBE_STRUCT(CallElection, (), (item, post, places, system))

struct Nominate {
  static constexpr Permission kPermission{kByDelegate | kByPresiding, When::kNotClosed};
  ElectionId election;
  std::string name;
  std::optional<DelegationId> delegation;
  bool operator==(const Nominate&) const = default;
};
BOOST_DESCRIBE_STRUCT(Nominate, (), (election, name, delegation))

struct WithdrawCandidate {
  static constexpr Permission kPermission{kByDelegate | kByPresiding, When::kNotClosed};
  ElectionId election;
  CandidateId candidate;
  bool operator==(const WithdrawCandidate&) const = default;
};
BOOST_DESCRIBE_STRUCT(WithdrawCandidate, (), (election, candidate))

}  // namespace hemicycle::meeting
