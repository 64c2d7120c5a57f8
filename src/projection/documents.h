#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "projection/chamber_documents.h"
#include "projection/floor_documents.h"
#include "projection/path.h"
#include "projection/text_documents.h"
#include "projection/view.h"
#include "projection/vote_documents.h"

namespace hemicycle::projection {

using Document = std::variant<SessionDocument, AgendaDocument, ItemDocument, SeatDocument,
                              PeopleDocument, AttendanceDocument, NoticesDocument, ListDocument,
                              FloorDocument, TimerDocument, PointsDocument, StatementsDocument,
                              StatementDocument, TextDocument, MotionsDocument, VoteDocument,
                              VotingDocument, DecisionsDocument, ElectionsDocument>;

// What the audience sees at a path; nothing when there is nothing, or nothing for this audience.
// Pure. `me` is a person's and not an audience's: me_document.h.
std::optional<Document> document(const View& view, const Path& path);

// Every path at which a document may stand now, but `me`.
Paths every_path(const meeting::Meeting& meeting);

// The audience that stands for this one at a path: their documents there are equal, and are
// computed once. A delegation has one of its own only where something of its own is shown.
Audience narrowed(const View& view, const Path& path);

// As JSON in WireStyle; "null" for nothing.
std::string write_json(const std::optional<Document>& document);

// Whether a page asks for it when it wants it, and no snapshot holds it: the words of statements,
// and votes that are over, of which `decisions` tells the result.
bool is_on_demand(const meeting::Meeting& meeting, const Path& path);

// {"session":{...},"item/1":{...},"seats":[{...},...],...}: what one who comes in has to see, the
// seats all at once.
std::string snapshot(const View& view);

}  // namespace hemicycle::projection
