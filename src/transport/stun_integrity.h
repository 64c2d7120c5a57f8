#pragma once

#include <string_view>

#include "base/bytes.h"
#include "wire/stun.h"

namespace hemicycle::transport {

// Whether MESSAGE-INTEGRITY is there and made with the password (short-term credentials, RFC 8489,
// 9.1). `message` was parsed from `datagram`.
bool has_integrity(ByteView datagram, const wire::StunMessage& message, std::string_view password);

// Appends MESSAGE-INTEGRITY and FINGERPRINT.
Bytes finish_with_integrity(wire::StunWriter writer, std::string_view password);

}  // namespace hemicycle::transport
