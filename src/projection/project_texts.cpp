#include "meeting/views.h"
#include "projection/project.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

std::vector<AmendmentShown> amendments_to(const Meeting& meeting, ProposalId proposal) {
  std::vector<AmendmentShown> shown;
  for (const Amendment& each : meeting.amendments)
    if (each.proposal == proposal)
      shown.push_back({each.id, each.mover, each.texts, each.distance, each.state, each.excludes,
                       each.amendment, each.passage, each.seconder, each.division_asked,
                       !each.division_objectors.empty(), each.asked_parts, each.parts});
  return shown;
}

MotionShown motion_shown(const Meeting& meeting, const Motion& motion) {
  MotionShown shown;
  shown.motion = motion.id;
  shown.kind = motion.kind;
  shown.state = motion.state;
  shown.person = person_shown(meeting, motion.person, motion.mover);
  shown.seconder = motion.seconder;
  shown.item = motion.item;
  shown.proposal = motion.proposal;
  shown.point = motion.point;
  shown.limits = motion.limits;
  shown.speeches_max = motion.speeches_max;
  shown.until = motion.until;
  shown.reason = motion.reason;
  shown.committee = motion.committee;
  shown.amendment = motion.amendment;
  for (const SpeakerRequest& request : motion.speakers)
    shown.speakers.push_back(request_shown(meeting, request));
  return shown;
}

}  // namespace

std::optional<Document> text_document(const View& view, std::uint32_t number) {
  const Proposal* text = view.meeting.proposals.find(ProposalId(number));
  if (text == nullptr || !view.knows(Fact::kProceedings)) return std::nullopt;
  TextDocument shown;
  shown.proposal = text->id;
  shown.item = text->item;
  shown.kind = text->kind;
  shown.symbol = text->symbol;
  shown.titles = text->titles;
  shown.texts = text->texts;
  if (text->mover != DelegationId()) shown.mover = text->mover;
  shown.sponsors = text->sponsors;
  shown.seconder = text->seconder;
  shown.state = text->state;
  shown.important = text->important;
  shown.amended = text->amended;
  shown.voting_began = text->voting_began;
  shown.debate_closed = text->debate_closed;
  shown.division_asked = text->division_asked;
  shown.division_objected = text->division_objected;
  shown.asked_parts = text->asked_parts;
  shown.parts = text->parts;
  shown.roll_call_asked = text->roll_call_asked;
  shown.recorded_vote_asked = text->recorded_vote_asked;
  shown.amendments = amendments_to(view.meeting, text->id);
  shown.postponed_until = text->postponed_until;
  shown.committee = text->committee;
  return shown;
}

std::optional<Document> motions_document(const View& view, std::uint32_t) {
  if (!view.knows(Fact::kProceedings)) return std::nullopt;
  MotionsDocument shown;
  shown.next = next_motion(view.meeting);
  for (const Motion& motion : view.meeting.motions)
    if (is_live(motion)) shown.motions.push_back(motion_shown(view.meeting, motion));
  return shown;
}

}  // namespace hemicycle::projection
