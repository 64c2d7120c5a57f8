#include "projection/touched.h"

#include "meeting/floor/requests.h"
#include "projection/documents.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

// One row an event; an event without a row does not compile.
class Rows {
 public:
  Rows(const Meeting& before, Paths& paths) : meeting_(before), paths_(paths) {}

  // The chamber.
  void operator()(const SessionCreated&) { everything(); }
  void operator()(const RuleOverridden&) { everything(); }
  void operator()(const OfficerAppointed&) { everything(); }
  void operator()(const OfficerRemoved&) { everything(); }
  void operator()(const OrganisationRenamed&) { everything(); }
  void operator()(const DelegateRevised&) { everything(); }
  void operator()(const VisibilityChanged&) { everything(); }
  void operator()(const OrganisationRegistered&) { add(kHere); }
  void operator()(const DelegationRegistered& e) { add({PathKind::kPeople}).seat(e.delegation); }
  void operator()(const DelegateRegistered&) { add({PathKind::kPeople}); }
  void operator()(const DelegateRemoved&) { everything(); }
  void operator()(const CredentialDecided& e) { add(kHere).seat(e.delegation); }
  void operator()(const ProxyGiven& e) { seat(e.from); }
  void operator()(const ProxyWithdrawn& e) { seat(e.from); }
  void operator()(const PersonArrived& e) {
    add(kHere).add({PathKind::kPeople}).seat(e.delegation);
  }
  void operator()(const PersonLeft& e) { add(kHere).add({PathKind::kPeople}).seat(e.delegation); }
  void operator()(const ConnectionLost& e) { connection(e.delegation); }
  void operator()(const ConnectionRestored& e) { connection(e.delegation); }
  void operator()(const AbsenceBegan& e) { add(kHere).connection(e.delegation); }
  void operator()(const QuorumWaived&) { add(kHere).add({PathKind::kSession}); }
  void operator()(const MeetingOpened&) {
    add({PathKind::kSession});
    all_seats();  // no pledge outlives its meeting
  }
  void operator()(const MeetingSuspended&) { stop(); }
  void operator()(const MeetingResumed&) { add({PathKind::kSession, PathKind::kNotices}); }
  void operator()(const MeetingAdjourned&) { stop(); }
  void operator()(const SessionClosed&) { add({PathKind::kSession}); }
  void operator()(const CommandRefused&) {}
  void operator()(const ItemAdded& e) { item(e.item).list(e.item); }
  void operator()(const ItemMoved&) { add({PathKind::kAgenda}); }
  void operator()(const ItemRemoved& e) { item(e.item).list(e.item); }
  void operator()(const ItemOpened& e) { item(e.item).ruling_is_over(); }
  void operator()(const ItemClosed& e) { item(e.item).ruling_is_over(); }
  void operator()(const DocumentAdded& e) { put(PathKind::kItem, e.item); }
  void operator()(const DocumentVersionAdded& e) {
    put(PathKind::kItem, meeting_.agenda.documents.at(e.document).item);
  }

  // The floor.
  void operator()(const ListOpened& e) { list(e.item); }
  void operator()(const ListAnnounced& e) { list(e.item); }
  void operator()(const ClosingObjected& e) { list(e.item); }
  void operator()(const ClosingObjectionWithdrawn& e) { list(e.item); }
  void operator()(const ListClosed& e) { list(e.item); }
  void operator()(const RoundStarted& e) { list(e.item); }
  void operator()(const RepliesCalled& e) { list(e.item); }
  void operator()(const FloorAsked& e) { queue(e.motion, e.item); }
  void operator()(const RequestWithdrawn& e) { queue_of(e.request); }
  void operator()(const ListReordered& e) { list(e.item); }
  void operator()(const TimeLimitsSet& e) { list(e.item); }
  void operator()(const FloorGiven& e) {
    speech().ruling_is_over();
    if (e.item) list(*e.item);
    if (!e.request) return;
    queue_of(*e.request);
    for (const Statement& statement : meeting_.statements)
      if (statement.request == e.request) this->statement(statement.id);
  }
  void operator()(const SpeechEnded& e) {
    speech().ruling_is_over();
    const Speech& ended = meeting_.speeches.at(e.speech);
    if (ended.item) list(*ended.item);
    if (e.unfinished) queue(ended.motion, ended.item);
  }
  void operator()(const FloorInterrupted&) { speech(); }
  void operator()(const QuestionInterposed&) { speech(); }
  void operator()(const QuestionDeclined&) { speech(); }
  void operator()(const FloorResumed&) { speech(); }
  void operator()(const CalledToOrder&) { speech(); }
  void operator()(const TimeExtended&) { speech(); }
  void operator()(const OvertimeBegan&) { speech(); }
  void operator()(const SpeechHeld&) { speech(); }
  void operator()(const SpeechTakenOver&) { speech(); }
  void operator()(const PointRaised&) { ruling_is_over().add({PathKind::kVote}); }
  void operator()(const PointRuled&) { ruling_is_over().add({PathKind::kVote}); }
  void operator()(const RulingOverruled&) { ruling_is_over(); }
  void operator()(const StatementAttached& e) { statement(e.statement); }

