#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/endpoint.h"
#include "base/result.h"

namespace hemicycle::wire {

//  0                   1                   2                   3
//  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
// |0 0|     STUN message type     |  message length (after 20)    |   RFC 8489, 5
// |                     magic cookie 0x2112A442                   |
// |                  transaction id (96 bits)                     |
// |  attribute type               |  value length, unpadded       |   each, padded to words

inline constexpr std::size_t kStunHeaderSize = 20;
inline constexpr std::size_t kMessageIntegritySize = 20;  // HMAC-SHA1

using StunTransactionId = std::array<std::uint8_t, 12>;

enum class StunClass : std::uint8_t { kRequest, kIndication, kSuccess, kError };
inline constexpr std::uint16_t kStunBinding = 0x001;

enum class StunError : std::uint8_t {
  kTooShort,
  kNotStun,         // leading bits, cookie or a length that is not a multiple of four
  kWrongLength,     // the length field and the datagram disagree
  kTruncated,       // an attribute reaches past the end
  kWrongAttribute,  // an attribute of ours with an impossible value
  kWrongFingerprint,
};

struct StunErrorCode {
  std::uint16_t code = 0;  // 300..699
  std::string_view reason;
};

// A parsed message; its views lie in the parsed datagram. Attributes after MESSAGE-INTEGRITY other
// than FINGERPRINT are ignored (RFC 8489, 14.5). Keys and HMAC are the business of crypto/: see
// integrity_input().
struct StunMessage {
  StunClass message_class = StunClass::kRequest;
  std::uint16_t method = kStunBinding;
  StunTransactionId transaction{};

  std::optional<std::string_view> username;
  std::optional<std::uint32_t> priority;
  bool use_candidate = false;
  std::optional<std::uint64_t> ice_controlling;  // the tie-breaker
  std::optional<std::uint64_t> ice_controlled;
  std::optional<Endpoint> xor_mapped_address;
  std::optional<StunErrorCode> error_code;
  std::optional<ByteView> message_integrity;  // the 20 bytes received
  bool has_fingerprint = false;               // and it was right
  // Comprehension-required attributes (type < 0x8000) that are none of the above: answered with
  // 420.
  std::vector<std::uint16_t> unknown_required;

  // Checks the fingerprint when there is one.
  static Result<StunMessage, StunError> parse(ByteView datagram);

  // Offset of the MESSAGE-INTEGRITY attribute in the datagram; meaningful when it is present.
  std::size_t integrity_offset = 0;
};

// RFC 7983: first byte 0..3, and the cookie of RFC 8489.
bool looks_like_stun(ByteView datagram);

// What MESSAGE-INTEGRITY's HMAC covers: the message up to the attribute, with the length field as
// if the attribute were the last (RFC 8489, 14.5). The header differs from the datagram's, so it is
// a copy; hash `header`, then `attributes`.
struct StunIntegrityInput {
  std::array<std::uint8_t, kStunHeaderSize> header{};
  ByteView attributes;
};
// `datagram` is what `message` was parsed from; `message` has message_integrity.
StunIntegrityInput integrity_input(ByteView datagram, const StunMessage& message);

// Builds a message of its own bytes, attribute by attribute. The order that receivers expect is the
// caller's: others, then integrity, then fingerprint.
class StunWriter {
 public:
  StunWriter(StunClass message_class, std::uint16_t method, const StunTransactionId& transaction);

  void username(std::string_view value);
  void priority(std::uint32_t value);
  void use_candidate();
  void ice_controlling(std::uint64_t tie_breaker);
  void ice_controlled(std::uint64_t tie_breaker);
  void xor_mapped_address(const Endpoint& endpoint);
  void error_code(std::uint16_t code, std::string_view reason);
  void unknown_attributes(const std::vector<std::uint16_t>& types);

  // Calls `hmac(ByteView message so far) -> array of 20 bytes` and appends MESSAGE-INTEGRITY. The
  // length field has been set as the HMAC wants it.
  template <typename Hmac>
  void message_integrity(Hmac hmac) {
    set_length(bytes_.size() - kStunHeaderSize + 4 + kMessageIntegritySize);
    std::array<std::uint8_t, kMessageIntegritySize> mac = hmac(ByteView(bytes_));
    integrity_attribute(mac);
  }
  void fingerprint();

  // The finished message.
  Bytes finish() &&;

 private:
  void attribute(std::uint16_t type, ByteView value);
  void integrity_attribute(ByteView mac);
  void set_length(std::size_t length);

  Bytes bytes_;
};

}  // namespace hemicycle::wire
