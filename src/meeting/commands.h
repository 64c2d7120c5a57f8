#pragma once

#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <boost/mp11/algorithm.hpp>

#include "meeting/chamber/commands.h"
#include "meeting/floor/commands.h"
#include "meeting/motions/commands.h"
#include "meeting/texts/commands.h"
#include "meeting/votes/commands.h"

namespace hemicycle::meeting {

// What people may ask to happen. The name of the struct is the name of the command; the kinds of
// members are those of events (events.h).
using CommandVariant = std::variant<
    OverrideRule, AppointOfficer, RegisterOrganisation, RegisterDelegation, RegisterDelegate,
    RemoveDelegate, SeatProvisionally, ReportCredential, GiveProxy, WithdrawProxy, Arrive, Leave,
    WaiveQuorum, OpenMeeting, SuspendMeeting, ResumeMeeting, AdjournMeeting, CloseSession, AddItem,
    MoveItem, RemoveItem, OpenItem, CloseItem, AddDocument, AddDocumentVersion, RemoveOfficer,
    RenameOrganisation, ReviseDelegate, ChangeVisibility, OpenList, AnnounceList, ObjectToClosing,
    CloseList, StartRound, CallReplies, AskFloor, AskReply, AskExplanation, AskFloorOnMotion,
    WithdrawRequest, ReorderList, SetTimeLimits, GiveFloor, InviteSpeaker, YieldFloor,
    WithdrawFloor, CallToOrder, ExtendTime, RaisePointOfOrder, RuleOnPoint, TakeOverFloor,
    ReturnFloor, EnterSpeaker, WithdrawClosingObjection, InterposeQuestion, TakeQuestion,
    DeclineQuestion, MoveMotion, SecondMotion, WithdrawMotion, SubmitProposal, SecondProposal,
    JoinSponsors, LeaveSponsors, WithdrawProposal, ReintroduceProposal, DecideImportance,
    SubmitAmendment, RankAmendments, DeclareExclusion, WithdrawAmendment, IncorporateAmendment,
    AskDivision, ObjectToDivision, DivideProposal, AskMethod, SecondAmendment, WithdrawDivision,
    WithdrawDivisionObjection, WithdrawMethodRequest, TakeUpProposal, ReintroduceAmendment,
    OpenVoting, CastVote, CastSecretBallot, PassRoll, Object, CloseVoting, CallElection, Nominate,
    WithdrawCandidate, CorrectVote, CancelVoting, CastBallot, SplitVote, PledgeToVote,
    AttachStatement>;

// One of them; as with events, what copies and ends it is compiled once.
class Command final : public CommandVariant {
 public:
  Command() = default;
  template <typename One>
    requires boost::mp11::mp_contains<CommandVariant, std::remove_cvref_t<One>>::value
  Command(One&& one)
      : CommandVariant(std::in_place_type<std::remove_cvref_t<One>>, std::forward<One>(one)) {}
  Command(const Command& other);
  Command(Command&& other) noexcept;
  Command& operator=(const Command& other);
  Command& operator=(Command&& other) noexcept;
  ~Command();
};

// What only the server says: a session begins, a connection is lost, time has passed. Another type,
// so that nothing which comes from outside can ever be one.
using SystemCommandVariant = std::variant<CreateSession, AppointOfficer, Arrive, Leave,
                                          LoseConnection, RestoreConnection, Tick>;
class SystemCommand final : public SystemCommandVariant {
 public:
  template <typename One>
    requires boost::mp11::mp_contains<SystemCommandVariant, std::remove_cvref_t<One>>::value
  SystemCommand(One&& one)
      : SystemCommandVariant(std::in_place_type<std::remove_cvref_t<One>>, std::forward<One>(one)) {
  }
};

// Its name: "GiveFloor".
std::string_view name_of(const Command& command);
std::string_view name_of(const SystemCommand& command);

}  // namespace hemicycle::meeting
