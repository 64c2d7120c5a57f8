#include "meeting/texts/texts.h"

#include <algorithm>

#include "meeting/votes/voters.h"

namespace hemicycle::meeting {
namespace {

// The one that is furthest of those to one text.
template <typename IsToIt>
std::optional<AmendmentId> furthest(const Meeting& meeting, IsToIt is_to_it) {
  const Amendment* furthest = nullptr;
  for (const Amendment& amendment : meeting.amendments) {
    if (!is_undecided(amendment.state) || !is_to_it(amendment)) continue;
    if (furthest == nullptr || amendment.distance > furthest->distance) furthest = &amendment;
  }
  return furthest == nullptr ? std::nullopt : std::optional(furthest->id);
}

// What a text was decided by last; null when it was not voted on.
const Voting* last_voting_on(const Meeting& meeting, ProposalId id) {
  const std::vector<Voting>& votings = meeting.votings.rows;
  const auto last = std::find_if(votings.rbegin(), votings.rend(), [&](const Voting& voting) {
    return voting.subject.kind == SubjectKind::kProposal && voting.subject.proposal == id &&
           (voting.state == VotingState::kAdopted || voting.state == VotingState::kRejected);
  });
  return last == votings.rend() ? nullptr : &*last;
}

}  // namespace

Result<const Proposal*, Refusal> pending_proposal(const Asked& asked, ProposalId id,
                                                  RuleTopic topic) {
  const Proposal* proposal = asked.meeting.proposals.find(id);
  if (proposal == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (proposal->state != TextState::kPending)
    return refuse_by(asked.meeting, RefusalCode::kProposalNotPending, topic);
  return proposal;
}

Objection debate_is_not_open(const Asked& asked, const Item& item) {
  if (item.debate == Debate::kAdjourned) return asked.refuse(RefusalCode::kDebateAdjourned);
  if (item.debate == Debate::kClosed) return asked.refuse(RefusalCode::kDebateClosed);
  return std::nullopt;
}

Objection another_text_is_pending(const Asked& asked, ItemId item) {
  if (!asked.meeting.rules.proposals.one_at_a_time) return std::nullopt;
  for (const Proposal& proposal : asked.meeting.proposals)
    if (proposal.item == item &&
        (proposal.state == TextState::kMoved || is_undecided(proposal.state)))
      return asked.refuse(RefusalCode::kMainMotionPending, in_language(proposal.titles, "en"));
  return std::nullopt;
}

bool is_undecided(TextState state) {
  return state == TextState::kPending || state == TextState::kTied;
}

// In a secret ballot nobody knows who voted how: whoever voted may say so.
bool voted_with_the_prevailing_side(const Meeting& meeting, const Proposal& proposal,
                                    DelegationId delegation) {
  const Voting* voting = last_voting_on(meeting, proposal.id);
  if (voting == nullptr) return true;  // it fell with its parts, or by silence
  if (voting->method == Method::kSecret) return contains(voting->voters, delegation);
  const bool by_consent = voting->method == Method::kConsensus ||
                          voting->method == Method::kAcclamation ||
                          voting->method == Method::kSilence;
  if (by_consent) return true;
  const bool adopted = voting->state == VotingState::kAdopted;
  if (const SplitVotes* split = split_of(*voting, delegation))
    return (adopted ? split->in_favour : split->against) > 0;
  return mark_on(*voting, delegation) == (adopted ? Mark::kFor : Mark::kAgainst);
}

bool question_is_ordered_on(const Meeting& meeting, const Proposal& proposal) {
  return proposal.debate_closed || std::any_of(meeting.amendments.begin(), meeting.amendments.end(),
                                               [&](const Amendment& amendment) {
                                                 return amendment.proposal == proposal.id &&
                                                        amendment.debate_closed &&
                                                        amendment.state == TextState::kPending;
                                               });
}

bool voting_on_itself_began(const Proposal& proposal) {
  return std::any_of(proposal.parts.begin(), proposal.parts.end(),
                     [](const Part& part) { return part.state != TextState::kPending; });
}

bool is_being_voted_on(const Meeting& meeting, ProposalId id) {
  const auto concerns = [&](VotingId voting) {
    return meeting.votings.at(voting).subject.proposal == id;
  };
  return (meeting.open_voting && concerns(*meeting.open_voting)) ||
         std::any_of(meeting.silent_votings.begin(), meeting.silent_votings.end(), concerns);
}

std::optional<AmendmentId> furthest_amendment(const Meeting& meeting, ProposalId id) {
  return furthest(meeting, [&](const Amendment& amendment) {
    return amendment.proposal == id && !amendment.amendment;
  });
}

std::optional<AmendmentId> furthest_amendment(const Meeting& meeting, AmendmentId id) {
  return furthest(meeting, [&](const Amendment& amendment) { return amendment.amendment == id; });
}

void drop_amendments_to(const Asked& asked, AmendmentId id, Events& list) {
  for (const Amendment& amendment : asked.meeting.amendments)
    if (amendment.amendment == id &&
        (amendment.state == TextState::kMoved || is_undecided(amendment.state)))
      list.emplace_back(AmendmentDecided{amendment.id, TextState::kNotPut});
}

}  // namespace hemicycle::meeting
