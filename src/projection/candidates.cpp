#include "projection/candidates.h"

#include <boost/mp11/algorithm.hpp>

#include "meeting/asked.h"
#include "meeting/rules/settings.h"
#include "meeting/views.h"
#include "meeting/votes/tally.h"
#include "projection/natural.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

template <typename Command>
struct Tag {};

// Those of a delegate that depend on the delegate.
using OwnCommands = boost::mp11::mp_list<GiveProxy, Arrive, Leave, WithdrawRequest, AttachStatement,
                                         CastVote, SplitVote, CastBallot, CastSecretBallot>;
template <typename Command>
inline constexpr bool kIsOwn = boost::mp11::mp_contains<OwnCommands, Command>::value;

// A word that no rule forbids, where only the words are missing.
constexpr const char* kWord = "Another";

// One vote against, all others for.
SplitVote split_of_all(const Meeting& meeting, VotingId voting, std::optional<DelegationId> whose) {
  const bool known = whose && meeting.delegations.find(*whose) != nullptr;
  return {voting, known ? weight_of(meeting, *whose) - 1 : 0, 1, 0, whose};
}

// Puts probes together: by the types of a command's members, except for the commands that have an
// offer() of their own.
class Candidates {
 public:
  Candidates(const Meeting& meeting, Role role)
      : meeting_(meeting), role_(role), natural_(meeting) {}

  std::vector<Probe> shared() && {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<Tag, CommandVariant>>(
        [&]<typename One>(Tag<One> command) {
          const bool own = kIsOwn<One> && role_ == Role::kDelegate;
          if (!own && is_for<One>()) offer(command);
        });
    return std::move(probes_);
  }

 private:
  template <typename One>
  bool is_for() const {
    return (One::kPermission.roles & bit_of(role_)) != 0;
  }

  const std::vector<ItemId>& natural(ItemId) const { return natural_.items; }
  const std::vector<DocumentId>& natural(DocumentId) const { return natural_.documents; }
  const std::vector<RequestId>& natural(RequestId) const { return natural_.requests; }
  const std::vector<SpeechId>& natural(SpeechId) const { return natural_.speeches; }
  const std::vector<PointId>& natural(PointId) const { return natural_.points; }
  const std::vector<MotionId>& natural(MotionId) const { return natural_.motions; }
  const std::vector<ProposalId>& natural(ProposalId) const { return natural_.proposals; }
  const std::vector<AmendmentId>& natural(AmendmentId) const { return natural_.amendments; }
  const std::vector<VotingId>& natural(VotingId) const { return natural_.votings; }
  const std::vector<ElectionId>& natural(ElectionId) const { return natural_.elections; }
  const std::vector<OrganisationId>& natural(OrganisationId) const {
    return natural_.organisations;
  }
  const std::vector<DelegationId>& natural(DelegationId) const { return natural_.delegations; }
  static const std::vector<Side>& natural(Side) {
    static const std::vector<Side> kSides = {Side::kFor, Side::kAgainst};
    return kSides;
  }

  void add(Command command, bool only_if_not_found = false) {
    probes_.push_back({std::move(command), only_if_not_found});
  }

  // Every instance that the members' types suggest.
  template <typename One>
  void offer(Tag<One>) {
    std::vector<One> instances(1);
    boost::mp11::mp_for_each<boost::describe::describe_members<One, boost::describe::mod_public>>(
        [&](auto member) {
          using Member = std::remove_cvref_t<decltype(instances[0].*member.pointer)>;
          if constexpr (requires(Candidates& self) { self.natural(Member{}); })
            multiply(instances, member.pointer, natural(Member{}));
          else
            for (One& instance : instances) fill(instance.*member.pointer);
        });
    for (One& instance : instances) add(std::move(instance));
  }
  template <typename One, typename Member>
  static void multiply(std::vector<One>& instances, Member One::*member,
                       const std::vector<Member>& values) {
    if (values.empty()) return;  // a number that nothing has
    std::vector<One> product;
    for (const One& instance : instances)
      for (const Member& value : values) (product.emplace_back(instance)).*member = value;
    instances = std::move(product);
  }
  static void fill(std::string& words) { words = kWord; }
  static void fill(Text& words) { words = {{"en", kWord}}; }
  static void fill(Millis& time) { time = std::chrono::minutes(1); }
  static void fill(PersonId& person) { person = PersonId(~std::uint64_t{0}); }
  template <typename Other>
  static void fill(Other&) {}

