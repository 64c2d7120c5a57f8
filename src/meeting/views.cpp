#include "meeting/views.h"

#include <algorithm>

#include "meeting/floor/continuing.h"
#include "meeting/floor/speaking_time.h"
#include "meeting/votes/voters.h"

namespace hemicycle::meeting {
namespace {

bool is_committee(BodyKind kind) {
  return kind == BodyKind::kCommittee || kind == BodyKind::kStandingCommittee ||
         kind == BodyKind::kWorkingGroup;
}

}  // namespace

std::optional<Timer> timer_at(const Meeting& meeting, WallTime now) {
  if (!meeting.floor.holder) return std::nullopt;
  const Speech& speech = *meeting.floor.holder;
  const Millis used = used_at(speech, now);
  Timer timer;
  timer.limit = speech.limit;
  timer.running = speech.running_since.has_value();
  if (speech.limit) timer.overtime = std::max(used - *speech.limit, Millis(0));
  // The first presentation counts up; what is left of a second one counts down.
  timer.counting = speech.limit && speech.round > 1 ? Counting::kDown : Counting::kUp;
  timer.shown = timer.counting == Counting::kUp ? used : std::max(*speech.limit - used, Millis(0));
  return timer;
}

std::optional<Millis> time_left(const Meeting& meeting, const SpeakersList& list,
                                DelegationId delegation) {
  const auto is_its = [&](const SpeakerRequest& request) {
    return request.delegation == delegation && request.item == list.item &&
           request.kind == SpeechKind::kStatement && request.continues;
  };
  for (const auto* queue : {&list.waiting, &meeting.cut_off})
    for (const SpeakerRequest& request : *queue)
      if (is_its(request)) return rest_of(meeting.speeches.at(*request.continues)).limit;
  const Standing standing = meeting.delegations.at(delegation).standing;
  const Category category = standing == Standing::kMember     ? Category::kMember
                            : standing == Standing::kObserver ? Category::kObserver
                                                              : Category::kGuest;
  return allowance(meeting.rules, list, account_of(list, delegation), category);
}

Attendance attendance(const Meeting& meeting) {
  Attendance found;
  std::vector<std::string> countries;
  for (const Delegation& delegation : meeting.delegations) {
    if (!is_present(delegation)) continue;
    ++found.delegations;
    const std::string& country = meeting.organisations.at(delegation.organisation).country;
    if (!country.empty() && !contains(countries, country)) countries.push_back(country);
  }
  found.countries = static_cast<std::uint32_t>(countries.size());
  found.members = meeting.members_present;
  found.may_open = found.members >= quorum_to_open(meeting);
  found.may_decide = found.members >= quorum_to_decide(meeting);
  return found;
}

std::uint32_t quorum_to_open(const Meeting& meeting) {
  if (meeting.session.quorum_waived) return 0;
  const QuorumRules& rules = meeting.rules.quorum;
  const bool lower = is_committee(meeting.body.kind) && rules.open_committee.denominator > 0;
  return least_of(lower ? rules.open_committee : rules.open, meeting.members);
}

std::uint32_t quorum_to_decide(const Meeting& meeting) {
  return least_of(meeting.rules.quorum.decide, meeting.members);
}

std::optional<MotionId> next_motion(const Meeting& meeting) {
  const auto rank = [&](MotionId id) { return meeting.rules.rank(meeting.motions.at(id).kind); };
  std::optional<MotionId> next;
  for (MotionId id : meeting.pending_motions)
    if (!next || rank(id) < rank(*next)) next = id;
  return next;
}

std::optional<DelegationId> called_now(const Voting& voting) {
  if (voting.called >= voting.calling_order.size()) return std::nullopt;
  return voting.calling_order[voting.called];
}

std::vector<DelegationId> called_again(const Voting& voting) {
  std::vector<DelegationId> again;
  if (voting.state != VotingState::kOpen || called_now(voting)) return again;
  for (DelegationId id : voting.calling_order)
    if (mark_on(voting, id) == Mark::kNotVoted) again.push_back(id);
  return again;
}

}  // namespace hemicycle::meeting
