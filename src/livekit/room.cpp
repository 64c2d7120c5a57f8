#include "livekit/room.h"

#include <algorithm>
#include <utility>

#include "base/bug.h"
#include "livekit/data_routing.h"
#include "livekit/identifiers.h"
#include "livekit/negotiating.h"
#include "livekit/publishing.h"
#include "livekit/requests.h"
#include "livekit/subscribing.h"
#include "livekit/wire_forms.h"

namespace hemicycle::livekit {
namespace {

constexpr Duration kTick = std::chrono::milliseconds(250);
// Tracks that begin together (a camera and a microphone, everyone after a break) are asked for with
// one new offer.
constexpr Duration kSectionsDelay = std::chrono::milliseconds(20);

proto::LeaveRequest::Action action_of(Farewell farewell) {
  return farewell == Farewell::kReconnect ? proto::LeaveRequest::RECONNECT
                                          : proto::LeaveRequest::DISCONNECT;
}

proto::SignalResponse speakers_changed(const std::vector<SpeakerChange>& changes) {
  proto::SignalResponse response;
  for (const SpeakerChange& change : changes) {
    proto::SpeakerInfo& speaker = *response.mutable_speakers_changed()->add_speakers();
    speaker.set_sid(change.participant_sid);
    speaker.set_level(change.level);
    speaker.set_active(change.active);
  }
  return response;
}

// A client that has this much to read is not sent more of what others do.
constexpr std::size_t kUnreadBytesMax = 64 * 1024;

SharedMessage serialised(const proto::SignalResponse& message) {
  return std::make_shared<const std::string>(message.SerializeAsString());
}

void take_client(Participant& participant, const proto::JoinRequest& request) {
  participant.client_protocol = request.client_info().client_protocol();
  // Everyone else is sent them, so a client tells no more than there are.
  constexpr std::size_t kCapabilitiesMax = 32;
  for (int capability : request.client_info().capabilities())
    if (participant.capabilities.size() < kCapabilitiesMax)
      participant.capabilities.push_back(capability);
  if (request.has_connection_settings())
    participant.auto_subscribe = request.connection_settings().auto_subscribe();
}

proto::ConnectionQualityInfo quality_of(const Participant& participant, Instant now) {
  proto::ConnectionQualityInfo out;
  out.set_participant_sid(participant.sid);
  out.set_quality(static_cast<proto::ConnectionQuality>(participant.quality.grade(now)));
  out.set_score(participant.quality.score());
  return out;
}

}  // namespace

Room::Room(std::string name, RoomWorld& world, Now now)
    : name_(std::move(name)),
      sid_(new_sid(kRoomPrefix, world.random)),
      world_(world),
      now_(now),
      created_(now),
      empty_since_(now.instant),
      tick_at_(now.instant + kTick) {}

Room::~Room() = default;

// ---- Signalling ----

std::string Room::join(Grants grants, const proto::JoinRequest& request, SignalPort& signal,
                       Now now, Connections connections) {
  now_ = now;
  if (Participant* older = find_by_identity(grants.identity))
    remove(*older, proto::DUPLICATE_IDENTITY, Farewell::kDisconnect);
  auto owned =
      std::make_unique<Participant>(new_sid(kParticipantPrefix, world_.random), std::move(grants));
  Participant& participant = *owned;
  participant.joined_at = now.wall;
  participant.signal = &signal;
  participant.token_due = now.instant;
  take_client(participant, request);
  participants_.emplace(participant.sid, std::move(owned));
  open_connection(*this, participant, connections);
  ++world_.counters.joins;
  was_joined_ = true;
  description_changed_ = true;
  std::string sid = participant.sid;
  try {
    greet(participant, request);
  } catch (const Bug&) {  // whoever could not be greeted does not stay behind without a connection
    if (Participant* still = find(sid)) remove(*still, proto::STATE_MISMATCH, Farewell::kNone);
    throw;
  }
  return sid;
}

void Room::greet(Participant& participant, const proto::JoinRequest& request) {
  proto::JoinResponse join;
  *join.mutable_room() = description();
  *join.mutable_participant() = to_proto(participant);
  join.set_subscriber_primary(participant.receiving.has_value());
  *join.mutable_server_info() = server_info();
  join.set_server_version(join.server_info().version());
  join.set_ping_interval(static_cast<std::int32_t>(
      std::chrono::ceil<std::chrono::seconds>(world_.settings.ping_interval).count()));
  join.set_ping_timeout(static_cast<std::int32_t>(
      std::chrono::ceil<std::chrono::seconds>(world_.settings.ping_timeout).count()));
  for (std::string_view mime : publishable_mime_types())
    join.add_enabled_publish_codecs()->set_mime(std::string(mime));
  send(participant, std::make_shared<const std::string>(
                        join_with_others(*this, participant, join.SerializeAsString())));

  announce(participant, Tell::kOthers);
  for (const proto::AddTrackRequest& track : request.add_track_requests())
    add_track(*this, participant, track);
  offer_all_tracks(*this, participant);
  if (participant.receiving) ask_for_sections(*this, participant);
  answer_joining_offer(*this, participant, request);
}

bool Room::resume(std::string_view sid, std::string_view identity,
                  const proto::JoinRequest& request, SignalPort& signal, Now now) {
  now_ = now;
  Participant* participant = find(sid);
  if (!participant || participant->identity() != identity) return false;
  if (participant->signal) participant->signal->close();
  participant->signal = &signal;
  participant->lost_at = kNever;
  participant->missed = {};
  ++world_.counters.resumes;
  proto::SignalResponse response;
  *response.mutable_reconnect()->mutable_server_info() = server_info();
  response.mutable_reconnect()->set_last_message_seq(participant->last_reliable_sequence);
  send(*participant, response);
  // Whatever changed meanwhile.
  send(*participant, std::make_shared<const std::string>(update_of_everyone(*this, *participant)));
  tell_speakers(*participant);
  renew_negotiation(*this, *participant);
  if (!request.publisher_offer().sdp().empty())
    answer_offer(*this, *participant, request.publisher_offer());
  return true;
}

void Room::handle_request(Participant& from, const proto::SignalRequest& request, Now now) {
  now_ = now;
  dispatch_request(*this, from, request);
}

void Room::handle_signal_lost(Participant& participant, Now now) {
  now_ = now;
  participant.signal = nullptr;
  participant.lost_at = now.instant;
  // It closed its media in order, then its signalling: it has left, without a word.
  if (participant.media_closed_at != kNever)
    remove(participant, proto::CLIENT_INITIATED, Farewell::kNone);
}

// ---- Media ----

void Room::handle_connected(Participant& participant, media::PeerId peer, Now now) {
  now_ = now;
  if (peer != participant.receiving_peer()) return;
  if (participant.receiving) open_channels(*this, participant);
  if (participant.state == proto::ParticipantInfo::ACTIVE) return;
  participant.state = proto::ParticipantInfo::ACTIVE;
  announce(participant, Tell::kEveryone);
  send_qualities(participant);
  tell_speakers(participant);
}

void Room::handle_failed(Participant& participant, media::FailureCause cause, Now now) {
  now_ = now;
  if (cause == media::FailureCause::kClosedByPeer) {
    // Whoever leaves closes its media and says so; which of the two comes first is chance.
    if (!participant.signal) return remove(participant, proto::CLIENT_INITIATED, Farewell::kNone);
    participant.media_closed_at = std::min(participant.media_closed_at, now.instant);
    return;
  }
  bool never = cause == media::FailureCause::kNeverConnected;
  remove(participant, never ? proto::JOIN_FAILURE : proto::MEDIA_FAILURE, Farewell::kReconnect);
}

void Room::handle_channel_opened(Participant& participant, const media::DataChannelOpened& event) {
  std::erase_if(participant.channels, [&](const OpenChannel& channel) {
    return channel.peer == event.peer && channel.label == event.label;
  });
  participant.channels.push_back({event.label, event.peer, event.channel});
  flush_waiting_data(*this, participant, event.label);
}

void Room::handle_channel_closed(Participant& participant, const media::DataChannelClosed& event) {
  std::erase_if(participant.channels, [&](const OpenChannel& channel) {
    return channel.peer == event.peer && channel.id == event.channel;
  });
}

void Room::handle_data(Participant& from, const media::DataReceived& event, Now now) {
  now_ = now;
  route_data(*this, from, event);
}

void Room::handle_statistics(Participant& participant, const media::PeerStatistics& event,
                             Now now) {
  now_ = now;
  participant.quality.add(event, now.instant);
}

void Room::handle_speakers(SpeakerLevels speaking) {
  std::erase_if(speaking, [&](const auto& entry) {
    Participant* participant = find(entry.first);
    return !participant || participant->permission().hidden;
  });
  std::vector<SpeakerChange> changes = speakers_.update(std::move(speaking));
  if (changes.empty()) return;
  tell_everyone(speakers_changed(changes), [&](MissedNews& missed) {
    for (const SpeakerChange& change : changes) missed.speakers.insert(change.participant_sid);
  });
}

void Room::tell_speakers(Participant& to) {
  std::vector<SpeakerChange> all = speakers_.all();
  if (!all.empty()) send(to, speakers_changed(all));
}

// ---- Time ----

Instant Room::next_deadline() const {
  return std::min({tick_at_, sections_at_, announcements_.next_deadline()});
}

void Room::handle_timeout(Now now) {
  now_ = now;
  // Who a track belongs to is told before the track.
  announcements_.handle_timeout(*this, now.instant);
  if (now.instant >= sections_at_) ask_for_due_sections();
  if (now.instant < tick_at_) return;
  tick_at_ = now.instant + kTick;
  tick();
}

void Room::ask_for_due_sections() {
  sections_at_ = kNever;
  for_each([&](Participant& participant) {
    if (now_.instant >= participant.sections_due_at) {
      participant.sections_due_at = kNever;
      ask_for_sections(*this, participant);
    }
    sections_at_ = std::min(sections_at_, participant.sections_due_at);
  });
}

void Room::tick() {
  std::vector<std::string> sids;
  for_each([&](const Participant& participant) { sids.push_back(participant.sid); });
  for (const std::string& sid : sids)
    if (Participant* participant = find(sid)) tick_participant(*participant);
  announcements_.catch_up(*this);
  tell_qualities();
  if (std::exchange(description_changed_, false)) tell_description();
}

template <typename Note>
void Room::tell_everyone(const proto::SignalResponse& message, Note note) {
  SharedMessage shared = serialised(message);
  for_each([&](Participant& to) {
    if (is_behind(to))
      note(to.missed);
    else
      send(to, shared);
  });
}

void Room::tell_description() {
  proto::SignalResponse response;
  *response.mutable_room_update()->mutable_room() = description();
  tell_everyone(response, [](MissedNews& missed) { missed.description = true; });
}

void Room::tell_missed(Participant& to, const MissedNews& missed) {
  std::vector<SpeakerChange> changes;
  for (const std::string& sid : missed.speakers) {
    auto speaking = speakers_.speaking().find(sid);
    bool speaks = speaking != speakers_.speaking().end();
    changes.push_back({sid, speaks ? speaking->second : 0, speaks});
  }
  if (!changes.empty()) send(to, speakers_changed(changes));
  if (missed.qualities) send_qualities(to);
  if (!missed.description) return;
  proto::SignalResponse response;
  *response.mutable_room_update()->mutable_room() = description();
  send(to, response);
}

// Whether it is over with a participant that has been silent or half gone for long enough.
bool Room::ends_in_tick(Participant& participant) {
  Duration grace = world_.settings.resume_grace;
  if (!participant.signal) {
    if (now_.instant - participant.lost_at < grace) return false;
    remove(participant, proto::SIGNAL_CLOSE, Farewell::kNone);
    return true;
  }
  if (now_.instant < participant.media_closed_at ||
      now_.instant - participant.media_closed_at < grace)
    return false;
  remove(participant, proto::MEDIA_FAILURE, Farewell::kReconnect);
  return true;
}

void Room::tick_participant(Participant& participant) {
  if (ends_in_tick(participant) || !participant.signal) return;
  if (now_.instant >= participant.held_until) {
    participant.held_until = kNever;
    std::string sid = participant.sid;
    answer_held_offer(*this, participant);
    if (!find(sid)) return;
  }
  if (now_.instant < participant.token_due) return;
  participant.token_due = now_.instant + world_.settings.token_validity / 2;
  proto::SignalResponse response;
  response.set_refresh_token(world_.renew_token(participant.grants, now_.wall));
  send(participant, response);
}

void Room::tell_qualities() {
  proto::SignalResponse response;
  for_each([&](Participant& participant) {
    if (participant.quality.take_change(now_.instant) && !participant.permission().hidden)
      *response.mutable_connection_quality()->add_updates() = quality_of(participant, now_.instant);
  });
  if (!response.has_connection_quality()) return;
  tell_everyone(response, [](MissedNews& missed) { missed.qualities = true; });
}

void Room::send_qualities(Participant& to) {
  proto::SignalResponse response;
  for_each([&](const Participant& other) {
    if (other.quality.started() && !other.permission().hidden)
      *response.mutable_connection_quality()->add_updates() = quality_of(other, now_.instant);
  });
  if (response.has_connection_quality()) send(to, response);
}

bool Room::is_over(Instant now) const {
  if (!participants_.empty()) return false;
  const RoomSettings& settings = world_.settings;
  return now - empty_since_ >= (was_joined_ ? settings.departure_timeout : settings.empty_timeout);
}

// ---- What the server itself may do ----

void Room::remove_participant(std::string_view identity, Now now) {
  now_ = now;
  if (Participant* participant = find_by_identity(identity))
    remove(*participant, proto::PARTICIPANT_REMOVED, Farewell::kDisconnect);
}

void Room::set_permission(std::string_view identity, const Permission& permission, Now now) {
  now_ = now;
  Participant* participant = find_by_identity(identity);
  if (!participant || participant->permission() == permission) return;
  bool was_subscriber = participant->permission().can_subscribe;
  bool was_hidden = participant->permission().hidden;
  participant->grants.permission = permission;
  participant->grants.permission.hidden = was_hidden;
  end_forbidden_tracks(*this, *participant);
  end_forbidden_subscriptions(*this, *participant);
  if (!was_subscriber && permission.can_subscribe) offer_all_tracks(*this, *participant);
  announce(*participant, Tell::kEveryone);
}

void Room::set_track_muted(std::string_view identity, std::string_view track_sid, bool muted,
                           Now now) {
  now_ = now;
  Participant* participant = find_by_identity(identity);
  if (participant) set_muted_by_server(*this, *participant, track_sid, muted);
}

bool Room::is_muted_by_server(std::string_view identity, proto::TrackType type) const {
  return server_mutes_.contains({std::string(identity), type});
}

void Room::note_server_mute(std::string_view identity, proto::TrackType type, bool muted) {
  if (muted)
    server_mutes_.emplace(identity, type);
  else
    server_mutes_.erase({std::string(identity), type});
}

void Room::set_metadata(std::string metadata, Now now) {
  now_ = now;
  metadata_ = std::move(metadata);
  description_changed_ = true;
}

void Room::close(proto::DisconnectReason reason, Now now) {
  now_ = now;
  while (!participants_.empty())
    remove(*participants_.begin()->second, reason, Farewell::kDisconnect);
}

// ---- For the functions that do the work ----

Participant* Room::find(std::string_view sid) {
  auto found = participants_.find(sid);
  return found == participants_.end() ? nullptr : found->second.get();
}

Participant* Room::find_by_identity(std::string_view identity) {
  for (auto& [sid, participant] : participants_)
    if (participant->identity() == identity) return participant.get();
  return nullptr;
}

std::size_t Room::visible_count() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      participants_, [](const auto& entry) { return !entry.second->permission().hidden; }));
}

