#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/result.h"
#include "meeting/enum_names.h"
#include "meeting/ids.h"
#include "meeting/motions/motions.h"

namespace hemicycle::meeting {

// What a refusal rests on and what a profile documents: one section of a rules file each.
BOOST_DEFINE_FIXED_ENUM_CLASS(RuleTopic, std::uint8_t, kMeeting, kQuorum, kCredentials, kAgenda,
                              kFloor, kConnection, kSpeakersList, kRounds, kTimeLimit,
                              kRightOfReply, kExplanation, kPointOfOrder, kAppeal, kMotions,
                              kSuspendMeeting, kAdjournMeeting, kAdjournDebate, kResumeDebate,
                              kCloseDebate, kLayOnTable, kPreviousQuestion, kLimitDebate, kPostpone,
                              kCommit, kPostponeIndefinitely, kTakeFromTable, kProposals,
                              kWithdrawal, kReconsider, kDivision, kAmendments, kVoting, kMajority,
                              kMethod, kConduct, kTie, kElections, kSilence, kInterposedQuestion)

// One rule as its body wrote it, in our words: number, sentence, where it can be read.
struct RuleText {
  RuleTopic topic = RuleTopic::kMeeting;
  std::string number;
  std::string english;
  std::string vietnamese;
  std::string source;
  bool operator==(const RuleText&) const = default;
};
BOOST_DESCRIBE_STRUCT(RuleText, (), (topic, number, english, vietnamese, source))

// A setting as a rules file and the journal write it: "rounds.first" = "3:00".
struct Setting {
  std::string key;
  std::string value;
  bool operator==(const Setting&) const = default;
};
BOOST_DESCRIBE_STRUCT(Setting, (), (key, value))

// A share of something: at least numerator/denominator of it, or more than that. A denominator of
// zero asks for nothing.
struct Threshold {
  std::uint32_t numerator = 0;
  std::uint32_t denominator = 0;
  bool more_than = false;
  bool operator==(const Threshold&) const = default;
};
BOOST_DESCRIBE_STRUCT(Threshold, (), (numerator, denominator, more_than))

// The least whole number that reaches the threshold of `whole`.
constexpr std::uint32_t least_of(Threshold threshold, std::uint32_t whole) {
  if (threshold.denominator == 0) return 0;
  const std::uint64_t product = std::uint64_t{whole} * threshold.numerator;
  const std::uint64_t floor = product / threshold.denominator;
  if (threshold.more_than) return static_cast<std::uint32_t>(floor + 1);
  return static_cast<std::uint32_t>(floor + (product % threshold.denominator != 0 ? 1 : 0));
}

BOOST_DEFINE_FIXED_ENUM_CLASS(Method, std::uint8_t, kConsensus, kAcclamation, kShowOfHands,
                              kRecorded, kRollCall, kSecret, kSilence)
inline constexpr std::size_t kMethods = kCountOf<Method>;

BOOST_DEFINE_FIXED_ENUM_CLASS(Granting, std::uint8_t, kInOrder, kChairChooses)
// When the microphone closes by itself: never, at the limit of the speech, or when the delegation
// has used up what both rounds allow it.
BOOST_DEFINE_FIXED_ENUM_CLASS(AutomaticMute, std::uint8_t, kNever, kAtLimit, kAtCap)
// Of what a majority is a share. 'Present and voting' are those who vote for or against.
BOOST_DEFINE_FIXED_ENUM_CLASS(Basis, std::uint8_t, kPresentAndVoting, kPresent, kMembers)
// kCastingVote: the chair decides.
BOOST_DEFINE_FIXED_ENUM_CLASS(TieRule, std::uint8_t, kRejected, kVotedAgain, kCastingVote)
// Until when the chair may cancel a vote: its result, or the first vote that is cast.
BOOST_DEFINE_FIXED_ENUM_CLASS(CancelRule, std::uint8_t, kUntilResult, kBeforeVotes)
// Whom a closed sitting shuts out: the public alone, or observers and guests as well.
BOOST_DEFINE_FIXED_ENUM_CLASS(ClosedTo, std::uint8_t, kPublic, kObservers)
// How the votes of an election are counted: whoever has the majority of them is elected, else
// further ballots are held; or, from ballots that rank the candidates, by transfer
// (votes/transferable_vote.h).
BOOST_DEFINE_FIXED_ENUM_CLASS(ElectionSystem, std::uint8_t, kMajority, kSingleTransferableVote)
inline constexpr std::size_t kElectionSystems = kCountOf<ElectionSystem>;
BOOST_DEFINE_FIXED_ENUM_CLASS(ReplyRule, std::uint8_t, kNever, kAfterTheList)
// What a limit on the number of turns is for: an item in the whole session, an item at one meeting
// of it, or the session with all its items.
BOOST_DEFINE_FIXED_ENUM_CLASS(CountedPer, std::uint8_t, kItem, kItemAtMeeting, kSession)

struct QuorumRules {
  Threshold open;
  Threshold open_committee;
  Threshold decide;
  bool waivable = false;
  bool operator==(const QuorumRules&) const = default;
};
struct SittingRules {
  ClosedTo closed_to = ClosedTo::kPublic;
  bool operator==(const SittingRules&) const = default;
};
struct CredentialRules {
  std::uint32_t representatives_max = 0;  // 0: any number
  std::uint32_t alternates_max = 0;
  bool provisional_seating = true;
  bool operator==(const CredentialRules&) const = default;
};
struct FloorRules {
  Granting granting = Granting::kChairChooses;
  AutomaticMute mute = AutomaticMute::kNever;
  bool operator==(const FloorRules&) const = default;
};
struct ConnectionRules {
  Millis grace{15'000};    // the clock of a speaker runs on for this long
  Millis absent_after{0};  // who has not come back by then is away; 0: never
  bool operator==(const ConnectionRules&) const = default;
};
struct ListRules {
  bool used = true;
  bool announced_before_closing = false;
  bool operator==(const ListRules&) const = default;
};
struct RoundRules {
  std::uint32_t count = 1;
  Millis first{0};
  Millis second{0};
  Millis cap{0};
  bool deduct_overrun = false;
  bool carry_over = false;
  bool operator==(const RoundRules&) const = default;
};
struct TimeLimitRules {
  Millis member{0};
  Millis observer{0};
  Millis guest{0};
  Millis group{0};
  std::uint32_t speeches_max = 0;  // of a delegation; 0: any number
  CountedPer speeches_per = CountedPer::kItem;
  bool operator==(const TimeLimitRules&) const = default;
};
struct ReplyRules {
  ReplyRule accorded = ReplyRule::kNever;
  std::uint32_t count_max = 0;  // of a delegation
  CountedPer count_per = CountedPer::kItem;
  Millis first{0};
  Millis second{0};
  bool operator==(const ReplyRules&) const = default;
};
struct ExplanationRules {
  bool allowed = false;
  Millis limit{0};
  bool by_sponsors = false;
  bool operator==(const ExplanationRules&) const = default;
};
// Questions put to a speaker in the middle of a speech, if the speaker takes them.
struct QuestionRules {
  bool allowed = false;
  Millis limit{0};
  bool operator==(const QuestionRules&) const = default;
};
struct PointRules {
  bool allowed = false;
  Millis limit{0};
  bool operator==(const PointRules&) const = default;
};
// `speakers_*`: how many may speak; kAnyNumber is no limit. With `mover_speaks` the mover does so
// besides them, else only as one of them.
struct MotionRules {
  static constexpr std::uint32_t kAnyNumber = 1000;
  bool allowed = false;
  bool second = false;
  std::uint32_t speakers_for = 0;
  std::uint32_t speakers_against = 0;
  bool mover_speaks = false;
  Threshold majority{1, 2, true};
  bool operator==(const MotionRules&) const = default;
};
// Which motion comes first: `ranks` by kind, the lowest before the others.
struct PrecedenceRules {
  bool higher_only = false;  // a motion has to have precedence over those before the meeting
  std::array<std::uint8_t, kMotionKinds> ranks = [] {
    std::array<std::uint8_t, kMotionKinds> by_kind{};
    for (std::size_t i = 0; i < kMotionKinds; ++i) by_kind[i] = static_cast<std::uint8_t>(i);
    return by_kind;
  }();
  bool operator==(const PrecedenceRules&) const = default;
};
struct ProposalRules {
  bool allowed = false;
  bool second = false;
  bool in_order = false;       // voted on in the order in which they were submitted
  bool withdrawable = true;    // by the mover, before voting began and unless amended
  bool one_at_a_time = false;  // no other while one is before the meeting
  bool amendable = false;
  bool amendment_second = false;
  std::uint32_t amendment_degrees = 1;   // 2: amendments can be amended
  bool one_amendment_at_a_time = false;  // of each degree; there may be more once it is decided
  bool furthest_first = false;
  bool divisible = false;
  bool reconsidered_by_prevailing_side = false;
  bool reconsidered_once = false;  // unless it was amended since
  bool operator==(const ProposalRules&) const = default;
};
struct VotingRules {
  Basis basis = Basis::kPresentAndVoting;
  Threshold simple{1, 2, true};
  Threshold important{2, 3, false};
  std::array<bool, kMethods> methods{};
  bool on_request = false;  // any member may ask for a recorded vote or a roll call
  CancelRule cancellation = CancelRule::kUntilResult;
  bool corrections = false;   // of a recorded vote or a roll call, until the result is announced
  bool pledge = false;        // a member may pledge to be 'present and voting'
  bool roll_from_lot = true;  // where a roll call begins; else at the head of the alphabet
  bool weighted = false;
  bool split = false;  // where they are weighted, a delegation may divide its own
  bool proxies = false;
  std::uint32_t proxies_max = 1;  // that one delegation holds
  TieRule tie = TieRule::kRejected;
  Millis revote_within{0};
  bool revote_at_subsequent = false;  // meeting, not the one of the first vote
  bool operator==(const VotingRules&) const = default;
};
// The systems that an election may be held by, the usual one first: it is taken where the call of
// the election names none.
struct ElectionSystems {
  ElectionSystem usual = ElectionSystem::kMajority;
  std::array<bool, kElectionSystems> allowed = {true};
  bool operator==(const ElectionSystems&) const = default;
};
struct ElectionRules {
  bool allowed = false;
  bool secret = true;
  bool acclamation = false;  // although secret, where no more stand than there are places
  bool lot = true;           // decides a tied second ballot; else balloting goes on
  bool restricted = true;    // to the best, from the second ballot on; else all stand in each
  Threshold majority{1, 2, true};
  ElectionSystems systems;
  bool operator==(const ElectionRules&) const = default;
};
struct SilenceRules {
  Millis shortest{0};
  std::uint32_t objections_to_break = 1;
  bool operator==(const SilenceRules&) const = default;
};

// Everything a profile decides. The sentences that go with it are RuleTexts.
struct Rules {
  QuorumRules quorum;
  SittingRules sittings;
  CredentialRules credentials;
  FloorRules floor;
  ConnectionRules connection;
  ListRules list;
  RoundRules rounds;
  TimeLimitRules limits;
  ReplyRules reply;
  ExplanationRules explanation;
  PointRules point;
  QuestionRules question;
  std::array<MotionRules, kMotionKinds> motions;
  PrecedenceRules precedence;
  ProposalRules proposals;
  VotingRules voting;
  ElectionRules elections;
  SilenceRules silence;

  const MotionRules& motion(MotionKind kind) const {
    return motions[static_cast<std::size_t>(kind)];
  }
  std::uint8_t rank(MotionKind kind) const {
    return precedence.ranks[static_cast<std::size_t>(kind)];
  }
  bool operator==(const Rules&) const = default;
};

// Why a rules file or a setting is refused: what is wrong and how to put it right, in one line.
// `line` counts from 1; 0 when there is no file.
struct RulesError {
  std::string sentence;
  std::uint32_t line = 0;
};

// What the settings of a profile come to, overrides last.
Result<Rules, RulesError> rules_of(const std::vector<Setting>& settings);

}  // namespace hemicycle::meeting
