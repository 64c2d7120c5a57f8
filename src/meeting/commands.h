#pragma once

#include <string_view>
#include <variant>

#include "meeting/commands_chamber.h"
#include "meeting/commands_decisions.h"
#include "meeting/commands_floor.h"

namespace hemicycle::meeting {

// What somebody wants to happen. The name of the struct is the name of the command; the kinds of
// members are those of events (events.h).
using Command = std::variant<
    CreateSession, OverrideRule, AppointOfficer, RegisterOrganisation, RegisterDelegation,
    RegisterDelegate, RemoveDelegate, SeatProvisionally, ReportCredential, GiveProxy, WithdrawProxy,
    Arrive, Leave, LoseConnection, RestoreConnection, WaiveQuorum, OpenMeeting, SuspendMeeting,
    ResumeMeeting, AdjournMeeting, CloseSession, AddItem, MoveItem, RemoveItem, OpenItem, CloseItem,
    AddDocument, AddDocumentVersion, Tick, OpenList, AnnounceList, ObjectToClosing, CloseList,
    StartRound, CallReplies, AskFloor, AskReply, AskExplanation, AskFloorOnMotion, WithdrawRequest,
    ReorderList, SetTimeLimits, GiveFloor, InviteSpeaker, YieldFloor, WithdrawFloor, CallToOrder,
    ExtendTime, RaisePointOfOrder, RuleOnPoint, MoveMotion, SecondMotion, WithdrawMotion,
    SubmitProposal, SecondProposal, JoinSponsors, LeaveSponsors, WithdrawProposal,
    ReintroduceProposal, DecideImportance, SubmitAmendment, RankAmendments, DeclareExclusion,
    WithdrawAmendment, IncorporateAmendment, AskDivision, ObjectToDivision, DivideProposal,
    AskMethod, OpenVoting, CastVote, CastSecretBallot, PassRoll, Object, CloseVoting, CountBallots,
    CallElection, Nominate, WithdrawCandidate, AttachStatement>;

// Its name: "GiveFloor".
std::string_view name_of(const Command& command);

}  // namespace hemicycle::meeting
