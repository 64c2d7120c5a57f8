#include "storage/audit_log.h"

#include <algorithm>

#include "storage/event_codec.h"

namespace hemicycle::storage {

AuditLog::AuditLog(const std::vector<RefusedCommand>& known) {
  for (const RefusedCommand& row : known) {
    const Key key{row.person, row.code};
    groups_[key] = {row, ++turn_, false};
    by_turn_[turn_] = key;
  }
  while (groups_.size() > kGroups) forget_oldest();
}

void AuditLog::note(const meeting::Actor& actor, std::string_view command,
                    const meeting::Refusal& refusal, WallTime at) {
  const Key key{actor.person, std::string(name_of(refusal.code))};
  const auto [place, is_new] = groups_.try_emplace(key);
  Group& group = place->second;
  if (is_new)
    group.row = {actor.person, {}, key.second, {}, {}, 0, at, at};
  else
    by_turn_.erase(group.turn);
  group.turn = ++turn_;
  by_turn_[turn_] = key;
  group.changed = changed_ = true;
  group.row.actor = write_actor(actor);
  group.row.rule = refusal.rule;
  group.row.command = command;
  group.row.last = at;
  ++group.row.count;
  if (groups_.size() > kGroups) forget_oldest();
}

void AuditLog::forget_oldest() {
  groups_.erase(by_turn_.begin()->second);
  by_turn_.erase(by_turn_.begin());
}

std::vector<RefusedCommand> AuditLog::all() const {
  std::vector<RefusedCommand> rows;
  for (const auto& [turn, key] : by_turn_) rows.push_back(groups_.at(key).row);
  return rows;
}

std::vector<RefusedCommand> AuditLog::due(WallTime now) {
  std::vector<RefusedCommand> rows;
  if (!changed_ || (stored_at_ && now < *stored_at_ + kStoredEvery)) return rows;
  for (const auto& [turn, key] : by_turn_) {
    Group& group = groups_.at(key);
    if (std::exchange(group.changed, false)) rows.push_back(group.row);
  }
  stored_at_ = now;
  changed_ = false;
  return rows;
}

void AuditLog::put_back(const std::vector<RefusedCommand>& rows) {
  for (const RefusedCommand& row : rows)
    if (const auto found = groups_.find({row.person, row.code}); found != groups_.end())
      found->second.changed = changed_ = true;
}

}  // namespace hemicycle::storage
