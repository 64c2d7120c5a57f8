#pragma once

#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "meeting/chamber/events.h"
#include "meeting/floor/events.h"
#include "meeting/motions/events.h"
#include "meeting/texts/events.h"
#include "meeting/votes/events.h"

namespace hemicycle::meeting {

// What has happened. Events are facts: they are written down before they are believed, and stay
// readable for ever, so a struct once released only gains members, with defaults. Their members are
// strings, integers, booleans, described enums, ids, WallTime (microseconds), Millis, vectors,
// optionals and described structs of those, and nothing else.
//
// The name of the struct is the name of the event.
using EventVariant = std::variant<
    SessionCreated, RuleOverridden, OfficerAppointed, OrganisationRegistered, DelegationRegistered,
    DelegateRegistered, DelegateRemoved, CredentialDecided, ProxyGiven, ProxyWithdrawn,
    PersonArrived, PersonLeft, ConnectionLost, ConnectionRestored, QuorumWaived, MeetingOpened,
    MeetingSuspended, MeetingResumed, MeetingAdjourned, SessionClosed, CommandRefused, ItemAdded,
    ItemMoved, ItemRemoved, ItemOpened, ItemClosed, DocumentAdded, DocumentVersionAdded,
    AbsenceBegan, OfficerRemoved, OrganisationRenamed, DelegateRevised, VisibilityChanged,
    ListOpened, ListAnnounced, ClosingObjected, ListClosed, RoundStarted, RepliesCalled, FloorAsked,
    RequestWithdrawn, ListReordered, TimeLimitsSet, FloorGiven, SpeechEnded, FloorInterrupted,
    FloorResumed, CalledToOrder, TimeExtended, OvertimeBegan, SpeechHeld, PointRaised, PointRuled,
    RulingOverruled, SpeechTakenOver, ClosingObjectionWithdrawn, QuestionInterposed,
    QuestionDeclined, MotionMoved, MotionSeconded, MotionWithdrawn, MotionDecided, MotionLapsed,
    DebateAdjourned, DebateClosed, DebateResumed, ProposalSubmitted, ProposalSeconded, SponsorAdded,
    SponsorWithdrew, ProposalWithdrawn, ProposalReintroduced, ImportanceDecided, ProposalDecided,
    ProposalReopened, QuestionOrdered, AmendmentSubmitted, AmendmentsRanked, ExclusionDeclared,
    AmendmentDecided, DivisionAsked, DivisionObjected, DivisionDecided, PartDecided, MethodAsked,
    AmendmentSeconded, AmendmentWithdrawn, AmendmentIncorporated, DivisionRequestWithdrawn,
    DivisionObjectionWithdrawn, MethodRequestWithdrawn, ProposalReconsidered, ProposalTakenUp,
    ProposalPostponed, ProposalReferred, AmendmentReintroduced, VotingOpened, VoteCast, RollPassed,
    BallotsCounted, ObjectionRaised, VotingClosed, DecisionTaken, RevoteLapsed, ElectionCalled,
    CandidateNominated, CandidateWithdrew, LotDrawn, CandidateElected, BallotRestricted,
    ElectionDecided, VoteCorrected, VotingCancelled, VotingProlonged, BallotCast,
    TransferableVoteCounted, VoteSplit, VotePledged, StatementAttached>;

// One of them. What it takes to copy, move and end any of them is compiled once (variants.cpp) and
// not in every file that meets an event.
class Event final : public EventVariant {
 public:
  Event() = default;
  template <typename One>
    requires(!std::is_base_of_v<EventVariant, std::remove_cvref_t<One>>)
  Event(One&& one)
      : EventVariant(std::in_place_type<std::remove_cvref_t<One>>, std::forward<One>(one)) {}
  Event(const Event& other);
  Event(Event&& other) noexcept;
  Event& operator=(const Event& other);
  Event& operator=(Event&& other) noexcept;
  ~Event();
};
using Events = std::vector<Event>;

// Its name: "FloorGiven".
std::string_view name_of(const Event& event);

}  // namespace hemicycle::meeting
