#include <algorithm>

#include "meeting/views.h"
#include "meeting/votes/tally.h"
#include "projection/project.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

Presence presence_shown(const View& view, const Delegation& delegation) {
  if (!is_present(delegation)) return Presence::kAbsent;
  const bool anybody =
      std::any_of(delegation.people.begin(), delegation.people.end(),
                  [](const Delegate& person) { return person.presence == Presence::kPresent; });
  return anybody || !view.knows(Fact::kConnections, delegation.id) ? Presence::kPresent
                                                                   : Presence::kConnectionLost;
}

SeatVote seat_vote_of(Mark mark) {
  switch (mark) {
    case Mark::kNotEntitled:
      return SeatVote::kNone;
    case Mark::kNotVoted:
      return SeatVote::kNotVoted;
    case Mark::kFor:
      return SeatVote::kFor;
    case Mark::kAgainst:
      return SeatVote::kAgainst;
    case Mark::kAbstain:
      return SeatVote::kAbstain;
    case Mark::kSplit:
      return SeatVote::kSplit;
  }
  return SeatVote::kNone;
}

// What the seat shows of the vote in the chamber, if anybody counts votes in it.
SeatVote seat_vote(const View& view, DelegationId id) {
  if (!view.meeting.open_voting) return SeatVote::kNone;
  const Voting& voting = view.meeting.votings.at(*view.meeting.open_voting);
  const std::size_t place = id.value() - 1;
  const Mark mark = place < voting.roll.size() ? voting.roll[place] : Mark::kNotEntitled;
  if (mark == Mark::kNotEntitled || voting.method == Method::kConsensus ||
      voting.method == Method::kAcclamation)
    return SeatVote::kNone;
  if (voting.method == Method::kRollCall) return seat_vote_of(mark);
  if (!view.knows(Fact::kWhoHasVoted, id)) return SeatVote::kNone;
  if (voting.method == Method::kSecret)
    return view.has_voted_secretly(voting.id, id) ? SeatVote::kVoted : SeatVote::kNotVoted;
  if (mark == Mark::kNotVoted || view.knows(Fact::kVotesBeforeResult, id))
    return seat_vote_of(mark);
  return SeatVote::kVoted;
}

// The notices, one after the other.
class Noticing {
 public:
  explicit Noticing(const View& view) : view_(view), meeting_(view.meeting) {}

  std::vector<Notice> all() && {
    of_the_session();
    if (meeting_.agenda.current) of_the_list(meeting_.lists.at(*meeting_.agenda.current));
    of_the_floor();
    of_the_motions();
    of_the_votes();
    return std::move(notices_);
  }

 private:
  Notice& add(NoticeKind kind) {
    notices_.emplace_back().kind = kind;
    return notices_.back();
  }
  void of_the_session() {
    const meeting::Attendance here = attendance(meeting_);
    if (!here.may_open) add(NoticeKind::kNoQuorumToOpen);
    if (!here.may_decide) add(NoticeKind::kNoQuorumToDecide);
    if (meeting_.session.resumes_at)
      add(NoticeKind::kSuspendedUntil).until = meeting_.session.resumes_at;
  }
  void of_the_list(const SpeakersList& list) {
    const bool closing = list.announced && list.state == ListState::kOpen;
    if (closing) add(NoticeKind::kListClosing).item = list.item;
    if (closing && list.closing_objected) add(NoticeKind::kClosingObjected).item = list.item;
    if (list.replies_called) add(NoticeKind::kRepliesCalled).item = list.item;
  }
  void of_the_floor() {
    if (meeting_.point_to_rule) add(NoticeKind::kPointPending).point = meeting_.point_to_rule;
    if (meeting_.ruling_to_appeal)
      add(NoticeKind::kRulingMayBeAppealed).point = meeting_.ruling_to_appeal;
    const std::optional<Speech>& holder = meeting_.floor.holder;
    if (!holder || holder->microphone != Microphone::kDisconnected ||
        !view_.knows(Fact::kConnections, holder->delegation))
      return;
    add(NoticeKind::kSpeakerDisconnected).speech = holder->id;
  }
  void of_the_motions() {
    for (const Motion& motion : meeting_.motions)
      if (is_live(motion))
        add(motion.state == MotionState::kMoved ? NoticeKind::kMotionNeedsSecond
                                                : NoticeKind::kMotionPending)
            .motion = motion.id;
    for (const Amendment& amendment : meeting_.amendments)
      if (amendment.division_asked && amendment.state == TextState::kPending)
        add(NoticeKind::kDivisionAsked).proposal = amendment.proposal;
    for (const Proposal& proposal : meeting_.proposals)
      if (proposal.division_asked && proposal.state == TextState::kPending)
        add(NoticeKind::kDivisionAsked).proposal = proposal.id;
  }
  void of_the_votes() {
    const auto note = [&](NoticeKind kind, VotingId id, std::optional<WallTime> until) {
      Notice& notice = add(kind);
      notice.voting = id;
      notice.until = until;
    };
    if (const auto open = meeting_.open_voting)
      note(NoticeKind::kVotingOpen, *open, meeting_.votings.at(*open).closes_at);
    for (VotingId id : meeting_.silent_votings)
      note(NoticeKind::kSilenceRuns, id, meeting_.votings.at(id).closes_at);
    for (VotingId id : meeting_.tied_votings)
      note(NoticeKind::kSecondVoteDue, id, meeting_.votings.at(id).revote_until);
  }

