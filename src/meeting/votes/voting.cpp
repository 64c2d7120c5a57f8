#include "meeting/votes/voting.h"

#include "base/random.h"
#include "base/unicode.h"
#include "meeting/handlers.h"
#include "meeting/views.h"
#include "meeting/votes/closing.h"
#include "meeting/votes/questions.h"
#include "meeting/votes/tally.h"
#include "meeting/votes/voters.h"

namespace hemicycle::meeting {
namespace {

std::string language_of_the_roll(const Meeting& meeting) {
  const std::vector<std::string>& languages = meeting.body.working_languages;
  return languages.empty() ? "en" : languages.front();
}

// In the alphabetical order of the body's first working language; with a `seed` beginning with the
// member that the lot names.
std::vector<DelegationId> roll_of(const Meeting& meeting, std::optional<std::uint64_t> seed) {
  struct Name {
    std::string name;
    DelegationId delegation;
  };
  const std::string language = language_of_the_roll(meeting);
  const Collation collation(language);
  std::vector<Name> names;
  for (const Delegation& delegation : meeting.delegations)
    if (may_vote(delegation))
      names.push_back({collation.key(in_language(
                           meeting.organisations.at(delegation.organisation).names, language)),
                       delegation.id});
  if (names.empty()) return {};
  const DelegationId drawn = names[SeededRandom(seed.value_or(0)).below(names.size())].delegation;
  std::sort(names.begin(), names.end(), [](const Name& a, const Name& b) {
    return std::tie(a.name, a.delegation) < std::tie(b.name, b.delegation);
  });
  const auto first = std::find_if(names.begin(), names.end(),
                                  [&](const Name& name) { return name.delegation == drawn; });
  if (seed) std::rotate(names.begin(), first, names.end());
  std::vector<DelegationId> order;
  for (const Name& name : names) order.push_back(name.delegation);
  return order;
}

bool method_is_allowed(const Rules& rules, Method method) {
  const auto place = static_cast<std::size_t>(method);
  return place < kMethods && rules.voting.methods[place];
}

Objection silence_is_too_short(const Asked& asked, const OpenVoting& command) {
  if (!command.closes_after) return asked.refuse(RefusalCode::kSilenceNoDeadline);
  const Millis shortest = asked.meeting.rules.silence.shortest;
  if (*command.closes_after >= shortest) return std::nullopt;
  return asked.refuse(
      RefusalCode::kSilenceTooShort,
      std::to_string(std::chrono::duration_cast<std::chrono::hours>(shortest).count()));
}

// The subject of this vote, if it was tied, is no longer waiting.
void forget_tie(Meeting& meeting, const Subject& subject) {
  std::erase_if(meeting.tied_votings,
                [&](VotingId tied) { return meeting.votings.at(tied).subject == subject; });
}

void note_that_voting_began(Meeting& meeting, const VotingOpened& event) {
  if (!event.subject.proposal || seeks_consent(event.method)) return;
  Proposal& proposal = meeting.proposals.at(*event.subject.proposal);
  proposal.voting_began = true;
  proposal.secretly_voted = event.method == Method::kSecret;
}

// All votes, and not all of them in one way.
bool is_division_of(std::uint32_t all, const SplitVotes& votes) {
  const std::uint64_t given = std::uint64_t{votes.in_favour} + votes.against + votes.abstaining;
  return given == all && votes.in_favour < all && votes.against < all && votes.abstaining < all;
}

}  // namespace

// Who has passed is called again when everybody else has been.
Objection roll_is_elsewhere(const Asked& asked, const Voting& voting, DelegationId voter) {
  const std::optional<DelegationId> called = called_now(voting);
  if (!called || called == voter) return std::nullopt;
  const auto end_of_called = voting.calling_order.begin() + voting.called;
  const bool passed =
      std::find(voting.calling_order.begin(), end_of_called, voter) != end_of_called;
  return asked.refuse(passed ? RefusalCode::kPassedOnRoll : RefusalCode::kNotYourTurn);
}

Outcome decide_one(const Asked& asked, const OpenVoting& command) {
  if (!method_is_allowed(asked.meeting.rules, command.method))
    return asked.refuse(RefusalCode::kMethodNotAllowed);
  const bool silent = command.method == Method::kSilence;
  if (silent) {
    if (Objection no = silence_is_too_short(asked, command)) return *no;
  }
  if (command.closes_after &&
      (*command.closes_after <= Millis(0) || !is_sane(*command.closes_after)))
    return asked.refuse(RefusalCode::kMalformed, "closes_after");
  if (asked.meeting.rules.voting.weighted && command.method == Method::kSecret)
    return asked.refuse(RefusalCode::kSecretNotWeighted);
  auto question = silent ? question_for_silence(asked, command.subject)
                         : question_on(asked, command.subject, command.method);
  if (!question) return unexpected(question.error());

  VotingOpened event;
  event.voting = asked.meeting.votings.next_id();
  event.subject = question->subject;
  event.method = command.method;
  event.majority = question->majority;
  event.attempt = question->attempt;
  if (command.closes_after) event.closes_at = asked.now + *command.closes_after;
  event.lot_seed = asked.seed;
  if (command.method == Method::kRollCall) {
    event.from_the_top = !asked.meeting.rules.voting.roll_from_lot;
    event.calling_order =
        roll_of(asked.meeting, event.from_the_top ? std::nullopt : std::optional(asked.seed));
  }
  event.candidates = std::move(question->candidates);
  event.places = question->places;
  event.system = question->system;
  event.held_in = asked.meeting.session.meetings_held;
  if (event.subject.proposal) {
    const Proposal& proposal = asked.meeting.proposals.at(*event.subject.proposal);
    event.began_before = proposal.voting_began;
    event.secret_before = proposal.secretly_voted;
  }
  for (const Delegation& delegation : asked.meeting.delegations)
    if (may_vote(delegation)) event.entitled.push_back(delegation.id);
  return events(std::move(event));
}

void apply_one(Meeting& meeting, const VotingOpened& event, WallTime at) {
  Voting voting;
  voting.id = event.voting;
  voting.subject = event.subject;
  voting.method = event.method;
  voting.majority = event.majority;
  voting.attempt = event.attempt;
  voting.opened_at = at;
  voting.closes_at = event.closes_at;
  voting.calling_order = event.calling_order;
  voting.lot_seed = event.lot_seed;
  voting.candidates = event.candidates;
  voting.places = event.places;
  voting.system = event.system;
  voting.held_in = event.held_in;
  voting.roll.assign(meeting.delegations.size(), Mark::kNotEntitled);
  for (DelegationId id : event.entitled) voting.roll.at(id.value() - 1) = Mark::kNotVoted;
  if (event.entitled.empty())
    for (const Delegation& delegation : meeting.delegations)
      if (may_vote(delegation)) voting.roll.at(delegation.id.value() - 1) = Mark::kNotVoted;
  voting.began_before = event.began_before;
  voting.secret_before = event.secret_before;
  meeting.votings.rows.push_back(std::move(voting));
  if (event.method == Method::kSilence) {
    meeting.silent_votings.push_back(event.voting);
  } else {
    meeting.interrupted_voting = meeting.open_voting;
    meeting.open_voting = event.voting;
    meeting.ruling_to_appeal.reset();
  }
  if (event.subject.election)
    meeting.elections.at(*event.subject.election).votings.push_back(event.voting);
  forget_tie(meeting, event.subject);
  note_that_voting_began(meeting, event);
}

Outcome decide_one(const Asked& asked, const CastVote& command) {
  const auto voter = may_vote_now(asked, command.voting, command.on_behalf_of);
  if (!voter) return unexpected(voter.error());
  const Voting& voting = asked.meeting.votings.at(command.voting);
  if (voting.method == Method::kSecret) return asked.refuse(RefusalCode::kVotingIsSecret);
  if (voting.subject.election) return asked.refuse(RefusalCode::kBadBallots);
  if (Objection no = roll_is_elsewhere(asked, voting, voter->delegation)) return *no;
  if (command.choice == Choice::kAbstain)
    if (Objection no = abstention_is_forgone(asked, voting, voter->delegation)) return *no;
  return events(VoteCast{command.voting, voter->delegation, command.choice, voter->by_proxy,
                         voter->entered_by});
}

void apply_one(Meeting& meeting, const VoteCast& event, WallTime) {
  mark_vote(meeting.votings.at(event.voting), event.delegation, mark_of(event.choice),
            event.entered_by);
}

Outcome decide_one(const Asked& asked, const SplitVote& command) {
  const auto voter = may_vote_now(asked, command.voting, command.on_behalf_of);
  if (!voter) return unexpected(voter.error());
  const Voting& voting = asked.meeting.votings.at(command.voting);
  if (voting.method == Method::kSecret) return asked.refuse(RefusalCode::kVotingIsSecret);
  if (voting.subject.election) return asked.refuse(RefusalCode::kBadBallots);
  if (!asked.meeting.rules.voting.split) return asked.refuse(RefusalCode::kSplitNotAllowed);
  if (Objection no = roll_is_elsewhere(asked, voting, voter->delegation)) return *no;
  const SplitVotes votes{voter->delegation, command.in_favour, command.against, command.abstaining};
  const std::uint32_t all = weight_of(asked.meeting, voter->delegation);
  if (!is_division_of(all, votes)) return asked.refuse(RefusalCode::kBadSplit, std::to_string(all));
  if (votes.abstaining > 0)
    if (Objection no = abstention_is_forgone(asked, voting, voter->delegation)) return *no;
  return events(VoteSplit{command.voting, votes, voter->by_proxy, voter->entered_by});
}

void apply_one(Meeting& meeting, const VoteSplit& event, WallTime) {
  Voting& voting = meeting.votings.at(event.voting);
  mark_vote(voting, event.votes.delegation, Mark::kSplit, event.entered_by);
  voting.splits.push_back(event.votes);
}

// The voter's way into the urn is tellers.h; here a secret ballot would end up in the journal.
Outcome decide_one(const Asked& asked, const CastSecretBallot&) {
  return asked.refuse(RefusalCode::kVotingIsSecret);
}

Outcome decide_one(const Asked& asked, const PassRoll& command) {
  const auto voting = running_voting(asked, command.voting);
  if (!voting) return unexpected(voting.error());
  if (called_now(**voting) != command.delegation) return asked.refuse(RefusalCode::kNotYourTurn);
  return events(RollPassed{command.voting, command.delegation});
}

void apply_one(Meeting& meeting, const RollPassed& event, WallTime) {
  ++meeting.votings.at(event.voting).called;
}

Outcome decide_one(const Asked& asked, const Object& command) {
  const auto voting = running_voting(asked, command.voting);
  if (!voting) return unexpected(voting.error());
  const bool silent = (*voting)->method == Method::kSilence;
  if (!silent && asked.meeting.point_to_rule) return asked.refuse(RefusalCode::kPointPending);
  const auto delegation = member_of(asked, silent ? Here::kNotRequired : Here::kRequired);
  if (!delegation) return unexpected(delegation.error());
  if (!seeks_consent((*voting)->method)) return asked.refuse(RefusalCode::kNoConsentSought);
  if (mark_on(**voting, (*delegation)->id) == Mark::kNotEntitled)
    return asked.refuse(RefusalCode::kNotEntitled);
  if (contains((*voting)->objectors, (*delegation)->id))
    return asked.refuse(RefusalCode::kAlreadyVoted);

  Events list;
  list.emplace_back(ObjectionRaised{command.voting, (*delegation)->id, command.reason});
  const std::uint32_t enough = silent ? asked.meeting.rules.silence.objections_to_break : 1;
  if ((*voting)->objectors.size() + 1 >= enough)
    list.emplace_back(VotingClosed{command.voting, VotingState::kObjected,
                                   tally_of_consent(asked.meeting, asked.meeting.members_present)});
  return list;
}

void apply_one(Meeting& meeting, const ObjectionRaised& event, WallTime) {
  Voting& voting = meeting.votings.at(event.voting);
  voting.objectors.push_back(event.delegation);
  if (voting.objection.empty()) voting.objection = event.reason;
}

}  // namespace hemicycle::meeting
