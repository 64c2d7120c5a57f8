#include "livekit/rooms.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <spdlog/spdlog.h>

#include "base/bug.h"
#include "base/text.h"

namespace hemicycle::livekit {
namespace {

// What each event does to the participant that it is about.
void apply(Room& room, Participant& participant, const media::PeerConnected& event, Now now) {
  room.handle_connected(participant, event.peer, now);
}
void apply(Room& room, Participant& participant, const media::PeerFailed& event, Now now) {
  if (event.cause != media::FailureCause::kClosedByPeer)  // it leaves in order
    spdlog::info("event=peer_failed room={} identity={} cause={}", quoted(room.name()),
                 quoted(participant.identity()), quoted(media::to_string(event.cause)));
  room.handle_failed(participant, event.cause, now);
}
void apply(Room& room, Participant& participant, const media::DataChannelOpened& event, Now) {
  room.handle_channel_opened(participant, event);
}
void apply(Room& room, Participant& participant, const media::DataChannelClosed& event, Now) {
  room.handle_channel_closed(participant, event);
}
void apply(Room& room, Participant& participant, const media::DataReceived& event, Now now) {
  room.handle_data(participant, event, now);
}
void apply(Room& room, Participant& participant, const media::PeerStatistics& event, Now now) {
  room.handle_statistics(participant, event, now);
}

void log_departure(const Room& room, const Participant& participant,
                   proto::DisconnectReason reason) {
  spdlog::info("event=departure room={} identity={} reason={}", quoted(room.name()),
               quoted(participant.identity()), proto::DisconnectReason_Name(reason));
}

constexpr Duration kLimitedPause = std::chrono::minutes(1);

}  // namespace

Rooms::Rooms(MediaPort& media, RandomSource& random, RoomSettings settings, RenewToken renew_token)
    : settings_(settings),
      world_{media,
             random,
             settings_,
             counters_,
             std::move(renew_token),
             [this](media::PeerId peer, Room& room, std::string_view sid) {
               seats_[peer] = {&room, std::string(sid)};
             },
             [this](media::PeerId peer) { seats_.erase(peer); },
             log_departure,
             [this](const Room& room, const Participant& author, Instant now) {
               note_limited(room, author, now);
             }} {}

std::size_t Rooms::participant_count() const {
  std::size_t count = 0;
  for (const auto& [name, room] : rooms_) count += room->size();
  return count;
}

// Who floods is named once in a while, with how often it had to wait since.
void Rooms::note_limited(const Room& room, const Participant& author, Instant now) {
  ++counters_.announcements_limited;
  ++limited_since_;
  if (now < limited_told_at_ + kLimitedPause) return;
  spdlog::warn("event=announcements_limited room={} identity={} count={}", quoted(room.name()),
               quoted(author.identity()), std::exchange(limited_since_, 0));
  limited_told_at_ = now;
}

Room& Rooms::open(std::string_view name, Now now) {
  if (Room* room = find(name)) return *room;
  spdlog::info("event=room_opened room={}", quoted(name));
  auto room = std::make_unique<Room>(std::string(name), world_, now);
  return *rooms_.emplace(std::string(name), std::move(room)).first->second;
}

Room* Rooms::find(std::string_view name) {
  auto found = rooms_.find(name);
  return found == rooms_.end() ? nullptr : found->second.get();
}

void Rooms::handle_event(const media::Event& event, Now now) {
  std::visit([&](const auto& known) { handle(known, now); }, event);
}

void Rooms::handle(const media::SpeakersChanged& event, Now) {
  levels_[event.worker] = event.speaking;
  merge_speakers();
}

template <typename PeerEvent>
void Rooms::handle(const PeerEvent& event, Now now) {
  // The codec is known from the answer, and rooms show a track once it is negotiated.
  if constexpr (!std::is_same_v<PeerEvent, media::TrackStarted>) {
    auto seat = seats_.find(event.peer);
    if (seat == seats_.end()) return;
    Room* room = seat->second.room;
    std::string sid = seat->second.participant_sid;
    Participant* participant = room->find(sid);
    try {
      BUG_IF(!participant);
      apply(*room, *participant, event, now);
    } catch (const Bug& bug) {
      spdlog::error("event=bug where=room room={} sid={} what={}", quoted(room->name()), sid,
                    quoted(bug.what()));
      if (Participant* still = room->find(sid))
        room->remove(*still, proto::STATE_MISMATCH, Farewell::kReconnect);
    }
  }
}

void Rooms::merge_speakers() {
  std::map<Room*, SpeakerLevels> levels;
  for (const auto& [worker, speaking] : levels_) {
    for (const media::AudioLevel& level : speaking) {
      auto seat = seats_.find(level.peer);
      if (seat == seats_.end()) continue;
      float& loudest = levels[seat->second.room][seat->second.participant_sid];
      loudest = std::max(loudest, level.level);
    }
  }
  for (auto& [name, room] : rooms_) room->handle_speakers(std::move(levels[room.get()]));
}

// A broken invariant in a room's own clock costs its participants their places, as nobody is nearer
// to blame; the other rooms go on.
void Rooms::run_clock(Room& room, Now now) {
  if (now.instant < room.next_deadline()) return;
  try {
    room.handle_timeout(now);
  } catch (const Bug& bug) {
    spdlog::error("event=bug where=room room={} what={}", quoted(room.name()), quoted(bug.what()));
    room.close(proto::STATE_MISMATCH, now);
  }
}

void Rooms::handle_timeout(Now now) {
  for (auto entry = rooms_.begin(); entry != rooms_.end();) {
    Room& room = *entry->second;
    run_clock(room, now);
    if (room.is_over(now.instant)) {
      spdlog::info("event=room_closed room={}", quoted(room.name()));
      entry = rooms_.erase(entry);
    } else {
      ++entry;
    }
  }
}

void Rooms::close_all(proto::DisconnectReason reason, Now now) {
  for (auto& [name, room] : rooms_) room->close(reason, now);
}

}  // namespace hemicycle::livekit
