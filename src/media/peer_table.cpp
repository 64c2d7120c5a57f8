#include "media/peer_table.h"

#include <algorithm>
#include <utility>

#include "base/bug.h"

namespace hemicycle::media {

namespace {

// The one in use, the one that replaces it, and those of restarts that came to nothing.
constexpr std::size_t kUfragsMax = 4;

}  // namespace

Peer& PeerTable::add(std::unique_ptr<Peer> peer) {
  BUG_IF(peers_.contains(peer->id));
  if (free_slots_.empty()) {
    free_slots_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  peer->slot = free_slots_.back();
  free_slots_.pop_back();
  slots_[peer->slot].peer = peer.get();
  Peer& added = *peer;
  peers_.emplace(added.id, Entry{std::move(peer), {}, {}});
  learn_ufrag(added, added.local.ufrag);
  return added;
}

void PeerTable::remove(PeerId id) {
  const auto found = peers_.find(id);
  if (found == peers_.end()) return;
  const Entry& entry = found->second;
  for (const Endpoint& address : entry.addresses) by_address_.erase(address);
  for (const std::string& ufrag : entry.ufrags) by_ufrag_.erase(ufrag);
  slots_[entry.peer->slot] = {};
  free_slots_.push_back(entry.peer->slot);
  peers_.erase(found);
}

Peer* PeerTable::find(PeerId peer) const {
  const auto found = peers_.find(peer);
  return found == peers_.end() ? nullptr : found->second.peer.get();
}

Peer* PeerTable::find_by_address(const Endpoint& address) const {
  const auto found = by_address_.find(address);
  return found == by_address_.end() ? nullptr : found->second;
}

Peer* PeerTable::find_by_ufrag(std::string_view local_ufrag) const {
  const auto found = by_ufrag_.find(local_ufrag);
  return found == by_ufrag_.end() ? nullptr : found->second;
}

void PeerTable::learn_address(Peer& peer, const Endpoint& address) {
  const auto [place, is_new] = by_address_.try_emplace(address, &peer);
  // Another client's port may pass to this one, behind the same gateway. The latest comes last.
  if (!is_new) std::erase(peers_.at(place->second->id).addresses, address);
  place->second = &peer;
  std::vector<Endpoint>& addresses = peers_.at(peer.id).addresses;
  if (addresses.size() == kAddressesMax) {
    const bool first_is_active = addresses.front() == peer.active_address();
    const auto oldest = addresses.begin() + (first_is_active ? 1 : 0);
    by_address_.erase(*oldest);
    addresses.erase(oldest);
  }
  addresses.push_back(address);
}

void PeerTable::learn_ufrag(Peer& peer, std::string local_ufrag) {
  std::vector<std::string>& ufrags = peers_.at(peer.id).ufrags;
  if (ufrags.size() == kUfragsMax) {
    by_ufrag_.erase(ufrags.front());
    ufrags.erase(ufrags.begin());
  }
  ufrags.push_back(local_ufrag);
  by_ufrag_[std::move(local_ufrag)] = &peer;
}

}  // namespace hemicycle::media
