#pragma once

#include <array>

#include "base/bytes.h"

namespace hemicycle::crypto {

using Sha1Digest = std::array<std::uint8_t, 20>;
using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest sha256(ByteView message);

// Message authentication codes (RFC 2104). The key may have any length.
Sha1Digest hmac_sha1(ByteView key, ByteView message);
Sha256Digest hmac_sha256(ByteView key, ByteView message);

// Whether both hold the same bytes, in a time that depends on their lengths only.
bool equal_in_constant_time(ByteView a, ByteView b);

}  // namespace hemicycle::crypto
