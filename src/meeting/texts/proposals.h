#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/ids.h"
#include "meeting/rules/rules.h"
#include "meeting/table.h"

namespace hemicycle::meeting {

BOOST_DEFINE_FIXED_ENUM_CLASS(ProposalKind, std::uint8_t, kResolution, kDecision, kConclusions,
                              kProgramme, kReport, kMainMotion)
// kMoved waits for a second. kTied waits for its second vote. kNotPut: another decision made the
// vote superfluous. kPostponed: to a certain time. kReferred: to a committee.
BOOST_DEFINE_FIXED_ENUM_CLASS(TextState, std::uint8_t, kMoved, kPending, kTied, kAdopted, kRejected,
                              kWithdrawn, kTabled, kNotPut, kIncorporated, kPostponed, kReferred,
                              kPostponedIndefinitely)
BOOST_DEFINE_FIXED_ENUM_CLASS(PartKind, std::uint8_t, kPreamble, kOperative)

// A part of a text that is voted on by itself.
struct Part {
  PartId id;
  PartKind kind = PartKind::kOperative;
  std::string label;  // 'paragraph 3'
  TextState state = TextState::kPending;
  bool operator==(const Part&) const = default;
};
BOOST_DESCRIBE_STRUCT(Part, (), (id, kind, label, state))

// Where in a text: a numbered paragraph, a line, or a line of a paragraph; neither: the whole.
struct Passage {
  std::string paragraph;  // 'operative 3', as the text numbers it
  std::optional<std::uint32_t> line;
  bool operator==(const Passage&) const = default;
};
BOOST_DESCRIBE_STRUCT(Passage, (), (paragraph, line))

// Who asked for a recorded vote or a roll call.
struct MethodRequest {
  DelegationId delegation;
  Method method = Method::kRecorded;
  bool operator==(const MethodRequest&) const = default;
};
BOOST_DESCRIBE_STRUCT(MethodRequest, (), (delegation, method))

// To a proposal or, where `amendment` is set, to another amendment of it. What is said of division
// is said the same way of a proposal.
struct Amendment {
  AmendmentId id;
  ProposalId proposal;
  PersonId person;
  DelegationId mover;
  Text texts;
  std::uint32_t distance = 0;  // how far it is from the text; the larger is voted on first
  TextState state = TextState::kPending;
  std::vector<AmendmentId> excludes;  // those that its adoption implies to reject
  std::optional<AmendmentId> amendment;
  Passage passage;
  std::optional<DelegationId> seconder;
  bool amended = false;
  bool division_asked = false;
  std::optional<DelegationId> division_by;
  std::vector<DelegationId> division_objectors;
  bool separate_vote = false;
  std::vector<Part> asked_parts;
  std::vector<Part> parts;
  bool debate_closed = false;  // the previous question was ordered on it alone
  bool operator==(const Amendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Amendment, (),
                      (id, proposal, person, mover, texts, distance, state, excludes, amendment,
                       passage, seconder, amended, division_asked, division_by, division_objectors,
                       separate_vote, asked_parts, parts, debate_closed))

// A text before the meeting. `amended` and `voting_began` are what forbids to withdraw it.
struct Proposal {
  ProposalId id;
  ItemId item;
  ProposalKind kind = ProposalKind::kResolution;
  std::string symbol;
  Text titles;
  Text texts;
  PersonId person;
  DelegationId mover;
  std::vector<DelegationId> sponsors;  // the mover first
  std::optional<DelegationId> seconder;
  TextState state = TextState::kPending;
  bool important = false;
  bool amended = false;
  bool voting_began = false;
  bool secretly_voted = false;
  bool debate_closed = false;  // the previous question was ordered on it
  bool division_asked = false;
  bool division_objected = false;
  std::vector<Part> asked_parts;  // a division that was asked for
  std::vector<Part> parts;        // the division that was made
  bool roll_call_asked = false;
  bool recorded_vote_asked = false;
  std::vector<DelegationId> explained;  // who has asked to explain its vote
  std::optional<DelegationId> division_by;
  std::vector<DelegationId> division_objectors;
  bool separate_vote = false;  // the parts are not all of the text: the rest is put as a whole
  std::vector<MethodRequest> method_requests;
  bool reconsidered = false;  // its debate is open again, whatever was closed before
  std::optional<WallTime> postponed_until;
  std::string committee;  // that it was referred to
  bool operator==(const Proposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Proposal, (),
                      (id, item, kind, symbol, titles, texts, person, mover, sponsors, seconder,
                       state, important, amended, voting_began, secretly_voted, debate_closed,
                       division_asked, division_objected, asked_parts, parts, roll_call_asked,
                       recorded_vote_asked, explained, division_by, division_objectors,
                       separate_vote, method_requests, reconsidered, postponed_until, committee))

}  // namespace hemicycle::meeting
