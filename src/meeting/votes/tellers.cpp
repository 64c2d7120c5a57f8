#include "meeting/votes/tellers.h"

#include <algorithm>
#include <utility>

#include "meeting/permissions.h"
#include "meeting/votes/closing.h"
#include "meeting/votes/voters.h"

namespace hemicycle::meeting {
namespace {

constexpr std::size_t kReceiptDigits = 24;  // 120 bits: nobody meets another's by chance

std::string new_receipt(RandomSource& random) {
  constexpr std::string_view kAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";  // no I, O, 0, 1
  std::string number;
  for (std::size_t i = 0; i < kReceiptDigits; ++i) number += kAlphabet[random.next_u32() % 32];
  return number;
}

// The secret ballot that a deadline has closed.
std::optional<VotingId> secret_voting_over(const Asked& asked) {
  const Meeting& meeting = asked.meeting;
  if (!meeting.open_voting || meeting.point_to_rule) return std::nullopt;
  const Voting& voting = meeting.votings.at(*meeting.open_voting);
  const bool over =
      voting.closes_at && asked.now >= *voting.closes_at && !waits_for_appeal(asked, voting);
  return voting.method == Method::kSecret && over ? meeting.open_voting : std::nullopt;
}

}  // namespace

// The delegation whose ballot may go into the urn.
Result<Voter, Refusal> Tellers::voter_of(const Meeting& meeting, const CastSecretBallot& ballot,
                                         const Actor& actor, WallTime now) const {
  const Asked asked{meeting, actor, std::max(now, meeting.clock)};
  if (Objection no = not_permitted(asked, ballot)) return *no;
  const auto voter = may_vote_now(asked, ballot.voting, ballot.on_behalf_of);
  if (!voter) return unexpected(voter.error());
  const Voting& voting = meeting.votings.at(ballot.voting);
  if (voting.method != Method::kSecret) return asked.refuse(RefusalCode::kVotingIsOpenBallot);
  if (!is_valid_ballot(voting, {{}, ballot.choice, ballot.candidates}))
    return asked.refuse(RefusalCode::kBadBallots);
  if (has_voted(ballot.voting, voter->delegation)) return asked.refuse(RefusalCode::kAlreadyVoted);
  return *voter;
}

Result<Receipt, Refusal> Tellers::take(const Meeting& meeting, const CastSecretBallot& ballot,
                                       const Actor& actor, WallTime now) {
  const auto voter = voter_of(meeting, ballot, actor, now);
  if (!voter) return unexpected(voter.error());
  Ballot paper{{}, ballot.choice, ballot.candidates};
  if (voting_ != ballot.voting) {  // what was left in the urn belongs to a vote that is over
    voting_ = ballot.voting;
    voters_.clear();
    ballots_.clear();
  }

  paper.receipt = new_receipt(random_);
  // Candidates in their own order, lest the order in which they were ticked mark the ballot.
  std::sort(paper.candidates.begin(), paper.candidates.end());
  const Receipt receipt{ballot.voting, paper.receipt};
  voters_.insert(std::lower_bound(voters_.begin(), voters_.end(), voter->delegation),
                 voter->delegation);
  const auto place =
      std::lower_bound(ballots_.begin(), ballots_.end(), paper,
                       [](const Ballot& a, const Ballot& b) { return a.receipt < b.receipt; });
  ballots_.insert(place, std::move(paper));
  return receipt;
}

bool Tellers::has_voted(VotingId voting, DelegationId delegation) const {
  return voting_ == voting && std::binary_search(voters_.begin(), voters_.end(), delegation);
}

CountBallots Tellers::empty_urn(VotingId voting, std::uint64_t seed,
                                std::optional<Choice> casting_vote) const {
  if (voting_ != voting) return {voting, {}, {}, seed, casting_vote};
  return {voting, voters_, ballots_, seed, casting_vote};
}

Outcome Tellers::foresee(const Meeting& meeting, const Command& command, const Actor& actor,
                         WallTime now) const {
  if (const auto* ballot = std::get_if<CastSecretBallot>(&command)) {
    const auto voter = voter_of(meeting, *ballot, actor, now);
    if (!voter) return unexpected(voter.error());
    return Events{};
  }
  if (const auto* close = std::get_if<CloseVoting>(&command)) {
    const Voting* voting = meeting.votings.find(close->voting);
    if (voting != nullptr && voting->method == Method::kSecret)
      return meeting::decide(meeting, empty_urn(close->voting, close->seed, close->casting_vote),
                             actor, now);
  }
  return meeting::decide(meeting, command, actor, now);
}

Outcome Tellers::decide(const Meeting& meeting, const Command& command, const Actor& actor,
                        WallTime now) {
  if (const auto* ballot = std::get_if<CastSecretBallot>(&command)) {
    const auto receipt = take(meeting, *ballot, actor, now);
    if (!receipt) return unexpected(receipt.error());
    return Events{};
  }
  // Whoever hands in a count of their own would decide the vote alone.
  if (std::holds_alternative<CountBallots>(command))
    return Asked{meeting, actor, std::max(now, meeting.clock)}.refuse(RefusalCode::kNotYours);
  if (const auto* close = std::get_if<CloseVoting>(&command)) {
    const Voting* voting = meeting.votings.find(close->voting);
    const bool secret = voting != nullptr && voting->method == Method::kSecret;
    // A restart emptied the urn: the chair is told so before anything is counted.
    if (secret && voting->state == VotingState::kOpen &&
        std::exchange(opened_, close->voting) != close->voting)
      return Asked{meeting, actor, std::max(now, meeting.clock)}.refuse(RefusalCode::kUrnLost);
    if (secret)
      return meeting::decide(meeting, empty_urn(close->voting, close->seed, close->casting_vote),
                             actor, now);
  }
  if (std::holds_alternative<Tick>(command)) {
    if (const auto over = secret_voting_over({meeting, actor, std::max(now, meeting.clock)}))
      return meeting::decide(meeting, empty_urn(*over, random_.next_u64(), std::nullopt), actor,
                             now);
  }
  const Outcome outcome = meeting::decide(meeting, command, actor, now);
  if (outcome)
    for (const Event& event : *outcome)
      if (const auto* opened = std::get_if<VotingOpened>(&event);
          opened != nullptr && opened->method == Method::kSecret)
        opened_ = opened->voting;
  return outcome;
}

}  // namespace hemicycle::meeting