  // The chamber.
  void offer(Tag<OverrideRule>) {
    if (meeting_.profile.settings.empty()) return;
    OverrideRule command{meeting_.profile.settings.front()};
    for (const Decision& decision : meeting_.decisions)  // the last text that was adopted
      if (decision.subject.kind == SubjectKind::kProposal &&
          decision.outcome == VotingState::kAdopted && meeting_.session.meetings_held > 0)
        command.decision = decision.id;
    add(std::move(command));
  }
  void offer(Tag<AppointOfficer>) {
    add(AppointOfficer{{PersonId(~std::uint64_t{0}), kWord, Office::kRapporteur}});
  }
  void offer(Tag<RegisterDelegate>) {
    for (DelegationId id : natural_.delegations)
      add(RegisterDelegate{id, PersonId(~std::uint64_t{0}), kWord, "", Position::kAdviser});
  }
  void offer(Tag<ChangeVisibility>) {
    for (Visibility visibility : {Visibility::kPublic, Visibility::kClosed})
      add(ChangeVisibility{visibility});
  }
  void offer(Tag<ReviseDelegate>) {
    for (const Delegation& delegation : meeting_.delegations)
      for (const Delegate& person : delegation.people) {
        const bool head = person.position == Position::kHead;
        add(ReviseDelegate{delegation.id, person.person, kWord, "",
                           head ? Position::kHead : Position::kAdviser});
      }
    if (meeting_.delegations.empty()) add(ReviseDelegate{});
  }
  void offer(Tag<AddDocumentVersion>) {
    for (DocumentId id : natural_.documents)
      add(AddDocumentVersion{id, "en", kWord, std::string(64, '0')});
    if (natural_.documents.empty()) add(AddDocumentVersion{});
  }
  template <typename OfPerson>
  void offer_people() {
    const std::size_t before = probes_.size();
    for (const Delegation& delegation : meeting_.delegations)
      for (const Delegate& person : delegation.people) add(OfPerson{delegation.id, person.person});
    if (probes_.size() == before) add(OfPerson{});
  }
  void offer(Tag<RemoveDelegate>) { offer_people<RemoveDelegate>(); }
  void offer(Tag<Arrive>) { offer_people<Arrive>(); }
  void offer(Tag<Leave>) { offer_people<Leave>(); }

  // The floor.
  void offer(Tag<ReturnFloor>) {
    for (SpeechId speech : natural_.heard) add(ReturnFloor{speech});
    if (natural_.heard.empty()) add(ReturnFloor{});
  }
  void offer(Tag<StartRound>) {
    for (ItemId item : natural_.items) add(StartRound{item, meeting_.lists.at(item).round + 1});
    if (natural_.items.empty()) add(StartRound{});
  }
  void offer(Tag<AskReply>) {
    for (SpeechId speech : natural_.heard) add(AskReply{speech});
    if (natural_.heard.empty()) add(AskReply{});
  }
  void offer(Tag<ReorderList>) {
    for (ItemId item : natural_.items) {
      ReorderList command{item, {}};
      for (const SpeakerRequest& request : meeting_.lists.at(item).waiting)
        command.order.push_back(request.id);
      add(std::move(command));
    }
    if (natural_.items.empty()) add(ReorderList{});
  }
  void offer(Tag<InviteSpeaker>) {
    for (const Officer& officer : meeting_.bureau)
      add(InviteSpeaker{officer.person, std::nullopt, std::nullopt, std::nullopt});
    for (const Delegation& delegation : meeting_.delegations)
      for (const Delegate& person : delegation.people)
        if (person.presence != Presence::kAbsent)
          add(InviteSpeaker{person.person, delegation.id, std::nullopt, std::nullopt});
    if (probes_.empty() || !std::holds_alternative<InviteSpeaker>(probes_.back().command))
      add(InviteSpeaker{});
  }
  void offer(Tag<RaisePointOfOrder>) {
    add(RaisePointOfOrder{kWord, meeting_.open_voting.has_value()});
  }
  void offer(Tag<AttachStatement>) {  // the secretariat: of a speech or a request
    for (SpeechId speech : natural_.heard)
      if (const auto item = meeting_.speeches.at(speech).item)
        add(AttachStatement{*item, "en", kWord, std::nullopt, speech});
    for (RequestId request : natural_.requests)
      if (!natural_.items.empty())
        add(AttachStatement{natural_.items.front(), "en", kWord, request, std::nullopt});
    if (natural_.heard.empty() && natural_.requests.empty()) add(AttachStatement{});
  }

