#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "media/downlink.h"
#include "media/peer.h"

namespace hemicycle::media {

// The peers of one worker, found by id, by a slot number that a receiver keeps, by the address that
// a datagram comes from, and by the user name fragment of a first check.
class PeerTable {
 public:
  Peer& add(std::unique_ptr<Peer> peer);
  void remove(PeerId peer);

  Peer* find(PeerId peer) const;
  Peer* find_by_slot(std::uint32_t slot) const { return slots_[slot].peer; }
  Downlink& downlink(std::uint32_t slot) { return slots_[slot]; }
  Peer* find_by_address(const Endpoint& address) const;
  Peer* find_by_ufrag(std::string_view local_ufrag) const;

  // An address that the peer has checked from. Of many, the latest few are kept, and the one that
  // it is sent to.
  void learn_address(Peer& peer, const Endpoint& address);
  // One more fragment under which checks reach the peer, after an ICE restart.
  void learn_ufrag(Peer& peer, std::string local_ufrag);

  std::size_t size() const { return peers_.size(); }
  template <typename Visit>
  void for_each(Visit visit) const {
    for (const auto& [id, entry] : peers_) visit(*entry.peer);
  }

 private:
  // A client tries the candidates of each of its networks.
  static constexpr std::size_t kAddressesMax = 8;

  struct Entry {
    std::unique_ptr<Peer> peer;
    std::vector<Endpoint> addresses;
    std::vector<std::string> ufrags;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  std::unordered_map<PeerId, Entry> peers_;
  std::vector<Downlink> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::unordered_map<Endpoint, Peer*> by_address_;
  std::unordered_map<std::string, Peer*, TextHash, std::equal_to<>> by_ufrag_;
};

}  // namespace hemicycle::media
