#include "rehearsal/texts.h"

#include "meeting/views.h"

namespace hemicycle::rehearsal {

using namespace meeting;

Result<ProposalId, std::string> proposal_named(const Stage& stage, const std::string& symbol) {
  for (const Proposal& proposal : stage.meeting().proposals)
    if (proposal.symbol == symbol) return proposal.id;
  return unexpected("there is no text '" + symbol + "' before the meeting");
}

Result<ItemId, std::string> item_named(const Stage& stage, const std::string& number) {
  for (const Item& item : stage.meeting().agenda.items)
    if (item.number == number && item.state != ItemState::kRemoved) return item.id;
  return unexpected("there is no item '" + number + "' on the agenda");
}

ItemId item_at_hand(const Stage& stage) {
  const Agenda& agenda = stage.meeting().agenda;
  if (agenda.current) return *agenda.current;
  return agenda.order.empty() ? ItemId() : agenda.order.back();
}

namespace {

Result<Subject, std::string> whole_named(const Stage& stage, const std::string& word) {
  Subject subject;
  if (word == "motion") {
    subject.kind = SubjectKind::kMotion;
    subject.motion = next_motion(stage.meeting());
    if (!subject.motion) return unexpected(std::string("no motion is before the meeting"));
  } else if (auto amendment = stage.amendments.find(word); amendment != stage.amendments.end()) {
    subject.kind = SubjectKind::kAmendment;
    subject.amendment = amendment->second;
    subject.proposal = stage.meeting().amendments.at(amendment->second).proposal;
  } else if (auto election = stage.elections.find(word); election != stage.elections.end()) {
    subject.kind = SubjectKind::kElection;
    subject.election = election->second;
  } else {
    Result<ProposalId, std::string> proposal = proposal_named(stage, word);
    if (!proposal) return unexpected(proposal.error());
    subject.proposal = *proposal;
  }
  return subject;
}

}  // namespace

Result<Subject, std::string> subject_named(const Stage& stage, const Argument& named) {
  Result<Subject, std::string> subject = whole_named(stage, named.word);
  if (!subject || named.part.empty()) return subject;
  if (!subject->proposal) return unexpected("'" + named.word + "' is no text");
  subject->kind = SubjectKind::kPart;
  const Meeting& meeting = stage.meeting();
  for (const Part& part : subject->amendment ? meeting.amendments.at(*subject->amendment).parts
                                             : meeting.proposals.at(*subject->proposal).parts)
    if (part.label == named.part) subject->part = part.id;
  if (!subject->part) return unexpected("'" + named.part + "' is no part of '" + named.word + "'");
  return subject;
}

Result<Subject, std::string> text_named(const Stage& stage, const std::string& word) {
  Result<Subject, std::string> subject = whole_named(stage, word);
  if (subject && !subject->proposal) return unexpected("'" + word + "' is no text");
  return subject;
}

}  // namespace hemicycle::rehearsal