  // Motions and texts.
  void offer(Tag<MoveMotion>) {
    for (std::size_t i = 0; i < kMotionKinds; ++i) {
      MoveMotion command;
      command.kind = static_cast<MotionKind>(i);
      command.until = meeting_.clock + std::chrono::hours(24);
      command.committee = kWord;
      add(command);
      for (ProposalId proposal : natural_.proposals) {
        command.proposal = proposal;
        add(command, true);
      }
    }
  }
  void offer(Tag<RankAmendments>) {
    for (ProposalId proposal : natural_.proposals) {
      RankAmendments command{proposal, {}};
      for (const Amendment& amendment : meeting_.amendments)
        if (amendment.proposal == proposal && !amendment.amendment &&
            amendment.state == TextState::kPending)
          command.order.push_back(amendment.id);
      add(std::move(command));
    }
    if (natural_.proposals.empty()) add(RankAmendments{});
  }
  static bool amend_the_same(const Amendment& one, const Amendment& other) {
    return one.proposal == other.proposal && one.amendment == other.amendment;
  }
  void offer(Tag<DeclareExclusion>) {
    const std::size_t before = probes_.size();
    for (AmendmentId one : natural_.amendments)
      for (AmendmentId other : natural_.amendments)
        if (one != other &&
            amend_the_same(meeting_.amendments.at(one), meeting_.amendments.at(other)))
          add(DeclareExclusion{one, other});
    if (probes_.size() == before) add(DeclareExclusion{});
  }
  void offer(Tag<AskDivision>) {
    const PartAsked part{PartKind::kOperative, kWord};
    for (ProposalId proposal : natural_.proposals) add(AskDivision{proposal, {part, part}});
    if (natural_.proposals.empty()) add(AskDivision{});
  }
  void offer(Tag<AskMethod>) {
    for (ProposalId proposal : natural_.proposals)
      for (Method method : {Method::kRecorded, Method::kRollCall}) add(AskMethod{proposal, method});
    if (natural_.proposals.empty()) add(AskMethod{});
  }

