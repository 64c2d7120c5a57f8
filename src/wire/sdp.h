#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hemicycle::wire {

enum class SdpError : std::uint8_t {
  kTooLarge,
  kTooManySections,
  kTooManyAttributes,
  kMalformedLine,
  kMissingVersion,
  // The rest comes from negotiation: well-formed, but not an offer that can be answered.
  kMissingMid,
  kDuplicateMid,
  kSectionsRemoved,
  kNotBundled,
  kBundleTooLong,
  kMissingIceCredentials,
  kMissingFingerprint,
  kUnsupportedRole,
};
std::string_view describe(SdpError error);

// Bounds of what is parsed. In a hall of 100 people that all send a camera and a microphone an
// offer of Chromium has about 900 KB.
struct SdpLimits {
  std::size_t bytes = 2 << 20;
  std::size_t sections = 512;
  // For each section, and for the session.
  std::size_t attributes = 512;
};

// "a=name" or "a=name:value".
struct SdpAttribute {
  std::string name;
  std::string value;
};

struct SdpSection {
  std::string kind;  // audio, video, application
  std::uint16_t port = 0;
  std::string protocol;
  std::vector<std::string> formats;
  std::string connection;  // what follows c=, empty when absent
  std::vector<SdpAttribute> attributes;

  // The value of the first attribute of that name.
  std::optional<std::string_view> attribute(std::string_view name) const;
  bool has(std::string_view name) const { return attribute(name).has_value(); }
  void add(std::string name, std::string value = {});
};

// A session description (RFC 8866) as lines with a place: it keeps what WebRTC uses (o=, c=, m= and
// the attributes, in order) and forgets the rest. It does not know what any attribute means.
struct SessionDescription {
  std::string origin;
  std::vector<SdpAttribute> attributes;
  std::vector<SdpSection> sections;

  std::optional<std::string_view> attribute(std::string_view name) const;
  void add(std::string name, std::string value = {});
};

// Lines may end in CRLF or LF. Unknown line types are skipped.
Result<SessionDescription, SdpError> parse_sdp(std::string_view text, const SdpLimits& limits = {});

std::string write_sdp(const SessionDescription& description);

}  // namespace hemicycle::wire
