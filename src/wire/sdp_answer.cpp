#include "wire/sdp_answer.h"

#include <utility>

#include "wire/sdp_text.h"

namespace hemicycle::wire {
namespace {

// Each side names its own (RFC 8841, 5.2); ours is the same whatever the client's is.
constexpr std::uint16_t kOurSctpPort = 5000;

// What one message of a data channel may hold (RFC 8841, 6).
constexpr std::string_view kMaxMessageBytes = "262144";

std::string number(PayloadType payload_type) {
  return std::to_string(payload_type.value());
}

std::string connection_of(const Endpoint& endpoint) {
  return (endpoint.is_v4() ? "IN IP4 " : "IN IP6 ") + endpoint.address_string();
}

// RFC 8445, 5.1.2.1: type preference 126 for host candidates, earlier ones preferred.
std::string candidate_line(std::size_t index, const Endpoint& endpoint) {
  std::uint32_t priority =
      126u << 24 | (65535u - static_cast<std::uint32_t>(index)) << 8 | (256u - 1);
  return std::to_string(index + 1) + " 1 udp " + std::to_string(priority) + " " +
         endpoint.address_string() + " " + std::to_string(endpoint.port) + " typ host";
}

void add_feedback(SdpSection& out, const NegotiatedCodec& codec) {
  const std::pair<bool, std::string_view> kinds[] = {
      {codec.feedback.transport_cc, "transport-cc"},
      {codec.feedback.ccm_fir, "ccm fir"},
      {codec.feedback.nack, "nack"},
      {codec.feedback.nack_pli, "nack pli"},
      {codec.feedback.goog_remb, "goog-remb"},
  };
  for (auto [is_used, kind] : kinds)
    if (is_used) out.add("rtcp-fb", number(codec.payload_type) + " " + std::string(kind));
}

// RFC 7587, 7 for Opus; the others are read in lower case and written in their registered form.
std::string registered_name(const NegotiatedCodec& codec) {
  if (codec.name == "opus") return "opus";
  std::string name = codec.name;
  for (char& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return name;
}

void add_codec(SdpSection& out, const NegotiatedCodec& codec) {
  std::string payload_type = number(codec.payload_type);
  std::string clock_rate = std::to_string(codec.clock_rate);
  out.formats.push_back(payload_type);
  out.add("rtpmap", payload_type + " " + registered_name(codec) + "/" + clock_rate +
                        (codec.channels > 1 ? "/" + std::to_string(codec.channels) : ""));
  if (!codec.fmtp.empty()) out.add("fmtp", payload_type + " " + codec.fmtp);
  add_feedback(out, codec);
  if (!codec.rtx_payload_type) return;
  std::string rtx = number(*codec.rtx_payload_type);
  out.formats.push_back(rtx);
  out.add("rtpmap", rtx + " rtx/" + clock_rate);
  out.add("fmtp", rtx + " apt=" + payload_type);
}

// What the client restricts to sending we receive only (RFC 8285, 6).
void add_extensions(SdpSection& out, const OfferedSection& offered) {
  for (const HeaderExtension& extension : kHeaderExtensions) {
    std::uint8_t id = offered.extensions.*extension.id;
    if (id == 0) continue;
    bool send_only = offered.send_only_extensions.*extension.id != 0;
    out.add("extmap",
            std::to_string(id) + (send_only ? "/recvonly " : " ") + std::string(extension.uri));
  }
}

void add_simulcast(SdpSection& out, const std::vector<std::string>& rids) {
  std::string list;
  for (const std::string& rid : rids) {
    out.add("rid", rid + " recv");
    list += (list.empty() ? "" : ";") + rid;
  }
  if (!list.empty()) out.add("simulcast", "recv " + list);
}

void add_outgoing(SdpSection& out, const OutgoingTrack& track) {
  out.add("msid", track.stream_id + " " + track.track_id);
  std::string ssrc = std::to_string(track.ssrc.value());
  std::string cname = " cname:" + track.cname;
  if (track.rtx_ssrc) {
    std::string rtx = std::to_string(track.rtx_ssrc->value());
    out.add("ssrc-group", "FID " + ssrc + " " + rtx);
    out.add("ssrc", ssrc + cname);
    out.add("ssrc", rtx + cname);
  } else {
    out.add("ssrc", ssrc + cname);
  }
}

void add_media(SdpSection& out, const OfferedSection& offered, const SectionAnswer& answer) {
  out.add("rtcp-mux");
  if (offered.rtcp_reduced_size) out.add("rtcp-rsize");
  out.add(std::string(to_string(answer.direction)));
  for (const NegotiatedCodec& codec : answer.codecs) add_codec(out, codec);
  add_extensions(out, offered);
  if (receives(answer.direction)) add_simulcast(out, offered.rids);
  if (answer.outgoing) add_outgoing(out, *answer.outgoing);
}

// Without the parameters that steer an encoder, which are not ours to repeat.
std::string repeated_fmtp(std::string_view fmtp) {
  std::string out;
  for (SdpWords parameters(fmtp); !parameters.empty();) {
    std::string_view parameter = parameters.next(';');
    if (parameter.find("x-google-") != std::string_view::npos) continue;
    out += (out.empty() ? "" : ";") + std::string(parameter);
  }
  return out;
}

}  // namespace

bool is_accepted(const OfferedSection& offered, const SectionAnswer& answer) {
  if (offered.rejected) return false;
  if (offered.kind == SectionKind::kData) return true;
  return offered.kind != SectionKind::kUnknown && !answer.codecs.empty();
}

NegotiatedCodec answered_codec(const NegotiatedCodec& offered,
                               const ReceivePreference& preference) {
  NegotiatedCodec codec = offered;
  if (codec.name != "opus") {
    codec.fmtp = repeated_fmtp(offered.fmtp);
    return codec;
  }
  codec.fmtp = "minptime=10;useinbandfec=1";
  if (preference.stereo) codec.fmtp += ";stereo=1";
  if (preference.dtx) codec.fmtp += ";usedtx=1";
  return codec;
}

AnswerWriter::AnswerWriter(const LocalTransport& local, std::uint64_t session_id,
                           std::uint64_t version)
    : local_(local) {
  description_.origin =
      "- " + std::to_string(session_id) + " " + std::to_string(version) + " IN IP4 127.0.0.1";
}

void AnswerWriter::add(const SdpSection& section, const OfferedSection& offered,
                       const SectionAnswer& answer) {
  if (!is_accepted(offered, answer)) return reject(section, offered);
  SdpSection& out = description_.sections.emplace_back();
  out.kind = section.kind;
  out.protocol = section.protocol;
  out.port = local_.candidates.front().port;
  out.connection = connection_of(local_.candidates.front());
  add_transport(out, offered);
  if (offered.kind == SectionKind::kData) {
    out.formats = section.formats;
    out.add("sctp-port", std::to_string(kOurSctpPort));
    out.add("max-message-size", std::string(kMaxMessageBytes));
  } else {
    add_media(out, offered, answer);
  }
  bundle_ += " " + offered.mid;
}

std::string AnswerWriter::finish(const SessionDescription& session) {
  description_.add("ice-lite");
  if (!bundle_.empty()) description_.add("group", "BUNDLE" + bundle_);
  if (session.attribute("extmap-allow-mixed")) description_.add("extmap-allow-mixed");
  description_.add("msid-semantic", " WMS *");
  return write_sdp(description_);
}

void AnswerWriter::reject(const SdpSection& section, const OfferedSection& offered) {
  SdpSection& out = description_.sections.emplace_back();
  out.kind = section.kind;
  out.protocol = section.protocol;
  out.formats = section.formats;
  out.connection = "IN IP4 0.0.0.0";
  if (!offered.mid.empty()) out.add("mid", offered.mid);
  if (offered.kind != SectionKind::kData) out.add("inactive");
}

void AnswerWriter::add_transport(SdpSection& out, const OfferedSection& offered) {
  out.add("mid", offered.mid);
  out.add("ice-ufrag", local_.ice_ufrag);
  out.add("ice-pwd", local_.ice_pwd);
  if (!offered.ice_options.empty()) out.add("ice-options", offered.ice_options);
  out.add("fingerprint", "sha-256 " + local_.fingerprint_sha256);
  out.add("setup", "passive");
  // Only the first section of the bundle needs them (RFC 8843, 10.2).
  if (!bundle_.empty()) return;
  for (std::size_t i = 0; i < local_.candidates.size(); ++i)
    out.add("candidate", candidate_line(i, local_.candidates[i]));
  out.add("end-of-candidates");
}

}  // namespace hemicycle::wire
