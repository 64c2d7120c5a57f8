#include "meeting/rules/contradictions.h"

#include "meeting/motions/motion_kinds.h"
#include "meeting/rules/settings.h"

namespace hemicycle::meeting {
namespace {

// Shares are compared by what they ask of a large body.
constexpr std::uint32_t kManyMembers = 9240;  // divisible by 2 to 8, 10, 11 and 12

std::uint32_t strictness(Threshold threshold) {
  return least_of(threshold, kManyMembers);
}

bool allows(const Rules& rules, Method method) {
  return rules.voting.methods[static_cast<std::size_t>(method)];
}

// A setting that cannot hold, and the words for it.
struct Conflict {
  bool (*holds)(const Rules& rules);
  const char* key;
  const char* sentence;
};

constexpr Conflict kConflicts[] = {
    {[](const Rules& r) { return r.rounds.count == 0; }, "rounds.count",
     "there is at least one round"},
    {[](const Rules& r) { return r.rounds.count > 1 && r.rounds.first == Millis(0); },
     "rounds.first", "with more than one round, the first has a length"},
    {[](const Rules& r) { return r.rounds.count > 1 && r.rounds.second == Millis(0); },
     "rounds.second", "with more than one round, the second has a length"},
    {[](const Rules& r) { return r.rounds.cap > Millis(0) && r.rounds.cap < r.rounds.first; },
     "rounds.cap", "the cap over all rounds is not shorter than the first round"},
    {[](const Rules& r) { return r.rounds.count < 2 && r.rounds.deduct_overrun; },
     "rounds.deduct_overrun", "overtime can be deducted only when there is a second round"},
    {[](const Rules& r) { return r.rounds.count < 2 && r.rounds.carry_over; }, "rounds.carry_over",
     "time can be carried over only when there is a second round"},
    {[](const Rules& r) {
       return r.floor.mute == AutomaticMute::kAtCap && r.rounds.cap == Millis(0);
     },
     "floor.mute", "muting at the cap needs rounds.cap"},
    {[](const Rules& r) { return strictness(r.quorum.decide) < strictness(r.quorum.open); },
     "quorum.decide", "deciding never needs fewer members than opening"},
    {[](const Rules& r) { return strictness(r.voting.important) < strictness(r.voting.simple); },
     "majority.important", "important questions never need less than a simple majority"},
    {[](const Rules& r) { return r.voting.simple.denominator == 0; }, "majority.simple",
     "a majority is a share of something"},
    {[](const Rules& r) { return r.voting.important.denominator == 0; }, "majority.important",
     "a majority is a share of something"},
    {[](const Rules& r) {
       return r.reply.accorded != ReplyRule::kNever &&
              (r.reply.count_max == 0 || r.reply.first == Millis(0));
     },
     "right_of_reply.accorded", "a right of reply needs count_max and first"},
    {[](const Rules& r) {
       return r.voting.tie == TieRule::kVotedAgain && r.voting.revote_within == Millis(0);
     },
     "tie.outcome", "voting again needs tie.revote_within"},
    {[](const Rules& r) { return r.voting.proxies && r.voting.proxies_max == 0; },
     "voting.proxies_max", "where there are proxies, a delegation may hold one"},
    {[](const Rules& r) { return r.voting.split && !r.voting.weighted; }, "voting.split",
     "votes are divided only where they are weighted"},
    {[](const Rules& r) {
       return r.elections.allowed && r.elections.secret && !allows(r, Method::kSecret);
     },
     "elections.secret", "a secret election needs the method \"secret\""},
    {[](const Rules& r) { return r.elections.allowed && r.elections.majority.denominator == 0; },
     "elections.majority", "a majority is a share of something"},
    {[](const Rules& r) { return r.proposals.furthest_first && !r.proposals.amendable; },
     "amendments.furthest_first", "there is no order of amendments where there are none"},
    {[](const Rules& r) {
       return r.proposals.amendment_degrees < 1 || r.proposals.amendment_degrees > 2;
     },
     "amendments.degrees", "an amendment, and at most an amendment to it: 1 or 2"},
    {[](const Rules& r) { return r.proposals.divisible && !r.proposals.allowed; },
     "division.allowed", "nothing can be divided where nothing can be proposed"},
    {[](const Rules& r) { return r.motion(MotionKind::kAppeal).allowed && !r.point.allowed; },
     "appeal.motion", "a ruling can be appealed only where points of order are allowed"},
    {[](const Rules& r) { return r.list.announced_before_closing && !r.list.used; },
     "speakers_list.announced_before_closing", "a list that is not used is not announced"},
    {[](const Rules& r) { return r.floor.granting == Granting::kInOrder && !r.list.used; },
     "floor.granting", "the order of requests needs speakers_list.used"},
    {[](const Rules& r) { return r.silence.objections_to_break == 0; },
     "silence.objections_to_break", "at least one objection breaks the silence"},
};

std::optional<Contradiction> too_large_a_share(const Rules& rules) {
  const auto more_than_all = [](Threshold threshold) {
    return threshold.denominator > 0 &&
           (threshold.numerator > threshold.denominator ||
            (threshold.numerator == threshold.denominator && threshold.more_than));
  };
  const char* sentence = "nobody can reach more than the whole";
  if (more_than_all(rules.quorum.open)) return Contradiction{"quorum.open", sentence};
  if (more_than_all(rules.quorum.open_committee))
    return Contradiction{"quorum.open_committee", sentence};
  if (more_than_all(rules.quorum.decide)) return Contradiction{"quorum.decide", sentence};
  if (more_than_all(rules.voting.simple)) return Contradiction{"majority.simple", sentence};
  if (more_than_all(rules.voting.important)) return Contradiction{"majority.important", sentence};
  if (more_than_all(rules.elections.majority)) return Contradiction{"elections.majority", sentence};
  for (std::size_t i = 0; i < kMotionKinds; ++i) {
    const std::string key = section_of(row_of(static_cast<MotionKind>(i)).topic) + ".majority";
    if (more_than_all(rules.motions[i].majority)) return Contradiction{key, sentence};
    if (rules.motions[i].allowed && rules.motions[i].majority.denominator == 0)
      return Contradiction{key, "a majority is a share of something"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Contradiction> contradiction_in(const Rules& rules) {
  for (const Conflict& conflict : kConflicts)
    if (conflict.holds(rules)) return Contradiction{conflict.key, conflict.sentence};
  return too_large_a_share(rules);
}

}  // namespace hemicycle::meeting