proto::Room Room::description() const {
  proto::Room room;
  room.set_sid(sid_);
  room.set_name(name_);
  room.set_metadata(metadata_);
  room.set_creation_time(unix_seconds(created_.wall));
  room.set_creation_time_ms(unix_milliseconds(created_.wall));
  room.set_num_participants(static_cast<std::uint32_t>(visible_count()));
  auto publishes = [](const auto& entry) {
    return !entry.second->permission().hidden &&
           std::ranges::any_of(entry.second->tracks,
                               [](const auto& track) { return track.second.incoming.has_value(); });
  };
  room.set_num_publishers(
      static_cast<std::uint32_t>(std::ranges::count_if(participants_, publishes)));
  room.set_max_participants(static_cast<std::uint32_t>(world_.settings.participants_max));
  for (std::string_view mime : publishable_mime_types())
    room.add_enabled_codecs()->set_mime(std::string(mime));
  return room;
}

void Room::send(Participant& to, const proto::SignalResponse& message) {
  if (to.signal) to.signal->send(serialised(message));
}

void Room::send(Participant& to, SharedMessage message) {
  if (to.signal) to.signal->send(std::move(message));
}

bool Room::is_behind(const Participant& participant) const {
  return participant.signal && participant.signal->unsent_bytes() > kUnreadBytesMax;
}

