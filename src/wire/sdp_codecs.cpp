#include "wire/sdp_codecs.h"

#include <algorithm>
#include <map>

#include "wire/sdp_text.h"

namespace hemicycle::wire {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool has_zero_or_no(std::string_view fmtp, std::string_view key) {
  std::string_view value = fmtp_parameter(fmtp, key);
  return value.empty() || value == "0";
}

bool is_supported(const NegotiatedCodec& codec) {
  if (codec.name == "opus") return codec.clock_rate == 48000 && codec.channels == 2;
  if (codec.clock_rate != 90000) return false;
  if (codec.name == "vp8") return true;
  if (codec.name == "vp9") return has_zero_or_no(codec.fmtp, "profile-id");
  if (codec.name == "av1") return has_zero_or_no(codec.fmtp, "profile");
  // Mode 0 has no fragmentation units, which a keyframe of any size needs.
  if (codec.name == "h264") return fmtp_parameter(codec.fmtp, "packetization-mode") == "1";
  return false;
}

// a=rtpmap:<pt> <name>/<clock rate>[/<channels>]
std::optional<NegotiatedCodec> read_rtpmap(std::string_view value) {
  SdpWords words(value);
  auto payload_type = parse_number<std::uint8_t>(words.next());
  std::string_view name = words.next('/');
  auto clock_rate = parse_number<std::uint32_t>(words.next('/'));
  auto channels =
      words.empty() ? std::optional<std::uint8_t>(1) : parse_number<std::uint8_t>(words.next('/'));
  if (!payload_type || *payload_type > 127 || name.empty() || !clock_rate || !channels)
    return std::nullopt;
  NegotiatedCodec codec;
  codec.payload_type = PayloadType(*payload_type);
  codec.name = lower(name);
  codec.clock_rate = *clock_rate;
  codec.channels = *channels;
  return codec;
}

void allow(CodecFeedback& feedback, std::string_view kind) {
  if (kind == "nack") feedback.nack = true;
  if (kind == "nack pli") feedback.nack_pli = true;
  if (kind == "ccm fir") feedback.ccm_fir = true;
  if (kind == "transport-cc") feedback.transport_cc = true;
  if (kind == "goog-remb") feedback.goog_remb = true;
}

void add(CodecFeedback& feedback, const CodecFeedback& more) {
  for (auto kind : {&CodecFeedback::nack, &CodecFeedback::nack_pli, &CodecFeedback::ccm_fir,
                    &CodecFeedback::transport_cc, &CodecFeedback::goog_remb})
    feedback.*kind = feedback.*kind || more.*kind;
}

using CodecMap = std::map<PayloadType, NegotiatedCodec>;

CodecMap::iterator find(CodecMap& codecs, std::string_view payload_type) {
  auto number = parse_number<std::uint8_t>(payload_type);
  return number ? codecs.find(PayloadType(*number)) : codecs.end();
}

CodecMap read_rtpmaps(const SdpSection& section) {
  CodecMap codecs;
  for (const auto& [name, value] : section.attributes)
    if (name == "rtpmap")
      if (auto codec = read_rtpmap(value)) codecs.emplace(codec->payload_type, std::move(*codec));
  return codecs;
}

void read_parameters(const SdpSection& section, CodecMap& codecs) {
  CodecFeedback of_all;
  for (const auto& [name, value] : section.attributes) {
    SdpWords words(value);
    if (name == "fmtp") {
      if (auto codec = find(codecs, words.next()); codec != codecs.end())
        codec->second.fmtp = words.rest();
    } else if (name == "rtcp-fb") {
      std::string_view payload_type = words.next();
      if (payload_type == "*")
        allow(of_all, words.rest());
      else if (auto codec = find(codecs, payload_type); codec != codecs.end())
        allow(codec->second.feedback, words.rest());
    }
  }
  for (auto& [payload_type, codec] : codecs) add(codec.feedback, of_all);
}

// RTX names the format that it repeats as apt (RFC 4588, 8.6).
void attach_rtx(CodecMap& codecs) {
  for (auto& [payload_type, codec] : codecs) {
    if (codec.name != "rtx") continue;
    auto repeated = find(codecs, fmtp_parameter(codec.fmtp, "apt"));
    if (repeated != codecs.end() && !repeated->second.rtx_payload_type)
      repeated->second.rtx_payload_type = payload_type;
  }
}

}  // namespace

std::string_view fmtp_parameter(std::string_view fmtp, std::string_view key) {
  for (SdpWords parameters(fmtp); !parameters.empty();) {
    SdpWords pair(parameters.next(';'));
    if (trimmed(pair.next('=')) == key) return trimmed(pair.rest());
  }
  return {};
}

// The first two hexadecimal digits of profile-level-id name the H.264 profile; 42 is baseline, with
// or without the constraint flags (RFC 6184, 8.1).
std::string h264_profile(std::string_view fmtp) {
  std::string id = lower(fmtp_parameter(fmtp, "profile-level-id"));
  return id.size() >= 2 ? id.substr(0, 2) : "42";
}

bool can_decode(const NegotiatedCodec& offered, std::string_view name, std::string_view fmtp) {
  if (offered.name != name) return false;
  if (name == "h264") return h264_profile(offered.fmtp) == h264_profile(fmtp);
  return true;
}

std::vector<NegotiatedCodec> read_codecs(const SdpSection& section) {
  CodecMap codecs = read_rtpmaps(section);
  read_parameters(section, codecs);
  attach_rtx(codecs);
  std::vector<NegotiatedCodec> supported;
  for (const std::string& format : section.formats) {
    auto codec = find(codecs, format);
    if (codec == codecs.end() || !is_supported(codec->second)) continue;
    supported.push_back(std::move(codec->second));
    codecs.erase(codec);
  }
  return supported;
}

}  // namespace hemicycle::wire
