#pragma once

#include "meeting/asked.h"
#include "meeting/events.h"
#include "meeting/texts/commands.h"

namespace hemicycle::meeting {

Outcome decide_one(const Asked& asked, const SubmitProposal& command);
Outcome decide_one(const Asked& asked, const SecondProposal& command);
Outcome decide_one(const Asked& asked, const JoinSponsors& command);
Outcome decide_one(const Asked& asked, const LeaveSponsors& command);
Outcome decide_one(const Asked& asked, const WithdrawProposal& command);
Outcome decide_one(const Asked& asked, const ReintroduceProposal& command);
Outcome decide_one(const Asked& asked, const DecideImportance& command);
Outcome decide_one(const Asked& asked, const SubmitAmendment& command);
Outcome decide_one(const Asked& asked, const RankAmendments& command);
Outcome decide_one(const Asked& asked, const DeclareExclusion& command);
Outcome decide_one(const Asked& asked, const WithdrawAmendment& command);
Outcome decide_one(const Asked& asked, const IncorporateAmendment& command);
Outcome decide_one(const Asked& asked, const AskDivision& command);
Outcome decide_one(const Asked& asked, const ObjectToDivision& command);
Outcome decide_one(const Asked& asked, const DivideProposal& command);
Outcome decide_one(const Asked& asked, const AskMethod& command);
Outcome decide_one(const Asked& asked, const SecondAmendment& command);
Outcome decide_one(const Asked& asked, const WithdrawDivision& command);
Outcome decide_one(const Asked& asked, const WithdrawDivisionObjection& command);
Outcome decide_one(const Asked& asked, const WithdrawMethodRequest& command);
Outcome decide_one(const Asked& asked, const TakeUpProposal& command);
Outcome decide_one(const Asked& asked, const ReintroduceAmendment& command);

void apply_one(Meeting& meeting, const ProposalSubmitted& event, WallTime at);
void apply_one(Meeting& meeting, const ProposalSeconded& event, WallTime at);
void apply_one(Meeting& meeting, const SponsorAdded& event, WallTime at);
void apply_one(Meeting& meeting, const SponsorWithdrew& event, WallTime at);
void apply_one(Meeting& meeting, const ProposalWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const ProposalReintroduced& event, WallTime at);
void apply_one(Meeting& meeting, const ImportanceDecided& event, WallTime at);
void apply_one(Meeting& meeting, const ProposalDecided& event, WallTime at);
void apply_one(Meeting& meeting, const ProposalReopened& event, WallTime at);
void apply_one(Meeting& meeting, const QuestionOrdered& event, WallTime at);
void apply_one(Meeting& meeting, const AmendmentSubmitted& event, WallTime at);
void apply_one(Meeting& meeting, const AmendmentsRanked& event, WallTime at);
void apply_one(Meeting& meeting, const ExclusionDeclared& event, WallTime at);
void apply_one(Meeting& meeting, const AmendmentDecided& event, WallTime at);
void apply_one(Meeting& meeting, const DivisionAsked& event, WallTime at);
void apply_one(Meeting& meeting, const DivisionObjected& event, WallTime at);
void apply_one(Meeting& meeting, const DivisionDecided& event, WallTime at);
void apply_one(Meeting& meeting, const PartDecided& event, WallTime at);
void apply_one(Meeting& meeting, const MethodAsked& event, WallTime at);
void apply_one(Meeting& meeting, const AmendmentSeconded& event, WallTime at);
void apply_one(Meeting& meeting, const AmendmentWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const AmendmentIncorporated& event, WallTime at);
void apply_one(Meeting& meeting, const DivisionRequestWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const DivisionObjectionWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const MethodRequestWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const ProposalReconsidered& event, WallTime at);
void apply_one(Meeting& meeting, const ProposalTakenUp& event, WallTime at);
void apply_one(Meeting& meeting, const ProposalPostponed& event, WallTime at);
void apply_one(Meeting& meeting, const ProposalReferred& event, WallTime at);
void apply_one(Meeting& meeting, const AmendmentReintroduced& event, WallTime at);

}  // namespace hemicycle::meeting
