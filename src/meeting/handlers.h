#pragma once

#include "meeting/asked.h"
#include "meeting/commands.h"
#include "meeting/events.h"
#include "meeting/meeting.h"

namespace hemicycle::meeting {

// The table of contents of the procedure: one function decides each command, one believes each
// event. decide.cpp and apply.cpp find them by the variant's type; each stands in its theme's file.

Outcome decide_one(const Asked& asked, const CreateSession& command);
Outcome decide_one(const Asked& asked, const OverrideRule& command);
Outcome decide_one(const Asked& asked, const AppointOfficer& command);
Outcome decide_one(const Asked& asked, const RegisterOrganisation& command);
Outcome decide_one(const Asked& asked, const RegisterDelegation& command);
Outcome decide_one(const Asked& asked, const RegisterDelegate& command);
Outcome decide_one(const Asked& asked, const RemoveDelegate& command);
Outcome decide_one(const Asked& asked, const SeatProvisionally& command);
Outcome decide_one(const Asked& asked, const ReportCredential& command);
Outcome decide_one(const Asked& asked, const GiveProxy& command);
Outcome decide_one(const Asked& asked, const WithdrawProxy& command);
Outcome decide_one(const Asked& asked, const Arrive& command);
Outcome decide_one(const Asked& asked, const Leave& command);
Outcome decide_one(const Asked& asked, const LoseConnection& command);
Outcome decide_one(const Asked& asked, const RestoreConnection& command);
Outcome decide_one(const Asked& asked, const WaiveQuorum& command);
Outcome decide_one(const Asked& asked, const OpenMeeting& command);
Outcome decide_one(const Asked& asked, const SuspendMeeting& command);
Outcome decide_one(const Asked& asked, const ResumeMeeting& command);
Outcome decide_one(const Asked& asked, const AdjournMeeting& command);
Outcome decide_one(const Asked& asked, const CloseSession& command);
Outcome decide_one(const Asked& asked, const AddItem& command);
Outcome decide_one(const Asked& asked, const MoveItem& command);
Outcome decide_one(const Asked& asked, const RemoveItem& command);
Outcome decide_one(const Asked& asked, const OpenItem& command);
Outcome decide_one(const Asked& asked, const CloseItem& command);
Outcome decide_one(const Asked& asked, const AddDocument& command);
Outcome decide_one(const Asked& asked, const AddDocumentVersion& command);
Outcome decide_one(const Asked& asked, const Tick& command);

Outcome decide_one(const Asked& asked, const OpenList& command);
Outcome decide_one(const Asked& asked, const AnnounceList& command);
Outcome decide_one(const Asked& asked, const ObjectToClosing& command);
Outcome decide_one(const Asked& asked, const CloseList& command);
Outcome decide_one(const Asked& asked, const StartRound& command);
Outcome decide_one(const Asked& asked, const CallReplies& command);
Outcome decide_one(const Asked& asked, const AskFloor& command);
Outcome decide_one(const Asked& asked, const AskReply& command);
Outcome decide_one(const Asked& asked, const AskExplanation& command);
Outcome decide_one(const Asked& asked, const AskFloorOnMotion& command);
Outcome decide_one(const Asked& asked, const WithdrawRequest& command);
Outcome decide_one(const Asked& asked, const ReorderList& command);
Outcome decide_one(const Asked& asked, const SetTimeLimits& command);
Outcome decide_one(const Asked& asked, const GiveFloor& command);
Outcome decide_one(const Asked& asked, const InviteSpeaker& command);
Outcome decide_one(const Asked& asked, const YieldFloor& command);
Outcome decide_one(const Asked& asked, const WithdrawFloor& command);
Outcome decide_one(const Asked& asked, const CallToOrder& command);
Outcome decide_one(const Asked& asked, const ExtendTime& command);
Outcome decide_one(const Asked& asked, const RaisePointOfOrder& command);
Outcome decide_one(const Asked& asked, const RuleOnPoint& command);
Outcome decide_one(const Asked& asked, const MoveMotion& command);
Outcome decide_one(const Asked& asked, const SecondMotion& command);
Outcome decide_one(const Asked& asked, const WithdrawMotion& command);

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
Outcome decide_one(const Asked& asked, const OpenVoting& command);
Outcome decide_one(const Asked& asked, const CastVote& command);
Outcome decide_one(const Asked& asked, const CastSecretBallot& command);
Outcome decide_one(const Asked& asked, const PassRoll& command);
Outcome decide_one(const Asked& asked, const Object& command);
Outcome decide_one(const Asked& asked, const CloseVoting& command);
Outcome decide_one(const Asked& asked, const CountBallots& command);
Outcome decide_one(const Asked& asked, const CallElection& command);
Outcome decide_one(const Asked& asked, const Nominate& command);
Outcome decide_one(const Asked& asked, const WithdrawCandidate& command);
Outcome decide_one(const Asked& asked, const AttachStatement& command);

void apply_one(Meeting& meeting, const SessionCreated& event, WallTime at);
void apply_one(Meeting& meeting, const RuleOverridden& event, WallTime at);
void apply_one(Meeting& meeting, const OfficerAppointed& event, WallTime at);
void apply_one(Meeting& meeting, const OrganisationRegistered& event, WallTime at);
void apply_one(Meeting& meeting, const DelegationRegistered& event, WallTime at);
void apply_one(Meeting& meeting, const DelegateRegistered& event, WallTime at);
void apply_one(Meeting& meeting, const DelegateRemoved& event, WallTime at);
void apply_one(Meeting& meeting, const CredentialDecided& event, WallTime at);
void apply_one(Meeting& meeting, const ProxyGiven& event, WallTime at);
void apply_one(Meeting& meeting, const ProxyWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const PersonArrived& event, WallTime at);
void apply_one(Meeting& meeting, const PersonLeft& event, WallTime at);
void apply_one(Meeting& meeting, const ConnectionLost& event, WallTime at);
void apply_one(Meeting& meeting, const ConnectionRestored& event, WallTime at);
void apply_one(Meeting& meeting, const QuorumWaived& event, WallTime at);
void apply_one(Meeting& meeting, const MeetingOpened& event, WallTime at);
void apply_one(Meeting& meeting, const MeetingSuspended& event, WallTime at);
void apply_one(Meeting& meeting, const MeetingResumed& event, WallTime at);
void apply_one(Meeting& meeting, const MeetingAdjourned& event, WallTime at);
void apply_one(Meeting& meeting, const SessionClosed& event, WallTime at);
void apply_one(Meeting& meeting, const CommandRefused& event, WallTime at);
void apply_one(Meeting& meeting, const ItemAdded& event, WallTime at);
void apply_one(Meeting& meeting, const ItemMoved& event, WallTime at);
void apply_one(Meeting& meeting, const ItemRemoved& event, WallTime at);
void apply_one(Meeting& meeting, const ItemOpened& event, WallTime at);
void apply_one(Meeting& meeting, const ItemClosed& event, WallTime at);
void apply_one(Meeting& meeting, const DocumentAdded& event, WallTime at);
void apply_one(Meeting& meeting, const DocumentVersionAdded& event, WallTime at);

void apply_one(Meeting& meeting, const ListOpened& event, WallTime at);
void apply_one(Meeting& meeting, const ListAnnounced& event, WallTime at);
void apply_one(Meeting& meeting, const ClosingObjected& event, WallTime at);
void apply_one(Meeting& meeting, const ListClosed& event, WallTime at);
void apply_one(Meeting& meeting, const RoundStarted& event, WallTime at);
void apply_one(Meeting& meeting, const RepliesCalled& event, WallTime at);
void apply_one(Meeting& meeting, const FloorAsked& event, WallTime at);
void apply_one(Meeting& meeting, const RequestWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const ListReordered& event, WallTime at);
void apply_one(Meeting& meeting, const TimeLimitsSet& event, WallTime at);
void apply_one(Meeting& meeting, const FloorGiven& event, WallTime at);
void apply_one(Meeting& meeting, const SpeechEnded& event, WallTime at);
void apply_one(Meeting& meeting, const FloorInterrupted& event, WallTime at);
void apply_one(Meeting& meeting, const FloorResumed& event, WallTime at);
void apply_one(Meeting& meeting, const CalledToOrder& event, WallTime at);
void apply_one(Meeting& meeting, const TimeExtended& event, WallTime at);
void apply_one(Meeting& meeting, const OvertimeBegan& event, WallTime at);
void apply_one(Meeting& meeting, const SpeechHeld& event, WallTime at);
void apply_one(Meeting& meeting, const PointRaised& event, WallTime at);
void apply_one(Meeting& meeting, const PointRuled& event, WallTime at);
void apply_one(Meeting& meeting, const RulingOverruled& event, WallTime at);
void apply_one(Meeting& meeting, const MotionMoved& event, WallTime at);
void apply_one(Meeting& meeting, const MotionSeconded& event, WallTime at);
void apply_one(Meeting& meeting, const MotionWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const MotionDecided& event, WallTime at);
void apply_one(Meeting& meeting, const MotionLapsed& event, WallTime at);
void apply_one(Meeting& meeting, const DebateAdjourned& event, WallTime at);
void apply_one(Meeting& meeting, const DebateClosed& event, WallTime at);

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
void apply_one(Meeting& meeting, const VotingOpened& event, WallTime at);
void apply_one(Meeting& meeting, const VoteCast& event, WallTime at);
void apply_one(Meeting& meeting, const RollPassed& event, WallTime at);
void apply_one(Meeting& meeting, const BallotsCounted& event, WallTime at);
void apply_one(Meeting& meeting, const ObjectionRaised& event, WallTime at);
void apply_one(Meeting& meeting, const VotingClosed& event, WallTime at);
void apply_one(Meeting& meeting, const DecisionTaken& event, WallTime at);
void apply_one(Meeting& meeting, const RevoteLapsed& event, WallTime at);
void apply_one(Meeting& meeting, const ElectionCalled& event, WallTime at);
void apply_one(Meeting& meeting, const CandidateNominated& event, WallTime at);
void apply_one(Meeting& meeting, const CandidateWithdrew& event, WallTime at);
void apply_one(Meeting& meeting, const LotDrawn& event, WallTime at);
void apply_one(Meeting& meeting, const CandidateElected& event, WallTime at);
void apply_one(Meeting& meeting, const BallotRestricted& event, WallTime at);
void apply_one(Meeting& meeting, const ElectionDecided& event, WallTime at);
void apply_one(Meeting& meeting, const StatementAttached& event, WallTime at);

}  // namespace hemicycle::meeting
