#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "livekit/room.h"

namespace hemicycle::livekit {

// All rooms of the server, by name: opened by the first who joins, forgotten some time after the
// last has left. It finds whom an event of the media plane concerns; it knows no sockets.
class Rooms {
 public:
  using RenewToken = std::function<std::string(const Grants&, WallTime)>;
  Rooms(MediaPort& media, RandomSource& random, RoomSettings settings, RenewToken renew_token);

  // The room of this name, opened if there is none.
  Room& open(std::string_view name, Now now);
  Room* find(std::string_view name);
  std::size_t room_count() const { return rooms_.size(); }
  std::size_t participant_count() const;

  // A broken invariant costs the participant its place and nobody else's.
  void handle_event(const media::Event& event, Now now);
  void handle_timeout(Now now);
  void close_all(proto::DisconnectReason reason, Now now);

  const RoomCounters& counters() const { return counters_; }
  RoomCounters& counters() { return counters_; }

 private:
  struct Seat {
    Room* room = nullptr;
    std::string participant_sid;
  };

  void handle(const media::SpeakersChanged& event, Now now);
  template <typename PeerEvent>
  void handle(const PeerEvent& event, Now now);
  void merge_speakers();
  void run_clock(Room& room, Now now);
  void note_limited(const Room& room, const Participant& author, Instant now);

  RoomSettings settings_;
  RoomCounters counters_;
  RoomWorld world_;
  std::map<std::string, std::unique_ptr<Room>, std::less<>> rooms_;
  std::unordered_map<media::PeerId, Seat> seats_;
  std::map<media::WorkerIndex, std::vector<media::AudioLevel>> levels_;
  std::uint64_t limited_since_ = 0;
  Instant limited_told_at_ = Instant() - std::chrono::hours(1);
};

}  // namespace hemicycle::livekit
