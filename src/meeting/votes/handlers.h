#pragma once

#include "meeting/asked.h"
#include "meeting/events.h"
#include "meeting/votes/commands.h"

namespace hemicycle::meeting {

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
Outcome decide_one(const Asked& asked, const CorrectVote& command);
Outcome decide_one(const Asked& asked, const CancelVoting& command);
Outcome decide_one(const Asked& asked, const CastBallot& command);
Outcome decide_one(const Asked& asked, const SplitVote& command);
Outcome decide_one(const Asked& asked, const PledgeToVote& command);

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
void apply_one(Meeting& meeting, const VoteCorrected& event, WallTime at);
void apply_one(Meeting& meeting, const VotingCancelled& event, WallTime at);
void apply_one(Meeting& meeting, const VotingProlonged& event, WallTime at);
void apply_one(Meeting& meeting, const BallotCast& event, WallTime at);
void apply_one(Meeting& meeting, const VoteSplit& event, WallTime at);
void apply_one(Meeting& meeting, const VotePledged& event, WallTime at);
void apply_one(Meeting& meeting, const TransferableVoteCounted& event, WallTime at);

}  // namespace hemicycle::meeting
