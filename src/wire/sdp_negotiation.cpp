#include "wire/sdp_negotiation.h"

#include <algorithm>
#include <set>
#include <utility>

#include "wire/sdp_answer.h"
#include "wire/sdp_text.h"

namespace hemicycle::wire {
namespace {

SectionKind section_kind(MediaKind kind) {
  return kind == MediaKind::kAudio ? SectionKind::kAudio : SectionKind::kVideo;
}

bool client_sends(const OfferedSection& offered) {
  return offered.direction == Direction::kSendOnly || offered.direction == Direction::kSendRecv;
}

const NegotiatedCodec* decoder_of(const OfferedSection& offered, const OutgoingTrack& track) {
  for (const NegotiatedCodec& codec : offered.codecs)
    if (can_decode(codec, track.codec, track.fmtp)) return &codec;
  return nullptr;
}

const OutgoingTrack* find(std::span<const OutgoingTrack> tracks, std::string_view key) {
  auto track = std::ranges::find(tracks, key, &OutgoingTrack::track_key);
  return track == tracks.end() ? nullptr : &*track;
}

bool is_bundled(const SessionDescription& session, std::string_view mid) {
  for (const auto& [name, value] : session.attributes) {
    SdpWords words(value);
    if (name != "group" || words.next() != "BUNDLE") continue;
    while (!words.empty())
      if (words.next() == mid) return true;
  }
  return false;
}

std::optional<SdpError> check_mids(const SessionDescription& session,
                                   std::span<const OfferedSection> sections) {
  std::set<std::string_view> mids;
  for (const OfferedSection& section : sections) {
    if (section.rejected) continue;
    if (section.mid.empty()) return SdpError::kMissingMid;
    if (!mids.insert(section.mid).second) return SdpError::kDuplicateMid;
    if (!is_bundled(session, section.mid)) return SdpError::kNotBundled;
  }
  return std::nullopt;
}

// The whole bundle has the transport of its first section (RFC 8843, 7.2).
Result<RemoteTransport, SdpError> remote_transport(std::span<const OfferedSection> sections) {
  auto first = std::ranges::find(sections, false, &OfferedSection::rejected);
  if (first == sections.end() || first->ice_ufrag.empty() || first->ice_pwd.empty())
    return unexpected(SdpError::kMissingIceCredentials);
  if (first->fingerprint_sha256.empty()) return unexpected(SdpError::kMissingFingerprint);
  if (first->setup != "actpass" && first->setup != "active")
    return unexpected(SdpError::kUnsupportedRole);
  return RemoteTransport{first->ice_ufrag, first->ice_pwd, first->fingerprint_sha256};
}

const NegotiatedCodec* preferred_codec(const OfferedSection& offered,
                                       const ReceivePreference& preference) {
  for (const NegotiatedCodec& codec : offered.codecs)
    if (codec.name == preference.codec) return &codec;
  return offered.codecs.empty() ? nullptr : &offered.codecs.front();
}

ReceivePreference preference_for(const OfferedSection& offered,
                                 const ReceivePreferences& preferences) {
  auto found = preferences.find(offered.msid_track);
  return found == preferences.end() ? ReceivePreference{} : found->second;
}

SectionAnswer receive(const OfferedSection& offered, const ReceivePreference& preference) {
  SectionAnswer answer{Direction::kRecvOnly, {}, nullptr};
  if (const NegotiatedCodec* codec = preferred_codec(offered, preference))
    answer.codecs.push_back(answered_codec(*codec, preference));
  return answer;
}

SectionAnswer send(const OfferedSection& offered, const OutgoingTrack& track) {
  return {Direction::kSendOnly, {answered_codec(*decoder_of(offered, track), {})}, &track};
}

// A client may publish in a section where it is receiving. The track that it receives goes on
// there.
SectionAnswer exchange(const OfferedSection& offered, const ReceivePreference& preference,
                       const OutgoingTrack& track) {
  SectionAnswer answer = receive(offered, preference);
  NegotiatedCodec sent = answered_codec(*decoder_of(offered, track), {});
  if (sent.payload_type != answer.codecs.front().payload_type)
    answer.codecs.push_back(std::move(sent));
  answer.direction = Direction::kSendRecv;
  answer.outgoing = &track;
  return answer;
}

// An unused section keeps all codecs, since nobody knows yet what it will carry.
SectionAnswer rest(const OfferedSection& offered) {
  SectionAnswer answer;
  for (const NegotiatedCodec& codec : offered.codecs)
    answer.codecs.push_back(answered_codec(codec, {}));
  return answer;
}

ReceivedSection received_section(const OfferedSection& offered, const NegotiatedCodec& codec) {
  MediaKind kind = offered.kind == SectionKind::kAudio ? MediaKind::kAudio : MediaKind::kVideo;
  return {offered.mid,        kind,          offered.msid_track, codec,
          offered.extensions, offered.ssrcs, offered.rtx,        offered.rids};
}

SentSection sent_section(const OfferedSection& offered, const SectionAnswer& answer) {
  const OutgoingTrack& track = *answer.outgoing;
  return {offered.mid,        track.track_key, answer.codecs.back(),
          offered.extensions, track.ssrc,      track.rtx_ssrc};
}

// Tracks for which the client offered sections, none with a decoder that fits.
std::vector<std::string> find_undecodable(std::span<const OfferedSection> offered,
                                          std::span<const OutgoingTrack> outgoing) {
  std::vector<std::string> keys;
  for (const OutgoingTrack& track : outgoing) {
    bool has_section = false;
    bool has_decoder = false;
    for (const OfferedSection& section : offered) {
      if (section.rejected || section.kind != section_kind(track.kind)) continue;
      if (section.direction != Direction::kRecvOnly) continue;
      has_section = true;
      has_decoder = has_decoder || decoder_of(section, track);
    }
    if (has_section && !has_decoder) keys.push_back(track.track_key);
  }
  return keys;
}

}  // namespace

Result<Offer, SdpError> read_offer(std::string_view text) {
  auto session = parse_sdp(text);
  if (!session) return unexpected(session.error());
  Offer offer;
  for (const SdpSection& section : session->sections)
    offer.sections.push_back(read_section(section, *session));
  if (auto error = check_mids(*session, offer.sections)) return unexpected(*error);
  auto remote = remote_transport(offer.sections);
  if (!remote) return unexpected(remote.error());
  offer.remote = std::move(*remote);
  offer.session = std::move(*session);
  return offer;
}

Negotiation::Negotiation(LocalTransport local, std::uint64_t session_id)
    : local_(std::move(local)), session_id_(session_id) {}

std::vector<Negotiation::Place> Negotiation::place(std::span<const OfferedSection> offered,
                                                   std::span<const OutgoingTrack> outgoing) const {
  std::vector<Place> places;
  std::set<std::string_view> placed;
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    const OfferedSection& section = offered[i];
    bool had_track =
        i < places_.size() && places_[i].mid == section.mid && !places_[i].track_key.empty();
    bool client_receives = section.direction == Direction::kRecvOnly ||
                           (had_track && section.direction == Direction::kSendRecv);
    bool can_send = !section.rejected && !section.codecs.empty() && client_receives;
    places.push_back({section.mid, section.kind, can_send, {}, {}});
    if (!can_send) continue;
    if (!had_track) {
      free.push_back(i);
      continue;
    }
    const OutgoingTrack* track = find(outgoing, places_[i].track_key);
    if (!track || !decoder_of(section, *track)) continue;
    places.back().track_key = track->track_key;
    placed.insert(track->track_key);
  }
  for (const OutgoingTrack& track : outgoing) {
    if (placed.contains(track.track_key)) continue;
    auto fits = std::ranges::find_if(free, [&](std::size_t i) {
      return offered[i].kind == section_kind(track.kind) && decoder_of(offered[i], track);
    });
    if (fits == free.end()) continue;
    places[*fits].track_key = track.track_key;
    free.erase(fits);
  }
  return places;
}

