#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/random.h"
#include "base/time.h"
#include "livekit/announcements.h"
#include "livekit/participant.h"
#include "livekit/ports.h"
#include "livekit/room_settings.h"
#include "livekit/room_speakers.h"
#include "livekit_signal.pb.h"

namespace hemicycle::livekit {

class Room;

// The world around a room. All references outlive it.
struct RoomWorld {
  MediaPort& media;
  RandomSource& random;
  const RoomSettings& settings;
  RoomCounters& counters;
  // A fresh token with the same claims, for a participant that stays.
  std::function<std::string(const Grants&, WallTime)> renew_token;
  // So that who is meant can be found by what the media plane names.
  std::function<void(media::PeerId, Room&, std::string_view participant_sid)> peer_added;
  std::function<void(media::PeerId)> peer_removed;
  // For the log.
  std::function<void(const Room&, const Participant&, proto::DisconnectReason)> departed;
  std::function<void(const Room&, const Participant&, Instant)> author_limited;
};

// How a participant parts from the room, as it is told itself.
enum class Farewell : std::uint8_t {
  kNone,        // it said so, or its connection is gone
  kDisconnect,  // it shall not come back by itself
  kReconnect,   // it shall join anew
};

// One room: its participants and what they may see and hear of each other. A state machine without
// sockets or threads: requests and media events go in, messages to the participants' signal ports
// and commands to the media port come out, and the time is told with each call. It does not know
// what the meeting's rules are.
class Room {
 public:
  Room(std::string name, RoomWorld& world, Now now);
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;
  ~Room();

  // ---- Signalling ----

  bool is_full() const { return participants_.size() >= world_.settings.participants_max; }
  // Lets someone in who has been authorised and returns its sid; an older participant of the
  // same identity goes. The new one may be gone at once, if its offer is no good.
  std::string join(Grants grants, const proto::JoinRequest& request, SignalPort& signal, Now now,
                   Connections connections = Connections::kOne);
  // A participant's new connection in place of a lost one; false when it is unknown (any more).
  bool resume(std::string_view sid, std::string_view identity, const proto::JoinRequest& request,
              SignalPort& signal, Now now);
  // The participant may be gone when this returns.
  void handle_request(Participant& from, const proto::SignalRequest& request, Now now);
  void handle_signal_lost(Participant& participant, Now now);

  // ---- Media ----

  void handle_connected(Participant& participant, media::PeerId peer, Now now);
  void handle_failed(Participant& participant, media::FailureCause cause, Now now);
  void handle_channel_opened(Participant& participant, const media::DataChannelOpened& event);
  void handle_channel_closed(Participant& participant, const media::DataChannelClosed& event);
  void handle_data(Participant& from, const media::DataReceived& event, Now now);
  void handle_statistics(Participant& participant, const media::PeerStatistics& event, Now now);
  void handle_speakers(SpeakerLevels speaking);

  // ---- Time ----

  Instant next_deadline() const;
  void handle_timeout(Now now);
  // Nobody has been here for so long that the room may be forgotten.
  bool is_over(Instant now) const;

  // ---- What the server itself may do (the chair's commands end here) ----

  void remove_participant(std::string_view identity, Now now);
  // Whether it is hidden stays as it was at the join.
  void set_permission(std::string_view identity, const Permission& permission, Now now);
  void set_track_muted(std::string_view identity, std::string_view track_sid, bool muted, Now now);
  void set_metadata(std::string metadata, Now now);
  // Everyone is told to go.
  void close(proto::DisconnectReason reason, Now now);

  // ---- For the functions that do the work ----

  const std::string& name() const { return name_; }
  const std::string& sid() const { return sid_; }
  const std::string& metadata() const { return metadata_; }
  RoomWorld& world() { return world_; }
  MediaPort& media() { return world_.media; }
  Now now() const { return now_; }

  Participant* find(std::string_view sid);
  Participant* find_by_identity(std::string_view identity);
  template <typename Visit>
  void for_each(Visit visit) {
    for (auto& [sid, participant] : participants_) visit(*participant);
  }
  std::size_t visible_count() const;
  std::size_t size() const { return participants_.size(); }

  proto::Room description() const;
  // Nothing is sent to someone whose connection is lost: it is told the state when it resumes.
  void send(Participant& to, const proto::SignalResponse& message);
  void send(Participant& to, SharedMessage message);
  // It has not read what it was sent by far; what others do is not added to that.
  bool is_behind(const Participant& participant) const;
  // The rest of what it missed; who has changed it knows already.
  void tell_missed(Participant& to, const MissedNews& missed);
  // A participant has changed: the others are told, and itself when it was not its own doing.
  enum class Tell { kOthers, kEveryone };
  void announce(Participant& participant, Tell tell);
  void remove(Participant& participant, proto::DisconnectReason reason, Farewell farewell);
  bool is_muted_by_server(std::string_view identity, proto::TrackType type) const;
  void note_server_mute(std::string_view identity, proto::TrackType type, bool muted);
  // Soon, and once for all that changes until then, ask for the offer that it may need.
  void want_sections(Participant& participant);

 private:
  void greet(Participant& participant, const proto::JoinRequest& request);
  void depart(Participant& participant, proto::DisconnectReason reason);
  void tick();
  void tick_participant(Participant& participant);
  bool ends_in_tick(Participant& participant);
  void ask_for_due_sections();
  void tell_qualities();
  void send_qualities(Participant& to);
  void tell_description();
  // To whoever is not behind; `note` says what the others missed.
  template <typename Note>
  void tell_everyone(const proto::SignalResponse& message, Note note);
  // To a newcomer: whoever speaks already is told again only when that changes.
  void tell_speakers(Participant& to);

  std::string name_;
  std::string sid_;
  RoomWorld& world_;
  Now now_;
  Now created_;
  std::string metadata_;
  std::map<std::string, std::unique_ptr<Participant>, std::less<>> participants_;  // by sid
  std::set<std::pair<std::string, proto::TrackType>> server_mutes_;                // by identity
  Announcements announcements_;
  RoomSpeakers speakers_;
  bool description_changed_ = false;
  Instant empty_since_;
  bool was_joined_ = false;
  Instant tick_at_;
  Instant sections_at_ = kNever;
};

}  // namespace hemicycle::livekit