  // Votes.
  void offer(Tag<OpenVoting>) {
    for (const Subject& subject : natural_.subjects)
      for (std::size_t i = 0; i < kMethods; ++i) {
        OpenVoting command{subject, static_cast<Method>(i), std::nullopt};
        if (command.method == Method::kSilence)
          command.closes_after =
              std::max(meeting_.rules.silence.shortest, Millis(std::chrono::minutes(1)));
        if (meeting_.rules.voting.methods[i]) add(std::move(command));
      }
    if (natural_.subjects.empty()) add(OpenVoting{});
  }
  // A delegate's own are in own_candidates(); the secretariat enters what somebody votes.
  template <typename Add>
  void offer_vote(Add add_for) {
    if (role_ == Role::kSecretariat)
      for (DelegationId id : natural_.delegations) add_for(id);
    if (role_ != Role::kSecretariat || natural_.delegations.empty()) add_for(std::nullopt);
  }
  VotingId open_voting() const { return meeting_.open_voting.value_or(VotingId()); }
  void offer(Tag<CastVote>) {
    offer_vote([&](auto whose) { add(CastVote{open_voting(), Choice::kFor, whose}); });
  }
  void offer(Tag<SplitVote>) {
    offer_vote([&](auto whose) { add(split_of_all(meeting_, open_voting(), whose)); });
  }
  // Of the two one is a change.
  void offer(Tag<CorrectVote>) {
    for (Choice choice : {Choice::kFor, Choice::kAgainst})
      offer_vote([&](auto whose) { add(CorrectVote{open_voting(), choice, whose}); });
  }
  void offer(Tag<PassRoll>) {
    const auto open = meeting_.open_voting;
    if (!open) return add(PassRoll{});
    add(PassRoll{*open, called_now(meeting_.votings.at(*open)).value_or(DelegationId())});
  }
  void offer(Tag<WithdrawCandidate>) {
    const std::size_t before = probes_.size();
    for (ElectionId id : natural_.elections)
      for (const Candidate& candidate : meeting_.elections.at(id).candidates)
        add(WithdrawCandidate{id, candidate.id});
    if (probes_.size() == before) add(WithdrawCandidate{});
  }

  const Meeting& meeting_;
  Role role_;
  Natural natural_;
  std::vector<Probe> probes_;
};

// For whom the delegation votes: itself, and those that gave it their proxy.
std::vector<std::optional<DelegationId>> votes_of(const Meeting& meeting,
                                                  std::optional<DelegationId> own) {
  std::vector<std::optional<DelegationId>> votes = {std::nullopt};
  for (const Delegation& other : meeting.delegations)
    if (own && other.proxy == own) votes.push_back(other.id);
  return votes;
}

void add_own_votes(const Meeting& meeting, const Actor& actor, std::vector<Probe>& probes) {
  const VotingId open = meeting.open_voting.value_or(VotingId());
  const Voting* voting = meeting.votings.find(open);
  const auto votes = votes_of(meeting, actor.delegation);
  for (const auto& on_behalf_of : votes)
    probes.push_back({CastVote{open, Choice::kFor, on_behalf_of}});
  for (const auto& on_behalf_of : votes) {
    SplitVote split = split_of_all(meeting, open, on_behalf_of ? on_behalf_of : actor.delegation);
    split.on_behalf_of = on_behalf_of;
    probes.push_back({split});
  }
  std::vector<CandidateId> named;
  if (voting != nullptr && !voting->candidates.empty()) named = {voting->candidates.front()};
  for (const auto& on_behalf_of : votes) probes.push_back({CastBallot{open, named, on_behalf_of}});
  CastSecretBallot ballot{open, std::nullopt, named, std::nullopt};
  if (voting == nullptr || !voting->subject.election) ballot.choice = Choice::kFor;
  for (const auto& on_behalf_of : votes) {
    ballot.on_behalf_of = on_behalf_of;
    probes.push_back({ballot});
  }
}

void add_own_requests(const Meeting& meeting, const Actor& actor, std::vector<Probe>& probes) {
  std::vector<const SpeakerRequest*> own;
  const auto look = [&](const std::vector<SpeakerRequest>& queue) {
    for (const SpeakerRequest& request : queue)
      if (request.delegation == actor.delegation) own.push_back(&request);
  };
  for (MotionId id : meeting.pending_motions) look(meeting.motions.at(id).speakers);
  for (const SpeakersList& list : meeting.lists)
    for (const auto* queue : {&list.waiting, &list.replies, &list.explanations}) look(*queue);
  for (const SpeakerRequest* request : own) probes.push_back({WithdrawRequest{request->id}});
  if (own.empty()) probes.push_back({WithdrawRequest{}});
  const std::size_t before = probes.size();
  for (const SpeakerRequest* request : own)
    if (request->item)
      probes.push_back({AttachStatement{*request->item, "en", kWord, request->id, std::nullopt}});
  std::optional<ItemId> item = meeting.agenda.current;
  if (!item && !meeting.agenda.order.empty()) item = meeting.agenda.order.front();
  if (item || probes.size() == before)
    probes.push_back(
        {AttachStatement{item.value_or(ItemId()), "en", kWord, std::nullopt, std::nullopt}});
}

