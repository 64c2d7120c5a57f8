#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/numbers.h"
#include "wire/sdp.h"

namespace hemicycle::wire {

// As its writer sees it (RFC 8866, 6.7).
enum class Direction : std::uint8_t { kInactive, kRecvOnly, kSendOnly, kSendRecv };
std::string_view to_string(Direction direction);
constexpr bool receives(Direction direction) {
  return direction == Direction::kRecvOnly || direction == Direction::kSendRecv;
}

enum class SectionKind : std::uint8_t { kAudio, kVideo, kData, kUnknown };

// Which RTCP feedback a codec may use (RFC 4585, RFC 5104).
struct CodecFeedback {
  bool nack = false;
  bool nack_pli = false;
  bool ccm_fir = false;
  bool transport_cc = false;
  bool goog_remb = false;

  friend bool operator==(const CodecFeedback&, const CodecFeedback&) = default;
};

// One codec of a section under its payload type, with its retransmission format (RFC 4588).
struct NegotiatedCodec {
  PayloadType payload_type;
  std::optional<PayloadType> rtx_payload_type;
  std::string name;  // lower case: opus, vp8, vp9, h264, av1
  std::uint32_t clock_rate = 0;
  std::uint8_t channels = 1;
  std::string fmtp;  // "key=value;key=value"
  CodecFeedback feedback;

  friend bool operator==(const NegotiatedCodec&, const NegotiatedCodec&) = default;
};

// Ids of the header extensions that the media plane understands; 0 means not negotiated.
struct HeaderExtensionIds {
  std::uint8_t mid = 0;
  std::uint8_t rid = 0;
  std::uint8_t repaired_rid = 0;
  std::uint8_t transport_cc = 0;
  std::uint8_t audio_level = 0;
  std::uint8_t dependency_descriptor = 0;

  friend bool operator==(const HeaderExtensionIds&, const HeaderExtensionIds&) = default;
};

// A kind of header extension: its URI and where its id is kept.
struct HeaderExtension {
  std::string_view uri;
  std::uint8_t HeaderExtensionIds::*id;
};
extern const HeaderExtension kHeaderExtensions[6];

struct RtxPair {
  Ssrc media;
  Ssrc rtx;

  friend bool operator==(const RtxPair&, const RtxPair&) = default;
};

// A media section of an offer, as far as the server understands it; what it does not know
// (codecs, extensions, attributes) is left out, so that an answer never accepts it.
struct OfferedSection {
  std::string mid;
  SectionKind kind = SectionKind::kUnknown;
  bool rejected = false;  // port 0 and not bundle-only (RFC 8843, 6)
  Direction direction = Direction::kSendRecv;
  std::vector<NegotiatedCodec> codecs;  // the supported ones, in the offer's order
  HeaderExtensionIds extensions;
  std::string msid_track;         // the sender's name of the track
  std::vector<Ssrc> ssrcs;        // media only, simulcast layers in their order
  std::vector<RtxPair> rtx;       // FID groups
  std::vector<std::string> rids;  // simulcast layers to send, in their order (RFC 8853)
  // Of the extensions those that the client restricts to what it sends; others are 0.
  HeaderExtensionIds send_only_extensions;
  bool rtcp_reduced_size = false;
  bool extmap_allow_mixed = false;
  std::optional<std::uint16_t> sctp_port;

  std::string ice_ufrag;
  std::string ice_pwd;
  std::string ice_options;         // of RFC 8839 and RFC 8840 those that the server takes part in
  std::string fingerprint_sha256;  // "AB:CD:..."
  std::string setup;
};

// Reads the sections of one description. What they inherit from the session is read once, so that
// many short sections cost no more than their own text.
class SectionReader {
 public:
  // `session` outlives it.
  explicit SectionReader(const SessionDescription& session);

  OfferedSection read(const SdpSection& section) const;

 private:
  struct Transport {
    std::string ice_ufrag;
    std::string ice_pwd;
    std::string ice_options;
    std::string fingerprint_sha256;
    std::string setup;
  };
  static Transport read_transport(const std::vector<SdpAttribute>& attributes);

  Transport transport_;
  Direction direction_;
  bool extmap_allow_mixed_;
};

// The value of `key` in "key=value;key=value", spaces around it removed; empty when absent.
std::string_view fmtp_parameter(std::string_view fmtp, std::string_view key);

// Whether a decoder that was offered as `offered` can take a stream encoded as `name` with `fmtp`.
bool can_decode(const NegotiatedCodec& offered, std::string_view name, std::string_view fmtp);

}  // namespace hemicycle::wire
