#pragma once

#include "meeting/asked.h"
#include "meeting/chamber/commands.h"
#include "meeting/events.h"

namespace hemicycle::meeting {

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
Outcome decide_one(const Asked& asked, const RemoveOfficer& command);
Outcome decide_one(const Asked& asked, const RenameOrganisation& command);
Outcome decide_one(const Asked& asked, const ReviseDelegate& command);
Outcome decide_one(const Asked& asked, const ChangeVisibility& command);

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
void apply_one(Meeting& meeting, const AbsenceBegan& event, WallTime at);
void apply_one(Meeting& meeting, const QuorumWaived& event, WallTime at);
void apply_one(Meeting& meeting, const MeetingOpened& event, WallTime at);
void apply_one(Meeting& meeting, const MeetingSuspended& event, WallTime at);
void apply_one(Meeting& meeting, const MeetingResumed& event, WallTime at);
void apply_one(Meeting& meeting, const MeetingAdjourned& event, WallTime at);
void apply_one(Meeting& meeting, const SessionClosed& event, WallTime at);
void apply_one(Meeting& meeting, const ItemAdded& event, WallTime at);
void apply_one(Meeting& meeting, const ItemMoved& event, WallTime at);
void apply_one(Meeting& meeting, const ItemRemoved& event, WallTime at);
void apply_one(Meeting& meeting, const ItemOpened& event, WallTime at);
void apply_one(Meeting& meeting, const ItemClosed& event, WallTime at);
void apply_one(Meeting& meeting, const DocumentAdded& event, WallTime at);
void apply_one(Meeting& meeting, const DocumentVersionAdded& event, WallTime at);
void apply_one(Meeting& meeting, const OfficerRemoved& event, WallTime at);
void apply_one(Meeting& meeting, const OrganisationRenamed& event, WallTime at);
void apply_one(Meeting& meeting, const DelegateRevised& event, WallTime at);
void apply_one(Meeting& meeting, const VisibilityChanged& event, WallTime at);

}  // namespace hemicycle::meeting
