#pragma once

#include "meeting/refusal_table.h"

namespace hemicycle::meeting {

// clang-format off
inline constexpr RefusalRow kMotionRefusals[] = {
    {RefusalCode::kMotionNotAllowed, "motion_not_allowed", RuleTopic::kMotions,
     "This motion is not in order here{rule}.",
     "Kiến nghị này không được chấp nhận ở đây{rule}."},
    {RefusalCode::kMotionAlreadyMoved, "motion_already_moved", RuleTopic::kMotions,
     "The same motion is already before the meeting{rule}.",
     "Kiến nghị tương tự đang được xem xét{rule}."},
    {RefusalCode::kMotionNotPending, "motion_not_pending", RuleTopic::kMotions,
     "This motion is not before the meeting{rule}.",
     "Kiến nghị này không được xem xét lúc này{rule}."},
    {RefusalCode::kMotionNeedsSecond, "motion_needs_second", RuleTopic::kMotions,
     "The motion needs a second first{rule}.",
     "Kiến nghị cần có người tán thành trước{rule}."},
    {RefusalCode::kNotOwnSecond, "not_own_second", RuleTopic::kMotions,
     "Another member has to second it{rule}.",
     "Cần một thành viên khác tán thành{rule}."},
    {RefusalCode::kMotionNotDebatable, "motion_not_debatable", RuleTopic::kMotions,
     "This motion is not debated{rule}.",
     "Kiến nghị này không được thảo luận{rule}."},
    {RefusalCode::kTooManyForMotion, "too_many_for_motion", RuleTopic::kMotions,
     "Only {} may speak for this motion{rule}.",
     "Chỉ {} đoàn được phát biểu ủng hộ kiến nghị này{rule}."},
    {RefusalCode::kTooManyAgainstMotion, "too_many_against_motion", RuleTopic::kMotions,
     "Only {} may speak against this motion{rule}.",
     "Chỉ {} đoàn được phát biểu phản đối kiến nghị này{rule}."},
    {RefusalCode::kOnlyAgainstMotion, "only_against_motion", RuleTopic::kMotions,
     "Only those who oppose this motion may speak on it{rule}.",
     "Chỉ bên phản đối được phát biểu về kiến nghị này{rule}."},
    {RefusalCode::kMotionSpeakersWait, "motion_speakers_wait", RuleTopic::kMotions,
     "Those who asked to speak on the motion are heard before the vote{rule}.",
     "Những người đăng ký phát biểu về kiến nghị được nghe trước khi biểu quyết{rule}."},
    {RefusalCode::kMotionFirst, "motion_first", RuleTopic::kMotions,
     "The motion before the meeting has to be decided first{rule}.",
     "Kiến nghị đang được xem xét phải được quyết định trước{rule}."},
    {RefusalCode::kHigherMotionFirst, "higher_motion_first", RuleTopic::kMotions,
     "Another motion has precedence{rule}.",
     "Một kiến nghị khác được ưu tiên{rule}."},
    {RefusalCode::kHigherMotionPending, "higher_motion_pending", RuleTopic::kMotions,
     "This motion is not in order while one that has precedence is before the meeting{rule}.",
     "Không được nêu kiến nghị này khi đang xem xét một kiến nghị được ưu tiên hơn{rule}."},
    {RefusalCode::kDebateNotAdjourned, "debate_not_adjourned", RuleTopic::kResumeDebate,
     "The debate on this item has not been adjourned{rule}.",
     "Thảo luận về mục này không bị hoãn{rule}."},
    {RefusalCode::kNotPrevailingSide, "not_prevailing_side", RuleTopic::kReconsider,
     "Only a member who voted with the side that prevailed may move this{rule}.",
     "Chỉ thành viên đã biểu quyết theo bên thắng mới được nêu kiến nghị này{rule}."},
    {RefusalCode::kReconsideredBefore, "reconsidered_before", RuleTopic::kReconsider,
     "It has been decided before whether to reconsider this, and nothing in it has changed since{rule}.",
     "Đã quyết định về việc xem xét lại văn bản này, và từ đó văn bản không có gì thay đổi{rule}."},
};
// clang-format on

}  // namespace hemicycle::meeting
