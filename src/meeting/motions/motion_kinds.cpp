#include "meeting/motions/motion_kinds.h"

#include <array>

#include "meeting/motions/lapsing.h"

namespace hemicycle::meeting {
namespace {

using Row = MotionKindRow;

// What forbids to move it.
Objection nothing(const Asked&, const Row&, const Proposal*) {
  return std::nullopt;
}
Objection no_ruling_was_just_given(const Asked& asked, const Row&, const Proposal*) {
  if (asked.meeting.ruling_to_appeal) return std::nullopt;
  return asked.refuse(RefusalCode::kNothingToAppeal);
}
Objection debate_is_over(const Asked& asked, const Row&, const Proposal*) {
  const std::optional<ItemId> current = asked.meeting.agenda.current;
  if (!current) return asked.refuse(RefusalCode::kItemNotOpen);
  const Item& item = asked.meeting.agenda.items.at(*current);
  if (item.debate == Debate::kAdjourned) return asked.refuse(RefusalCode::kDebateAdjourned);
  if (item.debate == Debate::kClosed) return asked.refuse(RefusalCode::kDebateClosed);
  return std::nullopt;
}
Objection list_is_not_open(const Asked& asked, const Row& row, const Proposal*) {
  if (Objection no = debate_is_over(asked, row, nullptr)) return no;
  if (asked.meeting.lists.at(*asked.meeting.agenda.current).state == ListState::kOpen)
    return std::nullopt;
  return asked.refuse(RefusalCode::kListNotOpen);
}
Objection text_is_not_pending(const Asked& asked, const Row& row, const Proposal* text) {
  if (text->state == TextState::kPending) return std::nullopt;
  return refuse_by(asked.meeting, RefusalCode::kProposalNotPending, row.topic);
}
Objection question_is_ordered(const Asked& asked, const Row& row, const Proposal* text) {
  if (Objection no = text_is_not_pending(asked, row, text)) return no;
  if (!text->debate_closed) return std::nullopt;
  return refuse_by(asked.meeting, RefusalCode::kAlreadyDecided, row.topic);
}
Objection nobody_objects_to_division(const Asked& asked, const Row& row, const Proposal* text) {
  if (Objection no = text_is_not_pending(asked, row, text)) return no;
  if (text->division_objected) return std::nullopt;
  return asked.refuse(RefusalCode::kNotDivisible);
}
Objection text_is_not_decided(const Asked& asked, const Row&, const Proposal* text) {
  if (text->state == TextState::kAdopted || text->state == TextState::kRejected)
    return std::nullopt;
  return asked.refuse(RefusalCode::kProposalStillPending);
}
Objection text_is_not_tabled(const Asked& asked, const Row& row, const Proposal* text) {
  if (text->state == TextState::kTabled) return std::nullopt;
  return refuse_by(asked.meeting, RefusalCode::kProposalNotPending, row.topic);
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
void lay_on_table(const Asked& asked, const Motion& motion, Events& list) {
  lapse_text_motions(asked, *motion.proposal, motion.id, list);
  if (asked.meeting.proposals.at(*motion.proposal).state == TextState::kPending)
    list.emplace_back(ProposalDecided{*motion.proposal, TextState::kTabled});
}
void order_question(const Asked&, const Motion& motion, Events& list) {
  list.emplace_back(QuestionOrdered{*motion.proposal});
}
void set_limit(const Asked&, const Motion& motion, Events& list) {
  list.emplace_back(TimeLimitsSet{*motion.item, motion.limits, motion.speeches_max});
}
void divide(const Asked& asked, const Motion& motion, Events& list) {
  if (asked.meeting.proposals.at(*motion.proposal).division_asked)
    list.emplace_back(DivisionDecided{*motion.proposal, true});
}
void do_not_divide(const Asked& asked, const Motion& motion, Events& list) {
  if (asked.meeting.proposals.at(*motion.proposal).division_asked)
    list.emplace_back(DivisionDecided{*motion.proposal, false});
}
void reopen(const Asked&, const Motion& motion, Events& list) {
  list.emplace_back(ProposalReopened{*motion.proposal});
}

using Kind = MotionKind;
using Topic = RuleTopic;

// clang-format off
constexpr std::array<Row, kMotionKinds> kRows = {{
    {Kind::kAppeal, Topic::kAppeal, About::kRuling,
     no_ruling_was_just_given, overrule, no_effect,
     "the appeal against the ruling", "kháng nghị phán quyết của chủ tọa"},
    {Kind::kSuspendMeeting, Topic::kSuspendMeeting, About::kMeeting,
     nothing, suspend, no_effect,
     "the motion to suspend the meeting", "kiến nghị tạm ngừng phiên họp"},
    {Kind::kAdjournMeeting, Topic::kAdjournMeeting, About::kMeeting,
     nothing, adjourn, no_effect,
     "the motion to adjourn the meeting", "kiến nghị kết thúc phiên họp"},
    {Kind::kAdjournDebate, Topic::kAdjournDebate, About::kDebate,
     debate_is_over, adjourn_debate, no_effect,
     "the motion to adjourn the debate", "kiến nghị hoãn thảo luận"},
    {Kind::kCloseDebate, Topic::kCloseDebate, About::kDebate,
     debate_is_over, close_debate, no_effect,
     "the motion to close the debate", "kiến nghị kết thúc thảo luận"},
    {Kind::kLayOnTable, Topic::kLayOnTable, About::kText,
     text_is_not_pending, lay_on_table, no_effect,
     "the motion to lay on the table", "kiến nghị gác lại"},
    {Kind::kPreviousQuestion, Topic::kPreviousQuestion, About::kText,
     question_is_ordered, order_question, no_effect,
     "the previous question", "kiến nghị biểu quyết ngay"},
    {Kind::kLimitDebate, Topic::kLimitDebate, About::kDebate,
     debate_is_over, set_limit, no_effect,
     "the motion to limit the debate", "kiến nghị giới hạn thảo luận"},
    {Kind::kSetTimeLimit, Topic::kTimeLimit, About::kDebate,
     debate_is_over, set_limit, no_effect,
     "the motion to limit the time of speeches", "kiến nghị giới hạn thời gian phát biểu"},
    {Kind::kCloseList, Topic::kSpeakersList, About::kDebate,
     list_is_not_open, close_list, no_effect,
     "the motion to close the list of speakers", "kiến nghị đóng danh sách phát biểu"},
    {Kind::kDivision, Topic::kDivision, About::kText,
     nobody_objects_to_division, divide, do_not_divide,
     "the motion for division", "kiến nghị biểu quyết từng phần"},
    {Kind::kReconsider, Topic::kReconsider, About::kText,
     text_is_not_decided, reopen, no_effect,
     "the motion to reconsider", "kiến nghị xem xét lại"},
    {Kind::kTakeFromTable, Topic::kTakeFromTable, About::kText,
     text_is_not_tabled, reopen, no_effect,
     "the motion to take from the table", "kiến nghị đưa trở lại thảo luận"},
}};
// clang-format on

constexpr bool rows_stand_at_their_kinds() {
  for (std::size_t i = 0; i < kRows.size(); ++i)
    if (static_cast<std::size_t>(kRows[i].kind) != i) return false;
  return true;
}
static_assert(rows_stand_at_their_kinds());

}  // namespace

const MotionKindRow& row_of(MotionKind kind) {
  return kRows[static_cast<std::size_t>(kind)];
}

}  // namespace hemicycle::meeting
