#include <algorithm>

#include "base/clock_text.h"
#include "meeting/views.h"
#include "record/count_rounds.h"
#include "record/names.h"
#include "rehearsal/phrases.h"
#include "rehearsal/texts.h"

namespace hemicycle::rehearsal {

using namespace meeting;
namespace {

// Nothing when they are equal, else what was found instead.
Complaint expect_equal(const std::string& expected, const std::string& found) {
  if (expected == found) return std::nullopt;
  return "found '" + found + "'";
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

// The last step: the commands of `whom` were refused, and no other; of everybody, if nobody is
// named.
Complaint expect_refusal(const Stage& stage, const std::vector<std::string>* whom) {
  if (!stage.refusal()) return "it was not refused";
  std::vector<std::string> accepted;
  std::vector<std::string> refused;
  for (const Answer& answer : stage.answers())
    (answer.refusal ? refused : accepted).push_back(answer.who);
  if (whom == nullptr)
    return accepted.empty()
               ? Complaint()
               : "refused for " + listed(refused) + ", accepted for " + listed(accepted);
  const auto same = [&] {
    return std::is_permutation(whom->begin(), whom->end(), refused.begin(), refused.end());
  };
  return same() ? Complaint() : "refused for " + listed(refused);
}

// Every refusal of the last step has this value of `of`.
template <typename Of>
Complaint every_refusal(const Stage& stage, const std::string& expected, Of of) {
  for (const Answer& answer : stage.answers())
    if (answer.refusal)
      if (Complaint complaint = expect_equal(expected, of(*answer.refusal))) return complaint;
  return std::nullopt;
}

Complaint by_rule(const Stage& stage, const std::string& rule) {
  return every_refusal(stage, rule, [](const Refusal& refusal) { return refusal.rule; });
}

Complaint because(const Stage& stage, const std::string& code) {
  return every_refusal(stage, code,
                       [](const Refusal& refusal) { return std::string(name_of(refusal.code)); });
}

Complaint refused(Stage& stage, const Arguments&) {
  return expect_refusal(stage, nullptr);
}

Complaint refused_by_rule(Stage& stage, const Arguments& arguments) {
  const Complaint complaint = expect_refusal(stage, nullptr);
  return complaint ? complaint : by_rule(stage, arguments[0].word);
}

Complaint refused_because(Stage& stage, const Arguments& arguments) {
  const Complaint complaint = expect_refusal(stage, nullptr);
  return complaint ? complaint : because(stage, arguments[0].word);
}

Complaint refused_for(Stage& stage, const Arguments& arguments) {
  return expect_refusal(stage, &arguments[0].names);
}

Complaint refused_for_by_rule(Stage& stage, const Arguments& arguments) {
  const Complaint complaint = refused_for(stage, arguments);
  return complaint ? complaint : by_rule(stage, arguments[1].word);
}

Complaint refused_for_because(Stage& stage, const Arguments& arguments) {
  const Complaint complaint = refused_for(stage, arguments);
  return complaint ? complaint : because(stage, arguments[1].word);
}

Complaint event(Stage& stage, const Arguments& arguments) {
  std::string found;
  for (const Event& each : stage.events()) {
    if (name_of(each) == arguments[0].word) return std::nullopt;
    found += (found.empty() ? "" : ", ") + std::string(name_of(each));
  }
  return "what happened is: " + (found.empty() ? "nothing" : found);
}

std::string name_of_speaker(const Stage& stage) {
  const std::optional<Speech>& holder = stage.meeting().floor.holder;
  if (!holder) return "nobody";
  if (!holder->delegation) return "chair";
  return stage.names().at(holder->delegation->value() - 1);
}

Complaint speaker(Stage& stage, const Arguments& arguments) {
  return expect_equal(arguments[0].word, name_of_speaker(stage));
}

Complaint nobody(Stage& stage, const Arguments&) {
  return expect_equal("nobody", name_of_speaker(stage));
}

template <Counting kCounting>
Complaint timer(Stage& stage, const Arguments& arguments) {
  const std::optional<Timer> found = timer_at(stage.meeting(), stage.now());
  if (!found) return "there is no timer";
  if (found->counting != kCounting)
    return found->counting == Counting::kUp ? "it counts up" : "it counts down";
  return expect_equal(clock_text(arguments[0].duration), clock_text(found->shown));
}

Complaint time_left_to(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  const std::optional<ItemId> item = stage.meeting().agenda.current;
  if (!item) return "no item is open";
  const std::optional<Millis> left =
      time_left(stage.meeting(), stage.meeting().lists.at(*item), *id);
  if (!left) return "its time is not limited";
  return expect_equal(clock_text(arguments[1].duration), clock_text(*left));
}

const Speech* last_speech_of(const Stage& stage, DelegationId delegation) {
  const Speech* found = nullptr;
  for (const Speech& speech : stage.meeting().speeches)
    if (speech.delegation == delegation) found = &speech;
  return found;
}

Complaint spoke_for(Stage& stage, const Arguments& arguments) {
  Result<DelegationId, std::string> id = stage.delegation(arguments[0].word);
  if (!id) return id.error();
  const Speech* speech = last_speech_of(stage, *id);
  if (speech == nullptr) return "it has not spoken";
  return expect_equal(clock_text(arguments[1].duration), clock_text(speech->used));
}

Complaint limit_of(Stage& stage, const Arguments& arguments) {
  const std::optional<Speech>& holder = stage.meeting().floor.holder;
  if (!holder || !holder->limit) return "there is no limit";
  return expect_equal(clock_text(arguments[0].duration), clock_text(*holder->limit));
}

Complaint muted(Stage& stage, const Arguments&) {
  for (const Event& each : stage.events())
    if (const auto* ended = std::get_if<SpeechEnded>(&each))
      if (ended->ending == SpeechEnding::kTimeOver) return std::nullopt;
  return "no microphone was closed by time";
}

constexpr const char* kPhaseNames[] = {"scheduled", "open", "suspended", "adjourned", "closed"};

Complaint phase(Stage& stage, const Arguments& arguments) {
  return expect_equal(arguments[0].word,
                      kPhaseNames[static_cast<std::size_t>(stage.meeting().session.phase)]);
}

Complaint members_present(Stage& stage, const Arguments& arguments) {
  return expect_equal(arguments[0].word, std::to_string(attendance(stage.meeting()).members));
}

Complaint opening_quorum(Stage& stage, const Arguments& arguments) {
  return expect_equal(arguments[0].word, std::to_string(quorum_to_open(stage.meeting())));
}

Complaint deciding_quorum(Stage& stage, const Arguments& arguments) {
  return expect_equal(arguments[0].word, std::to_string(quorum_to_decide(stage.meeting())));
}

constexpr const char* kOutcomeNames[] = {"open",     "adopted", "rejected",     "tied",
                                         "objected", "elected", "inconclusive", "cancelled"};

const Voting* last_voting(const Stage& stage) {
  return stage.meeting().votings.find(stage.last_closed());
}

Complaint outcome(Stage& stage, const Arguments& arguments) {
  const Voting* voting = last_voting(stage);
  if (voting == nullptr) return "nothing was voted on";
  return expect_equal(arguments[0].word, kOutcomeNames[static_cast<std::size_t>(voting->state)]);
}

Complaint tally(Stage& stage, const Arguments& arguments) {
  const Voting* voting = last_voting(stage);
  if (voting == nullptr) return "nothing was voted on";
  const std::uint32_t found[] = {voting->tally.in_favour, voting->tally.against,
                                 voting->tally.abstaining, voting->tally.needed};
  for (std::size_t i = 0; i < std::size(found); ++i)
    if (arguments[i].number != found[i])
      return "found " + std::to_string(found[0]) + " yes " + std::to_string(found[1]) + " no " +
             std::to_string(found[2]) + " abstain, needed " + std::to_string(found[3]);
  return std::nullopt;
}

constexpr const char* kTextNames[] = {
    "moved",  "pending", "tied",         "adopted",   "rejected", "withdrawn",
    "tabled", "not-put", "incorporated", "postponed", "referred", "postponed-indefinitely"};

Complaint text_state(Stage& stage, const Arguments& arguments) {
  Result<Subject, std::string> subject = subject_named(stage, arguments[0]);
  if (!subject) return subject.error();
  TextState state = TextState::kPending;
  const Meeting& meeting = stage.meeting();
  if (subject->part) {
    for (const Part& part : subject->amendment ? meeting.amendments.at(*subject->amendment).parts
                                               : meeting.proposals.at(*subject->proposal).parts)
      if (part.id == *subject->part) state = part.state;
  } else if (subject->amendment) {
    state = meeting.amendments.at(*subject->amendment).state;
  } else if (subject->proposal) {
    state = meeting.proposals.at(*subject->proposal).state;
  } else {
    return "'" + arguments[0].word + "' is no text";
  }
  return expect_equal(arguments[1].word, kTextNames[static_cast<std::size_t>(state)]);
}

Complaint list_state(Stage& stage, const Arguments& arguments) {
  const std::optional<ItemId> item = stage.meeting().agenda.current;
  if (!item) return "no item is open";
  constexpr const char* kNames[] = {"not-opened", "open", "closed"};
  return expect_equal(arguments[0].word,
                      kNames[static_cast<std::size_t>(stage.meeting().lists.at(*item).state)]);
}

Complaint motion_first(Stage& stage, const Arguments& arguments) {
  const std::optional<MotionId> next = next_motion(stage.meeting());
  if (!next) return "no motion is before the meeting";
  const record::Names names(stage.meeting(), record::Language::kEnglish);
  return expect_equal(arguments[0].word, names.motion(*next));
}

template <MotionState kState>
Complaint motion_state(Stage& stage, const Arguments&) {
  for (const Event& each : stage.events())
    if (const auto* decided = std::get_if<MotionDecided>(&each))
      return decided->carried == (kState == MotionState::kCarried) ? Complaint()
             : decided->carried                                    ? "it was carried"
                                                                   : "it was rejected";
  return "no motion was decided";
}

template <bool kOverruled>
Complaint ruling(Stage& stage, const Arguments&) {
  const Meeting& meeting = stage.meeting();
  if (meeting.points.empty()) return "there was no ruling";
  const bool overruled = meeting.points.rows.back().overruled;
  if (overruled == kOverruled) return std::nullopt;
  return overruled ? "the ruling was overruled" : "the ruling stands";
}

Complaint elected(Stage& stage, const Arguments& arguments) {
  const record::Names names(stage.meeting(), record::Language::kEnglish);
  std::string found;
  for (const Election& election : stage.meeting().elections)
    for (CandidateId id : election.elected) {
      if (names.candidate(election.id, id) == arguments[0].word) return std::nullopt;
      found += (found.empty() ? "" : ", ") + names.candidate(election.id, id);
    }
  return "elected are: " + (found.empty() ? "nobody" : found);
}

// The last count by single transferable vote; null when there was none.
const Voting* last_count(const Stage& stage) {
  const Voting* last = nullptr;
  for (const Voting& voting : stage.meeting().votings)
    if (voting.count) last = &voting;
  return last;
}

Complaint quota(Stage& stage, const Arguments& arguments) {
  const Voting* voting = last_count(stage);
  if (voting == nullptr) return "nothing was counted by single transferable vote";
  return expect_equal(std::to_string(arguments[0].number), std::to_string(voting->count->quota));
}

Complaint votes_in_round(Stage& stage, const Arguments& arguments) {
  const Voting* voting = last_count(stage);
  const std::uint64_t number = arguments[2].number;
  if (voting == nullptr || number == 0 || number > voting->count->rounds.size())
    return "there was no such round";
  const record::Names names(stage.meeting(), record::Language::kEnglish);
  for (const CandidateVotes& each : voting->count->rounds[number - 1].votes)
    if (names.candidate(*voting->subject.election, each.candidate) == arguments[0].word)
      return expect_equal(arguments[1].word, record::votes_text(each.votes_e5));
  return "'" + arguments[0].word + "' is no candidate";
}

Complaint called(Stage& stage, const Arguments& arguments) {
  const Meeting& meeting = stage.meeting();
  const Voting* voting = meeting.open_voting ? meeting.votings.find(*meeting.open_voting) : nullptr;
  const std::optional<DelegationId> next = voting ? called_now(*voting) : std::nullopt;
  if (!next) return "nobody is called";
  return expect_equal(arguments[0].word, stage.names().at(next->value() - 1));
}

// Nobody by that name more, and nobody less.
Complaint called_once_more(Stage& stage, const Arguments& arguments) {
  const Meeting& meeting = stage.meeting();
  std::string found;
  if (meeting.open_voting)
    for (DelegationId id : called_again(meeting.votings.at(*meeting.open_voting)))
      found += (found.empty() ? "" : ", ") + stage.names().at(id.value() - 1);
  std::string expected;
  for (const std::string& name : arguments[0].names)
    expected += (expected.empty() ? "" : ", ") + name;
  return expect_equal(expected, found);
}

constexpr Phrase kRefusalPhrases[] = {
    {"expect refused", &refused, "all that the step before asked for"},
    {"expect refused rule <name>", &refused_by_rule,
     "by the rule of this number; \"the list\" in quotes"},
    {"expect refused because <name>", &refused_because, "with this code, such as list_closed"},
    {"expect refused for <names>", &refused_for, "of a list exactly these; the others were not"},
    {"expect refused for <names> rule <name>", &refused_for_by_rule, ""},
    {"expect refused for <names> because <name>", &refused_for_because, ""},
};

constexpr Phrase kStatePhrases[] = {
    {"expect event <name>", &event, "the step before led to it; by its name: FloorGiven"},
    {"expect nobody to have the floor", &nobody, ""},
    {"expect <name> to have the floor", &speaker, "or chair"},
    {"expect timer up <duration>", &timer<Counting::kUp>, "what the screens show"},
    {"expect timer down <duration>", &timer<Counting::kDown>, ""},
    {"expect <name> to have <duration> left", &time_left_to, "on the item that is open"},
    {"expect <name> to have spoken for <duration>", &spoke_for, "in its last speech"},
    {"expect limit <duration>", &limit_of, "of who has the floor"},
    {"expect the microphone closed by time", &muted, "in the step before"},
    {"expect the meeting <name>", &phase, "scheduled, open, suspended, adjourned, closed"},
    {"expect members present <name>", &members_present, "how many"},
    {"expect quorum to open <name>", &opening_quorum, "how many"},
    {"expect quorum to decide <name>", &deciding_quorum, "how many"},
    {"expect the list <name>", &list_state, "not-opened, open, closed"},
    {"expect first <text>", &motion_first, "the motion that comes first"},
    {"expect the motion carried", &motion_state<MotionState::kCarried>, "in the step before"},
    {"expect the motion rejected", &motion_state<MotionState::kRejected>, ""},
    {"expect the ruling to stand", &ruling<false>, "the last one"},
    {"expect the ruling overruled", &ruling<true>, ""},
    {"expect <name> called", &called, "by the roll, next"},
    {"expect <names> called again", &called_once_more, "who passed, in the order of the roll"},
    {"expect outcome <name>", &outcome,
     "of the last vote: adopted, rejected, tied, objected, elected, inconclusive, cancelled"},
    {"expect <number> yes <number> no <number> abstain needed <number>", &tally,
     "of the last vote"},
    {"expect text <subject> <name>", &text_state,
     "moved, pending, tied, adopted, rejected, withdrawn, tabled, not-put, incorporated, "
     "postponed, referred, postponed-indefinitely"},
    {"expect elected <text>", &elected, "among those who are"},
    {"expect quota <number>", &quota, "of a single transferable vote"},
    {"expect <text> to have <name> votes in round <number>", &votes_in_round, "of its count"},
};

constexpr Chapter kExpectationChapters[] = {
    {"What was refused", kRefusalPhrases},
    {"What must be true now", kStatePhrases},
};

}  // namespace

std::span<const Chapter> expectation_chapters() {
  return kExpectationChapters;
}

}  // namespace hemicycle::rehearsal
