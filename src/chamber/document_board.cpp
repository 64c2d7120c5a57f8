#include "chamber/document_board.h"

namespace hemicycle::chamber {

using namespace projection;

namespace {

DocumentText written(const View& view, const Path& path) {
  const std::optional<Document> found = document(view, path);
  if (!found) return nullptr;
  return std::make_shared<const std::string>(write_json(found));
}

bool are_equal(const DocumentText& one, const DocumentText& other) {
  if (one == nullptr || other == nullptr) return one == other;
  return *one == *other;
}

// What the audience was shown before; null also where it was shown nothing.
DocumentText shown_before(const std::map<Audience, DocumentText>& texts, const Audience& audience) {
  auto own = texts.find(audience);
  if (own == texts.end() && audience.kind == AudienceKind::kDelegation)
    own = texts.find({AudienceKind::kParticipant, {}});
  return own == texts.end() ? nullptr : own->second;
}

// The words of statements are long, and a page asks for them.
bool is_never_sent_unasked(const Path& path) {
  return path.kind == PathKind::kStatement;
}

void add_member(std::string& out, std::string_view name, const DocumentText& text) {
  if (!out.empty()) out += ',';
  out += '"';
  out += name;
  out += "\":";
  out += text == nullptr ? std::string_view("null") : std::string_view(*text);
}

}  // namespace

std::map<Audience, Changes> DocumentBoard::refresh(const meeting::Meeting& meeting,
                                                   const meeting::Tellers& urn,
                                                   const Paths& touched, std::uint64_t at,
                                                   const Audiences& present) {
  at_ = at;
  std::map<Audience, Changes> changes;
  for (const Path& path : touched) {
    changed_at_[path] = at;
    Texts before = std::move(texts_[path]);
    Texts& now = texts_[path];
    now.clear();
    if (is_never_sent_unasked(path)) continue;
    for (const Audience& audience : present) {
      const View view{meeting, &urn, audience};
      const Audience key = narrowed(view, path);
      auto [entry, is_new] = now.try_emplace(key);
      if (is_new) entry->second = written({meeting, &urn, key}, path);
      if (!are_equal(entry->second, shown_before(before, audience)))
        changes[audience].push_back({path, entry->second});
    }
  }
  return changes;
}

DocumentText DocumentBoard::show(const View& view, const Path& path) {
  const Audience key = narrowed(view, path);
  if (auto texts = texts_.find(path); texts != texts_.end())
    if (auto known = texts->second.find(key); known != texts->second.end()) return known->second;
  DocumentText text = written({view.meeting, view.urn, key}, path);
  // Of what does not exist nothing is kept: anybody may ask for any number.
  if (text != nullptr) texts_[path][key] = text;
  return text;
}

std::string DocumentBoard::snapshot(const View& view) {
  std::string documents;
  std::string seats;
  for (const Path& path : every_path(view.meeting)) {
    if (is_on_demand(view.meeting, path)) continue;
    const DocumentText text = show(view, path);
    if (text == nullptr) continue;
    if (path.kind == PathKind::kSeats) {
      if (!seats.empty()) seats += ',';
      seats += *text;
    } else {
      add_member(documents, write(path), text);
    }
  }
  if (!seats.empty()) {
    if (!documents.empty()) documents += ',';
    documents += "\"seats\":[" + seats + ']';
  }
  return documents;
}

std::optional<Changes> DocumentBoard::since(std::uint64_t at, const View& view) {
  if (at <= since_ || at > at_) return std::nullopt;
  Changes changes;
  for (const Path& path : every_path(view.meeting))
    if (!is_on_demand(view.meeting, path)) (void)show(view, path);
  for (const auto& [path, changed_at] : changed_at_)
    if (changed_at >= at && !is_never_sent_unasked(path))
      changes.push_back({path, show(view, path)});
  return changes;
}

std::string write_frame(std::uint64_t at, const Changes& changes) {
  std::string members;
  for (const Change& change : changes) add_member(members, write(change.path), change.text);
  return "{\"at\":" + std::to_string(at) + ",\"documents\":{" + members + "}}";
}

}  // namespace hemicycle::chamber
