#include "wire/sdp_negotiation.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
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

using TrackIndex = std::unordered_map<std::string_view, const OutgoingTrack*>;

TrackIndex by_key(std::span<const OutgoingTrack> tracks) {
  TrackIndex index;
  for (const OutgoingTrack& track : tracks) index.emplace(track.track_key, &track);
  return index;
}

const OutgoingTrack* find(const TrackIndex& tracks, const std::string& key) {
  auto found = tracks.find(key);
  return found == tracks.end() ? nullptr : found->second;
}

bool takes_tracks(const OfferedSection& offered) {
  return !offered.rejected && offered.direction == Direction::kRecvOnly;
}

// Whether sections can decode tracks, found once for each section and format: the tracks of a hall
// have few formats, and comparing every track with every codec of every section takes seconds.
class Decodability {
 public:
  Decodability(std::span<const OfferedSection> offered, std::span<const OutgoingTrack> outgoing)
      : offered_(offered) {
    for (const OutgoingTrack& track : outgoing) {
      auto [format, is_new] = formats_.try_emplace(format_of(track));
      if (!is_new) continue;
      for (const OfferedSection& section : offered)
        format->second.push_back(!section.rejected && section.kind == section_kind(track.kind) &&
                                 decoder_of(section, track));
    }
  }
  bool operator()(std::size_t section, const OutgoingTrack& track) const {
    return formats_.at(format_of(track))[section];
  }
  // In a section that takes any track.
  bool anywhere(const OutgoingTrack& track) const {
    const std::vector<bool>& sections = formats_.at(format_of(track));
    for (std::size_t i = 0; i < sections.size(); ++i)
      if (sections[i] && takes_tracks(offered_[i])) return true;
    return false;
  }

 private:
  // Of H.264 the profile, a part of the parameters, must be the same.
  using Format = std::tuple<MediaKind, std::string_view, std::string_view>;
  static Format format_of(const OutgoingTrack& track) {
    return {track.kind, track.codec, track.codec == "h264" ? track.fmtp : std::string_view()};
  }
  std::span<const OfferedSection> offered_;
  std::map<Format, std::vector<bool>> formats_;
};

// The mids of the BUNDLE groups, of which there can be as many as sections (RFC 8843, 7).
Result<std::set<std::string_view>, SdpError> bundled_mids(const SessionDescription& session) {
  std::set<std::string_view> mids;
  std::size_t named = 0;
  for (const auto& [name, value] : session.attributes) {
    SdpWords words(value);
    if (name != "group" || words.next() != "BUNDLE") continue;
    while (!words.empty()) {
      if (named++ == session.sections.size()) return unexpected(SdpError::kBundleTooLong);
      mids.insert(words.next());
    }
  }
  return mids;
}

std::optional<SdpError> check_mids(const SessionDescription& session,
                                   std::span<const OfferedSection> sections) {
  auto bundled = bundled_mids(session);
  if (!bundled) return bundled.error();
  std::set<std::string_view> mids;
  for (const OfferedSection& section : sections) {
    if (section.rejected) continue;
    if (section.mid.empty()) return SdpError::kMissingMid;
    if (!mids.insert(section.mid).second) return SdpError::kDuplicateMid;
    if (!bundled->contains(section.mid)) return SdpError::kNotBundled;
  }
  return std::nullopt;
}

// The whole bundle has the transport of its first section (RFC 8843, 7.2).
Result<RemoteTransport, SdpError> remote_transport(std::span<const OfferedSection> sections) {
  auto first = std::ranges::find(sections, false, &OfferedSection::rejected);
  if (first == sections.end() || first->ice_ufrag.empty() || first->ice_pwd.empty())
    return unexpected(SdpError::kMissingIceCredentials);
  if (first->fingerprint_sha256.empty()) return unexpected(SdpError::kMissingFingerprint);
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

SectionAnswer decide(const OfferedSection& section, const OutgoingTrack* outgoing,
                     const ReceivePreferences& preferences) {
  if (section.kind == SectionKind::kUnknown || section.kind == SectionKind::kData) return {};
  if (client_sends(section)) {
    const ReceivePreference preference = preference_for(section, preferences);
    return outgoing ? exchange(section, preference, *outgoing) : receive(section, preference);
  }
  if (outgoing) return send(section, *outgoing);
  return rest(section);
}

ReceivedSection received_section(const OfferedSection& offered, const NegotiatedCodec& codec) {
  MediaKind kind = offered.kind == SectionKind::kAudio ? MediaKind::kAudio : MediaKind::kVideo;
  return {offered.mid,        kind,          offered.msid_track, codec,
          offered.extensions, offered.ssrcs, offered.rtx,        offered.rids};
}

SentSection sent_section(const OfferedSection& offered, const SectionAnswer& answer) {
  const OutgoingTrack& track = *answer.outgoing;
  HeaderExtensionIds extensions = offered.extensions;
  for (const HeaderExtension& extension : kHeaderExtensions)
    if (offered.send_only_extensions.*extension.id != 0) extensions.*extension.id = 0;
  return {offered.mid, track.track_key, answer.codecs.back(),
          extensions,  track.ssrc,      track.rtx_ssrc};
}

// Tracks for which the client offered sections, none with a decoder that fits.
std::vector<std::string> find_undecodable(std::span<const OfferedSection> offered,
                                          std::span<const OutgoingTrack> outgoing) {
  const Decodability decodable(offered, outgoing);
  std::set<SectionKind> offered_kinds;
  for (const OfferedSection& section : offered)
    if (takes_tracks(section)) offered_kinds.insert(section.kind);
  std::vector<std::string> keys;
  for (const OutgoingTrack& track : outgoing)
    if (offered_kinds.contains(section_kind(track.kind)) && !decodable.anywhere(track))
      keys.push_back(track.track_key);
  return keys;
}

bool leaves_us_the_server_role(const Offer& offer) {
  const std::string& setup =
      std::ranges::find(offer.sections, false, &OfferedSection::rejected)->setup;
  return setup == "actpass" || setup == "active";
}

Result<Offer, SdpError> read_description(std::string_view text) {
  auto session = parse_sdp(text);
  if (!session) return unexpected(session.error());
  Offer offer;
  const SectionReader reader(*session);
  for (const SdpSection& section : session->sections)
    offer.sections.push_back(reader.read(section));
  if (auto error = check_mids(*session, offer.sections)) return unexpected(*error);
  auto remote = remote_transport(offer.sections);
  if (!remote) return unexpected(remote.error());
  offer.remote = std::move(*remote);
  offer.session = std::move(*session);
  return offer;
}

}  // namespace

