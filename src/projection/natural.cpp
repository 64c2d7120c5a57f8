#include "projection/natural.h"

#include "meeting/asked.h"
#include "meeting/views.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

bool is_undecided(TextState state) {
  return state == TextState::kMoved || state == TextState::kPending || state == TextState::kTied;
}

// The last `most` rows of a table, those first for which `before` holds.
template <typename Id, typename Row, typename Before>
std::vector<Id> latest(const Table<Id, Row>& table, std::size_t most, Before before) {
  std::vector<Id> found;
  for (const bool first : {true, false})
    for (auto row = table.rows.rbegin(); row != table.rows.rend() && found.size() < most; ++row)
      if (before(*row) == first) found.push_back(row->id);
  return found;
}

template <typename Id, typename Row>
std::vector<Id> all(const Table<Id, Row>& table) {
  std::vector<Id> found;
  for (const Row& row : table) found.push_back(row.id);
  return found;
}

}  // namespace

Natural::Natural(const Meeting& meeting) {
  find_items(meeting);
  find_requests(meeting);
  find_texts(meeting);
  documents = latest(meeting.agenda.documents, kTextsMax, [](const auto&) { return true; });
  organisations = all(meeting.organisations);
  delegations = all(meeting.delegations);
  elections = latest(meeting.elections, kTextsMax, [](const Election& election) {
    return election.state == ElectionState::kOpen;
  });
  for (const auto* speech : {&meeting.floor.holder, &meeting.floor.interrupted})
    if (*speech) speeches.push_back((*speech)->id);
  heard = latest(meeting.speeches, kSpeechesMax,
                 [](const Speech& speech) { return !is_interruption(speech.kind); });
  if (meeting.point_to_rule) points.push_back(*meeting.point_to_rule);
  if (meeting.open_voting) votings.push_back(*meeting.open_voting);
  votings.insert(votings.end(), meeting.silent_votings.begin(), meeting.silent_votings.end());
  find_subjects(meeting);
}

// The one under discussion, then those whose lists are open.
void Natural::find_items(const Meeting& meeting) {
  const Agenda& agenda = meeting.agenda;
  const auto add = [&](ItemId id) {
    if (items.size() < kItemsMax && !contains(items, id)) items.push_back(id);
  };
  if (agenda.current) add(*agenda.current);
  for (ItemId id : agenda.order)
    if (meeting.lists.at(id).state == ListState::kOpen) add(id);
  for (ItemId id : agenda.order) add(id);
}

// Of the motion that comes first, then of the item under discussion, then all others.
void Natural::find_requests(const Meeting& meeting) {
  const auto add = [&](const std::vector<SpeakerRequest>& queue) {
    for (const SpeakerRequest& request : queue) requests.push_back(request.id);
  };
  const std::optional<MotionId> next = next_motion(meeting);
  if (next) add(meeting.motions.at(*next).speakers);
  for (MotionId id : meeting.pending_motions)
    if (id != next) add(meeting.motions.at(id).speakers);
  for (const bool current : {true, false})
    for (const SpeakersList& list : meeting.lists)
      if ((list.item == meeting.agenda.current) == current)
        for (const auto* queue : {&list.waiting, &list.replies, &list.explanations}) add(*queue);
}

void Natural::find_texts(const Meeting& meeting) {
  proposals = latest(meeting.proposals, kTextsMax,
                     [](const Proposal& text) { return is_undecided(text.state); });
  for (const Amendment& amendment : meeting.amendments)
    if (is_undecided(amendment.state) && amendments.size() < kTextsMax)
      amendments.push_back(amendment.id);
  for (const Motion& motion : meeting.motions)
    if (is_live(motion)) motions.push_back(motion.id);
}

void Natural::find_subjects(const Meeting& meeting) {
  const auto add = [&](SubjectKind kind, std::optional<ProposalId> proposal) -> Subject& {
    subjects.emplace_back().kind = kind;
    subjects.back().proposal = proposal;
    return subjects.back();
  };
  if (const auto next = next_motion(meeting)) add(SubjectKind::kMotion, std::nullopt).motion = next;
  for (MotionId id : motions)
    if (id != next_motion(meeting)) add(SubjectKind::kMotion, std::nullopt).motion = id;
  for (AmendmentId id : amendments) {
    const Amendment& text = meeting.amendments.at(id);
    for (const Part& part : text.parts)
      if (is_undecided(part.state)) {
        Subject& subject = add(SubjectKind::kPart, text.proposal);
        subject.amendment = id;
        subject.part = part.id;
      }
    add(SubjectKind::kAmendment, text.proposal).amendment = id;
  }
  for (ProposalId id : proposals) {
    const Proposal& text = meeting.proposals.at(id);
    if (!is_undecided(text.state)) continue;
    for (const Part& part : text.parts)
      if (is_undecided(part.state)) add(SubjectKind::kPart, id).part = part.id;
    add(SubjectKind::kProposal, id);
  }
  for (ElectionId id : elections)
    if (meeting.elections.at(id).state == ElectionState::kOpen)
      add(SubjectKind::kElection, std::nullopt).election = id;
}

}  // namespace hemicycle::projection
