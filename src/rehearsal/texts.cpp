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

namespace {

Result<Subject, std::string> part_named(const Stage& stage, const std::string& word,
                                        std::size_t colon) {
  Result<Subject, std::string> whole = subject_named(stage, word.substr(0, colon));
  if (!whole) return whole;
  if (!whole->proposal) return unexpected("'" + word.substr(0, colon) + "' is no text");
  const std::string label = word.substr(colon + 1);
  Subject subject = *whole;
  subject.kind = SubjectKind::kPart;
  const Meeting& meeting = stage.meeting();
  for (const Part& part : whole->amendment ? meeting.amendments.at(*whole->amendment).parts
                                           : meeting.proposals.at(*whole->proposal).parts)
    if (part.label == label) subject.part = part.id;
  if (!subject.part) return unexpected("'" + label + "' is no part of that text");
  return subject;
}

}  // namespace

Result<Subject, std::string> subject_named(const Stage& stage, const std::string& word) {
  Subject subject;
  if (const std::size_t colon = word.find(':'); colon != std::string::npos)
    return part_named(stage, word, colon);
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

}  // namespace hemicycle::rehearsal