Result<Offer, SdpError> read_offer(std::string_view text) {
  auto offer = read_description(text);
  if (offer && !leaves_us_the_server_role(*offer)) return unexpected(SdpError::kUnsupportedRole);
  return offer;
}

Result<Offer, SdpError> read_answer(std::string_view text) {
  return read_description(text);
}

Negotiation::Negotiation(LocalTransport local, std::uint64_t session_id)
    : local_(std::move(local)), session_id_(session_id) {}

std::vector<Negotiation::Place> Negotiation::place(std::span<const OfferedSection> offered,
                                                   std::span<const OutgoingTrack> outgoing) const {
  const TrackIndex tracks = by_key(outgoing);
  const Decodability decodable(offered, outgoing);
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
    const OutgoingTrack* track = find(tracks, places_[i].track_key);
    if (!track || !decodable(i, *track)) continue;
    places.back().track_key = track->track_key;
    placed.insert(track->track_key);
  }
  for (const OutgoingTrack& track : outgoing) {
    if (placed.contains(track.track_key)) continue;
    auto fits = std::ranges::find_if(free, [&](std::size_t i) { return decodable(i, track); });
    if (fits == free.end()) continue;
    places[*fits].track_key = track.track_key;
    free.erase(fits);
  }
  return places;
}

Result<Answer, SdpError> Negotiation::answer(const Offer& offer,
                                             std::span<const OutgoingTrack> outgoing,
                                             const ReceivePreferences& preferences) {
  if (offer.sections.size() < places_.size()) return unexpected(SdpError::kSectionsRemoved);
  std::vector<Place> places = place(offer.sections, outgoing);
  const TrackIndex tracks = by_key(outgoing);
  Answer answer;
  AnswerWriter writer(local_, session_id_, ++version_);
  for (std::size_t i = 0; i < offer.sections.size(); ++i) {
    const OfferedSection& section = offer.sections[i];
    SectionAnswer reply = decide(section, find(tracks, places[i].track_key), preferences);
    writer.add(offer.session.sections[i], section, reply);
    if (!is_accepted(section, reply)) continue;
    if (section.kind == SectionKind::kData)
      answer.sctp_port = section.sctp_port.value_or(5000);
    else
      answer.rtcp_reduced_size = answer.rtcp_reduced_size && section.rtcp_reduced_size;
    if (reply.outgoing) {
      answer.sent.push_back(sent_section(section, reply));
      places[i].codec = answer.sent.back().codec;
    }
    if (receives(reply.direction))
      answer.received.push_back(received_section(section, reply.codecs.front()));
  }
  answer.sdp = writer.finish(offer.session);
  answer.undecodable = find_undecodable(offer.sections, outgoing);
  undecodable_ = {answer.undecodable.begin(), answer.undecodable.end()};
  places_ = std::move(places);
  return answer;
}

MissingSections Negotiation::missing_sections(std::span<const OutgoingTrack> outgoing) const {
  std::int64_t audio = 0;
  std::int64_t video = 0;
  for (const OutgoingTrack& track : outgoing)
    if (!undecodable_.contains(track.track_key))
      ++(track.kind == MediaKind::kAudio ? audio : video);
  const TrackIndex tracks = by_key(outgoing);
  for (const Place& place : places_) {
    if (!place.can_send) continue;
    // A section whose track has gone rests for one answer before it is free.
    bool is_resting = !place.track_key.empty() && !find(tracks, place.track_key);
    if (is_resting) continue;
    --(place.kind == SectionKind::kAudio ? audio : video);
  }
  return {static_cast<std::uint32_t>(std::max<std::int64_t>(audio, 0)),
          static_cast<std::uint32_t>(std::max<std::int64_t>(video, 0))};
}

bool Negotiation::carries(std::span<const OutgoingTrack> outgoing) const {
  const TrackIndex tracks = by_key(outgoing);
  std::size_t placed = 0;
  for (const Place& place : places_) {
    if (place.track_key.empty()) continue;
    const OutgoingTrack* track = find(tracks, place.track_key);
    if (!track || !can_decode(place.codec, track->codec, track->fmtp)) return false;
    ++placed;
  }
  std::size_t impossible = 0;
  for (const OutgoingTrack& track : outgoing) impossible += undecodable_.contains(track.track_key);
  return placed + impossible == outgoing.size();
}

}  // namespace hemicycle::wire
