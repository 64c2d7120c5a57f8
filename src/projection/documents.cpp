#include "projection/documents.h"

#include <array>

#include "meeting/asked.h"
#include "projection/project.h"
#include "storage/described_json.h"

namespace hemicycle::projection {
namespace {

std::optional<Document> nothing(const View&, std::uint32_t) {
  return std::nullopt;
}

using Project = std::optional<Document> (*)(const View&, std::uint32_t);
// In the order of PathKind.
constexpr std::array<Project, kPathKinds> kProjects = {session_document,   agenda_document,
                                                       floor_document,     timer_document,
                                                       vote_document,      motions_document,
                                                       points_document,    decisions_document,
                                                       elections_document, statements_document,
                                                       people_document,    attendance_document,
                                                       notices_document,   nothing,
                                                       item_document,      list_document,
                                                       seat_document,      voting_document,
                                                       text_document,      statement_document};

void add_all(Paths& paths, PathKind kind, std::size_t count) {
  for (std::uint32_t number = 1; number <= count; ++number) paths.insert({kind, number});
}

// Whether the document differs for the delegation that the audience is.
bool shows_its_own(const View& view, const Path& path) {
  const meeting::Meeting& meeting = view.meeting;
  const meeting::DelegationId own = view.audience.delegation;
  switch (path.kind) {
    case PathKind::kPeople:
      return true;
    case PathKind::kSeats:
      return path.number == own.value();
    case PathKind::kPoints:
      return meeting.point_to_rule && meeting.points.at(*meeting.point_to_rule).delegation == own;
    case PathKind::kStatements:
      for (const meeting::Statement& statement : meeting.statements)
        if (statement.delegation == own && !is_delivered(statement)) return true;
      return false;
    case PathKind::kStatement: {
      const auto* statement = meeting.statements.find(meeting::StatementId(path.number));
      return statement != nullptr && statement->delegation == own;
    }
    case PathKind::kVotes: {
      const auto* voting = meeting.votings.find(meeting::VotingId(path.number));
      if (voting == nullptr) return false;
      if (voting->state != meeting::VotingState::kOpen)
        return voting->method == meeting::Method::kShowOfHands;
      return meeting::contains(voting->objectors, own);
    }
    default:
      return false;
  }
}

}  // namespace

std::optional<Document> document(const View& view, const Path& path) {
  return kProjects[static_cast<std::size_t>(path.kind)](view, path.number);
}

Paths every_path(const meeting::Meeting& meeting) {
  Paths paths;
  for (std::size_t kind = 0; kind < kPathKinds; ++kind)
    if (const auto one = static_cast<PathKind>(kind); !is_numbered(one) && one != PathKind::kMe)
      paths.insert({one, 0});
  add_all(paths, PathKind::kItem, meeting.agenda.items.size());
  add_all(paths, PathKind::kList, meeting.lists.size());
  add_all(paths, PathKind::kSeats, meeting.delegations.size());
  add_all(paths, PathKind::kVotes, meeting.votings.size());
  add_all(paths, PathKind::kTexts, meeting.proposals.size());
  add_all(paths, PathKind::kStatement, meeting.statements.size());
  return paths;
}

Audience narrowed(const View& view, const Path& path) {
  const bool shared =
      view.audience.kind == AudienceKind::kDelegation && !shows_its_own(view, path) &&
      (view.meeting.session.closed.empty() || !closed_doors_keep_out(view.audience, view.meeting));
  return shared ? Audience{AudienceKind::kParticipant, {}} : view.audience;
}

std::string write_json(const std::optional<Document>& document) {
  if (!document) return "null";
  return std::visit(
      [](const auto& one) { return storage::JsonWriter<storage::WireStyle>::text(one); },
      *document);
}

bool is_on_demand(const meeting::Meeting& meeting, const Path& path) {
  if (path.kind == PathKind::kStatement) return true;
  if (path.kind != PathKind::kVotes) return false;
  const auto* voting = meeting.votings.find(meeting::VotingId(path.number));
  return voting != nullptr && voting->state != meeting::VotingState::kOpen &&
         voting->state != meeting::VotingState::kTied;
}

std::string snapshot(const View& view) {
  std::string documents;
  std::string seats;
  const auto add = [](std::string& out, const std::string& text) {
    if (!out.empty()) out += ',';
    out += text;
  };
  for (const Path& path : every_path(view.meeting)) {
    if (is_on_demand(view.meeting, path)) continue;
    const std::optional<Document> found = document(view, path);
    if (!found) continue;
    if (path.kind == PathKind::kSeats)
      add(seats, write_json(found));
    else
      add(documents, '"' + write(path) + "\":" + write_json(found));
  }
  if (!seats.empty()) add(documents, "\"seats\":[" + seats + "]");
  return "{" + documents + "}";
}

}  // namespace hemicycle::projection
