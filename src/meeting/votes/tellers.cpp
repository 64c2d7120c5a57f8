#include "meeting/votes/tellers.h"

#include <algorithm>
#include <utility>

#include "meeting/authority.h"
#include "meeting/handlers.h"
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

bool is_secret(const Voting* voting) {
  return voting != nullptr && voting->method == Method::kSecret;
}

Asked asked_by(const Meeting& meeting, const Actor& actor, const Moment& moment) {
  return {meeting, actor, std::max(moment.now, meeting.clock), moment.seed};
}

}  // namespace

// The delegation whose ballot may go into the urn.
Result<Voter, Refusal> Tellers::voter_of(const Meeting& meeting, const CastSecretBallot& ballot,
                                         const Caller& caller, const Moment& moment) const {
  const auto actor = actor_of(meeting, ballot, caller);
  if (!actor) return unexpected(actor.error());
  const Asked asked = asked_by(meeting, *actor, moment);
  if (Objection no = not_permitted(asked, ballot)) return *no;
  const auto voter = may_vote_now(asked, ballot.voting, ballot.on_behalf_of);
  if (!voter) return unexpected(voter.error());
  const Voting& voting = meeting.votings.at(ballot.voting);
  if (voting.method != Method::kSecret) return asked.refuse(RefusalCode::kVotingIsOpenBallot);
  if (!is_valid_ballot(voting, {{}, ballot.choice, ballot.candidates}))
    return refuse_by(meeting, RefusalCode::kBadBallots,
                     voting.subject.election ? RuleTopic::kElections : RuleTopic::kVoting);
  const bool blank =
      voting.subject.election ? ballot.candidates.empty() : ballot.choice == Choice::kAbstain;
  if (blank)
    if (Objection no = abstention_is_forgone(asked, voting, voter->delegation)) return *no;
  if (has_voted(ballot.voting, voter->delegation)) return asked.refuse(RefusalCode::kAlreadyVoted);
  return *voter;
}

Result<Receipt, Refusal> Tellers::take(const Meeting& meeting, const CastSecretBallot& ballot,
                                       const Caller& caller, const Moment& moment) {
  const auto voter = voter_of(meeting, ballot, caller, moment);
  if (!voter) return unexpected(voter.error());
  Ballot paper{{}, ballot.choice, ballot.candidates};
  if (voting_ != ballot.voting) {  // what was left in the urn belongs to a vote that is over
    voting_ = ballot.voting;
    voters_.clear();
    ballots_.clear();
  }

  paper.receipt = new_receipt(random_);
  // Candidates in their own order, lest the order in which they were ticked mark the ballot; but
  // for the order that is the vote.
  if (!is_ranked(meeting.votings.at(ballot.voting)))
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

CountBallots Tellers::empty_urn(VotingId voting, std::optional<Choice> casting_vote) const {
  if (voting_ != voting) return {voting, {}, {}, casting_vote};
  return {voting, voters_, ballots_, casting_vote};
}

// Closes a secret ballot with what is in the urn.
Outcome Tellers::count(const Meeting& meeting, const CloseVoting& close, const Caller& caller,
                       const Moment& moment) const {
  const auto actor = actor_of(meeting, close, caller);
  if (!actor) return unexpected(actor.error());
  const Asked asked = asked_by(meeting, *actor, moment);
  if (Objection no = not_permitted(asked, Command(close))) return *no;
  return decide_one(asked, empty_urn(close.voting, close.casting_vote));
}

// What the meeting decides; but only the urn knows that somebody has voted.
Outcome Tellers::with_what_the_urn_knows(const Meeting& meeting, const Command& command,
                                         const Caller& caller, const Moment& moment) const {
  Outcome outcome = meeting::decide(meeting, command, caller, moment);
  const auto* cancel = std::get_if<CancelVoting>(&command);
  if (outcome && cancel != nullptr && cancel->voting == voting_ && !voters_.empty() &&
      meeting.rules.voting.cancellation == CancelRule::kBeforeVotes)
    return refuse(meeting, RefusalCode::kVotesAreCast);
  return outcome;
}

Outcome Tellers::foresee(const Meeting& meeting, const Command& command, const Caller& caller,
                         const Moment& moment) const {
  if (const auto* ballot = std::get_if<CastSecretBallot>(&command)) {
    const auto voter = voter_of(meeting, *ballot, caller, moment);
    if (!voter) return unexpected(voter.error());
    return Events{};
  }
  if (const auto* close = std::get_if<CloseVoting>(&command);
      close != nullptr && is_secret(meeting.votings.find(close->voting)))
    return count(meeting, *close, caller, moment);
  return with_what_the_urn_knows(meeting, command, caller, moment);
}

Outcome Tellers::decide(const Meeting& meeting, const Command& command, const Caller& caller,
                        const Moment& moment) {
  if (const auto* ballot = std::get_if<CastSecretBallot>(&command)) {
    const auto receipt = take(meeting, *ballot, caller, moment);
    if (!receipt) return unexpected(receipt.error());
    return Events{};
  }
  if (const auto* close = std::get_if<CloseVoting>(&command))
    if (const Voting* voting = meeting.votings.find(close->voting); is_secret(voting)) {
      Outcome counted = count(meeting, *close, caller, moment);
      // A restart emptied the urn: the chair is told so before anything is counted.
      if (counted && std::exchange(opened_, close->voting) != close->voting)
        return refuse(meeting, RefusalCode::kUrnLost);
      return counted;
    }
  const Outcome outcome = with_what_the_urn_knows(meeting, command, caller, moment);
  note_opening(outcome);
  return outcome;
}

Outcome Tellers::decide(const Meeting& meeting, const SystemCommand& command,
                        const Moment& moment) {
  if (std::holds_alternative<Tick>(command)) {
    const Asked asked = asked_by(meeting, kServer, moment);
    if (const auto over = secret_voting_over(asked))
      return decide_one(asked, empty_urn(*over, std::nullopt));
  }
  const Outcome outcome = meeting::decide(meeting, command, moment);
  note_opening(outcome);
  return outcome;
}

void Tellers::note_opening(const Outcome& outcome) {
  if (!outcome) return;
  for (const Event& event : *outcome)
    if (const auto* opened = std::get_if<VotingOpened>(&event);
        opened != nullptr && opened->method == Method::kSecret)
      opened_ = opened->voting;
}

}  // namespace hemicycle::meeting
