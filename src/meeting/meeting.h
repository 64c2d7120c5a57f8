#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/chamber/agenda.h"
#include "meeting/chamber/bodies.h"
#include "meeting/chamber/delegations.h"
#include "meeting/chamber/session.h"
#include "meeting/floor/floor.h"
#include "meeting/floor/speakers.h"
#include "meeting/floor/statements.h"
#include "meeting/motions/motions.h"
#include "meeting/rules/rules.h"
#include "meeting/table.h"
#include "meeting/texts/proposals.h"
#include "meeting/votes/voting.h"

namespace hemicycle::meeting {

// A profile as the journal keeps it, so that a meeting can be replayed after the file has changed.
// `settings` are applied in order: the profile's, then the session's overrides.
struct Profile {
  std::string name;
  std::vector<Setting> settings;
  std::vector<RuleText> texts;
  bool operator==(const Profile&) const = default;
};
BOOST_DESCRIBE_STRUCT(Profile, (), (name, settings, texts))

// Everything known about one session of one body: what its events add up to, and nothing else. It
// does not know who is connected to which server, what the registry holds, or what time it is.
// Interpretation will be one more member here.
struct Meeting {
  Body body;
  Session session;
  Profile profile;
  std::vector<Officer> bureau;
  Table<OrganisationId, Organisation> organisations;
  Table<DelegationId, Delegation> delegations;
  Agenda agenda;
  Table<ItemId, SpeakersList> lists;  // one an item
  Floor floor;
  Table<SpeechId, Speech> speeches;     // those that have begun; the running one is the floor's
  std::vector<SpeakerRequest> cut_off;  // speeches that their delegations may ask to go on with
  std::vector<LostConnection> lost_connections;  // those lost first before others
  Table<PointId, PointOfOrder> points;
  std::optional<PointId> point_to_rule;     // raised, not yet ruled on
  std::optional<PointId> ruling_to_appeal;  // ruled, nothing else has happened since
  Table<MotionId, Motion> motions;
  std::vector<MotionId> pending_motions;
  std::optional<WallTime> appeal_since;  // when the appeal that is not decided yet was moved
  Table<ProposalId, Proposal> proposals;
  Table<AmendmentId, Amendment> amendments;
  Table<ElectionId, Election> elections;
  Table<VotingId, Voting> votings;
  std::optional<VotingId> open_voting;         // the one in the chamber
  std::optional<VotingId> interrupted_voting;  // goes on after the open one, which is on an appeal
  std::vector<VotingId> tied_votings;          // waiting for the second vote
  std::vector<VotingId> silent_votings;        // procedures of silence under way
  Table<StatementId, Statement> statements;
  Table<DecisionId, Decision> decisions;
  std::uint32_t requests_made = 0;
  std::uint32_t parts_made = 0;
  std::uint32_t members = 0;          // organisations that are members
  std::uint32_t members_seated = 0;   // delegations that may vote
  std::uint32_t members_present = 0;  // and are present
  WallTime clock;                     // of the last event
  std::uint64_t events = 0;

  // Derived from `profile` whenever that changes.
  Rules rules;
  // Derived from the people of the delegations.
  EverybodySent sent;
  // Derived from `motions`: those that are neither decided nor withdrawn nor lapsed, in their
  // order. Every vote asks whether an appeal is among them.
  std::vector<MotionId> live_motions;

  bool operator==(const Meeting& other) const;
};
BOOST_DESCRIBE_STRUCT(Meeting, (),
                      (body, session, profile, bureau, organisations, delegations, agenda, lists,
                       floor, speeches, cut_off, lost_connections, points, point_to_rule,
                       ruling_to_appeal, motions, pending_motions, appeal_since, proposals,
                       amendments, elections, votings, open_voting, interrupted_voting,
                       tied_votings, silent_votings, statements, decisions, requests_made,
                       parts_made, members, members_seated, members_present, clock, events))

// What is derived from the profile, after it has changed; its settings have been read before.
void derive_rules(Meeting& meeting);
// After a snapshot has been read into the described members: what is derived from them.
void restore_derived(Meeting& meeting);

// Whether the session has been made; before that a journal may hold refused commands, of old.
inline bool is_created(const Meeting& meeting) {
  return !meeting.profile.name.empty();
}

// The rule that the session's profile gives for a topic; null when it has none.
const RuleText* rule_text(const Meeting& meeting, RuleTopic topic);

}  // namespace hemicycle::meeting
