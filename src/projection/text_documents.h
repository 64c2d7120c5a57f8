#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/meeting.h"
#include "projection/floor_documents.h"

// What the meeting is asked to adopt, and how it is asked to go on.
namespace hemicycle::projection {

struct AmendmentShown {
  meeting::AmendmentId amendment;
  meeting::DelegationId mover;
  meeting::Text texts;
  std::uint32_t distance = 0;
  meeting::TextState state = meeting::TextState::kPending;
  std::vector<meeting::AmendmentId> excludes;
  std::optional<meeting::AmendmentId> amends;  // another amendment, not the proposal
  meeting::Passage passage;
  std::optional<meeting::DelegationId> seconder;
  bool division_asked = false;
  bool division_objected = false;
  std::vector<meeting::Part> asked_parts;
  std::vector<meeting::Part> parts;
};
BOOST_DESCRIBE_STRUCT(AmendmentShown, (),
                      (amendment, mover, texts, distance, state, excludes, amends, passage,
                       seconder, division_asked, division_objected, asked_parts, parts))

// `texts/N`: proposal N with its amendments. A text of the chair's has no mover.
struct TextDocument {
  meeting::ProposalId proposal;
  meeting::ItemId item;
  meeting::ProposalKind kind = meeting::ProposalKind::kResolution;
  std::string symbol;
  meeting::Text titles;
  meeting::Text texts;
  std::optional<meeting::DelegationId> mover;
  std::vector<meeting::DelegationId> sponsors;
  std::optional<meeting::DelegationId> seconder;
  meeting::TextState state = meeting::TextState::kPending;
  bool important = false;
  bool amended = false;
  bool voting_began = false;
  bool debate_closed = false;
  bool division_asked = false;
  bool division_objected = false;
  std::vector<meeting::Part> asked_parts;
  std::vector<meeting::Part> parts;
  bool roll_call_asked = false;
  bool recorded_vote_asked = false;
  std::vector<AmendmentShown> amendments;
  std::optional<WallTime> postponed_until;
  std::string committee;  // to which it is referred
};
BOOST_DESCRIBE_STRUCT(TextDocument, (),
                      (proposal, item, kind, symbol, titles, texts, mover, sponsors, seconder,
                       state, important, amended, voting_began, debate_closed, division_asked,
                       division_objected, asked_parts, parts, roll_call_asked, recorded_vote_asked,
                       amendments, postponed_until, committee))

struct MotionShown {
  meeting::MotionId motion;
  meeting::MotionKind kind = meeting::MotionKind::kSuspendMeeting;
  meeting::MotionState state = meeting::MotionState::kMoved;
  PersonShown person;
  std::optional<meeting::DelegationId> seconder;
  std::optional<meeting::ItemId> item;
  std::optional<meeting::ProposalId> proposal;
  std::optional<meeting::PointId> point;
  std::vector<meeting::TimeLimit> limits;
  std::optional<std::uint32_t> speeches_max;
  std::optional<WallTime> until;
  std::string reason;
  std::vector<RequestShown> speakers;
  std::string committee;
  std::optional<meeting::AmendmentId> amendment;
};
BOOST_DESCRIBE_STRUCT(MotionShown, (),
                      (motion, kind, state, person, seconder, item, proposal, point, limits,
                       speeches_max, until, reason, speakers, committee, amendment))

// `motions`: those that have been neither decided nor withdrawn nor lapsed; `next` comes first.
struct MotionsDocument {
  std::optional<meeting::MotionId> next;
  std::vector<MotionShown> motions;
};
BOOST_DESCRIBE_STRUCT(MotionsDocument, (), (next, motions))

}  // namespace hemicycle::projection
