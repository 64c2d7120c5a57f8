#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "meeting/actor.h"
#include "meeting/refusal.h"

namespace hemicycle::storage {

// What somebody was refused, and how often. Of the commands only the name: never what a ballot
// held.
struct RefusedCommand {
  meeting::PersonId person;
  std::string actor;    // in which capacity, as the journal writes it, the last time
  std::string code;     // "list_closed"
  std::string rule;     // the last time
  std::string command;  // "AskFloor", the last one
  std::uint64_t count = 1;
  WallTime first;
  WallTime last;
  bool operator==(const RefusedCommand&) const = default;
};

// The refused commands of one meeting, beside its journal and not in it: nothing follows from them.
// Repeats are counted by person and code, only the newest kGroups are kept, and they are handed out
// to be stored once in kStoredEvery, so that whoever presses a button without end costs a counter.
class AuditLog {
 public:
  static constexpr std::size_t kGroups = 1000;
  static constexpr meeting::Millis kStoredEvery{1000};

  // `known`: what is stored already.
  explicit AuditLog(const std::vector<RefusedCommand>& known = {});

  void note(const meeting::Actor& actor, std::string_view command, const meeting::Refusal& refusal,
            WallTime at);

  // The newest last.
  std::vector<RefusedCommand> all() const;
  // What has changed and is to be stored now; empty when nothing has, or not long enough ago.
  std::vector<RefusedCommand> due(WallTime now);
  // They could not be stored: they will be due again.
  void put_back(const std::vector<RefusedCommand>& rows);

 private:
  using Key = std::pair<meeting::PersonId, std::string>;
  struct Group {
    RefusedCommand row;
    std::uint64_t turn = 0;  // of its last repeat
    bool changed = false;
  };
  void forget_oldest();

  std::map<Key, Group> groups_;
  std::map<std::uint64_t, Key> by_turn_;
  std::uint64_t turn_ = 0;
  std::optional<WallTime> stored_at_;
  bool changed_ = false;
};

}  // namespace hemicycle::storage
