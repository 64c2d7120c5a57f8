#include "wire/sdp.h"

#include <array>
#include <utility>

#include "wire/sdp_text.h"

namespace hemicycle::wire {
namespace {

// Controls inside a line could start a line of their own when they are written out again.
bool has_control(std::string_view line) {
  for (char c : line)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t') return true;
  return false;
}

std::optional<std::string_view> find(const std::vector<SdpAttribute>& attributes,
                                     std::string_view name) {
  for (const SdpAttribute& attribute : attributes)
    if (attribute.name == name) return attribute.value;
  return std::nullopt;
}

class Parser {
 public:
  explicit Parser(const SdpLimits& limits) : limits_(limits) {}

  std::optional<SdpError> line(std::string_view line) {
    if (line.size() < 2 || line[1] != '=' || has_control(line)) return SdpError::kMalformedLine;
    std::string_view value = line.substr(2);
    switch (line[0]) {
      case 'o':
        description_.origin = value;
        return std::nullopt;
      case 'c':
        if (section()) section()->connection = value;
        return std::nullopt;
      case 'm':
        return media(value);
      case 'a':
        return attribute(value);
      default:
        return std::nullopt;
    }
  }

  SessionDescription take() { return std::move(description_); }

 private:
  SdpSection* section() {
    return description_.sections.empty() ? nullptr : &description_.sections.back();
  }

  // m=<media> <port>[/<count>] <proto> <fmt> ... (RFC 8866, 5.14)
  std::optional<SdpError> media(std::string_view value) {
    if (description_.sections.size() == limits_.sections) return SdpError::kTooManySections;
    SdpWords words(value);
    SdpSection section;
    section.kind = words.next();
    auto port = parse_number<std::uint16_t>(SdpWords(words.next()).next('/'));
    section.protocol = words.next();
    if (section.kind.empty() || !port || section.protocol.empty()) return SdpError::kMalformedLine;
    section.port = *port;
    while (!words.empty()) {
      if (section.formats.size() == limits_.attributes) return SdpError::kTooManyAttributes;
      section.formats.emplace_back(words.next());
    }
    description_.sections.push_back(std::move(section));
    return std::nullopt;
  }

  std::optional<SdpError> attribute(std::string_view value) {
    auto& attributes = section() ? section()->attributes : description_.attributes;
    if (attributes.size() == limits_.attributes) return SdpError::kTooManyAttributes;
    SdpWords words(value);
    std::string name(words.next(':'));
    if (name.empty()) return SdpError::kMalformedLine;
    attributes.push_back({std::move(name), std::string(words.rest())});
    return std::nullopt;
  }

  SdpLimits limits_;
  SessionDescription description_;
};

void write_attributes(std::string& out, const std::vector<SdpAttribute>& attributes) {
  for (const SdpAttribute& attribute : attributes) {
    out += "a=" + attribute.name;
    if (!attribute.value.empty()) out += ":" + attribute.value;
    out += "\r\n";
  }
}

void write_section(std::string& out, const SdpSection& section) {
  out += "m=" + section.kind + " " + std::to_string(section.port) + " " + section.protocol;
  for (const std::string& format : section.formats) out += " " + format;
  out += "\r\n";
  if (!section.connection.empty()) out += "c=" + section.connection + "\r\n";
  write_attributes(out, section.attributes);
}

}  // namespace

std::string_view describe(SdpError error) {
  switch (error) {
    case SdpError::kTooLarge:
      return "the session description is too large";
    case SdpError::kTooManySections:
      return "the session description has too many media sections";
    case SdpError::kTooManyAttributes:
      return "a media section has too many attributes";
    case SdpError::kMalformedLine:
      return "a line of the session description is malformed";
    case SdpError::kMissingVersion:
      return "the session description does not start with v=0";
    case SdpError::kMissingMid:
      return "a media section has no mid";
    case SdpError::kDuplicateMid:
      return "two media sections have the same mid";
    case SdpError::kSectionsRemoved:
      return "the new offer has fewer media sections than the one before";
    case SdpError::kNotBundled:
      return "a media section is not in the BUNDLE group";
    case SdpError::kBundleTooLong:
      return "the BUNDLE group names more media sections than there are";
    case SdpError::kMissingIceCredentials:
      return "the offer has no ICE credentials";
    case SdpError::kMissingFingerprint:
      return "the offer has no SHA-256 fingerprint";
    case SdpError::kUnsupportedRole:
      return "the offer asks for a DTLS role that the server does not take";
  }
  return "unknown";
}

std::optional<std::string_view> SdpSection::attribute(std::string_view name) const {
  return find(attributes, name);
}

void SdpSection::add(std::string name, std::string value) {
  attributes.push_back({std::move(name), std::move(value)});
}

std::optional<std::string_view> SessionDescription::attribute(std::string_view name) const {
  return find(attributes, name);
}

void SessionDescription::add(std::string name, std::string value) {
  attributes.push_back({std::move(name), std::move(value)});
}

Result<SessionDescription, SdpError> parse_sdp(std::string_view text, const SdpLimits& limits) {
  if (text.size() > limits.bytes) return unexpected(SdpError::kTooLarge);
  if (!text.starts_with("v=0")) return unexpected(SdpError::kMissingVersion);
  Parser parser(limits);
  for (SdpWords lines(text); !lines.empty();) {
    std::string_view line = lines.next('\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (auto error = parser.line(line)) return unexpected(*error);
  }
  return parser.take();
}

std::string write_sdp(const SessionDescription& description) {
  std::string out = "v=0\r\no=" + description.origin + "\r\ns=-\r\nt=0 0\r\n";
  write_attributes(out, description.attributes);
  for (const SdpSection& section : description.sections) write_section(out, section);
  return out;
}

}  // namespace hemicycle::wire