  const View& view_;
  const Meeting& meeting_;
  std::vector<Notice> notices_;
};

}  // namespace

// The public may know that a closed session is held, and when; not what is done in it.
std::optional<Document> session_document(const View& view, std::uint32_t) {
  const Meeting& meeting = view.meeting;
  const SessionEntry& entry = meeting.session.entry;
  SessionDocument shown;
  shown.body = meeting.body;
  shown.series = entry.series;
  shown.number = entry.number;
  shown.titles = entry.titles;
  shown.starts_at = entry.starts_at;
  shown.ends_at = entry.ends_at;
  shown.time_zone = entry.time_zone;
  shown.visibility = entry.visibility;
  shown.phase = meeting.session.phase;
  if (!view.knows(Fact::kProceedings)) return shown;
  shown.meetings_held = meeting.session.meetings_held;
  shown.quorum_waived = meeting.session.quorum_waived;
  shown.resumes_at = meeting.session.resumes_at;
  shown.profile = meeting.profile.name;
  for (const Officer& officer : meeting.bureau)
    shown.bureau.push_back({officer.name, officer.office});
  return shown;
}

std::optional<Document> agenda_document(const View& view, std::uint32_t) {
  if (!view.knows(Fact::kProceedings)) return std::nullopt;
  const Agenda& agenda = view.meeting.agenda;
  AgendaDocument shown;
  shown.current = agenda.current;
  for (ItemId id : agenda.order) {
    const Item& item = agenda.items.at(id);
    shown.items.push_back({id, item.number, item.under, item.titles, item.state});
  }
  return shown;
}

std::optional<Document> item_document(const View& view, std::uint32_t number) {
  const Agenda& agenda = view.meeting.agenda;
  const Item* item = agenda.items.find(ItemId(number));
  if (item == nullptr || item->state == ItemState::kRemoved || !view.knows(Fact::kProceedings))
    return std::nullopt;
  ItemDocument shown{
      item->id,     item->number, item->under, item->titles, item->annotations, item->state,
      item->debate, {},           {}};
  for (const meeting::Document& document : agenda.documents)
    if (document.item == item->id) shown.documents.push_back(document);
  for (const Proposal& proposal : view.meeting.proposals)
    if (proposal.item == item->id) shown.texts.push_back(proposal.id);
  return shown;
}

std::optional<Document> seat_document(const View& view, std::uint32_t number) {
  const Delegation* delegation = view.meeting.delegations.find(DelegationId(number));
  if (delegation == nullptr || !view.knows(Fact::kProceedings)) return std::nullopt;
  const Organisation& home = view.meeting.organisations.at(delegation->organisation);
  SeatDocument shown;
  shown.delegation = delegation->id;
  shown.names = home.names;
  shown.country = home.country;
  shown.region = home.region;
  shown.standing = delegation->standing;
  shown.votes = weight_of(view.meeting, delegation->id);
  shown.seated = is_seated(*delegation);
  if (view.knows(Fact::kCredentials, delegation->id)) shown.credential = delegation->credential;
  shown.presence = presence_shown(view, *delegation);
  if (view.knows(Fact::kProxies, delegation->id)) shown.proxy = delegation->proxy;
  shown.vote = seat_vote(view, delegation->id);
  shown.pledged = delegation->pledged;
  return shown;
}

std::optional<Document> people_document(const View& view, std::uint32_t) {
  PeopleDocument shown;
  if (view.knows(Fact::kPeople)) shown.officers = view.meeting.bureau;
  for (const Delegation& delegation : view.meeting.delegations)
    if (view.knows(Fact::kPeople, delegation.id))
      shown.delegations.push_back({delegation.id, delegation.people});
  if (shown.officers.empty() && shown.delegations.empty()) return std::nullopt;
  return shown;
}

std::optional<Document> attendance_document(const View& view, std::uint32_t) {
  if (!view.knows(Fact::kProceedings)) return std::nullopt;
  const meeting::Attendance here = attendance(view.meeting);
  return AttendanceDocument{here.delegations,
                            here.countries,
                            view.meeting.members,
                            here.members,
                            quorum_to_open(view.meeting),
                            quorum_to_decide(view.meeting),
                            here.may_open,
                            here.may_decide};
}

std::optional<Document> notices_document(const View& view, std::uint32_t) {
  if (!view.knows(Fact::kProceedings)) return std::nullopt;
  return NoticesDocument{Noticing(view).all()};
}

}  // namespace hemicycle::projection