// Any two that could hold it: what forbids a proxy is seldom who is to hold it.
void add_own_proxies(const Meeting& meeting, const Actor& actor, std::vector<Probe>& probes) {
  constexpr std::size_t kAsked = 2;
  const std::size_t before = probes.size();
  const auto holds_one = [&](DelegationId id) {
    return std::any_of(meeting.delegations.begin(), meeting.delegations.end(),
                       [&](const Delegation& other) { return other.proxy == id; });
  };
  for (const Delegation& other : meeting.delegations) {
    if (probes.size() - before == kAsked) return;
    if (other.id != actor.delegation && may_vote(other) && !other.proxy && !holds_one(other.id))
      probes.push_back({GiveProxy{other.id}});
  }
  if (probes.size() == before) probes.push_back({GiveProxy{}});
}

template <typename Member>
void note(Target&, std::string_view, const Member&) {}
void note(Target& target, std::string_view, ItemId id) {
  target.item = id;
}
void note(Target& target, std::string_view, DocumentId id) {
  target.document = id;
}
void note(Target& target, std::string_view, RequestId id) {
  target.request = id;
}
void note(Target& target, std::string_view, SpeechId id) {
  target.speech = id;
}
void note(Target& target, std::string_view, PointId id) {
  target.point = id;
}
void note(Target& target, std::string_view, MotionId id) {
  target.motion = id;
}
void note(Target& target, std::string_view, MotionKind kind) {
  target.kind = kind;
}
void note(Target& target, std::string_view, Side side) {
  target.side = side;
}
void note(Target& target, std::string_view, ProposalId id) {
  target.proposal = id;
}
void note(Target& target, std::string_view name, AmendmentId id) {
  if (name == "amendment") target.amendment = id;
}
void note(Target& target, std::string_view, VotingId id) {
  target.voting = id;
}
void note(Target& target, std::string_view, Method method) {
  target.method = method;
}
void note(Target& target, std::string_view, const Subject& subject) {
  target.subject = subject;
}
void note(Target& target, std::string_view, ElectionId id) {
  target.election = id;
}
void note(Target& target, std::string_view, CandidateId id) {
  target.candidate = id;
}
void note(Target& target, std::string_view, OrganisationId id) {
  target.organisation = id;
}
void note(Target& target, std::string_view name, DelegationId id) {
  (name == "on_behalf_of" ? target.on_behalf_of : target.delegation) = id;
}
void note(Target& target, std::string_view, PersonId person) {
  if (person != PersonId(~std::uint64_t{0})) target.person = person;
}
template <typename Value>
void note(Target& target, std::string_view name, const std::optional<Value>& value) {
  if (value) note(target, name, *value);
}

}  // namespace

std::vector<Probe> candidates_for(const Meeting& meeting, Role role) {
  return Candidates(meeting, role).shared();
}

std::vector<Probe> own_candidates(const Meeting& meeting, const Actor& actor) {
  std::vector<Probe> probes;
  const DelegationId own = actor.delegation.value_or(DelegationId());
  probes.push_back({Arrive{own, actor.person}});
  probes.push_back({Leave{own, actor.person}});
  add_own_proxies(meeting, actor, probes);
  add_own_requests(meeting, actor, probes);
  add_own_votes(meeting, actor, probes);
  return probes;
}

Target target_of(const Command& command) {
  return std::visit(
      []<typename One>(const One& one) {
        Target target;
        boost::mp11::mp_for_each<
            boost::describe::describe_members<One, boost::describe::mod_public>>(
            [&](auto member) { note(target, member.name, one.*member.pointer); });
        return target;
      },
      static_cast<const CommandVariant&>(command));
}

}  // namespace hemicycle::projection
