#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "http/web_socket.h"

namespace hemicycle::livekit {

class Room;
struct Participant;

using http::SharedMessage;

// What one participant's changes may cost its audience: bytes to each, at once and over time.
class AnnouncementBudget {
 public:
  // Whether another may be sent now; what it costs is known only then, so the budget may go below
  // nothing once.
  bool is_open(Instant now);
  void spend(std::size_t bytes) { bytes_ -= static_cast<double>(std::max(bytes, kCostMin)); }
  // When it opens again.
  Instant opens_at(Instant now) const;

 private:
  static constexpr double kBytesMax = 64 * 1024;
  static constexpr double kBytesPerSecond = 16 * 1024;
  static constexpr std::size_t kCostMin = 1024;

  double bytes_ = kBytesMax;
  Instant as_of_{};
};

// What a receiver has not been told because it reads more slowly than it is told. It is made good
// by the newest state, not by the history.
struct MissedNews {
  std::set<std::string> participants;     // sids, who have changed
  std::vector<SharedMessage> departures;  // what is told of each who has left
  std::set<std::string> speakers;         // sids, who began or stopped
  bool qualities = false;
  bool description = false;

  bool empty() const {
    return participants.empty() && departures.empty() && speakers.empty() && !qualities &&
           !description;
  }
};

// Tells the participants of a room about each other: what changes within a moment is told with one
// message, written once for all receivers. A change of who is heard or seen is told soon; who only
// listens is told of the later the more there are. Nobody's changes cost the others more than its
// budget, and a receiver that is behind gets the newest state when it has caught up.
class Announcements {
 public:
  // `tell_self`: when the change was not its own doing.
  void note_change(const Room& room, const Participant& changed, bool tell_self, Instant now);
  // `info` is what its ParticipantInfo is from now on.
  void note_departure(const Room& room, const Participant& gone, const std::string& info,
                      Instant now);

  Instant next_deadline() const { return due_at_; }
  void handle_timeout(Room& room, Instant now);
  // Tells those who were behind what they missed.
  void catch_up(Room& room);

 private:
  struct Change {
    bool tell_self = false;
  };
  struct Told {
    std::string sid;
    std::string chunk;  // as it stands in the message
    bool is_hidden = false;
    bool tell_self = false;
  };

  void schedule(const Room& room, bool publishes, Instant now);
  std::vector<Told> take_affordable(Room& room, Instant now);
  void tell(Room& room, const std::vector<Told>& told);

  std::map<std::string, Change> changes_;  // by sid
  std::vector<SharedMessage> departures_;
  Instant due_at_ = kNever;
  Instant told_at_{};
};

// A SignalResponse with an update of everyone whom `to` may see, itself included.
std::string update_of_everyone(Room& room, const Participant& to);
// A SignalResponse with this JoinResponse and everyone but `to` as the other participants.
std::string join_with_others(Room& room, const Participant& to, const std::string& join);

}  // namespace hemicycle::livekit