  // Motions.
  void operator()(const MotionMoved&) { motions().ruling_is_over(); }
  void operator()(const MotionSeconded&) { motions(); }
  void operator()(const MotionWithdrawn&) { motions(); }
  void operator()(const MotionDecided&) { motions(); }
  void operator()(const MotionLapsed&) { motions(); }
  void operator()(const DebateAdjourned& e) { item(e.item); }
  void operator()(const DebateClosed& e) { item(e.item); }
  void operator()(const DebateResumed& e) { item(e.item); }

  // Texts.
  void operator()(const ProposalSubmitted& e) { text(e.proposal).put(PathKind::kItem, e.item); }
  void operator()(const ProposalSeconded& e) { text(e.proposal); }
  void operator()(const SponsorAdded& e) { text(e.proposal); }
  void operator()(const SponsorWithdrew& e) { text(e.proposal); }
  void operator()(const ProposalWithdrawn& e) { text(e.proposal); }
  void operator()(const ProposalReintroduced& e) { text(e.proposal); }
  void operator()(const ImportanceDecided& e) { text(e.proposal); }
  void operator()(const ProposalDecided& e) { text(e.proposal); }
  void operator()(const ProposalReopened& e) { text(e.proposal); }
  void operator()(const QuestionOrdered& e) { text(e.proposal); }
  void operator()(const AmendmentSubmitted& e) { text(e.proposal); }
  void operator()(const AmendmentsRanked& e) { text(e.proposal); }
  void operator()(const ExclusionDeclared& e) { amended(e.amendment); }
  void operator()(const AmendmentDecided& e) { amended(e.amendment); }
  void operator()(const DivisionAsked& e) { text(e.proposal); }
  void operator()(const DivisionObjected& e) { text(e.proposal); }
  void operator()(const DivisionDecided& e) { text(e.proposal); }
  void operator()(const PartDecided& e) { text(e.proposal); }
  void operator()(const MethodAsked& e) { text(e.proposal); }
  void operator()(const AmendmentSeconded& e) { amended(e.amendment); }
  void operator()(const AmendmentWithdrawn& e) { amended(e.amendment); }
  void operator()(const AmendmentReintroduced& e) { amended(e.amendment); }
  void operator()(const AmendmentIncorporated& e) { amended(e.amendment); }
  void operator()(const DivisionRequestWithdrawn& e) { text(e.proposal); }
  void operator()(const DivisionObjectionWithdrawn& e) { text(e.proposal); }
  void operator()(const MethodRequestWithdrawn& e) { text(e.proposal); }
  void operator()(const ProposalReconsidered& e) { text(e.proposal); }
  void operator()(const ProposalTakenUp& e) { text(e.proposal); }
  void operator()(const ProposalPostponed& e) { text(e.proposal); }
  void operator()(const ProposalReferred& e) { text(e.proposal); }

