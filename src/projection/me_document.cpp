#include "projection/me_document.h"

#include <algorithm>

#include "meeting/asked.h"
#include "meeting/authority.h"
#include "meeting/floor/speaking_time.h"
#include "meeting/views.h"
#include "projection/project.h"
#include "storage/described_json.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

// Everything that is one delegation's own, or one person's.
class Own {
 public:
  Own(const Meeting& meeting, const Tellers* urn, const Delegation& delegation, PersonId person,
      MeDocument& me)
      : meeting_(meeting), urn_(urn), delegation_(delegation), person_(person), me_(me) {}

  void add() {
    of_the_credentials();
    of_the_floor();
    add_requests();
    of_the_texts();
    of_the_votes();
  }

 private:
  OwnNotice& note(OwnNoticeKind kind) {
    me_.notices.emplace_back().kind = kind;
    return me_.notices.back();
  }

  void of_the_credentials() {
    if (delegation_.credential == Credential::kPending) note(OwnNoticeKind::kCredentialPending);
    if (delegation_.credential == Credential::kRefused) note(OwnNoticeKind::kCredentialRefused);
    if (me_.presence == Presence::kConnectionLost) note(OwnNoticeKind::kConnectionLost);
    if (delegation_.proxy) note(OwnNoticeKind::kProxyGiven).delegation = delegation_.proxy;
    for (const Delegation& other : meeting_.delegations)
      if (other.proxy == delegation_.id) note(OwnNoticeKind::kProxyHeld).delegation = other.id;
  }

  void of_the_floor() {
    const Floor& floor = meeting_.floor;
    if (floor.interrupted && floor.interrupted->delegation == delegation_.id)
      note(OwnNoticeKind::kInterrupted).speech = floor.interrupted->id;
    if (meeting_.point_to_rule &&
        meeting_.points.at(*meeting_.point_to_rule).delegation == delegation_.id)
      note(OwnNoticeKind::kPointPending).point = meeting_.point_to_rule;
    if (!floor.holder || floor.holder->delegation != delegation_.id) return;
    const Speech& speech = *floor.holder;
    OwnNotice& mine = note(OwnNoticeKind::kFloorIsYours);
    mine.speech = speech.id;
    const std::optional<WallTime> mute = muted_at(speech);
    mine.until = mute ? mute : overtime_at(speech);
    if (floor.question) note(OwnNoticeKind::kQuestionAsked).delegation = floor.question->delegation;
    if (speech.overtime_told) note(OwnNoticeKind::kOvertime).speech = speech.id;
    if (speech.calls_to_order > 0) note(OwnNoticeKind::kCalledToOrder).speech = speech.id;
    if (speech.microphone == Microphone::kDisconnected)
      note(OwnNoticeKind::kMicrophoneDisconnected).until = held_at(speech, meeting_.rules);
  }

  void add_queue(const std::vector<SpeakerRequest>& queue) {
    std::uint32_t place = 0;
    for (const SpeakerRequest& request : queue) {
      ++place;
      if (request.delegation != delegation_.id) continue;
      me_.requests.push_back({request.id, request.kind, request.item, request.motion, place,
                              request_shown(meeting_, request).time});
      if (place == 1 && request.item == meeting_.agenda.current) {
        OwnNotice& next = note(OwnNoticeKind::kNextToSpeak);
        next.request = request.id;
        next.item = request.item;
      }
    }
  }
  void add_requests() {
    for (MotionId id : meeting_.pending_motions) add_queue(meeting_.motions.at(id).speakers);
    for (const SpeakersList& list : meeting_.lists)
      for (const auto* queue : {&list.waiting, &list.replies, &list.explanations})
        add_queue(*queue);
    const auto current = meeting_.agenda.current;
    if (current && time_left(meeting_, meeting_.lists.at(*current), delegation_.id) == Millis(0))
      note(OwnNoticeKind::kTimeUsedUp).item = current;
  }

  void of_the_texts() {
    for (const Motion& motion : meeting_.motions)
      if (motion.state == MotionState::kMoved && motion.mover == delegation_.id)
        note(OwnNoticeKind::kMotionNeedsSecond).motion = motion.id;
    for (const Proposal& proposal : meeting_.proposals)
      if (proposal.state == TextState::kMoved && proposal.mover == delegation_.id)
        note(OwnNoticeKind::kTextNeedsSecond).proposal = proposal.id;
  }

  // What a seat shows to its own delegation: the same as to the secretariat, or less.
  void add_vote(const Voting& voting, DelegationId id) {
    const View own{meeting_, urn_, {AudienceKind::kDelegation, id}};
    const auto seat = seat_document(own, id.value());
    const SeatVote vote = seat ? std::get<SeatDocument>(*seat).vote : SeatVote::kNone;
    if (vote == SeatVote::kNone) return;
    me_.votes.push_back({voting.id, id, vote});
    if (vote != SeatVote::kNotVoted) return;
    const bool called = called_now(voting) == id || contains(called_again(voting), id);
    if (!voting.calling_order.empty() && !called) return;
    OwnNotice& notice = note(called ? OwnNoticeKind::kRollHasCome : OwnNoticeKind::kVoteAwaited);
    notice.voting = voting.id;
    notice.delegation = id;
    notice.until = voting.closes_at;
  }
  void of_the_votes() {
    if (!meeting_.open_voting) return;
    const Voting& voting = meeting_.votings.at(*meeting_.open_voting);
    if (!delegation_.proxy) add_vote(voting, delegation_.id);
    for (const Delegation& other : meeting_.delegations)
      if (other.proxy == delegation_.id) add_vote(voting, other.id);
  }

  const Meeting& meeting_;
  const Tellers* urn_;
  const Delegation& delegation_;
  PersonId person_;
  MeDocument& me_;
};

void add_identity(const Meeting& meeting, const Actor& actor, MeDocument& me) {
  const auto officer =
      std::find_if(meeting.bureau.begin(), meeting.bureau.end(),
                   [&](const Officer& each) { return each.person == actor.person; });
  if (officer == meeting.bureau.end()) return;
  me.name = officer->name;
  me.office = officer->office;
}

}  // namespace

MeDocument me_document(const Meeting& meeting, const Tellers* urn, Possibilities& possibilities,
                       const Caller& caller) {
  const Actor actor = usual_actor(meeting, caller);
  MeDocument me;
  me.person = actor.person;
  me.role = actor.role;
  me.capacities = capacities_of(meeting, actor.person);
  add_identity(meeting, actor, me);
  const Delegation* delegation =
      actor.delegation ? meeting.delegations.find(*actor.delegation) : nullptr;
  const Delegate* person = delegation == nullptr ? nullptr : find_person(*delegation, actor.person);
  if (person != nullptr) {
    me.name = person->name;
    me.title = person->title;
    me.delegation = delegation->id;
    me.position = person->position;
    me.credential = delegation->credential;
    me.presence = person->presence;
    Own(meeting, urn, *delegation, actor.person, me).add();
  }
  Allowed allowed = possibilities.of({actor.person, actor.role});
  me.may = std::move(allowed.may);
  me.may_not = std::move(allowed.may_not);
  return me;
}

std::string write_json(const MeDocument& me) {
  return storage::JsonWriter<storage::WireStyle>::text(me);
}

}  // namespace hemicycle::projection
