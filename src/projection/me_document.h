#pragma once

#include <optional>
#include <string>
#include <vector>

#include "projection/allowed.h"
#include "projection/chamber_documents.h"

namespace hemicycle::projection {

// A request of the person's delegation, and its place in its queue, from 1.
struct OwnRequest {
  meeting::RequestId request;
  meeting::SpeechKind kind = meeting::SpeechKind::kStatement;
  std::optional<meeting::ItemId> item;
  std::optional<meeting::MotionId> motion;
  std::uint32_t place = 1;
  std::optional<meeting::Millis> time;
};
BOOST_DESCRIBE_STRUCT(OwnRequest, (), (request, kind, item, motion, place, time))

// What the delegation, or one whose proxy it holds, has done in the vote in the chamber. Of a
// secret ballot it says only that it was taken: the receipt went to the voter, and is kept nowhere
// else.
struct OwnVote {
  meeting::VotingId voting;
  meeting::DelegationId delegation;
  SeatVote vote = SeatVote::kNotVoted;
};
BOOST_DESCRIBE_STRUCT(OwnVote, (), (voting, delegation, vote))

// What happens to the person or its delegation now; each is gone when it no longer holds.
BOOST_DEFINE_FIXED_ENUM_CLASS(OwnNoticeKind, std::uint8_t, kFloorIsYours, kOvertime, kCalledToOrder,
                              kMicrophoneDisconnected, kInterrupted, kNextToSpeak, kTimeUsedUp,
                              kPointPending, kMotionNeedsSecond, kTextNeedsSecond, kRollHasCome,
                              kVoteAwaited, kProxyGiven, kProxyHeld, kCredentialPending,
                              kCredentialRefused, kConnectionLost, kQuestionAsked)

// `until`: when the time or the vote is over by itself.
struct OwnNotice {
  OwnNoticeKind kind = OwnNoticeKind::kFloorIsYours;
  std::optional<WallTime> until;
  std::optional<meeting::SpeechId> speech;
  std::optional<meeting::RequestId> request;
  std::optional<meeting::ItemId> item;
  std::optional<meeting::PointId> point;
  std::optional<meeting::MotionId> motion;
  std::optional<meeting::ProposalId> proposal;
  std::optional<meeting::VotingId> voting;
  std::optional<meeting::DelegationId> delegation;
};
BOOST_DESCRIBE_STRUCT(OwnNotice, (),
                      (kind, until, speech, request, item, point, motion, proposal, voting,
                       delegation))

// `me`
struct MeDocument {
  meeting::PersonId person;
  meeting::Role role = meeting::Role::kObserver;
  std::vector<meeting::Role> capacities;
  std::string name;
  std::string title;
  std::optional<meeting::Office> office;
  std::optional<meeting::DelegationId> delegation;
  std::optional<meeting::Position> position;
  std::optional<meeting::Credential> credential;
  std::optional<meeting::Presence> presence;
  std::vector<OwnRequest> requests;
  std::vector<OwnVote> votes;
  std::vector<OwnNotice> notices;
  std::vector<Permitted> may;
  std::vector<Forbidden> may_not;
};
BOOST_DESCRIBE_STRUCT(MeDocument, (),
                      (person, role, capacities, name, title, office, delegation, position,
                       credential, presence, requests, votes, notices, may, may_not))

// `possibilities` are those of the same meeting. In the capacity that is meant, else in the first
// that the person holds; `capacities` are all of these. Whose person it is not, of a delegation or
// the bureau, observes, and has neither name nor notices.
MeDocument me_document(const meeting::Meeting& meeting, const meeting::Tellers* urn,
                       Possibilities& possibilities, const meeting::Caller& caller);

// As JSON in WireStyle.
std::string write_json(const MeDocument& me);

}  // namespace hemicycle::projection
