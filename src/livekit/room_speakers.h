#pragma once

#include <map>
#include <string>
#include <vector>

namespace hemicycle::livekit {

// Who speaks in one room, by participant sid, with a linear level from 0 to 1.
using SpeakerLevels = std::map<std::string, float>;

struct SpeakerChange {
  std::string participant_sid;
  float level = 0;
  bool active = false;

  friend bool operator==(const SpeakerChange&, const SpeakerChange&) = default;
};

// Turns a succession of levels into what clients are told: everyone who speaks, and once each who
// stopped.
class RoomSpeakers {
 public:
  std::vector<SpeakerChange> update(SpeakerLevels speaking) {
    std::vector<SpeakerChange> changes;
    for (const auto& [sid, level] : speaking) changes.push_back({sid, level, true});
    for (const auto& [sid, level] : speaking_)
      if (!speaking.contains(sid)) changes.push_back({sid, 0, false});
    speaking_ = std::move(speaking);
    return changes;
  }

  // What somebody who knows nothing yet is told.
  std::vector<SpeakerChange> all() const {
    std::vector<SpeakerChange> all;
    for (const auto& [sid, level] : speaking_) all.push_back({sid, level, true});
    return all;
  }

  const SpeakerLevels& speaking() const { return speaking_; }
  void forget(const std::string& participant_sid) { speaking_.erase(participant_sid); }

 private:
  SpeakerLevels speaking_;
};

}  // namespace hemicycle::livekit
