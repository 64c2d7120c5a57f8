#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "chamber/command_pace.h"
#include "chamber/document_board.h"
#include "chamber/port.h"

namespace hemicycle::chamber {

// One open socket, and what waits for its reader: of each document the newest, so that nobody's
// backlog grows beyond one of each.
struct Connection {
  Connection(ConnectionId given, const Visitor& who, const Standpoint& standing,
             const CommandPace& allowed)
      : id(given), visitor(who), stands(standing), pace(allowed) {}

  ConnectionId id;
  Visitor visitor;
  Standpoint stands;
  CommandPace pace;
  bool watching = false;  // it has asked for documents
  std::map<projection::Path, DocumentText> waiting;
  std::uint64_t sent_bytes = 0;
  std::uint64_t taken_bytes = 0;  // of those, what has left for the reader
  std::uint32_t unreadable = 0;   // frames
  std::uint32_t refused_for_pace = 0;

  std::uint64_t unsent_bytes() const { return sent_bytes - taken_bytes; }
};

// The pages of one person.
struct Person {
  std::vector<ConnectionId> pages;  // the oldest first
  DocumentText me;                  // as last shown
};

// The sockets of one chamber, and what is sent to them. It knows nothing of what documents mean.
class Connections {
 public:
  // A reader that is so far behind is sent no documents until it has read some.
  static constexpr std::uint64_t kUnsentBytesMax = 64 * 1024;
  static constexpr std::size_t kPagesPerPerson = 4;

  explicit Connections(ChamberPort& port) : port_(port) {}

  Connection& add(Connection connection);
  Connection* find(ConnectionId id);
  Person* find(meeting::PersonId person);
  std::size_t size() const { return connections_.size(); }
  std::size_t people() const { return people_.size(); }
  template <typename Visit>
  void for_each(Visit visit) {
    for (auto& [id, connection] : connections_) visit(connection);
  }
  template <typename Visit>
  void for_each_person(Visit visit) {
    for (auto& [id, person] : people_) visit(id, person);
  }

  // Of its person nothing is kept after the last page.
  void remove(ConnectionId id);

  // From now on it is told what changes for its audience.
  void watch(Connection& connection);
  void change_standpoint(Connection& connection, const Standpoint& stands);
  // Those who watch.
  DocumentBoard::Audiences audiences() const;

  void send(Connection& to, std::string frame);
  void send(Connection& to, Frame frame);
  // What has changed, to those who watch as this audience; what they cannot take now waits.
  void publish(std::uint64_t at, const std::map<projection::Audience, Changes>& changes);
  void publish_me(std::uint64_t at, Person& person, DocumentText me);
  // The reader has taken so many bytes since it came.
  void taken(Connection& connection, std::uint64_t bytes, std::uint64_t at);

 private:
  void deliver(Connection& to, const Changes& changes, const Frame& frame);
  void unwatch(const Connection& connection);

  ChamberPort& port_;
  std::map<ConnectionId, Connection> connections_;
  std::map<meeting::PersonId, Person> people_;
  std::map<projection::Audience, std::set<ConnectionId>> watching_;
};

}  // namespace hemicycle::chamber
