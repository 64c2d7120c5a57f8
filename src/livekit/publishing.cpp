#include "livekit/publishing.h"

#include <algorithm>

#include "livekit/identifiers.h"
#include "livekit/subscribing.h"
#include "livekit/wire_forms.h"

namespace hemicycle::livekit {
namespace {

TrackSource source_of(const proto::AddTrackRequest& request) {
  return static_cast<TrackSource>(request.source());
}

// More than any client says of a track; everyone else is sent it, again with each change.
constexpr std::size_t kDescriptionBytesMax = 4 * 1024;

// A grant for a microphone is none for a picture that calls itself one.
bool may_publish(const Participant& owner, const proto::AddTrackRequest& request) {
  TrackSource source = source_of(request);
  if (!owner.permission().can_publish_source(source)) return false;
  if (owner.permission().publish_sources.empty()) return true;
  bool is_audio = request.type() == proto::AUDIO;
  return source == TrackSource::kUnknown || is_audio == (source == TrackSource::kMicrophone ||
                                                         source == TrackSource::kScreenShareAudio);
}

void refuse(Room& room, Participant& owner, const proto::AddTrackRequest& request,
            proto::RequestResponse::Reason reason, std::string message) {
  ++room.world().counters.requests_refused;
  proto::SignalResponse response;
  auto& answer = *response.mutable_request_response();
  answer.set_reason(reason);
  answer.set_message(std::move(message));
  *answer.mutable_add_track() = request;
  room.send(owner, response);
}

void confirm(Room& room, Participant& owner, const PublishedTrack& track) {
  proto::SignalResponse response;
  auto& published = *response.mutable_track_published();
  published.set_cid(track.cids.front());
  *published.mutable_track() = track.info;
  room.send(owner, response);
}

std::vector<std::string> cids_of(const proto::AddTrackRequest& request) {
  std::vector<std::string> cids = {request.cid()};
  for (const proto::SimulcastCodec& codec : request.simulcast_codecs())
    if (!codec.cid().empty() && codec.cid() != request.cid()) cids.push_back(codec.cid());
  return cids;
}

bool has_feature(const proto::AddTrackRequest& request, proto::AudioTrackFeature feature) {
  return std::ranges::find(request.audio_features(), feature) != request.audio_features().end();
}

wire::ReceivePreference preference_of(const proto::AddTrackRequest& request) {
  wire::ReceivePreference preference;
  if (request.simulcast_codecs_size() > 0)
    preference.codec = codec_of_mime_type(request.simulcast_codecs(0).codec());
  preference.stereo = request.stereo() || has_feature(request, proto::TF_STEREO);
  preference.dtx = !request.disable_dtx() && !has_feature(request, proto::TF_NO_DTX);
  return preference;
}

proto::TrackInfo describe(const proto::AddTrackRequest& request, std::string sid) {
  proto::TrackInfo info;
  info.set_sid(std::move(sid));
  info.set_type(request.type());
  info.set_name(request.name());
  info.set_source(request.source());
  info.set_muted(request.muted());
  info.set_width(request.width());
  info.set_height(request.height());
  info.set_disable_dtx(request.disable_dtx());
  info.set_stereo(request.stereo());
  info.set_disable_red(true);  // redundant audio is not negotiated
  info.set_encryption(request.encryption());
  info.set_stream(request.stream());
  *info.mutable_layers() = request.layers();
  *info.mutable_audio_features() = request.audio_features();
  *info.mutable_packet_trailer_features() = request.packet_trailer_features();
  return info;
}

// The announced track of that name which no section carries yet. One that is carried may have the
// same name: a client that unpublishes and publishes again uses it twice.
PublishedTrack* find_waiting(Participant& owner, std::string_view cid) {
  for (auto& [sid, track] : owner.tracks)
    if (!track.incoming && std::ranges::find(track.cids, cid) != track.cids.end()) return &track;
  return nullptr;
}

bool is_kind(const PublishedTrack& track, wire::MediaKind kind) {
  return (track.info.type() == proto::AUDIO) == (kind == wire::MediaKind::kAudio);
}

// The announced track that this section carries: by the name that the client gave it, or, if
// the offer has no such name, the first of that kind that still waits.
PublishedTrack* track_for(Participant& owner, const wire::ReceivedSection& section) {
  if (PublishedTrack* named = find_waiting(owner, section.msid_track))
    return is_kind(*named, section.kind) ? named : nullptr;
  for (auto& [sid, track] : owner.tracks) {
    bool is_named_elsewhere = std::ranges::any_of(owner.received, [&](const auto& other) {
      return std::ranges::find(track.cids, other.msid_track) != track.cids.end();
    });
    if (!track.incoming && is_kind(track, section.kind) && !is_named_elsewhere) return &track;
  }
  return nullptr;
}

void describe_codec(PublishedTrack& track, const wire::ReceivedSection& section) {
  std::string mime = mime_type(section.kind, section.codec.name);
  track.info.set_mid(section.mid);
  track.info.set_mime_type(mime);
  track.info.set_simulcast(section.rids.size() > 1 || section.ssrcs.size() > 1);
  track.info.clear_codecs();
  proto::SimulcastCodecInfo& codec = *track.info.add_codecs();
  codec.set_mime_type(mime);
  codec.set_mid(section.mid);
  codec.set_cid(track.cids.front());
  codec.set_sdp_cid(section.msid_track);
  *codec.mutable_layers() = track.info.layers();
}

// Tells the media plane where the track arrives. The same id again replaces the parameters.
void receive(Room& room, const Participant& owner, PublishedTrack& track,
             const wire::ReceivedSection& section) {
  if (!track.incoming)
    track.incoming.emplace(room.media().new_track(owner.publishing->peer), section);
  track.incoming->section = section;
  describe_codec(track, section);
  media::TrackId id = track.incoming->id;
  room.media().post(media::ReceiveTrack{owner.publishing->peer, id, section.kind, section.mid,
                                        to_media(section.codec), to_media(section.extensions),
                                        layers_of(section)});
  room.media().post(media::SetTrackMuted{id, track.info.muted()});
}

void end_track(Room& room, Participant& owner, const std::string& sid) {
  withdraw_track(room, sid);
  auto track = owner.tracks.find(sid);
  if (track->second.incoming) room.media().post(media::StopReceiving{track->second.incoming->id});
  owner.tracks.erase(track);
}

const wire::ReceivedSection* section_of(const Participant& owner, const PublishedTrack& track) {
  for (const wire::ReceivedSection& section : owner.received)
    if (section.mid == track.incoming->section.mid) return &section;
  return nullptr;
}

bool is_same_codec(const wire::ReceivedSection& a, const wire::ReceivedSection& b) {
  return a.codec.name == b.codec.name && a.codec.fmtp == b.codec.fmtp;
}

// Follows sections that carry known tracks; true when something that others see has changed.
bool follow_bound_tracks(Room& room, Participant& owner) {
  bool changed = false;
  std::vector<std::string> ended;
  for (auto& [sid, track] : owner.tracks) {
    if (!track.incoming) continue;
    const wire::ReceivedSection* section = section_of(owner, track);
    if (!section) {
      ended.push_back(sid);
    } else if (*section != track.incoming->section) {
      bool has_other_codec = !is_same_codec(*section, track.incoming->section);
      receive(room, owner, track, *section);
      if (has_other_codec) offer_track(room, owner, track);
      changed = true;
    }
  }
  for (const std::string& sid : ended) end_track(room, owner, sid);
  return changed || !ended.empty();
}

}  // namespace

void add_track(Room& room, Participant& owner, const proto::AddTrackRequest& request) {
  using Response = proto::RequestResponse;
  if (request.cid().empty() || request.type() == proto::DATA || !request.sid().empty())
    return refuse(room, owner, request, Response::UNSUPPORTED_TYPE, "cannot publish such a track");
  if (!may_publish(owner, request))
    return refuse(room, owner, request, Response::NOT_ALLOWED, "not allowed to publish this");
  if (request.ByteSizeLong() > kDescriptionBytesMax || request.name().size() > kNameBytesMax)
    return refuse(room, owner, request, Response::LIMIT_EXCEEDED,
                  "the track's description is too long");
  if (const PublishedTrack* known = find_waiting(owner, request.cid()))
    return confirm(room, owner, *known);
  if (owner.tracks.size() >= room.world().settings.tracks_per_participant_max)
    return refuse(room, owner, request, Response::LIMIT_EXCEEDED, "too many tracks");
  std::string sid = new_sid(kTrackPrefix, room.world().random);
  PublishedTrack& track = owner.tracks[sid];
  track.info = describe(request, sid);
  track.cids = cids_of(request);
  track.preference = preference_of(request);
  track.muted_by_server = room.is_muted_by_server(owner.identity(), request.type());
  if (track.muted_by_server) track.info.set_muted(true);
  confirm(room, owner, track);
  bind_tracks(room, owner);
}

void bind_tracks(Room& room, Participant& owner) {
  bool changed = follow_bound_tracks(room, owner);
  std::vector<const PublishedTrack*> begun;
  for (const wire::ReceivedSection& section : owner.received) {
    bool is_taken = std::ranges::any_of(owner.tracks, [&](const auto& entry) {
      return entry.second.incoming && entry.second.incoming->section.mid == section.mid;
    });
    PublishedTrack* track = is_taken ? nullptr : track_for(owner, section);
    if (!track) continue;
    receive(room, owner, *track, section);
    begun.push_back(track);
  }
  if (changed || !begun.empty()) room.announce(owner, Room::Tell::kOthers);
  for (const PublishedTrack* track : begun) offer_track(room, owner, *track);
}

namespace {

void apply_muted(Room& room, Participant& owner, PublishedTrack& track, bool muted) {
  if (track.info.muted() == muted) return;
  track.info.set_muted(muted);
  if (!track.incoming) return;
  room.media().post(media::SetTrackMuted{track.incoming->id, muted});
  room.announce(owner, Room::Tell::kOthers);
}

void tell_muted(Room& room, Participant& owner, const PublishedTrack& track) {
  proto::SignalResponse response;
  response.mutable_mute()->set_sid(track.info.sid());
  response.mutable_mute()->set_muted(track.info.muted());
  room.send(owner, response);
}

}  // namespace

void set_muted(Room& room, Participant& owner, std::string_view track_sid, bool muted) {
  auto entry = owner.tracks.find(std::string(track_sid));
  if (entry == owner.tracks.end()) return;
  if (!muted && entry->second.muted_by_server) {
    ++room.world().counters.requests_refused;
    return tell_muted(room, owner, entry->second);
  }
  apply_muted(room, owner, entry->second, muted);
}

void set_muted_by_server(Room& room, Participant& owner, std::string_view track_sid, bool muted) {
  auto entry = owner.tracks.find(std::string(track_sid));
  if (entry == owner.tracks.end()) return;
  PublishedTrack& track = entry->second;
  track.muted_by_server = muted;
  room.note_server_mute(owner.identity(), track.info.type(), muted);
  apply_muted(room, owner, track, muted);
  tell_muted(room, owner, track);
}

void end_forbidden_tracks(Room& room, Participant& owner) {
  std::vector<std::string> forbidden;
  for (const auto& [sid, track] : owner.tracks)
    if (!owner.permission().can_publish_source(static_cast<TrackSource>(track.info.source())))
      forbidden.push_back(sid);
  for (const std::string& sid : forbidden) {
    end_track(room, owner, sid);
    proto::SignalResponse response;
    response.mutable_track_unpublished()->set_track_sid(sid);
    room.send(owner, response);
  }
}

}  // namespace hemicycle::livekit
