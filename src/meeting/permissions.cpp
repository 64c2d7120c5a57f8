#include "meeting/permissions.h"

#include <array>

#include <boost/mp11/algorithm.hpp>

namespace hemicycle::meeting {
namespace {

// Roles, as a set.
enum : std::uint8_t { kBySystem = 1, kByChair = 2, kBySecretariat = 4, kByDelegate = 8 };
constexpr std::uint8_t kByPresiding = kByChair | kBySecretariat;
constexpr std::uint8_t kByOffice = kBySystem | kBySecretariat;
constexpr std::uint8_t kByAnyone = kByPresiding | kBySystem | kByDelegate;

enum class When : std::uint8_t {
  kBeforeCreation,
  kAnyPhase,   // the session exists
  kNotClosed,  // and has not been closed
  kInSession,  // a meeting is open
  kOrderly,    // and no point of order waits for its ruling
  kBusiness,   // and no vote is being taken
};

struct Permission {
  std::uint8_t roles = 0;
  When when = When::kBeforeCreation;
};

using Permissions = std::array<Permission, std::variant_size_v<CommandVariant>>;

template <typename... Each>
constexpr void permit(Permissions& table, std::uint8_t roles, When when) {
  ((table[boost::mp11::mp_find<CommandVariant, Each>::value] = {roles, when}), ...);
}

constexpr Permissions make_permissions() {
  Permissions table{};
  permit<CreateSession>(table, kByOffice, When::kBeforeCreation);
  permit<Tick>(table, kBySystem, When::kAnyPhase);
  permit<Arrive, Leave, LoseConnection, RestoreConnection>(table, kByAnyone, When::kNotClosed);
  permit<AppointOfficer, RegisterOrganisation, RegisterDelegation, RegisterDelegate,
         RemoveDelegate>(table, kByOffice, When::kNotClosed);
  permit<OverrideRule, SeatProvisionally, ReportCredential>(table, kByPresiding, When::kNotClosed);
  permit<GiveProxy, WithdrawProxy>(table, kByDelegate, When::kNotClosed);
  permit<AddItem, MoveItem, RemoveItem, AddDocument, AddDocumentVersion>(table, kByPresiding,
                                                                         When::kNotClosed);

  permit<WaiveQuorum, OpenMeeting, ResumeMeeting, AdjournMeeting, CloseSession>(table, kByChair,
                                                                                When::kNotClosed);
  permit<SuspendMeeting, OpenItem, CloseItem>(table, kByChair, When::kBusiness);

  permit<OpenList>(table, kByPresiding, When::kNotClosed);
  permit<AnnounceList, CloseList, StartRound>(table, kByChair, When::kOrderly);
  permit<SetTimeLimits, ReorderList>(table, kByPresiding, When::kNotClosed);
  permit<AskFloor>(table, kByDelegate, When::kNotClosed);
  permit<AskReply, AskExplanation, AskFloorOnMotion, ObjectToClosing>(table, kByDelegate,
                                                                      When::kInSession);
  permit<WithdrawRequest>(table, kByDelegate | kByPresiding, When::kNotClosed);

  permit<GiveFloor, InviteSpeaker, CallReplies>(table, kByChair, When::kBusiness);
  permit<YieldFloor>(table, kByDelegate | kByPresiding, When::kInSession);
  permit<WithdrawFloor, CallToOrder, ExtendTime>(table, kByChair, When::kInSession);
  permit<RaisePointOfOrder>(table, kByDelegate, When::kInSession);
  permit<RuleOnPoint>(table, kByChair, When::kInSession);
  permit<MoveMotion, SecondMotion>(table, kByDelegate, When::kBusiness);
  permit<WithdrawMotion>(table, kByDelegate | kByChair, When::kBusiness);

  permit<SecondProposal, JoinSponsors, LeaveSponsors, WithdrawProposal, ReintroduceProposal,
         SubmitAmendment, WithdrawAmendment, IncorporateAmendment, AskDivision, ObjectToDivision,
         AskMethod>(table, kByDelegate, When::kNotClosed);
  permit<SubmitProposal>(table, kByDelegate | kByPresiding, When::kNotClosed);
  permit<DecideImportance, RankAmendments, DeclareExclusion>(table, kByPresiding, When::kNotClosed);
  permit<DivideProposal>(table, kByChair, When::kBusiness);

  permit<OpenVoting>(table, kByChair, When::kNotClosed);
  permit<CastVote, CastSecretBallot>(table, kByDelegate, When::kOrderly);
  permit<Object>(table, kByDelegate, When::kNotClosed);
  permit<PassRoll, CloseVoting>(table, kByChair, When::kOrderly);
  permit<CountBallots>(table, kByChair | kBySystem, When::kOrderly);
  permit<CallElection>(table, kByPresiding, When::kNotClosed);
  permit<Nominate, WithdrawCandidate>(table, kByDelegate | kByPresiding, When::kNotClosed);
  permit<AttachStatement>(table, kByDelegate | kBySecretariat, When::kNotClosed);
  return table;
}

constexpr Permissions kPermissions = make_permissions();

constexpr bool every_command_has_a_row() {
  for (const Permission& permission : kPermissions)
    if (permission.roles == 0) return false;
  return true;
}
static_assert(every_command_has_a_row());

std::uint8_t bit_of(Role role) {
  constexpr std::array<std::uint8_t, 5> kBits = {kBySystem, kByChair, kBySecretariat, kByDelegate,
                                                 0};
  return kBits[static_cast<std::size_t>(role)];
}

// A point of order is about order only: who raised it may not use it for the substance.
bool is_substance(const Command& command) {
  return std::holds_alternative<SubmitProposal>(command) ||
         std::holds_alternative<SubmitAmendment>(command) ||
         std::holds_alternative<AttachStatement>(command) ||
         std::holds_alternative<MoveMotion>(command) || std::holds_alternative<Nominate>(command);
}

Objection point_forbids(const Asked& asked, const Command& command, When when) {
  const Meeting& meeting = asked.meeting;
  if (!meeting.point_to_rule) return std::nullopt;
  if (meeting.points.at(*meeting.point_to_rule).person == asked.actor.person &&
      is_substance(command))
    return asked.refuse(RefusalCode::kPointIsNotSubstance);
  if (when >= When::kOrderly) return asked.refuse(RefusalCode::kPointPending);
  return std::nullopt;
}

Objection phase_forbids(const Asked& asked, When when) {
  const bool created = asked.meeting.events > 0;
  if (when == When::kBeforeCreation)
    return created ? Objection(asked.refuse(RefusalCode::kAlreadyCreated)) : std::nullopt;
  if (!created) return asked.refuse(RefusalCode::kNotCreated);
  if (when == When::kAnyPhase) return std::nullopt;
  if (asked.meeting.session.phase == Phase::kClosed)
    return asked.refuse(RefusalCode::kSessionClosed);
  if (when >= When::kInSession && asked.meeting.session.phase != Phase::kOpen)
    return asked.refuse(RefusalCode::kNotInSession);
  return std::nullopt;
}

}  // namespace

Objection not_permitted(const Asked& asked, const Command& command) {
  const Permission permission = kPermissions[command.index()];
  if ((permission.roles & bit_of(asked.actor.role)) == 0)
    return asked.refuse(RefusalCode::kNotYours);
  if (Objection no = phase_forbids(asked, permission.when)) return no;
  if (Objection no = point_forbids(asked, command, permission.when)) return no;
  if (permission.when == When::kBusiness && asked.meeting.open_voting)
    return asked.refuse(RefusalCode::kVotingUnderWay);
  return std::nullopt;
}

}  // namespace hemicycle::meeting
