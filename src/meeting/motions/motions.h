#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/enum_names.h"
#include "meeting/floor/speakers.h"

namespace hemicycle::meeting {

// Motions about the procedure; motions about substance are proposals.
BOOST_DEFINE_FIXED_ENUM_CLASS(MotionKind, std::uint8_t, kAppeal, kSuspendMeeting, kAdjournMeeting,
                              kAdjournDebate, kCloseDebate, kLayOnTable, kPreviousQuestion,
                              kLimitDebate, kSetTimeLimit, kCloseList, kDivision, kReconsider,
                              kTakeFromTable, kResumeDebate, kPostpone, kCommit,
                              kPostponeIndefinitely)
inline constexpr std::size_t kMotionKinds = kCountOf<MotionKind>;

// kLapsed: another decision left it nothing to decide.
BOOST_DEFINE_FIXED_ENUM_CLASS(MotionState, std::uint8_t, kMoved, kPending, kCarried, kRejected,
                              kWithdrawn, kLapsed)
BOOST_DEFINE_FIXED_ENUM_CLASS(Side, std::uint8_t, kFor, kAgainst)

// kMoved waits for a second; kPending is before the meeting.
struct Motion {
  MotionId id;
  MotionKind kind = MotionKind::kSuspendMeeting;
  MotionState state = MotionState::kMoved;
  PersonId person;
  DelegationId mover;
  std::optional<DelegationId> seconder;
  std::optional<ItemId> item;
  std::optional<ProposalId> proposal;
  std::optional<PointId> point;   // an appeal: against which ruling
  std::vector<TimeLimit> limits;  // a time limit, limited debate: which
  std::optional<std::uint32_t> speeches_max;
  std::optional<WallTime> until;  // a suspension, a postponement: until when
  std::string reason;
  std::uint32_t accepted_for = 0;  // who has asked to speak, including who has spoken
  std::uint32_t accepted_against = 0;
  std::vector<DelegationId> heard;       // each speaks once
  std::vector<SpeakerRequest> speakers;  // who still waits
  std::string committee;                 // to which a text is referred
  std::optional<AmendmentId> amendment;  // a division of that, not of the proposal
  bool operator==(const Motion&) const = default;
};
BOOST_DESCRIBE_STRUCT(Motion, (),
                      (id, kind, state, person, mover, seconder, item, proposal, point, limits,
                       speeches_max, until, reason, accepted_for, accepted_against, heard, speakers,
                       committee, amendment))

// Neither decided nor withdrawn nor lapsed.
inline bool is_live(const Motion& motion) {
  return motion.state == MotionState::kMoved || motion.state == MotionState::kPending;
}

}  // namespace hemicycle::meeting
