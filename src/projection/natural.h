#pragma once

#include <algorithm>
#include <vector>

#include "meeting/meeting.h"

namespace hemicycle::projection {

// What a command may naturally be about in this state, by the type that names it: what is before
// the meeting first, then what has been; never more than is worth asking about. Computed once a
// state.
class Natural {
 public:
  explicit Natural(const meeting::Meeting& meeting);

  // A long session has more items and texts than anybody is offered at once.
  static constexpr std::size_t kItemsMax = 12;
  static constexpr std::size_t kTextsMax = 24;
  static constexpr std::size_t kSpeechesMax = 8;

  std::vector<meeting::ItemId> items;
  std::vector<meeting::DocumentId> documents;
  std::vector<meeting::RequestId> requests;
  std::vector<meeting::SpeechId> speeches;  // those of the floor
  std::vector<meeting::SpeechId> heard;     // the last ones
  std::vector<meeting::PointId> points;
  std::vector<meeting::MotionId> motions;
  std::vector<meeting::ProposalId> proposals;
  std::vector<meeting::AmendmentId> amendments;
  std::vector<meeting::VotingId> votings;
  std::vector<meeting::ElectionId> elections;
  std::vector<meeting::OrganisationId> organisations;
  std::vector<meeting::DelegationId> delegations;
  std::vector<meeting::Subject> subjects;  // of a vote: what is undecided

 private:
  void find_items(const meeting::Meeting& meeting);
  void find_requests(const meeting::Meeting& meeting);
  void find_texts(const meeting::Meeting& meeting);
  void find_subjects(const meeting::Meeting& meeting);
};

}  // namespace hemicycle::projection
