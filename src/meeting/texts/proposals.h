#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/ids.h"
#include "meeting/table.h"

namespace hemicycle::meeting {

BOOST_DEFINE_FIXED_ENUM_CLASS(ProposalKind, std::uint8_t, kResolution, kDecision, kConclusions,
                              kProgramme, kReport, kMainMotion)
// kMoved waits for a second. kTied waits for its second vote. kNotPut: another decision made the
// vote superfluous.
BOOST_DEFINE_FIXED_ENUM_CLASS(TextState, std::uint8_t, kMoved, kPending, kTied, kAdopted, kRejected,
                              kWithdrawn, kTabled, kNotPut, kIncorporated)
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

struct Amendment {
  AmendmentId id;
  ProposalId proposal;
  PersonId person;
  DelegationId mover;
  Text texts;
  std::uint32_t distance = 0;  // how far it is from the text; the larger is voted on first
  TextState state = TextState::kPending;
  std::vector<AmendmentId> excludes;  // those that its adoption implies to reject
  bool operator==(const Amendment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Amendment, (),
                      (id, proposal, person, mover, texts, distance, state, excludes))

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
  bool operator==(const Proposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Proposal, (),
                      (id, item, kind, symbol, titles, texts, person, mover, sponsors, seconder,
                       state, important, amended, voting_began, secretly_voted, debate_closed,
                       division_asked, division_objected, asked_parts, parts, roll_call_asked,
                       recorded_vote_asked, explained))

}  // namespace hemicycle::meeting
