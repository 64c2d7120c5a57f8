#pragma once

#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "meeting/chamber/commands.h"
#include "meeting/floor/commands.h"
#include "meeting/motions/commands.h"
#include "meeting/texts/commands.h"
#include "meeting/votes/commands.h"

namespace hemicycle::meeting {

// What somebody wants to happen. The name of the struct is the name of the command; the kinds of
// members are those of events (events.h).
using CommandVariant = std::variant<
    CreateSession, OverrideRule, AppointOfficer, RegisterOrganisation, RegisterDelegation,
    RegisterDelegate, RemoveDelegate, SeatProvisionally, ReportCredential, GiveProxy, WithdrawProxy,
    Arrive, Leave, LoseConnection, RestoreConnection, WaiveQuorum, OpenMeeting, SuspendMeeting,
    ResumeMeeting, AdjournMeeting, CloseSession, AddItem, MoveItem, RemoveItem, OpenItem, CloseItem,
    AddDocument, AddDocumentVersion, RemoveOfficer, RenameOrganisation, ReviseDelegate,
    ChangeVisibility, Tick, OpenList, AnnounceList, ObjectToClosing, CloseList, StartRound,
    CallReplies, AskFloor, AskReply, AskExplanation, AskFloorOnMotion, WithdrawRequest, ReorderList,
    SetTimeLimits, GiveFloor, InviteSpeaker, YieldFloor, WithdrawFloor, CallToOrder, ExtendTime,
    RaisePointOfOrder, RuleOnPoint, TakeOverFloor, ReturnFloor, EnterSpeaker,
    WithdrawClosingObjection, MoveMotion, SecondMotion, WithdrawMotion, SubmitProposal,
    SecondProposal, JoinSponsors, LeaveSponsors, WithdrawProposal, ReintroduceProposal,
    DecideImportance, SubmitAmendment, RankAmendments, DeclareExclusion, WithdrawAmendment,
    IncorporateAmendment, AskDivision, ObjectToDivision, DivideProposal, AskMethod, SecondAmendment,
    WithdrawDivision, WithdrawDivisionObjection, WithdrawMethodRequest, TakeUpProposal, OpenVoting,
    CastVote, CastSecretBallot, PassRoll, Object, CloseVoting, CountBallots, CallElection, Nominate,
    WithdrawCandidate, CorrectVote, CancelVoting, AttachStatement>;

// One of them; as with events, what copies and ends it is compiled once.
class Command final : public CommandVariant {
 public:
  Command() = default;
  template <typename One>
    requires(!std::is_base_of_v<CommandVariant, std::remove_cvref_t<One>>)
  Command(One&& one)
      : CommandVariant(std::in_place_type<std::remove_cvref_t<One>>, std::forward<One>(one)) {}
  Command(const Command& other);
  Command(Command&& other) noexcept;
  Command& operator=(const Command& other);
  Command& operator=(Command&& other) noexcept;
  ~Command();
};

// Its name: "GiveFloor".
std::string_view name_of(const Command& command);

}  // namespace hemicycle::meeting
