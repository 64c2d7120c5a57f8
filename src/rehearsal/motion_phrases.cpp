#include "meeting/views.h"
#include "rehearsal/phrases.h"
#include "rehearsal/texts.h"

namespace hemicycle::rehearsal {

using namespace meeting;

namespace {

MotionId last_motion(const Stage& stage) {
  return MotionId(static_cast<std::uint32_t>(stage.meeting().motions.size()));
}

Complaint appeal(Stage& stage, const Arguments& arguments) {
  MoveMotion motion;
  motion.kind = MotionKind::kAppeal;
  motion.reason = arguments[1].word;
  return stage.perform_as(arguments[0].word, motion);
}

template <Side kSide>
Complaint ask_on_motion(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(
      arguments[0].word,
      AskFloorOnMotion{next_motion(stage.meeting()).value_or(MotionId()), kSide});
}

template <MotionKind kKind>
Complaint move(Stage& stage, const Arguments& arguments) {
  MoveMotion motion;
  motion.kind = kKind;
  if (arguments.size() > 1)  // how long members may speak
    motion.limits = {{Category::kMember, arguments[1].duration}};
  return stage.perform_as(arguments[0].word, motion);
}

template <MotionKind kKind>
Complaint move_on_text(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[1].word);
  if (!proposal) return proposal.error();
  MoveMotion motion;
  motion.kind = kKind;
  motion.proposal = *proposal;
  return stage.perform_as(arguments[0].word, motion);
}

Complaint move_to_suspend_until(Stage& stage, const Arguments& arguments) {
  MoveMotion motion;
  motion.kind = MotionKind::kSuspendMeeting;
  motion.until = stage.next(arguments[1].time_of_day);
  return stage.perform_as(arguments[0].word, motion);
}

Complaint move_to_postpone(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[1].word);
  if (!proposal) return proposal.error();
  MoveMotion motion;
  motion.kind = MotionKind::kPostpone;
  motion.proposal = *proposal;
  motion.until = stage.next(arguments[2].time_of_day);
  return stage.perform_as(arguments[0].word, motion);
}

Complaint move_to_refer(Stage& stage, const Arguments& arguments) {
  Result<ProposalId, std::string> proposal = proposal_named(stage, arguments[1].word);
  if (!proposal) return proposal.error();
  MoveMotion motion;
  motion.kind = MotionKind::kCommit;
  motion.proposal = *proposal;
  motion.committee = arguments[2].word;
  return stage.perform_as(arguments[0].word, motion);
}

// On a text, or on an amendment alone.
template <MotionKind kKind>
Complaint move_on_either(Stage& stage, const Arguments& arguments) {
  Result<Subject, std::string> subject = text_named(stage, arguments[1].word);
  if (!subject) return subject.error();
  MoveMotion motion;
  motion.kind = kKind;
  motion.proposal = subject->proposal;
  motion.amendment = subject->amendment;
  return stage.perform_as(arguments[0].word, motion);
}

Complaint second_motion(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, SecondMotion{last_motion(stage)});
}

Complaint withdraw_motion(Stage& stage, const Arguments& arguments) {
  return stage.perform_as(arguments[0].word, WithdrawMotion{last_motion(stage)});
}

constexpr Phrase kMotionPhrases[] = {
    {"<name> moves to suspend the meeting", &move<MotionKind::kSuspendMeeting>, ""},
    {"<name> moves to suspend the meeting until <time>", &move_to_suspend_until, ""},
    {"<name> moves to take a recess until <time>", &move_to_suspend_until,
     "the same, in the words of Robert's Rules"},
    {"<name> moves to adjourn the meeting", &move<MotionKind::kAdjournMeeting>, ""},
    {"<name> moves to adjourn the debate", &move<MotionKind::kAdjournDebate>,
     "on the item that is open"},
    {"<name> moves to resume the debate", &move<MotionKind::kResumeDebate>, ""},
    {"<name> moves to close the debate", &move<MotionKind::kCloseDebate>, ""},
    {"<name> moves to limit speeches to <duration>", &move<MotionKind::kSetTimeLimit>,
     "of members"},
    {"<name> moves to limit the debate to <duration>", &move<MotionKind::kLimitDebate>,
     "the same, in the words of Robert's Rules"},
    {"<name> moves to close the list", &move<MotionKind::kCloseList>, "of speakers"},
    {"<name> moves to lay <name> on the table", &move_on_text<MotionKind::kLayOnTable>, ""},
    {"<name> moves to take <name> from the table", &move_on_text<MotionKind::kTakeFromTable>, ""},
    {"<name> moves the previous question on <name>", &move_on_either<MotionKind::kPreviousQuestion>,
     "a text with all that is moved on it, or an amendment alone"},
    {"<name> moves to postpone <name> until <time>", &move_to_postpone, ""},
    {"<name> moves to postpone <name> indefinitely",
     &move_on_text<MotionKind::kPostponeIndefinitely>, ""},
    {"<name> moves to refer <name> to <text>", &move_to_refer, "a committee"},
    {"<name> moves to divide <name>", &move_on_either<MotionKind::kDivision>, ""},
    {"<name> moves to reconsider <name>", &move_on_text<MotionKind::kReconsider>, ""},
    {"<name> appeals <text>", &appeal, "against the last ruling"},
    {"<name> seconds the motion", &second_motion, "the one moved last"},
    {"<name> withdraws the motion", &withdraw_motion, "the one moved last"},
    {"<name> asks to speak for the motion", &ask_on_motion<Side::kFor>, "the one that comes first"},
    {"<name> asks to speak against the motion", &ask_on_motion<Side::kAgainst>, ""},
};

constexpr Chapter kMotionChapters[] = {{"Motions", kMotionPhrases}};

}  // namespace

std::span<const Chapter> motion_chapters() {
  return kMotionChapters;
}

}  // namespace hemicycle::rehearsal
