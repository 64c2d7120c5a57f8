#include "meeting/output.h"

#include "meeting/enum_names.h"

namespace hemicycle::meeting {
namespace {

std::vector<ProposalId> adopted(const Meeting& meeting, ProposalKind kind) {
  std::vector<ProposalId> found;
  for (const Proposal& proposal : meeting.proposals)
    if (proposal.kind == kind && proposal.state == TextState::kAdopted)
      found.push_back(proposal.id);
  return found;
}

AnnotatedItem annotated(const Meeting& meeting, ItemId id) {
  AnnotatedItem item{id, {}};
  for (const Document& document : meeting.agenda.documents)
    if (document.item == id) item.documents.push_back(document.symbol);
  return item;
}

}  // namespace

std::string name_of_kind(ProposalKind kind) {
  return name_of(kind);
}

MeetingOutput output_of(const Meeting& meeting) {
  MeetingOutput output;
  output.conclusions = adopted(meeting, ProposalKind::kConclusions);
  output.programme = adopted(meeting, ProposalKind::kProgramme);
  for (const Delegation& delegation : meeting.delegations)
    if (is_seated(delegation))
      for (const Delegate& person : delegation.people)
        output.participants.push_back(
            {delegation.id, person.name, person.title, delegation.standing});
  for (ItemId item : meeting.agenda.order) output.agenda.push_back(annotated(meeting, item));
  for (const Statement& statement : meeting.statements) output.statements.push_back(statement.id);
  return output;
}

}  // namespace hemicycle::meeting
