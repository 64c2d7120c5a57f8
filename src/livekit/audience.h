#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace hemicycle::livekit {

// Whom a publisher lets receive its tracks: everyone, until it says otherwise.
struct Audience {
  // What one participant may receive.
  struct Share {
    bool all_tracks = false;
    std::set<std::string, std::less<>> track_sids;
  };

  bool everyone = true;
  std::map<std::string, Share, std::less<>> shares;  // by identity

  bool admits(std::string_view identity, std::string_view track_sid) const {
    if (everyone) return true;
    auto share = shares.find(identity);
    return share != shares.end() &&
           (share->second.all_tracks || share->second.track_sids.contains(track_sid));
  }
};

}  // namespace hemicycle::livekit
