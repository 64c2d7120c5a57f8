#include "chamber/connections.h"

#include <algorithm>

namespace hemicycle::chamber {

using projection::Audience;
using projection::PathKind;

Connection& Connections::add(Connection connection) {
  const ConnectionId id = connection.id;
  if (connection.visitor.person) people_[*connection.visitor.person].pages.push_back(id);
  return connections_.emplace(id, std::move(connection)).first->second;
}

Connection* Connections::find(ConnectionId id) {
  auto found = connections_.find(id);
  return found == connections_.end() ? nullptr : &found->second;
}

Person* Connections::find(meeting::PersonId person) {
  auto found = people_.find(person);
  return found == people_.end() ? nullptr : &found->second;
}

void Connections::remove(ConnectionId id) {
  auto found = connections_.find(id);
  if (found == connections_.end()) return;
  unwatch(found->second);
  if (const auto person = found->second.visitor.person) {
    auto entry = people_.find(*person);
    std::erase(entry->second.pages, id);
    if (entry->second.pages.empty()) people_.erase(entry);
  }
  connections_.erase(found);
}

void Connections::watch(Connection& connection) {
  connection.watching = true;
  connection.waiting.clear();
  watching_[connection.stands.audience].insert(connection.id);
}

void Connections::unwatch(const Connection& connection) {
  auto those = watching_.find(connection.stands.audience);
  if (those == watching_.end()) return;
  those->second.erase(connection.id);
  if (those->second.empty()) watching_.erase(those);
}

void Connections::change_standpoint(Connection& connection, const Standpoint& stands) {
  unwatch(connection);
  connection.stands = stands;
  connection.waiting.clear();
  if (connection.watching) watch(connection);
}

DocumentBoard::Audiences Connections::audiences() const {
  DocumentBoard::Audiences all;
  for (const auto& [audience, those] : watching_) all.insert(audience);
  return all;
}

void Connections::send(Connection& to, std::string frame) {
  send(to, std::make_shared<const std::string>(std::move(frame)));
}

void Connections::send(Connection& to, Frame frame) {
  to.sent_bytes += frame->size();
  port_.send(to.id, std::move(frame));
}

void Connections::deliver(Connection& to, const Changes& changes, const Frame& frame) {
  if (to.waiting.empty() && to.unsent_bytes() <= kUnsentBytesMax) return send(to, frame);
  for (const Change& change : changes) to.waiting[change.path] = change.text;
}

void Connections::publish(std::uint64_t at, const std::map<Audience, Changes>& changes) {
  // Most audiences see the same, and share a frame.
  std::vector<std::pair<const Changes*, Frame>> frames;
  for (const auto& [audience, changed] : changes) {
    auto those = watching_.find(audience);
    if (those == watching_.end()) continue;
    auto same =
        std::ranges::find_if(frames, [&](const auto& each) { return *each.first == changed; });
    if (same == frames.end()) {
      frames.emplace_back(&changed, std::make_shared<const std::string>(write_frame(at, changed)));
      same = std::prev(frames.end());
    }
    for (ConnectionId id : those->second) deliver(connections_.at(id), changed, same->second);
  }
}

void Connections::publish_me(std::uint64_t at, Person& person, DocumentText me) {
  if (person.me != nullptr && *person.me == *me) return;
  person.me = std::move(me);
  const Changes changes = {{{PathKind::kMe, 0}, person.me}};
  const auto frame = std::make_shared<const std::string>(write_frame(at, changes));
  for (ConnectionId id : person.pages)
    if (Connection& page = connections_.at(id); page.watching) deliver(page, changes, frame);
}

void Connections::taken(Connection& connection, std::uint64_t bytes, std::uint64_t at) {
  connection.taken_bytes = std::min(std::max(connection.taken_bytes, bytes), connection.sent_bytes);
  if (connection.waiting.empty() || connection.unsent_bytes() > kUnsentBytesMax / 2) return;
  Changes changes;
  for (auto& [path, text] : connection.waiting) changes.push_back({path, std::move(text)});
  connection.waiting.clear();
  send(connection, write_frame(at, changes));
}

}  // namespace hemicycle::chamber
