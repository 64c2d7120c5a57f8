#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "livekit/participant.h"
#include "livekit_signal.pb.h"
#include "media/control.h"
#include "wire/sdp_negotiation.h"

// How our own notions look on the LiveKit wire and in commands to the media plane.
namespace hemicycle::livekit {

proto::ParticipantInfo to_proto(const Participant& participant);
void to_proto(const Permission& permission, proto::ParticipantPermission& out);
proto::ServerInfo server_info();
// The codecs that a client may publish with, by preference.
std::vector<std::string_view> publishable_mime_types();

// "video/VP8" for "vp8".
std::string mime_type(wire::MediaKind kind, std::string_view codec);
// "vp8" for "video/VP8" or "VP8"; clients write both.
std::string codec_of_mime_type(std::string_view mime_type);

std::vector<media::CodecParameters> to_media(const wire::NegotiatedCodec& codec);
media::HeaderExtensionIds to_media(const wire::HeaderExtensionIds& ids);
// The encodings of a track, lowest quality first.
std::vector<media::LayerParameters> layers_of(const wire::ReceivedSection& section);

inline std::int64_t unix_seconds(WallTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}
inline std::int64_t unix_milliseconds(WallTime time) {
  return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
}

}  // namespace hemicycle::livekit
