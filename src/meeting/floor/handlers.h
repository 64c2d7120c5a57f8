#pragma once

#include "meeting/asked.h"
#include "meeting/events.h"
#include "meeting/floor/commands.h"

namespace hemicycle::meeting {

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
Outcome decide_one(const Asked& asked, const AttachStatement& command);
Outcome decide_one(const Asked& asked, const TakeOverFloor& command);
Outcome decide_one(const Asked& asked, const ReturnFloor& command);
Outcome decide_one(const Asked& asked, const EnterSpeaker& command);
Outcome decide_one(const Asked& asked, const WithdrawClosingObjection& command);
Outcome decide_one(const Asked& asked, const InterposeQuestion& command);
Outcome decide_one(const Asked& asked, const TakeQuestion& command);
Outcome decide_one(const Asked& asked, const DeclineQuestion& command);

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
void apply_one(Meeting& meeting, const StatementAttached& event, WallTime at);
void apply_one(Meeting& meeting, const SpeechTakenOver& event, WallTime at);
void apply_one(Meeting& meeting, const ClosingObjectionWithdrawn& event, WallTime at);
void apply_one(Meeting& meeting, const QuestionInterposed& event, WallTime at);
void apply_one(Meeting& meeting, const QuestionDeclined& event, WallTime at);

}  // namespace hemicycle::meeting
