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
void read_extensions(const SdpSection& section, OfferedSection& offered) {
  for (const auto& [name, value] : section.attributes) {
    if (name != "extmap") continue;
    SdpWords words(value);
    SdpWords mapping(words.next());
    auto id = parse_number<std::uint8_t>(mapping.next('/'));
    if (!id || *id == 0 || *id == 15) continue;
    if (mapping.rest() == "recvonly" || mapping.rest() == "inactive") continue;
    std::string_view uri = words.next();
    for (const HeaderExtension& extension : kHeaderExtensions) {
      if (extension.uri != uri || offered.extensions.*extension.id != 0) continue;
      offered.extensions.*extension.id = *id;
      if (mapping.rest() == "sendonly") offered.send_only_extensions.*extension.id = *id;
    }
  }
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

// Names and passwords have at most 256 characters (RFC 8839, 5.4), a fingerprint 95. What is longer
// is none: it would be copied for each section that inherits it.
std::string bounded(std::string_view text) {
  constexpr std::size_t kLengthMax = 256;
  return text.size() <= kLengthMax ? std::string(text) : std::string();
}

// The ICE options of the offer that also hold for us: all our candidates are in the answer, and
// more of the client's may trickle in (RFC 8840), though an ICE-lite agent needs none of them.
std::string common_ice_options(std::string_view offered) {
  bool trickle = false;
  bool ice2 = false;
  for (SdpWords words(offered); !words.empty();) {
    std::string_view option = words.next();
    trickle = trickle || option == "trickle";
    ice2 = ice2 || option == "ice2";
  }
  return std::string(trickle ? "trickle" : "") + (trickle && ice2 ? " " : "") +
         (ice2 ? "ice2" : "");
}

// "sha-256 AB:CD:..." (RFC 8122); there may be one for each hash.
std::string read_fingerprint(const std::vector<SdpAttribute>& attributes) {
  for (const auto& [name, value] : attributes) {
    if (name != "fingerprint") continue;
    SdpWords words(value);
    std::string_view hash = words.next();
    if (hash == "sha-256" || hash == "SHA-256") return bounded(words.next());
  }
  return {};
}

}  // namespace

const HeaderExtension kHeaderExtensions[6] = {
    {"urn:ietf:params:rtp-hdrext:sdes:mid", &HeaderExtensionIds::mid},
    {"urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", &HeaderExtensionIds::rid},
    {"urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id", &HeaderExtensionIds::repaired_rid},
    {"http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
     &HeaderExtensionIds::transport_cc},
    {"urn:ietf:params:rtp-hdrext:ssrc-audio-level", &HeaderExtensionIds::audio_level},
    {"https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
     &HeaderExtensionIds::dependency_descriptor},
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

SectionReader::Transport SectionReader::read_transport(
    const std::vector<SdpAttribute>& attributes) {
  Transport transport;
  for (const auto& [name, value] : attributes) {
    if (name == "ice-ufrag" && transport.ice_ufrag.empty()) transport.ice_ufrag = bounded(value);
    if (name == "ice-pwd" && transport.ice_pwd.empty()) transport.ice_pwd = bounded(value);
    if (name == "ice-options") transport.ice_options = common_ice_options(value);
    if (name == "setup" && transport.setup.empty()) transport.setup = bounded(value);
  }
  transport.fingerprint_sha256 = read_fingerprint(attributes);
  return transport;
}

SectionReader::SectionReader(const SessionDescription& session)
    : transport_(read_transport(session.attributes)),
      direction_(read_direction(session.attributes, Direction::kSendRecv)),
      extmap_allow_mixed_(session.attribute("extmap-allow-mixed").has_value()) {}

OfferedSection SectionReader::read(const SdpSection& section) const {
  OfferedSection offered;
  offered.mid = section.attribute("mid").value_or("");
  offered.kind = read_kind(section);
  offered.rejected = section.port == 0 && !section.has("bundle-only");
  offered.extmap_allow_mixed = extmap_allow_mixed_ || section.has("extmap-allow-mixed");
  Transport own = read_transport(section.attributes);
  auto choose = [](std::string& own_text, const std::string& inherited) {
    return own_text.empty() ? inherited : std::move(own_text);
  };
  offered.ice_ufrag = choose(own.ice_ufrag, transport_.ice_ufrag);
  offered.ice_pwd = choose(own.ice_pwd, transport_.ice_pwd);
  offered.ice_options = choose(own.ice_options, transport_.ice_options);
  offered.setup = choose(own.setup, transport_.setup);
  offered.fingerprint_sha256 = choose(own.fingerprint_sha256, transport_.fingerprint_sha256);
  if (offered.kind == SectionKind::kData)
    offered.sctp_port = parse_number<std::uint16_t>(section.attribute("sctp-port").value_or(""));
  if (offered.kind != SectionKind::kAudio && offered.kind != SectionKind::kVideo) return offered;
  offered.direction = read_direction(section.attributes, direction_);
  offered.codecs = read_codecs(section);
  read_extensions(section, offered);
  offered.msid_track = read_msid_track(section);
  offered.rids = read_rids(section);
  offered.rtcp_reduced_size = section.has("rtcp-rsize");
  read_ssrcs(section, offered);
  return offered;
}

}  // namespace hemicycle::wire
