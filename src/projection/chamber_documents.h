#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/meeting.h"

// Who meets, when, about what, and who is there. Members are of the kinds that events have
// (meeting/events.h), so that one description gives their JSON and their types for the pages.
namespace hemicycle::projection {

struct OfficerShown {
  std::string name;
  meeting::Office office = meeting::Office::kChair;
};
BOOST_DESCRIBE_STRUCT(OfficerShown, (), (name, office))

// `session`
struct SessionDocument {
  meeting::Body body;
  std::string series;
  std::uint32_t number = 1;
  meeting::Text titles;
  WallTime starts_at;
  std::optional<WallTime> ends_at;
  std::string time_zone;  // of the venue; empty: UTC
  meeting::Visibility visibility = meeting::Visibility::kPublic;
  meeting::Phase phase = meeting::Phase::kScheduled;
  std::uint32_t meetings_held = 0;
  bool quorum_waived = false;
  std::optional<WallTime> resumes_at;
  std::string profile;
  std::vector<OfficerShown> bureau;
};
BOOST_DESCRIBE_STRUCT(SessionDocument, (),
                      (body, series, number, titles, starts_at, ends_at, time_zone, visibility,
                       phase, meetings_held, quorum_waived, resumes_at, profile, bureau))

struct AgendaLine {
  meeting::ItemId item;
  std::string number;
  std::optional<meeting::ItemId> under;
  meeting::Text titles;
  meeting::ItemState state = meeting::ItemState::kPending;
};
BOOST_DESCRIBE_STRUCT(AgendaLine, (), (item, number, under, titles, state))

// `agenda`: the items in their order.
struct AgendaDocument {
  std::optional<meeting::ItemId> current;
  std::vector<AgendaLine> items;
};
BOOST_DESCRIBE_STRUCT(AgendaDocument, (), (current, items))

// `item/N`
struct ItemDocument {
  meeting::ItemId item;
  std::string number;
  std::optional<meeting::ItemId> under;
  meeting::Text titles;
  meeting::Text annotations;
  meeting::ItemState state = meeting::ItemState::kPending;
  meeting::Debate debate = meeting::Debate::kOpen;
  std::vector<meeting::Document> documents;
  std::vector<meeting::ProposalId> texts;
};
BOOST_DESCRIBE_STRUCT(ItemDocument, (),
                      (item, number, under, titles, annotations, state, debate, documents, texts))

// What a seat shows of the vote that is open. kVoted: how is not to be known yet, or ever.
BOOST_DEFINE_FIXED_ENUM_CLASS(SeatVote, std::uint8_t, kNone, kNotVoted, kVoted, kFor, kAgainst,
                              kAbstain, kSplit)

// `seats/N`: a delegation's. Who waits for the floor and who has it are in `list/N` and `floor`.
struct SeatDocument {
  meeting::DelegationId delegation;
  meeting::Text names;
  std::string country;
  std::string region;
  meeting::Standing standing = meeting::Standing::kMember;
  std::uint32_t votes = 1;
  bool seated = false;
  std::optional<meeting::Credential> credential;
  meeting::Presence presence = meeting::Presence::kAbsent;
  std::optional<meeting::DelegationId> proxy;
  SeatVote vote = SeatVote::kNone;
  bool pledged = false;  // to be 'present and voting' at this meeting
};
BOOST_DESCRIBE_STRUCT(SeatDocument, (),
                      (delegation, names, country, region, standing, votes, seated, credential,
                       presence, proxy, vote, pledged))

struct DelegationPeople {
  meeting::DelegationId delegation;
  std::vector<meeting::Delegate> people;
};
BOOST_DESCRIBE_STRUCT(DelegationPeople, (), (delegation, people))

// `people`: those of whom the audience may know; officers only where that is everybody.
struct PeopleDocument {
  std::vector<meeting::Officer> officers;
  std::vector<DelegationPeople> delegations;
};
BOOST_DESCRIBE_STRUCT(PeopleDocument, (), (officers, delegations))

// `attendance`: members are those entitled to vote; the quorums count them.
struct AttendanceDocument {
  std::uint32_t delegations_present = 0;
  std::uint32_t countries_present = 0;
  std::uint32_t members = 0;
  std::uint32_t members_present = 0;
  std::uint32_t quorum_to_open = 0;
  std::uint32_t quorum_to_decide = 0;
  bool may_open = false;
  bool may_decide = false;
};
BOOST_DESCRIBE_STRUCT(AttendanceDocument, (),
                      (delegations_present, countries_present, members, members_present,
                       quorum_to_open, quorum_to_decide, may_open, may_decide))

// What everybody should bear in mind now; each is gone when it no longer holds.
BOOST_DEFINE_FIXED_ENUM_CLASS(NoticeKind, std::uint8_t, kNoQuorumToOpen, kNoQuorumToDecide,
                              kSuspendedUntil, kListClosing, kClosingObjected, kRepliesCalled,
                              kPointPending, kRulingMayBeAppealed, kMotionNeedsSecond,
                              kMotionPending, kDivisionAsked, kVotingOpen, kSilenceRuns,
                              kSecondVoteDue, kSpeakerDisconnected)

// `until`: when it ends by itself. The other members say what it is about.
struct Notice {
  NoticeKind kind = NoticeKind::kNoQuorumToOpen;
  std::optional<WallTime> until;
  std::optional<meeting::ItemId> item;
  std::optional<meeting::PointId> point;
  std::optional<meeting::MotionId> motion;
  std::optional<meeting::ProposalId> proposal;
  std::optional<meeting::VotingId> voting;
  std::optional<meeting::SpeechId> speech;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (kind, until, item, point, motion, proposal, voting, speech))

// `notices`
struct NoticesDocument {
  std::vector<Notice> notices;
};
BOOST_DESCRIBE_STRUCT(NoticesDocument, (), (notices))

}  // namespace hemicycle::projection
