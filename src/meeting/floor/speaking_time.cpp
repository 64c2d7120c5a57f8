#include "meeting/floor/speaking_time.h"

#include <algorithm>

#include "meeting/floor/continuing.h"
#include "meeting/views.h"

namespace hemicycle::meeting {
namespace {

std::optional<Millis> unless_zero(Millis limit) {
  return limit > Millis(0) ? std::optional(limit) : std::nullopt;
}

// The limit of a category: the list's own, else the profile's; nothing: none given.
std::optional<Millis> limit_of_category(const Rules& rules, const SpeakersList& list,
                                        Category category) {
  for (const TimeLimit& limit : list.limits)
    if (limit.category == category) return limit.limit;
  switch (category) {
    case Category::kMember:
      return unless_zero(rules.limits.member);
    case Category::kObserver:
      return unless_zero(rules.limits.observer);
    case Category::kGuest:
      return unless_zero(rules.limits.guest);
    case Category::kGroup:
      return unless_zero(rules.limits.group);
  }
  return std::nullopt;
}

// What is left of the second round: its own length, less what the first ran over (or, where the
// profile says so, plus what the first left), less what later turns have used.
Millis second_round_left(const RoundRules& rules, const SpeakingAccount& account) {
  Millis left = rules.second - account.second;
  const Millis overrun = account.first - rules.first;
  if (overrun > Millis(0) && rules.deduct_overrun) left -= overrun;
  if (overrun < Millis(0) && rules.carry_over) left -= overrun;
  return left;
}

Millis cap_left(const RoundRules& rules, const SpeakingAccount& account) {
  return std::max(Millis(0), rules.cap - account.first - account.second);
}

}  // namespace

SpeakingAccount& account_in(SpeakersList& list, DelegationId delegation) {
  if (list.accounts.size() < delegation.value()) list.accounts.resize(delegation.value());
  return list.accounts[delegation.value() - 1];
}

std::optional<Millis> allowance(const Rules& rules, const SpeakersList& list,
                                const SpeakingAccount& account, Category category) {
  const RoundRules& rounds = rules.rounds;
  std::optional<Millis> left = limit_of_category(rules, list, category);
  if (!left) left = unless_zero(rounds.first);
  if (left == Millis(0)) left.reset();  // a limit of zero that somebody set lifts the limit
  if (rounds.count > 1 && list.round > 1) left = second_round_left(rounds, account);
  if (rounds.cap > Millis(0)) left = std::min(left.value_or(rounds.cap), cap_left(rounds, account));
  if (left) left = std::max(*left, Millis(0));
  return left;
}

SpeechTime time_for_statement(const Rules& rules, const SpeakersList& list,
                              const SpeakingAccount& account, Category category) {
  SpeechTime time = time_of(rules, allowance(rules, list, account, category).value_or(Millis(0)));
  if (rules.floor.mute != AutomaticMute::kAtCap) return time;
  time.mute_at = list.round > 1 ? time.limit.value_or(Millis(0)) : cap_left(rules.rounds, account);
  return time;
}

SpeechTime time_on_motion(const Meeting& meeting, MotionId motion, Category category) {
  const std::optional<ItemId> item = meeting.motions.at(motion).item;
  if (!item) return {};
  const std::optional<Millis> limit =
      limit_of_category(meeting.rules, meeting.lists.at(*item), category);
  return time_of(meeting.rules, limit.value_or(Millis(0)));
}

SpeechTime time_for_reply(const Meeting& meeting, const SpeakersList& list,
                          DelegationId delegation) {
  const ReplyRules& rules = meeting.rules.reply;
  const bool again = counted_turns(meeting, list, delegation, rules.count_per, kRepliesGiven) > 0 &&
                     rules.second > Millis(0);
  return time_of(meeting.rules, again ? rules.second : rules.first);
}

std::uint32_t counted_turns(const Meeting& meeting, const SpeakersList& list,
                            DelegationId delegation, CountedPer per, CountedTurns turns) {
  if (per != CountedPer::kSession) {
    const SpeakingAccount account = account_of(list, delegation);
    return account.*turns.all - (per == CountedPer::kItemAtMeeting ? account.*turns.before : 0);
  }
  std::uint32_t sum = 0;
  for (const SpeakersList& each : meeting.lists) sum += account_of(each, delegation).*turns.all;
  return sum;
}

// Replies that still wait will be given at this meeting.
void count_turns_anew(Meeting& meeting) {
  for (SpeakersList& list : meeting.lists)
    for (SpeakingAccount& account : list.accounts) {
      account.speeches_before = account.speeches;
      account.replies_before = account.replies_given;
    }
}

SpeechTime time_of(const Rules& rules, Millis limit) {
  SpeechTime time{unless_zero(limit), std::nullopt};
  if (rules.floor.mute == AutomaticMute::kAtLimit) time.mute_at = time.limit;
  return time;
}

std::optional<WallTime> overtime_at(const Speech& speech) {
  if (!speech.limit || speech.overtime_told || !speech.running_since) return std::nullopt;
  return *speech.running_since + std::max(*speech.limit - speech.used, Millis(0));
}

std::optional<WallTime> muted_at(const Speech& speech) {
  if (!speech.mute_at || !speech.running_since) return std::nullopt;
  return *speech.running_since + std::max(*speech.mute_at - speech.used, Millis(0));
}

std::optional<WallTime> held_at(const Speech& speech, const Rules& rules) {
  if (!speech.dropped_at || !speech.running_since) return std::nullopt;
  return std::max(*speech.dropped_at, *speech.running_since) + rules.connection.grace;
}

}  // namespace hemicycle::meeting
