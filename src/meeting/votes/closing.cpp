#include "meeting/votes/closing.h"

#include <array>

#include "meeting/handlers.h"
#include "meeting/motions/motion_kinds.h"
#include "meeting/texts/texts.h"
#include "meeting/views.h"
#include "meeting/votes/elections.h"
#include "meeting/votes/questions.h"
#include "meeting/votes/voters.h"

namespace hemicycle::meeting {
namespace {

TextState text_state(VotingState outcome) {
  if (outcome == VotingState::kAdopted) return TextState::kAdopted;
  return outcome == VotingState::kTied ? TextState::kTied : TextState::kRejected;
}

void decide_proposal(const Asked&, const Voting& voting, VotingState outcome, Events& list) {
  list.emplace_back(ProposalDecided{*voting.subject.proposal, text_state(outcome), voting.id});
}

// Adopting one amendment rejects those that it excludes without a vote.
void decide_amendment(const Asked& asked, const Voting& voting, VotingState outcome, Events& list) {
  const Amendment& amendment = asked.meeting.amendments.at(*voting.subject.amendment);
  list.emplace_back(AmendmentDecided{amendment.id, text_state(outcome), voting.id});
  if (outcome != VotingState::kTied) drop_amendments_to(asked, amendment.id, list);
  if (outcome != VotingState::kAdopted) return;
  for (AmendmentId excluded : amendment.excludes)
    if (asked.meeting.amendments.at(excluded).state == TextState::kPending)
      list.emplace_back(AmendmentDecided{excluded, TextState::kNotPut});
}

void decide_part(const Asked& asked, const Voting& voting, VotingState outcome, Events& list) {
  const ProposalId id = *voting.subject.proposal;
  const std::optional<AmendmentId> amendment = voting.subject.amendment;
  const auto decide = [&](const auto& text, const auto& whole_fails) {
    const Part* part = find_part(text, *voting.subject.part);
    if (part == nullptr) return;  // the text was taken up again, and the tie with it was forgotten
    list.emplace_back(PartDecided{id, part->id, text_state(outcome), amendment});
    if (outcome == VotingState::kRejected && part->kind == PartKind::kOperative &&
        fails_as_a_whole(text, part->id))
      whole_fails();
  };
  if (amendment) {
    decide(asked.meeting.amendments.at(*amendment), [&] {
      list.emplace_back(AmendmentDecided{*amendment, TextState::kRejected});
      drop_amendments_to(asked, *amendment, list);
    });
  } else {
    decide(asked.meeting.proposals.at(id), [&] {
      list.emplace_back(ProposalDecided{id, TextState::kRejected});
    });
  }
}

void decide_motion(const Asked& asked, const Voting& voting, VotingState outcome, Events& list) {
  const Motion& motion = asked.meeting.motions.at(*voting.subject.motion);
  const bool carried = outcome == VotingState::kAdopted;
  list.emplace_back(MotionDecided{motion.id, carried});
  const MotionKindRow& row = row_of(motion.kind);
  (carried ? row.when_carried : row.when_rejected)(asked, motion, list);
  if (motion.kind != MotionKind::kAppeal) return;
  prolong(asked, asked.meeting.interrupted_voting, *asked.meeting.appeal_since, list);
  if (asked.meeting.floor.interrupted)
    list.emplace_back(FloorResumed{asked.meeting.floor.interrupted->id});
}

using Consequence = void (*)(const Asked&, const Voting&, VotingState, Events&);
// In the order of SubjectKind.
constexpr std::array<Consequence, 5> kConsequences = {decide_proposal, decide_amendment,
                                                      decide_part, decide_motion, elect_by_consent};

bool is_counted(Method method) {
  return method == Method::kShowOfHands || method == Method::kRecorded ||
         method == Method::kRollCall;
}

// A second vote that was void leaves the tie where it was.
void wait_again_for_second_vote(Meeting& meeting, const Voting& second) {
  const std::vector<Voting>& votings = meeting.votings.rows;
  const auto first = std::find_if(votings.rbegin(), votings.rend(), [&](const Voting& earlier) {
    return earlier.state == VotingState::kTied && earlier.subject == second.subject;
  });
  if (first != votings.rend()) meeting.tied_votings.push_back(first->id);
}

}  // namespace

void add_consequences(const Asked& asked, const Voting& voting, VotingState outcome, Events& list) {
  if (outcome != VotingState::kTied)
    list.emplace_back(DecisionTaken{asked.meeting.decisions.next_id(), voting.id});
  kConsequences[static_cast<std::size_t>(voting.subject.kind)](asked, voting, outcome, list);
}

bool waits_for_appeal(const Asked& asked, const Voting& voting) {
  const std::optional<MotionId> motion = voting.subject.motion;
  const bool is_it = motion && asked.meeting.motions.at(*motion).kind == MotionKind::kAppeal;
  return voting.method != Method::kSilence && !is_it && appeal_comes_first(asked);
}

void prolong(const Asked& asked, std::optional<VotingId> voting, WallTime since, Events& list) {
  if (!voting) return;
  if (const auto closes_at = asked.meeting.votings.at(*voting).closes_at)
    list.emplace_back(VotingProlonged{*voting, *closes_at + (asked.now - since)});
}

// Silence asks nobody to be present.
bool quorum_is_lost(const Meeting& meeting, const Voting& voting, std::size_t members_present) {
  return voting.method != Method::kSilence && needs_quorum(meeting, voting.subject) &&
         members_present < quorum_to_decide(meeting);
}

void close_voting(const Asked& asked, const Voting& voting, std::optional<Choice> casting_vote,
                  Events& list) {
  const Meeting& meeting = asked.meeting;
  const bool counted = is_counted(voting.method);
  VotingClosed closed{voting.id, VotingState::kAdopted, {}};
  if (voting.method != Method::kSilence) closed.present = present_at(meeting, voting);
  closed.tally = counted ? tally_roll(meeting, voting, closed.present)
                         : tally_of_consent(meeting, closed.present.size());
  closed.casting_vote = casting_vote;
  if (quorum_is_lost(meeting, voting, closed.present.size())) {
    closed.outcome = VotingState::kCancelled;
    list.emplace_back(std::move(closed));
    return;
  }
  if (counted && nobody_voted(closed.tally)) {
    list.emplace_back(VotingCancelled{voting.id, WhyCancelled::kNobodyVoted, ""});
    return;
  }
  if (counted && voting.subject.election) {
    const std::vector<RankedPaper> papers = papers_in(voting.named_ballots, closed.present);
    return close_election(asked, voting, std::move(closed), papers, list);
  }
  if (counted) closed.outcome = outcome_of(meeting, voting, closed.tally, casting_vote);
  const VotingState outcome = closed.outcome;
  closed.revote_until = revote_until(asked, outcome);
  list.emplace_back(std::move(closed));
  add_consequences(asked, voting, outcome, list);
}

Objection casting_vote_is_wrong(const Asked& asked, const Voting& voting, const Tally& tally,
                                std::optional<Choice> casting_vote) {
  const bool awaited = awaits_casting_vote(asked.meeting, voting, tally);
  if (awaited && !casting_vote) return asked.refuse(RefusalCode::kCastingVoteAwaited);
  if (!awaited && casting_vote) return asked.refuse(RefusalCode::kNoCastingVote);
  if (casting_vote == Choice::kAbstain)
    return asked.refuse(RefusalCode::kMalformed, "casting_vote");
  return std::nullopt;
}

Outcome decide_one(const Asked& asked, const CloseVoting& command) {
  const auto voting = running_voting(asked, command.voting);
  if (!voting) return unexpected(voting.error());
  if ((*voting)->method == Method::kSilence) return asked.refuse(RefusalCode::kTooEarly);
  if ((*voting)->method == Method::kSecret) return asked.refuse(RefusalCode::kUrnNotCounted);
  if (called_now(**voting)) return asked.refuse(RefusalCode::kRollUnfinished);
  const Tally tally = tally_roll(asked.meeting, **voting, present_at(asked.meeting, **voting));
  if (Objection no = casting_vote_is_wrong(asked, **voting, tally, command.casting_vote))
    return *no;
  Events list;
  close_voting(asked, **voting, command.casting_vote, list);
  return list;
}

std::optional<WallTime> revote_until(const Asked& asked, VotingState outcome) {
  if (outcome != VotingState::kTied) return std::nullopt;
  return asked.now + asked.meeting.rules.voting.revote_within;
}

void end_voting(Meeting& meeting, VotingId id, VotingState outcome, WallTime at) {
  Voting& voting = meeting.votings.at(id);
  voting.state = outcome;
  voting.closed_at = at;
  if (meeting.open_voting == id)
    meeting.open_voting = std::exchange(meeting.interrupted_voting, std::nullopt);
  if (meeting.interrupted_voting == id) meeting.interrupted_voting.reset();
  remove(meeting.silent_votings, id);
  if (outcome == VotingState::kCancelled && voting.attempt > 1)
    wait_again_for_second_vote(meeting, voting);
}

void apply_one(Meeting& meeting, const VotingClosed& event, WallTime at) {
  end_voting(meeting, event.voting, event.outcome, at);
  Voting& voting = meeting.votings.at(event.voting);
  voting.tally = event.tally;
  voting.present = event.present;
  voting.casting_vote = event.casting_vote;
  const bool by_name = voting.subject.election && is_counted(voting.method);
  if (by_name && event.outcome != VotingState::kCancelled)
    ++meeting.elections.at(*voting.subject.election).ballots_held;
  if (event.outcome == VotingState::kTied) {
    voting.revote_until =
        event.revote_until ? event.revote_until : at + meeting.rules.voting.revote_within;
    meeting.tied_votings.push_back(event.voting);
  }
}

void lapse_tie(const Asked& asked, const Voting& voting, Events& list) {
  list.emplace_back(RevoteLapsed{voting.id});
  add_consequences(asked, voting, VotingState::kRejected, list);
}

void apply_one(Meeting& meeting, const RevoteLapsed& event, WallTime) {
  meeting.votings.at(event.voting).state = VotingState::kRejected;
  remove(meeting.tied_votings, event.voting);
}

void apply_one(Meeting& meeting, const DecisionTaken& event, WallTime at) {
  const Voting& voting = meeting.votings.at(event.voting);
  meeting.decisions.rows.push_back({event.decision, event.voting, voting.subject, voting.method,
                                    voting.state, voting.tally, at});
}

}  // namespace hemicycle::meeting
