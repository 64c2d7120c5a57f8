#pragma once

#include "projection/documents.h"

// One function for each kind of document; documents.cpp finds them by the path. Nothing where the
// number is nobody's, or the audience may not know.
namespace hemicycle::projection {

PersonShown person_shown(const meeting::Meeting& meeting, meeting::PersonId person,
                         std::optional<meeting::DelegationId> delegation);
RequestShown request_shown(const meeting::Meeting& meeting, const meeting::SpeakerRequest& request);
// Whether it has been spoken, or was handed in instead of a speech.
bool is_delivered(const meeting::Statement& statement);

std::optional<Document> session_document(const View& view, std::uint32_t number);
std::optional<Document> agenda_document(const View& view, std::uint32_t number);
std::optional<Document> item_document(const View& view, std::uint32_t number);
std::optional<Document> seat_document(const View& view, std::uint32_t number);
std::optional<Document> people_document(const View& view, std::uint32_t number);
std::optional<Document> attendance_document(const View& view, std::uint32_t number);
std::optional<Document> notices_document(const View& view, std::uint32_t number);

std::optional<Document> list_document(const View& view, std::uint32_t number);
std::optional<Document> floor_document(const View& view, std::uint32_t number);
std::optional<Document> timer_document(const View& view, std::uint32_t number);
std::optional<Document> points_document(const View& view, std::uint32_t number);
std::optional<Document> statements_document(const View& view, std::uint32_t number);
std::optional<Document> statement_document(const View& view, std::uint32_t number);

std::optional<Document> text_document(const View& view, std::uint32_t number);
std::optional<Document> motions_document(const View& view, std::uint32_t number);

std::optional<Document> vote_document(const View& view, std::uint32_t number);
std::optional<Document> voting_document(const View& view, std::uint32_t number);
std::optional<Document> decisions_document(const View& view, std::uint32_t number);
std::optional<Document> elections_document(const View& view, std::uint32_t number);

}  // namespace hemicycle::projection