  // Votes.
  void operator()(const VotingOpened& e) {
    voting(e.voting).ruling_is_over().add({PathKind::kElections});
    if (e.subject.proposal) text(*e.subject.proposal);
    if (e.method != Method::kSilence) all_seats();
  }
  void operator()(const VoteCast& e) { add({PathKind::kVote}).seat(e.delegation); }
  void operator()(const RollPassed& e) { add({PathKind::kVote}).seat(e.delegation); }
  void operator()(const BallotsCounted& e) { voting(e.voting).add({PathKind::kElections}); }
  void operator()(const ObjectionRaised& e) { voting(e.voting); }
  void operator()(const VotingClosed& e) {
    voting(e.voting);
    if (meeting_.open_voting == e.voting) all_seats();
  }
  void operator()(const VoteCorrected& e) { add({PathKind::kVote}).seat(e.delegation); }
  void operator()(const VotingCancelled& e) {
    voting(e.voting).add({PathKind::kElections});
    const Subject& subject = meeting_.votings.at(e.voting).subject;
    if (subject.proposal) text(*subject.proposal);
    if (meeting_.open_voting == e.voting) all_seats();
  }
  void operator()(const VotingProlonged& e) { voting(e.voting); }
  void operator()(const DecisionTaken&) { add({PathKind::kDecisions}); }
  void operator()(const RevoteLapsed& e) { voting(e.voting); }
  void operator()(const ElectionCalled&) { elections(); }
  void operator()(const CandidateNominated&) { elections(); }
  void operator()(const CandidateWithdrew& e) {
    elections();
    for (VotingId id : meeting_.elections.at(e.election).votings) voting(id);
  }
  void operator()(const LotDrawn&) {}
  void operator()(const CandidateElected&) { elections(); }
  void operator()(const BallotRestricted&) { elections(); }
  void operator()(const ElectionDecided&) { elections(); }
  void operator()(const BallotCast& e) { add({PathKind::kVote}).seat(e.delegation); }
  void operator()(const TransferableVoteCounted&) { elections(); }
  void operator()(const VoteSplit& e) { add({PathKind::kVote}).seat(e.votes.delegation); }
  void operator()(const VotePledged& e) { seat(e.delegation); }

 private:
  // How many are here, and whether they are enough.
  static constexpr std::initializer_list<PathKind> kHere = {PathKind::kAttendance,
                                                            PathKind::kNotices};

  Rows& add(std::initializer_list<PathKind> kinds) {
    for (PathKind kind : kinds) paths_.insert({kind, 0});
    return *this;
  }
  template <typename Id>
  Rows& put(PathKind kind, Id id) {
    paths_.insert({kind, id.value()});
    return *this;
  }
  Rows& seat(DelegationId id) { return put(PathKind::kSeats, id); }
  Rows& item(ItemId id) {
    return add({PathKind::kAgenda, PathKind::kNotices}).put(PathKind::kItem, id);
  }
  Rows& list(ItemId id) { return add({PathKind::kNotices}).put(PathKind::kList, id); }
  Rows& text(ProposalId id) { return add({PathKind::kNotices}).put(PathKind::kTexts, id); }
  Rows& amended(AmendmentId id) { return text(meeting_.amendments.at(id).proposal); }
  Rows& voting(VotingId id) {
    return add({PathKind::kVote, PathKind::kNotices}).put(PathKind::kVotes, id);
  }
  Rows& motions() { return add({PathKind::kMotions, PathKind::kNotices}); }
  Rows& elections() { return add({PathKind::kElections}); }
  Rows& speech() { return add({PathKind::kFloor, PathKind::kTimer, PathKind::kNotices}); }
  Rows& statement(StatementId id) {
    return add({PathKind::kStatements}).put(PathKind::kStatement, id);
  }
  // A ruling may be appealed until something else happens.
  Rows& ruling_is_over() { return add({PathKind::kPoints, PathKind::kNotices}); }
  Rows& queue(std::optional<MotionId> motion, std::optional<ItemId> item) {
    if (motion) return motions();
    return item ? list(*item) : *this;
  }
  void queue_of(RequestId id) {
    const FoundRequest found = find_request(meeting_, id);
    if (found.request != nullptr) queue(found.request->motion, found.request->item);
  }
  void connection(DelegationId id) { speech().add({PathKind::kPeople}).seat(id); }
  void stop() {
    add({PathKind::kSession}).ruling_is_over();
    for (const SpeakersList& each : meeting_.lists)
      if (each.replies_called) list(each.item);
  }
  void all_seats() {
    for (const Delegation& delegation : meeting_.delegations) seat(delegation.id);
  }
  // What happens seldom and may show anywhere, as a name does.
  void everything() { paths_.merge(every_path(meeting_)); }

  const Meeting& meeting_;
  Paths& paths_;
};

}  // namespace

void add_touched(const Meeting& before, const Event& event, Paths& paths) {
  std::visit(Rows(before, paths), static_cast<const EventVariant&>(event));
}

void add_touched_by_ballot(DelegationId voter, Paths& paths) {
  paths.insert({PathKind::kVote, 0});
  paths.insert({PathKind::kSeats, voter.value()});
}

}  // namespace hemicycle::projection
