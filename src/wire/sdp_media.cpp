#include "wire/sdp_media.h"

#include <algorithm>
#include <map>

#include "wire/sdp_codecs.h"
#include "wire/sdp_text.h"

namespace hemicycle::wire {
namespace {

constexpr std::size_t kMaxSsrcs = 32;
constexpr std::size_t kMaxRids = 8;

SectionKind read_kind(const SdpSection& section) {
  bool is_rtp = section.protocol == "UDP/TLS/RTP/SAVPF" || section.protocol == "RTP/SAVPF";
  if (is_rtp && section.kind == "audio") return SectionKind::kAudio;
  if (is_rtp && section.kind == "video") return SectionKind::kVideo;
  bool is_sctp = section.protocol == "UDP/DTLS/SCTP" || section.protocol == "DTLS/SCTP";
  if (section.kind == "application" && is_sctp) return SectionKind::kData;
  return SectionKind::kUnknown;
}

// `fallback` is the session's direction, which sections inherit.
Direction read_direction(const std::vector<SdpAttribute>& attributes, Direction fallback) {
  for (const SdpAttribute& attribute : attributes)
    for (Direction direction :
         {Direction::kSendRecv, Direction::kSendOnly, Direction::kRecvOnly, Direction::kInactive})
      if (attribute.name == to_string(direction)) return direction;
  return fallback;
}

// a=extmap:<id>[/<direction>] <uri>. Firefox restricts the rids of its simulcast to sendonly; what
// the other side would only receive is not used.
HeaderExtensionIds read_extensions(const SdpSection& section) {
  HeaderExtensionIds ids;
  for (const auto& [name, value] : section.attributes) {
    if (name != "extmap") continue;
    SdpWords words(value);
    std::string_view mapping = words.next();
    std::size_t slash = std::min(mapping.find('/'), mapping.size());
    if (mapping.ends_with("/recvonly") || mapping.ends_with("/inactive")) continue;
    auto id = parse_number<std::uint8_t>(mapping.substr(0, slash));
    if (!id || *id == 0 || *id == 15) continue;
    std::string_view uri = words.next();
    for (const HeaderExtension& extension : kHeaderExtensions)
      if (extension.uri == uri && ids.*extension.id == 0) ids.*extension.id = *id;
  }
  return ids;
}

std::vector<Ssrc> read_ssrc_numbers(SdpWords words) {
  std::vector<Ssrc> ssrcs;
  while (!words.empty() && ssrcs.size() < kMaxSsrcs)
    if (auto ssrc = parse_number<std::uint32_t>(words.next())) ssrcs.emplace_back(*ssrc);
  return ssrcs;
}

void add_once(std::vector<Ssrc>& ssrcs, Ssrc ssrc) {
  if (ssrcs.size() < kMaxSsrcs && std::ranges::find(ssrcs, ssrc) == ssrcs.end())
    ssrcs.push_back(ssrc);
}

// Layers come from the SIM group in its order, then whatever else has a line of its own
// and is not a retransmission (RFC 5576; the SIM semantics are a convention of libwebrtc).
void read_ssrcs(const SdpSection& section, OfferedSection& offered) {
  std::vector<Ssrc> alone;
  for (const auto& [name, value] : section.attributes) {
    SdpWords words(value);
    if (name == "ssrc") {
      if (auto ssrc = parse_number<std::uint32_t>(words.next())) add_once(alone, Ssrc(*ssrc));
    } else if (name == "ssrc-group") {
      std::string_view semantics = words.next();
      std::vector<Ssrc> group = read_ssrc_numbers(words);
      if (semantics == "FID" && group.size() == 2 && offered.rtx.size() < kMaxSsrcs)
        offered.rtx.push_back({group[0], group[1]});
      if (semantics == "SIM")
        for (Ssrc ssrc : group) add_once(offered.ssrcs, ssrc);
    }
  }
  for (Ssrc ssrc : alone) {
    bool is_rtx =
        std::ranges::any_of(offered.rtx, [ssrc](const RtxPair& p) { return p.rtx == ssrc; });
    if (!is_rtx) add_once(offered.ssrcs, ssrc);
  }
}

// a=simulcast:send <rid>[,<alternative>];... [recv ...] gives the order of layers (RFC 8853, 5.1);
// without it the a=rid lines that send do.
std::vector<std::string> read_rids(const SdpSection& section) {
  std::vector<std::string> declared;
  for (const auto& [name, value] : section.attributes) {
    if (name != "rid" || declared.size() == kMaxRids) continue;
    SdpWords words(value);
    std::string_view rid = words.next();
    if (words.next() == "send" && !rid.empty()) declared.emplace_back(rid);
  }
  auto simulcast = section.attribute("simulcast");
  if (!simulcast) return declared;
  SdpWords words(*simulcast);
  while (!words.empty() && words.next() != "send") words.next();
  std::vector<std::string> ordered;
  for (SdpWords streams(words.next()); !streams.empty();) {
    std::string_view rid = SdpWords(streams.next(';')).next(',');
    if (rid.starts_with('~')) rid.remove_prefix(1);
    if (std::ranges::find(declared, rid) != declared.end() &&
        std::ranges::find(ordered, rid) == ordered.end())
      ordered.emplace_back(rid);
  }
  return ordered.empty() ? declared : ordered;
}

// a=msid:<stream> <track>; older offers write it as a=ssrc:<ssrc> msid:<stream> <track>.
std::string read_msid_track(const SdpSection& section) {
  if (auto msid = section.attribute("msid")) {
    SdpWords words(*msid);
    words.next();
    return std::string(words.next());
  }
  for (const auto& [name, value] : section.attributes) {
    SdpWords words(value);
    if (name != "ssrc" || (words.next(), !words.rest().starts_with("msid:"))) continue;
    words.next();
    return std::string(words.next());
  }
  return {};
}

std::string inherited(const SdpSection& section, const SessionDescription& session,
                      std::string_view name) {
  auto value = section.attribute(name);
  if (!value) value = session.attribute(name);
  return std::string(value.value_or(""));
}

// "sha-256 AB:CD:..." (RFC 8122); there may be one for each hash.
std::string read_fingerprint(const std::vector<SdpAttribute>& attributes) {
  for (const auto& [name, value] : attributes) {
    if (name != "fingerprint") continue;
    SdpWords words(value);
    std::string_view hash = words.next();
    if (hash == "sha-256" || hash == "SHA-256") return std::string(words.next());
  }
  return {};
}

void read_transport(const SdpSection& section, const SessionDescription& session,
                    OfferedSection& offered) {
  offered.ice_ufrag = inherited(section, session, "ice-ufrag");
  offered.ice_pwd = inherited(section, session, "ice-pwd");
  offered.ice_options = inherited(section, session, "ice-options");
  offered.setup = inherited(section, session, "setup");
  offered.fingerprint_sha256 = read_fingerprint(section.attributes);
  if (offered.fingerprint_sha256.empty())
    offered.fingerprint_sha256 = read_fingerprint(session.attributes);
}

}  // namespace

const HeaderExtension kHeaderExtensions[5] = {
    {"urn:ietf:params:rtp-hdrext:sdes:mid", &HeaderExtensionIds::mid},
    {"urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", &HeaderExtensionIds::rid},
    {"urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id", &HeaderExtensionIds::repaired_rid},
    {"http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
     &HeaderExtensionIds::transport_cc},
    {"urn:ietf:params:rtp-hdrext:ssrc-audio-level", &HeaderExtensionIds::audio_level},
};

std::string_view to_string(Direction direction) {
  switch (direction) {
    case Direction::kInactive:
      return "inactive";
    case Direction::kRecvOnly:
      return "recvonly";
    case Direction::kSendOnly:
      return "sendonly";
    case Direction::kSendRecv:
      return "sendrecv";
  }
  return "inactive";
}

OfferedSection read_section(const SdpSection& section, const SessionDescription& session) {
  OfferedSection offered;
  offered.mid = section.attribute("mid").value_or("");
  offered.kind = read_kind(section);
  offered.rejected = section.port == 0 && !section.has("bundle-only");
  offered.extmap_allow_mixed =
      section.has("extmap-allow-mixed") || session.attribute("extmap-allow-mixed").has_value();
  read_transport(section, session, offered);
  if (offered.kind == SectionKind::kData)
    offered.sctp_port = parse_number<std::uint16_t>(section.attribute("sctp-port").value_or(""));
  if (offered.kind != SectionKind::kAudio && offered.kind != SectionKind::kVideo) return offered;
  offered.direction =
      read_direction(section.attributes, read_direction(session.attributes, Direction::kSendRecv));
  offered.codecs = read_codecs(section);
  offered.extensions = read_extensions(section);
  offered.msid_track = read_msid_track(section);
  offered.rids = read_rids(section);
  offered.rtcp_reduced_size = section.has("rtcp-rsize");
  read_ssrcs(section, offered);
  return offered;
}

}  // namespace hemicycle::wire
