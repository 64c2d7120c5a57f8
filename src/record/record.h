#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "meeting/events.h"
#include "meeting/meeting.h"
#include "record/language.h"

namespace hemicycle::record {

// The record of a session, in one language: what its journal says, ordered for a reader. Everything
// in it is computed; nothing is stored. Times are UTC; the page shows those of the venue.

struct Span {
  WallTime from;
  std::optional<WallTime> until;
};
BOOST_DESCRIBE_STRUCT(Span, (), (from, until))

struct Sitting {
  WallTime opened_at;
  std::optional<WallTime> ended_at;
  std::uint32_t members_present = 0;
  std::uint32_t quorum = 0;
  std::vector<Span> suspensions;
};
BOOST_DESCRIBE_STRUCT(Sitting, (), (opened_at, ended_at, members_present, quorum, suspensions))

struct Attendee {
  meeting::PersonId person;
  std::string name;
  std::string title;
  meeting::Position position = meeting::Position::kMember;
  std::vector<Span> present;
};
BOOST_DESCRIBE_STRUCT(Attendee, (), (person, name, title, position, present))

struct DelegationAttendance {
  std::string name;
  std::string country;
  meeting::Standing standing = meeting::Standing::kMember;
  meeting::Credential credential = meeting::Credential::kPending;
  std::vector<Attendee> people;
  std::uint32_t speeches = 0;
  meeting::Millis spoken{0};
};
BOOST_DESCRIBE_STRUCT(DelegationAttendance, (),
                      (name, country, standing, credential, people, speeches, spoken))

struct SpeechLine {
  WallTime started_at;
  std::optional<WallTime> ended_at;
  std::string speaker;
  std::string delegation;
  meeting::SpeechKind kind = meeting::SpeechKind::kStatement;
  std::string item;
  std::uint32_t round = 1;
  meeting::Millis used{0};
  std::optional<meeting::Millis> limit;
  std::optional<meeting::SpeechEnding> ending;
  std::uint32_t calls_to_order = 0;
};
BOOST_DESCRIBE_STRUCT(SpeechLine, (),
                      (started_at, ended_at, speaker, delegation, kind, item, round, used, limit,
                       ending, calls_to_order))

struct VoteLine {
  std::string delegation;
  meeting::Mark mark = meeting::Mark::kNotVoted;
  std::uint32_t votes = 1;  // that it has
  bool present = true;      // at this vote
  bool corrected = false;   // before the result
  bool entered = false;     // by the secretariat, for the delegation in the room
  bool split = false;       // `votes` are some of those that it has, and others went elsewhere
};
BOOST_DESCRIBE_STRUCT(VoteLine, (), (delegation, mark, votes, present, corrected, entered, split))

struct CandidateLine {
  std::string name;
  std::uint32_t votes = 0;  // first preferences, where the ballots rank the candidates
  bool elected = false;
};
BOOST_DESCRIBE_STRUCT(CandidateLine, (), (name, votes, elected))

// A ballot as it is published. Whose a secret one is, nobody knows: it has a receipt; in an
// election by name it has a delegation, and its votes.
struct BallotLine {
  std::string receipt;
  std::optional<meeting::Choice> choice;
  std::vector<std::string> candidates;
  std::string delegation;
  std::uint32_t votes = 1;
  bool entered = false;  // by the secretariat
};
BOOST_DESCRIBE_STRUCT(BallotLine, (), (receipt, choice, candidates, delegation, votes, entered))

// A round of a count by single transferable vote: what it did, and the votes of each candidate at
// its end, in the order of the decision's candidates, with up to five decimals.
struct RoundLine {
  std::string text;
  std::vector<std::string> votes;
  std::string not_transferable;
};
BOOST_DESCRIBE_STRUCT(RoundLine, (), (text, votes, not_transferable))

struct DecisionLine {
  WallTime opened_at;
  std::optional<WallTime> taken_at;
  std::string subject;
  meeting::SubjectKind kind = meeting::SubjectKind::kProposal;
  meeting::Method method = meeting::Method::kShowOfHands;
  meeting::VotingState outcome = meeting::VotingState::kOpen;
  std::uint32_t attempt = 1;
  meeting::Threshold majority;
  meeting::Tally tally;
  std::vector<VoteLine> votes;  // how each voted, where the method says so
  std::vector<CandidateLine> candidates;
  std::vector<BallotLine> ballots;
  std::vector<std::string> objectors;
  std::string objection;
  std::optional<meeting::Choice> casting_vote;
  std::string cancelled_because;
  std::vector<RoundLine> rounds;  // of a count by single transferable vote
};
BOOST_DESCRIBE_STRUCT(DecisionLine, (),
                      (opened_at, taken_at, subject, kind, method, outcome, attempt, majority,
                       tally, votes, candidates, ballots, objectors, objection, casting_vote,
                       cancelled_because, rounds))

struct PointLine {
  WallTime raised_at;
  std::string delegation;
  std::string text;
  meeting::Ruling ruling = meeting::Ruling::kPending;
  std::string ruling_text;
  bool overruled = false;
};
BOOST_DESCRIBE_STRUCT(PointLine, (), (raised_at, delegation, text, ruling, ruling_text, overruled))

struct MotionLine {
  WallTime moved_at;
  std::string motion;
  std::string mover;
  std::string seconder;
  meeting::MotionState state = meeting::MotionState::kMoved;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(MotionLine, (), (moved_at, motion, mover, seconder, state, reason))

struct StatementLine {
  std::string item;
  std::string speaker;
  std::string delegation;
  std::string language;
  std::string text;
  std::optional<WallTime> from;  // where it was delivered, on the recording
  std::optional<WallTime> until;
};
BOOST_DESCRIBE_STRUCT(StatementLine, (), (item, speaker, delegation, language, text, from, until))

struct DocumentLine {
  std::string item;
  std::string symbol;
  std::vector<meeting::DocumentVersion> versions;
};
BOOST_DESCRIBE_STRUCT(DocumentLine, (), (item, symbol, versions))

struct ItemLine {
  std::string title;
  meeting::ItemState state = meeting::ItemState::kPending;
};
BOOST_DESCRIBE_STRUCT(ItemLine, (), (title, state))

struct RefusalLine {
  WallTime at;
  std::string actor;  // as the journal names it
  std::string who;    // as people do
  std::string command;
  std::string code;
  std::string rule;
  std::string sentence;
};
BOOST_DESCRIBE_STRUCT(RefusalLine, (), (at, actor, who, command, code, rule, sentence))

struct SummaryLine {
  WallTime at;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(SummaryLine, (), (at, text))

// What proves the rest: the journal from which it was computed.
struct Evidence {
  std::string journal;
  std::uint64_t entries = 0;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (journal, entries, hash))

struct Record {
  std::string language;
  std::string title;
  std::string body;
  std::string series;
  std::uint32_t number = 0;
  std::string profile;
  std::string time_zone;  // of the venue, by its IANA name; empty: UTC
  std::vector<Sitting> sittings;
  std::vector<ItemLine> agenda;
  std::vector<DelegationAttendance> attendance;
  std::vector<SpeechLine> speeches;
  std::vector<DecisionLine> decisions;
  std::vector<PointLine> points;
  std::vector<MotionLine> motions;
  std::vector<StatementLine> statements;
  std::vector<DocumentLine> documents;
  std::vector<SummaryLine> summary;
  std::vector<RefusalLine> refusals;
  Evidence evidence;
};
BOOST_DESCRIBE_STRUCT(Record, (),
                      (language, title, body, series, number, profile, time_zone, sittings, agenda,
                       attendance, speeches, decisions, points, motions, statements, documents,
                       summary, refusals, evidence))

std::string write_json(const Record& record);
// One self-contained page that prints well.
std::string write_html(const Record& record);

}  // namespace hemicycle::record
