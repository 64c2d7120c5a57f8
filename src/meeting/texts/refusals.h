#pragma once

#include "meeting/refusal_table.h"

namespace hemicycle::meeting {

// clang-format off
inline constexpr RefusalRow kTextRefusals[] = {
    {RefusalCode::kNoProposals, "no_proposals", RuleTopic::kProposals,
     "There are no proposals here{rule}.",
     "Ở đây không có đề xuất{rule}."},
    {RefusalCode::kProposalNotPending, "proposal_not_pending", RuleTopic::kProposals,
     "This text is not before the meeting{rule}.",
     "Văn bản này không được xem xét lúc này{rule}."},
    {RefusalCode::kProposalStillPending, "proposal_still_pending", RuleTopic::kReconsider,
     "Only a decided text can be reconsidered{rule}.",
     "Chỉ có thể xem xét lại văn bản đã được quyết định{rule}."},
    {RefusalCode::kNotTheMover, "not_the_mover", RuleTopic::kWithdrawal,
     "Only its mover may do this{rule}.",
     "Chỉ bên đề xuất được làm việc này{rule}."},
    {RefusalCode::kVotingHasBegun, "voting_has_begun", RuleTopic::kWithdrawal,
     "Voting on it has begun{rule}.",
     "Đã bắt đầu biểu quyết về vấn đề này{rule}."},
    {RefusalCode::kAlreadyAmended, "already_amended", RuleTopic::kWithdrawal,
     "A text that has been amended is no longer its mover's to withdraw{rule}.",
     "Văn bản đã được sửa đổi thì bên đề xuất không được rút lại{rule}."},
    {RefusalCode::kNotWithdrawn, "not_withdrawn", RuleTopic::kWithdrawal,
     "Only a withdrawn text can be introduced again{rule}.",
     "Chỉ có thể đưa ra lại văn bản đã được rút{rule}."},
    {RefusalCode::kNotWithdrawable, "not_withdrawable", RuleTopic::kWithdrawal,
     "Texts are not withdrawn here{rule}.",
     "Ở đây không được rút văn bản{rule}."},
    {RefusalCode::kAlreadySponsor, "already_sponsor", RuleTopic::kProposals,
     "You already sponsor this text{rule}.",
     "Quý vị đã đồng bảo trợ văn bản này{rule}."},
    {RefusalCode::kNotASponsor, "not_a_sponsor", RuleTopic::kProposals,
     "You do not sponsor this text; its mover may withdraw it{rule}.",
     "Quý vị không đồng bảo trợ văn bản này; bên đề xuất có thể rút lại{rule}."},
    {RefusalCode::kNotAmendable, "not_amendable", RuleTopic::kAmendments,
     "Texts are not amended here{rule}.",
     "Ở đây không được sửa đổi văn bản{rule}."},
    {RefusalCode::kAmendmentsFirst, "amendments_first", RuleTopic::kAmendments,
     "The amendments are voted on before the text{rule}.",
     "Các sửa đổi được biểu quyết trước văn bản{rule}."},
    {RefusalCode::kFurthestFirst, "furthest_first", RuleTopic::kAmendments,
     "The amendment furthest from the text is voted on first{rule}.",
     "Sửa đổi xa văn bản nhất được biểu quyết trước{rule}."},
    {RefusalCode::kNotDivisible, "not_divisible", RuleTopic::kDivision,
     "There is no division to decide on{rule}.",
     "Không có đề nghị tách phần nào để quyết định{rule}."},
    {RefusalCode::kDivisionObjected, "division_objected", RuleTopic::kDivision,
     "A member objects to the division: it has to be moved{rule}.",
     "Có thành viên phản đối việc tách phần: cần có kiến nghị{rule}."},
    {RefusalCode::kPartsFirst, "parts_first", RuleTopic::kDivision,
     "The parts are voted on before the whole{rule}.",
     "Các phần được biểu quyết trước toàn văn{rule}."},
    {RefusalCode::kEarlierProposalFirst, "earlier_proposal_first", RuleTopic::kProposals,
     "Texts are voted on in the order in which they were submitted: '{}' comes first{rule}.",
     "Văn bản được biểu quyết theo thứ tự nộp: '{}' trước{rule}."},
};
// clang-format on

}  // namespace hemicycle::meeting
