#include "meeting/motions/motion_kinds.h"

#include <array>

#include "meeting/command_texts.h"
#include "meeting/motions/lapsing.h"
#include "meeting/texts/texts.h"

namespace hemicycle::meeting {
namespace {

// What forbids to move it.
Objection nothing(const Asked&, const MotionMoved&, const Proposal*) {
  return std::nullopt;
}
Objection no_ruling_was_just_given(const Asked& asked, const MotionMoved&, const Proposal*) {
  if (asked.meeting.ruling_to_appeal) return std::nullopt;
  return asked.refuse(RefusalCode::kNothingToAppeal);
}
Objection debate_is_over(const Asked& asked, const MotionMoved&, const Proposal*) {
  const std::optional<ItemId> current = asked.meeting.agenda.current;
  if (!current) return asked.refuse(RefusalCode::kItemNotOpen);
  return debate_is_not_open(asked, asked.meeting.agenda.items.at(*current));
}
Objection debate_is_not_adjourned(const Asked& asked, const MotionMoved&, const Proposal*) {
  const std::optional<ItemId> current = asked.meeting.agenda.current;
  if (!current) return asked.refuse(RefusalCode::kItemNotOpen);
  if (asked.meeting.agenda.items.at(*current).debate == Debate::kAdjourned) return std::nullopt;
  return asked.refuse(RefusalCode::kDebateNotAdjourned);
}
Objection list_is_not_open(const Asked& asked, const MotionMoved& motion, const Proposal*) {
  if (Objection no = debate_is_over(asked, motion, nullptr)) return no;
  if (asked.meeting.lists.at(*asked.meeting.agenda.current).state == ListState::kOpen)
    return std::nullopt;
  return asked.refuse(RefusalCode::kListNotOpen);
}
Objection text_is_not_pending(const Asked& asked, const MotionMoved& motion, const Proposal* text) {
  const RuleTopic topic = row_of(motion.kind).topic;
  if (text->state != TextState::kPending)
    return refuse_by(asked.meeting, RefusalCode::kProposalNotPending, topic);
  if (is_being_voted_on(asked.meeting, text->id))
    return refuse_by(asked.meeting, RefusalCode::kVotingUnderWay, topic);
  return std::nullopt;
}
// Once the previous question is ordered on it, a text is voted on, or laid on the table.
Objection text_is_not_debated(const Asked& asked, const MotionMoved& motion, const Proposal* text) {
  if (Objection no = text_is_not_pending(asked, motion, text)) return no;
  if (!question_is_ordered_on(asked.meeting, *text)) return std::nullopt;
  return refuse_by(asked.meeting, RefusalCode::kDebateClosed, RuleTopic::kPreviousQuestion);
}
Objection time_has_passed(const Asked& asked, const MotionMoved& motion, const Proposal* text) {
  if (Objection no = text_is_not_debated(asked, motion, text)) return no;
  if (motion.until && *motion.until > asked.now) return std::nullopt;
  return asked.refuse(RefusalCode::kMalformed, "until");
}
Objection committee_is_not_named(const Asked& asked, const MotionMoved& motion,
                                 const Proposal* text) {
  if (Objection no = text_is_not_debated(asked, motion, text)) return no;
  return name_is_refused(asked, motion.committee);
}
Objection amendments_wait(const Asked& asked, const MotionMoved& motion, const Proposal* text) {
  if (Objection no = text_is_not_debated(asked, motion, text)) return no;
  for (const Amendment& amendment : asked.meeting.amendments)
    if (amendment.proposal == text->id &&
        (amendment.state == TextState::kMoved || is_undecided(amendment.state)))
      return asked.refuse(RefusalCode::kAmendmentsFirst);
  return std::nullopt;
}
Objection question_is_ordered(const Asked& asked, const MotionMoved& motion, const Proposal* text) {
  if (Objection no = text_is_not_pending(asked, motion, text)) return no;
  const Amendment* amendment =
      motion.amendment ? asked.meeting.amendments.find(*motion.amendment) : nullptr;
  if (motion.amendment && (amendment == nullptr || amendment->proposal != text->id))
    return asked.refuse(RefusalCode::kNotFound);
  if (amendment != nullptr && amendment->state != TextState::kPending)
    return refuse_by(asked.meeting, RefusalCode::kProposalNotPending, row_of(motion.kind).topic);
  const bool ordered = text->debate_closed || (amendment != nullptr && amendment->debate_closed);
  if (!ordered) return std::nullopt;
  return refuse_by(asked.meeting, RefusalCode::kAlreadyDecided, row_of(motion.kind).topic);
}
Objection nobody_objects_to_division(const Asked& asked, const MotionMoved& motion,
                                     const Proposal* text) {
  if (Objection no = text_is_not_pending(asked, motion, text)) return no;
  const Amendment* amendment =
      motion.amendment ? asked.meeting.amendments.find(*motion.amendment) : nullptr;
  if (motion.amendment && (amendment == nullptr || amendment->proposal != text->id))
    return asked.refuse(RefusalCode::kNotFound);
  const auto& objectors = amendment ? amendment->division_objectors : text->division_objectors;
  if (!objectors.empty()) return std::nullopt;
  return asked.refuse(RefusalCode::kNotDivisible);
}
// A vote to reconsider a text: the motion was lost, or what came of it has been voted on unchanged.
bool settles(const Meeting& meeting, const Motion& motion, const Proposal& text) {
  if (motion.kind != MotionKind::kReconsider || motion.proposal != text.id) return false;
  if (motion.state != MotionState::kCarried) return motion.state == MotionState::kRejected;
  bool since = false;
  for (const Voting& voting : meeting.votings) {
    if (voting.subject.motion == motion.id) since = true;
    const bool changed = voting.subject.kind == SubjectKind::kAmendment &&
                         voting.subject.proposal == text.id &&
                         voting.state == VotingState::kAdopted;
    if (since && changed) return false;
  }
  return true;
}
Objection was_reconsidered(const Asked& asked, const Proposal& text) {
  const Meeting& meeting = asked.meeting;
  const bool settled =
      meeting.rules.proposals.reconsidered_once &&
      std::any_of(meeting.motions.begin(), meeting.motions.end(),
                  [&](const Motion& motion) { return settles(meeting, motion, text); });
  if (!settled) return std::nullopt;
  return asked.refuse(RefusalCode::kReconsideredBefore);
}
Objection may_not_be_reconsidered(const Asked& asked, const MotionMoved& motion,
                                  const Proposal* text) {
  if (text->state != TextState::kAdopted && text->state != TextState::kRejected &&
      text->state != TextState::kPostponedIndefinitely)
    return asked.refuse(RefusalCode::kProposalStillPending);
  if (asked.meeting.rules.proposals.reconsidered_by_prevailing_side &&
      !voted_with_the_prevailing_side(asked.meeting, *text, motion.mover))
    return asked.refuse(RefusalCode::kNotPrevailingSide);
  if (Objection no = was_reconsidered(asked, *text)) return no;
  return another_text_is_pending(asked, text->item);
}
Objection text_is_not_tabled(const Asked& asked, const MotionMoved& motion, const Proposal* text) {
  if (text->state != TextState::kTabled)
    return refuse_by(asked.meeting, RefusalCode::kProposalNotPending, row_of(motion.kind).topic);
  return another_text_is_pending(asked, text->item);
}

// What it does.
void no_effect(const Asked&, const Motion&, Events&) {}
void overrule(const Asked&, const Motion& motion, Events& list) {
  list.emplace_back(RulingOverruled{*motion.point});
}
void suspend(const Asked& asked, const Motion& motion, Events& list) {
  stop_business(asked, motion.id, list);
  list.emplace_back(MeetingSuspended{motion.until});
}
void adjourn(const Asked& asked, const Motion& motion, Events& list) {
  stop_business(asked, motion.id, list);
  list.emplace_back(MeetingAdjourned{});
}
void adjourn_debate(const Asked& asked, const Motion& motion, Events& list) {
  lapse_debate_motions(asked, *motion.item, motion.id, list);
  list.emplace_back(DebateAdjourned{*motion.item});
}
void close_list(const Asked& asked, const Motion& motion, Events& list) {
  if (asked.meeting.lists.at(*motion.item).state == ListState::kOpen)
    list.emplace_back(ListClosed{*motion.item});
}
void close_debate(const Asked& asked, const Motion& motion, Events& list) {
  lapse_debate_motions(asked, *motion.item, motion.id, list);
  close_list(asked, motion, list);
  list.emplace_back(DebateClosed{*motion.item});
}
void resume_debate(const Asked&, const Motion& motion, Events& list) {
  list.emplace_back(DebateResumed{*motion.item});
}
// The text is no longer before the meeting, and motions about it have nothing left to decide.
template <typename Disposed>
void dispose_of_text(const Asked& asked, const Motion& motion, Events& list, Disposed disposed) {
  lapse_text_motions(asked, *motion.proposal, motion.id, list);
  if (asked.meeting.proposals.at(*motion.proposal).state == TextState::kPending)
    list.emplace_back(std::move(disposed));
}
void lay_on_table(const Asked& asked, const Motion& motion, Events& list) {
  dispose_of_text(asked, motion, list, ProposalDecided{*motion.proposal, TextState::kTabled});
}
void postpone(const Asked& asked, const Motion& motion, Events& list) {
  dispose_of_text(asked, motion, list, ProposalPostponed{*motion.proposal, motion.until});
}
void postpone_indefinitely(const Asked& asked, const Motion& motion, Events& list) {
  dispose_of_text(asked, motion, list, ProposalPostponed{*motion.proposal, std::nullopt});
}
void refer(const Asked& asked, const Motion& motion, Events& list) {
  dispose_of_text(asked, motion, list, ProposalReferred{*motion.proposal, motion.committee});
}
void order_question(const Asked&, const Motion& motion, Events& list) {
  list.emplace_back(QuestionOrdered{*motion.proposal, motion.amendment});
}
void set_limit(const Asked&, const Motion& motion, Events& list) {
  list.emplace_back(TimeLimitsSet{*motion.item, motion.limits, motion.speeches_max});
}
bool division_waits(const Asked& asked, const Motion& motion) {
  return motion.amendment ? asked.meeting.amendments.at(*motion.amendment).division_asked
                          : asked.meeting.proposals.at(*motion.proposal).division_asked;
}
void divide(const Asked& asked, const Motion& motion, Events& list) {
  if (division_waits(asked, motion))
    list.emplace_back(DivisionDecided{*motion.proposal, true, motion.amendment});
}
void do_not_divide(const Asked& asked, const Motion& motion, Events& list) {
  if (division_waits(asked, motion))
    list.emplace_back(DivisionDecided{*motion.proposal, false, motion.amendment});
}
void reconsider(const Asked&, const Motion& motion, Events& list) {
  list.emplace_back(ProposalReconsidered{*motion.proposal});
}
void take_up(const Asked&, const Motion& motion, Events& list) {
  list.emplace_back(ProposalTakenUp{*motion.proposal});
}

using Kind = MotionKind;
using Topic = RuleTopic;

// clang-format off
constexpr std::array<MotionKindRow, kMotionKinds> kRows = {{
    {Kind::kAppeal, Topic::kAppeal, About::kRuling,
     no_ruling_was_just_given, overrule, no_effect, false,
     "the appeal against the ruling", "kháng nghị phán quyết của chủ tọa"},
    {Kind::kSuspendMeeting, Topic::kSuspendMeeting, About::kMeeting,
     nothing, suspend, no_effect, false,
     "the motion to suspend the meeting", "kiến nghị tạm ngừng phiên họp"},
    {Kind::kAdjournMeeting, Topic::kAdjournMeeting, About::kMeeting,
     nothing, adjourn, no_effect, false,
     "the motion to adjourn the meeting", "kiến nghị kết thúc phiên họp"},
    {Kind::kAdjournDebate, Topic::kAdjournDebate, About::kDebate,
     debate_is_over, adjourn_debate, no_effect, false,
     "the motion to adjourn the debate", "kiến nghị hoãn thảo luận"},
    {Kind::kCloseDebate, Topic::kCloseDebate, About::kDebate,
     debate_is_over, close_debate, no_effect, false,
     "the motion to close the debate", "kiến nghị kết thúc thảo luận"},
    {Kind::kLayOnTable, Topic::kLayOnTable, About::kText,
     text_is_not_pending, lay_on_table, no_effect, false,
     "the motion to lay on the table", "kiến nghị gác lại"},
    {Kind::kPreviousQuestion, Topic::kPreviousQuestion, About::kText,
     question_is_ordered, order_question, no_effect, false,
     "the previous question", "kiến nghị biểu quyết ngay"},
    {Kind::kLimitDebate, Topic::kLimitDebate, About::kDebate,
     debate_is_over, set_limit, no_effect, false,
     "the motion to limit the debate", "kiến nghị giới hạn thảo luận"},
    {Kind::kSetTimeLimit, Topic::kTimeLimit, About::kDebate,
     debate_is_over, set_limit, no_effect, false,
     "the motion to limit the time of speeches", "kiến nghị giới hạn thời gian phát biểu"},
    {Kind::kCloseList, Topic::kSpeakersList, About::kDebate,
     list_is_not_open, close_list, no_effect, false,
     "the motion to close the list of speakers", "kiến nghị đóng danh sách phát biểu"},
    {Kind::kDivision, Topic::kDivision, About::kText,
     nobody_objects_to_division, divide, do_not_divide, false,
     "the motion for division", "kiến nghị biểu quyết từng phần"},
    {Kind::kReconsider, Topic::kReconsider, About::kText,
     may_not_be_reconsidered, reconsider, no_effect, false,
     "the motion to reconsider", "kiến nghị xem xét lại"},
    {Kind::kTakeFromTable, Topic::kTakeFromTable, About::kText,
     text_is_not_tabled, take_up, no_effect, false,
     "the motion to take from the table", "kiến nghị đưa trở lại thảo luận"},
    {Kind::kResumeDebate, Topic::kResumeDebate, About::kDebate,
     debate_is_not_adjourned, resume_debate, no_effect, false,
     "the motion to resume the debate", "kiến nghị tiếp tục thảo luận"},
    {Kind::kPostpone, Topic::kPostpone, About::kText,
     time_has_passed, postpone, no_effect, false,
     "the motion to postpone to a certain time", "kiến nghị hoãn đến một thời điểm"},
    {Kind::kCommit, Topic::kCommit, About::kText,
     committee_is_not_named, refer, no_effect, false,
     "the motion to refer to a committee", "kiến nghị chuyển cho ủy ban"},
    {Kind::kPostponeIndefinitely, Topic::kPostponeIndefinitely, About::kText,
     amendments_wait, postpone_indefinitely, no_effect, true,
     "the motion to postpone indefinitely", "kiến nghị hoãn vô thời hạn"},
}};
// clang-format on

constexpr bool rows_stand_at_their_kinds() {
  for (std::size_t i = 0; i < kRows.size(); ++i)
    if (static_cast<std::size_t>(kRows[i].kind) != i) return false;
  return true;
}
static_assert(rows_stand_at_their_kinds());

template <typename HasPrecedence>
Objection one_has_precedence(const Asked& asked, HasPrecedence has_precedence) {
  if (!asked.meeting.rules.precedence.higher_only) return std::nullopt;
  for (MotionId id : asked.meeting.live_motions)
    if (has_precedence(asked.meeting.motions.at(id).kind))
      return asked.refuse(RefusalCode::kHigherMotionPending);
  return std::nullopt;
}

}  // namespace

const MotionKindRow& row_of(MotionKind kind) {
  return kRows[static_cast<std::size_t>(kind)];
}

Objection motion_has_precedence(const Asked& asked, MotionKind over) {
  const Rules& rules = asked.meeting.rules;
  return one_has_precedence(asked,
                            [&](MotionKind kind) { return rules.rank(kind) < rules.rank(over); });
}

Objection motion_has_precedence_over_amendments(const Asked& asked) {
  return one_has_precedence(asked,
                            [](MotionKind kind) { return !row_of(kind).yields_to_amendments; });
}

Objection motion_has_precedence_over_texts(const Asked& asked) {
  return one_has_precedence(asked, [](MotionKind) { return true; });
}

bool appeal_is_live(const Meeting& meeting) {
  return std::any_of(meeting.live_motions.begin(), meeting.live_motions.end(), [&](MotionId id) {
    return meeting.motions.at(id).kind == MotionKind::kAppeal;
  });
}

bool appeal_comes_first(const Asked& asked) {
  return appeal_is_live(asked.meeting) && !quorum_to_decide_is_present(asked);
}

}  // namespace hemicycle::meeting
