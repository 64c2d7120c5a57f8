#include "meeting/votes/voters.h"

#include "meeting/views.h"
#include "meeting/votes/closing.h"

namespace hemicycle::meeting {
namespace {

// The secretariat sees the room vote, or hears it, and enters it for a delegation that is there
// itself or by who holds its proxy.
Result<Voter, Refusal> voter_in_the_room(const Asked& asked,
                                         std::optional<DelegationId> on_behalf_of) {
  const Delegation* delegation =
      on_behalf_of ? asked.meeting.delegations.find(*on_behalf_of) : nullptr;
  if (delegation == nullptr) return asked.refuse(RefusalCode::kNotFound);
  const DelegationId voting = delegation->proxy.value_or(delegation->id);
  if (!is_present(asked.meeting.delegations.at(voting)))
    return asked.refuse(RefusalCode::kNotPresent);
  return Voter{delegation->id, delegation->proxy, asked.actor.person};
}

}  // namespace

Result<Voter, Refusal> voter_of(const Asked& asked, std::optional<DelegationId> on_behalf_of) {
  if (asked.actor.role == Role::kSecretariat) return voter_in_the_room(asked, on_behalf_of);
  const auto own = delegation_of(asked);
  if (!own) return unexpected(own.error());
  if (!on_behalf_of || on_behalf_of == (*own)->id) {
    if ((*own)->proxy) return asked.refuse(RefusalCode::kProxyGiven);
    return Voter{(*own)->id, std::nullopt, std::nullopt};
  }
  const Delegation* other = asked.meeting.delegations.find(*on_behalf_of);
  if (!asked.meeting.rules.voting.proxies || other == nullptr || other->proxy != (*own)->id)
    return asked.refuse(RefusalCode::kNoProxies);
  return Voter{other->id, (*own)->id, std::nullopt};
}

unexpected<Refusal> refuse_as_over(const Asked& asked, const Voting& voting) {
  const RuleTopic topic = voting.method == Method::kSilence ? RuleTopic::kSilence
                          : voting.subject.election         ? RuleTopic::kElections
                                                            : RuleTopic::kMethod;
  return refuse_by(asked.meeting, RefusalCode::kVotingNotOpen, topic);
}

Result<const Voting*, Refusal> running_voting(const Asked& asked, VotingId id) {
  const Voting* voting = asked.meeting.votings.find(id);
  if (voting == nullptr) return asked.refuse(RefusalCode::kNotFound);
  const bool over = voting->closes_at && asked.now >= *voting->closes_at;
  if (voting->state != VotingState::kOpen || over) return refuse_as_over(asked, *voting);
  if (waits_for_appeal(asked, *voting))
    return refuse_by(asked.meeting, RefusalCode::kMotionFirst, RuleTopic::kAppeal);
  return voting;
}

Mark mark_on(const Voting& voting, DelegationId delegation) {
  const std::size_t place = delegation.value() - 1;
  return place < voting.roll.size() ? voting.roll[place] : Mark::kNotEntitled;
}

Mark mark_of(Choice choice) {
  constexpr Mark kMarks[] = {Mark::kFor, Mark::kAgainst, Mark::kAbstain};
  return kMarks[static_cast<std::size_t>(choice)];
}

void mark_vote(Voting& voting, DelegationId delegation, Mark mark,
               std::optional<PersonId> entered_by) {
  Mark& place = voting.roll.at(delegation.value() - 1);
  BUG_IF(place != Mark::kNotVoted);
  place = mark;
  if (entered_by) voting.entered.push_back(delegation);
  if (called_now(voting) == delegation) ++voting.called;
}

Objection abstention_is_forgone(const Asked& asked, const Voting& voting, DelegationId delegation) {
  if (voting.subject.motion || !asked.meeting.delegations.at(delegation).pledged)
    return std::nullopt;
  return asked.refuse(RefusalCode::kPledgedToVote);
}

const SplitVotes* split_of(const Voting& voting, DelegationId delegation) {
  const auto split =
      std::find_if(voting.splits.begin(), voting.splits.end(),
                   [&](const SplitVotes& each) { return each.delegation == delegation; });
  return split == voting.splits.end() ? nullptr : &*split;
}

bool seeks_consent(Method method) {
  return method == Method::kConsensus || method == Method::kAcclamation ||
         method == Method::kSilence;
}

Result<Voter, Refusal> may_vote_now(const Asked& asked, VotingId id,
                                    std::optional<DelegationId> on_behalf_of) {
  const auto voting = running_voting(asked, id);
  if (!voting) return unexpected(voting.error());
  if (seeks_consent((*voting)->method)) return asked.refuse(RefusalCode::kNotByVoting);
  const auto voter = voter_of(asked, on_behalf_of);
  if (!voter) return unexpected(voter.error());
  const Mark mark = mark_on(**voting, voter->delegation);
  if (mark == Mark::kNotEntitled) return asked.refuse(RefusalCode::kNotEntitled);
  if (mark != Mark::kNotVoted) return asked.refuse(RefusalCode::kAlreadyVoted);
  return *voter;
}

}  // namespace hemicycle::meeting
