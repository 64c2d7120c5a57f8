#pragma once

#include <string>
#include <vector>

#include "meeting/meeting.h"

namespace hemicycle::meeting {

struct Participant {
  DelegationId delegation;
  std::string name;
  std::string title;
  Standing standing = Standing::kMember;
};

// An item as the annotated agenda lists it.
struct AnnotatedItem {
  ItemId item;
  std::vector<std::string> documents;  // their symbols
};

// What a meeting leaves behind: adopted conclusions and programme, those who took part, the
// annotated agenda in its order, and the statements.
struct MeetingOutput {
  std::vector<ProposalId> conclusions;
  std::vector<ProposalId> programme;
  std::vector<Participant> participants;
  std::vector<AnnotatedItem> agenda;
  std::vector<StatementId> statements;
};
MeetingOutput output_of(const Meeting& meeting);

std::string name_of_kind(ProposalKind kind);

}  // namespace hemicycle::meeting
