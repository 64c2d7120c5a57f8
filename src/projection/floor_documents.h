#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/meeting.h"

// Who waits, who speaks, for how long, and what they handed in.
namespace hemicycle::projection {

// A person by name; of which delegation, unless an officer.
struct PersonShown {
  std::string name;
  std::string title;
  std::optional<meeting::DelegationId> delegation;
};
BOOST_DESCRIBE_STRUCT(PersonShown, (), (name, title, delegation))

// `time`: what a statement may last if the floor is given now; none: no limit, or another kind.
struct RequestShown {
  meeting::RequestId request;
  PersonShown person;
  meeting::SpeechKind kind = meeting::SpeechKind::kStatement;
  meeting::Category category = meeting::Category::kMember;
  std::vector<meeting::DelegationId> on_behalf_of;
  std::optional<meeting::ProposalId> proposal;
  std::optional<meeting::SpeechId> replying_to;
  WallTime asked_at;
  std::optional<meeting::Millis> time;
};
BOOST_DESCRIBE_STRUCT(RequestShown, (),
                      (request, person, kind, category, on_behalf_of, proposal, replying_to,
                       asked_at, time))

// `list/N`: of item N. Each queue in its order.
struct ListDocument {
  meeting::ItemId item;
  meeting::ListState state = meeting::ListState::kNotOpened;
  bool announced = false;
  bool closing_objected = false;
  std::uint32_t round = 1;
  std::uint32_t rounds = 1;
  std::vector<RequestShown> waiting;
  std::vector<RequestShown> replies;
  std::vector<RequestShown> explanations;
  bool replies_called = false;
  std::vector<meeting::TimeLimit> limits;
  std::optional<std::uint32_t> speeches_max;
};
BOOST_DESCRIBE_STRUCT(ListDocument, (),
                      (item, state, announced, closing_objected, round, rounds, waiting, replies,
                       explanations, replies_called, limits, speeches_max))

struct SpeechShown {
  meeting::SpeechId speech;
  PersonShown person;
  meeting::SpeechKind kind = meeting::SpeechKind::kStatement;
  meeting::Category category = meeting::Category::kMember;
  std::optional<meeting::ItemId> item;
  std::uint32_t round = 1;
  std::optional<meeting::MotionId> motion;
  std::optional<meeting::ProposalId> proposal;
  meeting::Microphone microphone = meeting::Microphone::kOpen;
  std::uint32_t calls_to_order = 0;
  WallTime started_at;
};
BOOST_DESCRIBE_STRUCT(SpeechShown, (),
                      (speech, person, kind, category, item, round, motion, proposal, microphone,
                       calls_to_order, started_at))

// `floor`
struct FloorDocument {
  std::optional<SpeechShown> holder;
  std::optional<SpeechShown> interrupted;
  std::optional<PersonShown> question;  // who wants to put one to the speaker
};
BOOST_DESCRIBE_STRUCT(FloorDocument, (), (holder, interrupted, question))

// `timer`: nothing while nobody has the floor. A page counts by itself: the time used is `used`,
// and what has passed since `running_since`; while that is missing the clock stands.
struct TimerDocument {
  meeting::SpeechId speech;
  meeting::Counting counting = meeting::Counting::kUp;
  meeting::Millis used{0};
  std::optional<WallTime> running_since;
  std::optional<meeting::Millis> limit;
  std::optional<meeting::Millis> mute_at;
};
BOOST_DESCRIBE_STRUCT(TimerDocument, (), (speech, counting, used, running_since, limit, mute_at))

struct PointShown {
  meeting::PointId point;
  PersonShown person;
  std::string text;
  meeting::Ruling ruling = meeting::Ruling::kPending;
  std::string ruling_text;
  bool overruled = false;
  WallTime raised_at;
  std::optional<WallTime> ruled_at;
};
BOOST_DESCRIBE_STRUCT(PointShown, (),
                      (point, person, text, ruling, ruling_text, overruled, raised_at, ruled_at))

// `points`: the one that waits for its ruling, and the last one ruled on.
struct PointsDocument {
  std::optional<PointShown> pending;
  std::optional<PointShown> last;
  bool may_be_appealed = false;
};
BOOST_DESCRIBE_STRUCT(PointsDocument, (), (pending, last, may_be_appealed))

struct StatementLine {
  meeting::StatementId statement;
  meeting::ItemId item;
  PersonShown person;
  std::string language;
  std::optional<meeting::SpeechId> speech;
  bool delivered = false;
  WallTime attached_at;
};
BOOST_DESCRIBE_STRUCT(StatementLine, (),
                      (statement, item, person, language, speech, delivered, attached_at))

// `statements`: those of which the audience may know.
struct StatementsDocument {
  std::vector<StatementLine> statements;
};
BOOST_DESCRIBE_STRUCT(StatementsDocument, (), (statements))

// `statements/N`: the words.
struct StatementDocument {
  meeting::StatementId statement;
  std::string language;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(StatementDocument, (), (statement, language, text))

}  // namespace hemicycle::projection
