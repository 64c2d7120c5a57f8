#include "livekit/wire_forms.h"

#include <algorithm>
#include <array>

#include "base/bug.h"

namespace hemicycle::livekit {
namespace {

// The version of the LiveKit server whose behaviour clients may expect of us, and of its protocol.
constexpr std::string_view kServerVersion = "1.9.0";
constexpr std::int32_t kServerProtocol = 16;

struct CodecName {
  std::string_view name;
  std::string_view mime_type;
  media::Codec codec;
};
constexpr std::array<CodecName, 5> kCodecs = {{
    {"opus", "audio/opus", media::Codec::kOpus},
    {"vp8", "video/VP8", media::Codec::kVp8},
    {"h264", "video/H264", media::Codec::kH264},
    {"vp9", "video/VP9", media::Codec::kVp9},
    {"av1", "video/AV1", media::Codec::kAv1},
}};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::optional<wire::Ssrc> rtx_of(const wire::ReceivedSection& section, wire::Ssrc ssrc) {
  for (const wire::RtxPair& pair : section.rtx)
    if (pair.media == ssrc) return pair.rtx;
  return std::nullopt;
}

// The names that LiveKit clients give to layers, in ascending quality.
std::size_t rank_of(std::string_view rid) {
  constexpr std::string_view kRanks = "qhf";
  return rid.size() == 1 ? kRanks.find(rid[0]) : std::string_view::npos;
}

}  // namespace

void to_proto(const Permission& permission, proto::ParticipantPermission& out) {
  out.set_can_publish(permission.can_publish);
  out.set_can_subscribe(permission.can_subscribe);
  out.set_can_publish_data(permission.can_publish_data);
  out.set_can_update_metadata(permission.can_update_own_metadata);
  out.set_hidden(permission.hidden);
  for (TrackSource source : permission.publish_sources)
    out.add_can_publish_sources(static_cast<proto::TrackSource>(source));
}

proto::ParticipantInfo to_proto(const Participant& participant) {
  proto::ParticipantInfo out;
  out.set_sid(participant.sid);
  out.set_identity(participant.identity());
  out.set_name(participant.grants.name);
  out.set_metadata(participant.grants.metadata);
  for (const auto& [name, value] : participant.grants.attributes)
    (*out.mutable_attributes())[name] = value;
  out.set_state(participant.state);
  out.set_version(participant.version);
  out.set_joined_at(unix_seconds(participant.joined_at));
  out.set_joined_at_ms(unix_milliseconds(participant.joined_at));
  out.set_client_protocol(participant.client_protocol);
  for (int capability : participant.capabilities)
    out.add_capabilities(static_cast<proto::ClientInfo::Capability>(capability));
  to_proto(participant.permission(), *out.mutable_permission());
  for (const auto& [sid, track] : participant.tracks)
    if (track.incoming) *out.add_tracks() = track.info;
  out.set_is_publisher(out.tracks_size() > 0);
  return out;
}

const std::string& Participant::info_bytes() const {
  if (info_bytes_.empty() || info_bytes_version_ != version) {
    info_bytes_ = to_proto(*this).SerializeAsString();
    info_bytes_version_ = version;
  }
  return info_bytes_;
}

proto::ServerInfo server_info() {
  proto::ServerInfo out;
  out.set_version(std::string(kServerVersion));
  out.set_protocol(kServerProtocol);
  return out;
}

std::vector<std::string_view> publishable_mime_types() {
  std::vector<std::string_view> types;
  for (const CodecName& codec : kCodecs) types.push_back(codec.mime_type);
  return types;
}

std::string mime_type(wire::MediaKind kind, std::string_view codec) {
  for (const CodecName& known : kCodecs)
    if (known.name == codec) return std::string(known.mime_type);
  return (kind == wire::MediaKind::kAudio ? "audio/" : "video/") + std::string(codec);
}

std::string codec_of_mime_type(std::string_view mime_type) {
  std::size_t slash = mime_type.find('/');
  return lower(slash == std::string_view::npos ? mime_type : mime_type.substr(slash + 1));
}

std::vector<media::CodecParameters> to_media(const wire::NegotiatedCodec& codec) {
  auto known = std::ranges::find(kCodecs, std::string_view(codec.name), &CodecName::name);
  BUG_IF(known == kCodecs.end());
  media::CodecParameters out;
  out.codec = known->codec;
  out.payload_type = codec.payload_type;
  out.rtx_payload_type = codec.rtx_payload_type;
  out.clock_rate = codec.clock_rate;
  out.nack = codec.feedback.nack;
  out.pli = codec.feedback.nack_pli;
  out.fir = codec.feedback.ccm_fir;
  return {out};
}

media::HeaderExtensionIds to_media(const wire::HeaderExtensionIds& ids) {
  media::HeaderExtensionIds out;
  out.dependency_descriptor = ids.dependency_descriptor;
  out.mid = ids.mid;
  out.rid = ids.rid;
  out.repaired_rid = ids.repaired_rid;
  out.audio_level = ids.audio_level;
  out.transport_cc = ids.transport_cc;
  return out;
}

std::vector<media::LayerParameters> layers_of(const wire::ReceivedSection& section) {
  std::vector<media::LayerParameters> layers;
  for (const std::string& rid : section.rids) layers.push_back({rid, {}, {}});
  bool all_known = std::ranges::all_of(
      section.rids, [](const std::string& rid) { return rank_of(rid) != std::string_view::npos; });
  if (all_known)
    std::ranges::stable_sort(layers, {}, [](const auto& layer) { return rank_of(layer.rid); });
  if (layers.empty())
    for (wire::Ssrc ssrc : section.ssrcs) layers.push_back({{}, ssrc, rtx_of(section, ssrc)});
  if (layers.empty()) layers.emplace_back();
  return layers;
}

}  // namespace hemicycle::livekit