SectionAnswer Negotiation::decide(const OfferedSection& section, const Place& place,
                                  std::span<const OutgoingTrack> outgoing,
                                  const ReceivePreferences& preferences) const {
  if (section.kind == SectionKind::kUnknown || section.kind == SectionKind::kData) return {};
  const OutgoingTrack* track = place.track_key.empty() ? nullptr : find(outgoing, place.track_key);
  if (client_sends(section)) {
    const ReceivePreference preference = preference_for(section, preferences);
    return track ? exchange(section, preference, *track) : receive(section, preference);
  }
  if (track) return send(section, *track);
  return rest(section);
}

Result<Answer, SdpError> Negotiation::answer(const Offer& offer,
                                             std::span<const OutgoingTrack> outgoing,
                                             const ReceivePreferences& preferences) {
  if (offer.sections.size() < places_.size()) return unexpected(SdpError::kSectionsRemoved);
  std::vector<Place> places = place(offer.sections, outgoing);
  Answer answer;
  AnswerWriter writer(local_, session_id_, ++version_);
  for (std::size_t i = 0; i < offer.sections.size(); ++i) {
    const OfferedSection& section = offer.sections[i];
    SectionAnswer reply = decide(section, places[i], outgoing, preferences);
    writer.add(offer.session.sections[i], section, reply);
    if (!is_accepted(section, reply)) continue;
    if (section.kind == SectionKind::kData) answer.sctp_port = section.sctp_port.value_or(5000);
    if (reply.outgoing) {
      answer.sent.push_back(sent_section(section, reply));
      places[i].codec = answer.sent.back().codec;
    }
    if (receives(reply.direction))
      answer.received.push_back(received_section(section, reply.codecs.front()));
  }
  answer.sdp = writer.finish(offer.session);
  undecodable_ = answer.undecodable = find_undecodable(offer.sections, outgoing);
  places_ = std::move(places);
  return answer;
}

MissingSections Negotiation::missing_sections(std::span<const OutgoingTrack> outgoing) const {
  std::int64_t audio = 0;
  std::int64_t video = 0;
  for (const OutgoingTrack& track : outgoing)
    if (std::ranges::find(undecodable_, track.track_key) == undecodable_.end())
      ++(track.kind == MediaKind::kAudio ? audio : video);
  for (const Place& place : places_) {
    if (!place.can_send) continue;
    // A section whose track has gone rests for one answer before it is free.
    bool is_resting = !place.track_key.empty() && !find(outgoing, place.track_key);
    if (is_resting) continue;
    --(place.kind == SectionKind::kAudio ? audio : video);
  }
  return {static_cast<std::uint32_t>(std::max<std::int64_t>(audio, 0)),
          static_cast<std::uint32_t>(std::max<std::int64_t>(video, 0))};
}

bool Negotiation::carries(std::span<const OutgoingTrack> outgoing) const {
  std::size_t placed = 0;
  for (const Place& place : places_) {
    if (place.track_key.empty()) continue;
    const OutgoingTrack* track = find(outgoing, place.track_key);
    if (!track || !can_decode(place.codec, track->codec, track->fmtp)) return false;
    ++placed;
  }
  std::size_t impossible = 0;
  for (const OutgoingTrack& track : outgoing)
    impossible += std::ranges::find(undecodable_, track.track_key) != undecodable_.end();
  return placed + impossible == outgoing.size();
}

}  // namespace hemicycle::wire
