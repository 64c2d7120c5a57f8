#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/actor.h"
#include "meeting/meeting.h"
#include "meeting/votes/tellers.h"

namespace hemicycle::projection {

// What a command may be about now: its members of these kinds, as it would carry them.
struct Target {
  std::optional<meeting::ItemId> item;
  std::optional<meeting::DocumentId> document;
  std::optional<meeting::RequestId> request;
  std::optional<meeting::SpeechId> speech;
  std::optional<meeting::PointId> point;
  std::optional<meeting::MotionId> motion;
  std::optional<meeting::MotionKind> kind;
  std::optional<meeting::Side> side;
  std::optional<meeting::ProposalId> proposal;
  std::optional<meeting::AmendmentId> amendment;
  std::optional<meeting::VotingId> voting;
  std::optional<meeting::Method> method;
  std::optional<meeting::Subject> subject;
  std::optional<meeting::ElectionId> election;
  std::optional<meeting::CandidateId> candidate;
  std::optional<meeting::OrganisationId> organisation;
  std::optional<meeting::DelegationId> delegation;
  std::optional<meeting::DelegationId> on_behalf_of;
  std::optional<meeting::PersonId> person;
  bool operator==(const Target&) const = default;
};
BOOST_DESCRIBE_STRUCT(Target, (),
                      (item, document, request, speech, point, motion, kind, side, proposal,
                       amendment, voting, method, subject, election, candidate, organisation,
                       delegation, on_behalf_of, person))

// A command that would be accepted, about each of `targets` (the first kTargetsMax; none: it is
// about nothing that exists). `command` is its name in snake_case.
struct Permitted {
  std::string command;
  std::vector<Target> targets;
  bool operator==(const Permitted&) const = default;
};
BOOST_DESCRIBE_STRUCT(Permitted, (), (command, targets))

// Why these would be refused, whatever they were about.
struct Forbidden {
  std::string code;
  std::string rule;
  std::string en;
  std::string vi;
  std::vector<std::string> commands;
  bool operator==(const Forbidden&) const = default;
};
BOOST_DESCRIBE_STRUCT(Forbidden, (), (code, rule, en, vi, commands))

// Every command that the capacity may ever give is in one of the two; others are not for it.
struct Allowed {
  std::vector<Permitted> may;
  std::vector<Forbidden> may_not;
  bool operator==(const Allowed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Allowed, (), (may, may_not))

inline constexpr std::size_t kTargetsMax = 40;

struct Probe;  // candidates.h

// What anybody may do in one state of a meeting: decide() itself is asked, with the instances that
// the state suggests (the open vote, the item under discussion, own requests). What is the same for
// all who act in one role is prepared once. It keeps no copy of the meeting: for one state only.
class Possibilities {
 public:
  // `urn` may be null: then no ballot has been cast in a secret vote.
  Possibilities(const meeting::Meeting& meeting, const meeting::Tellers* urn, WallTime now);
  ~Possibilities();

  // In the capacity that is meant, else in the first that the person holds; whoever does not hold
  // it may do nothing.
  Allowed of(const meeting::Caller& caller);

 private:
  const std::vector<Probe>& shared_by(meeting::Role role);

  const meeting::Meeting& meeting_;
  const meeting::Tellers* urn_;
  WallTime now_;
  std::vector<std::vector<Probe>> shared_;  // by role
};

}  // namespace hemicycle::projection
