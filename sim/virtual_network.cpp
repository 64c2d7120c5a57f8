#include "sim/virtual_network.h"

#include <algorithm>

#include "base/bug.h"

namespace hemicycle::sim {
namespace {

// An arbitrary start, far from zero so that nothing confuses it with "never happened".
constexpr Duration kStart = std::chrono::hours(1);
constexpr WallTime kWallStart{std::chrono::seconds(1'767'225'600)};  // 2026-01-01T00:00Z

// More events than any host needs at one instant: one that is reached again and again is a host
// whose deadline never moves.
constexpr int kTurnsAtOneInstantMax = 100'000;

}  // namespace

VirtualNetwork::VirtualNetwork(std::uint64_t seed)
    : seed_(seed), now_{Instant(kStart), kWallStart} {}

Link& VirtualNetwork::link(const Route& route) {
  auto found = links_.find(route);
  if (found != links_.end()) return found->second;
  std::uint64_t link_seed = SeededRandom(seed_ + links_.size()).next();
  return links_.emplace(route, Link(default_, link_seed)).first->second;
}

void VirtualNetwork::set_conditions(const Endpoint& from, const Endpoint& to,
                                    const LinkConditions& conditions) {
  link({from, to}).set_conditions(conditions);
}

void VirtualNetwork::set_all_conditions(const LinkConditions& conditions) {
  default_ = conditions;
  for (auto& [route, link] : links_) link.set_conditions(conditions);
}

void VirtualNetwork::send(const Endpoint& from, const Endpoint& to, ByteView datagram) {
  for (Instant arrival : link({from, to}).transmit(datagram.size(), now_.instant))
    under_way_.emplace(Arrival{arrival, sent_++},
                       Datagram{from, to, Bytes(datagram.begin(), datagram.end())});
}

void VirtualNetwork::run_until(Instant end) {
  int turns = 0;
  for (Instant next = next_event(); next <= end; next = next_event()) {
    turns = next > now_.instant ? 0 : turns + 1;
    BUG_IF(turns > kTurnsAtOneInstantMax);
    advance_to(std::max(next, now_.instant));
    deliver_due();
    fire_due();
  }
  advance_to(std::max(end, now_.instant));
}

Instant VirtualNetwork::next_event() const {
  Instant next = under_way_.empty() ? kNever : under_way_.begin()->first.first;
  for (const auto& [address, host] : hosts_) next = std::min(next, host->next_deadline());
  return next;
}

void VirtualNetwork::advance_to(Instant instant) {
  now_.wall = kWallStart + std::chrono::duration_cast<std::chrono::microseconds>(
                               instant.time_since_epoch() - kStart);
  now_.instant = instant;
}

void VirtualNetwork::deliver_due() {
  while (!under_way_.empty() && under_way_.begin()->first.first <= now_.instant) {
    Datagram datagram = std::move(under_way_.begin()->second);
    under_way_.erase(under_way_.begin());
    auto host = hosts_.find(datagram.to);
    if (host == hosts_.end()) continue;
    host->second->handle_datagram(datagram.bytes, datagram.from, datagram.to, now_);
  }
}

void VirtualNetwork::fire_due() {
  for (const auto& [address, host] : hosts_)
    if (host->next_deadline() <= now_.instant) host->handle_timeout(now_);
}

LinkCounters VirtualNetwork::counters(const Endpoint& from, const Endpoint& to) const {
  auto found = links_.find({from, to});
  return found == links_.end() ? LinkCounters{} : found->second.counters();
}

LinkCounters VirtualNetwork::total() const {
  LinkCounters total;
  for (const auto& [route, link] : links_) {
    total.sent += link.counters().sent;
    total.lost += link.counters().lost;
    total.overflowed += link.counters().overflowed;
    total.duplicated += link.counters().duplicated;
    total.held_back += link.counters().held_back;
  }
  return total;
}

}  // namespace hemicycle::sim