void Room::announce(Participant& participant, Tell tell) {
  ++participant.version;
  description_changed_ = true;
  announcements_.note_change(*this, participant, tell == Tell::kEveryone, now_.instant);
}

void Room::remove(Participant& participant, proto::DisconnectReason reason, Farewell farewell) {
  if (farewell != Farewell::kNone) {
    proto::SignalResponse response;
    proto::LeaveRequest& leave = *response.mutable_leave();
    leave.set_reason(reason);
    leave.set_action(action_of(farewell));
    leave.set_can_reconnect(farewell == Farewell::kReconnect);
    send(participant, response);
  }
  if (SignalPort* signal = std::exchange(participant.signal, nullptr)) signal->close();
  depart(participant, reason);
}

void Room::depart(Participant& participant, proto::DisconnectReason reason) {
  world_.departed(*this, participant, reason);
  for (const auto& [sid, track] : participant.tracks) withdraw_track(*this, sid);
  participant.tracks.clear();
  participant.state = proto::ParticipantInfo::DISCONNECTED;
  ++participant.version;
  proto::ParticipantInfo gone = to_proto(participant);
  gone.set_disconnect_reason(reason);
  announcements_.note_departure(*this, participant, gone.SerializeAsString(), now_.instant);

  close_connections(*this, participant);
  speakers_.forget(participant.sid);
  ++world_.counters.departures;
  participants_.erase(participants_.find(participant.sid));
  description_changed_ = true;
  if (participants_.empty()) empty_since_ = now_.instant;
}

void Room::want_sections(Participant& participant) {
  if (participant.sections_due_at == kNever)
    participant.sections_due_at =
        std::max(now_.instant + kSectionsDelay, participant.sections_pace.earliest());
  sections_at_ = std::min(sections_at_, participant.sections_due_at);
}

}  // namespace hemicycle::livekit
