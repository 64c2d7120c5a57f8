#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace hemicycle::crypto {

// Base 64 with the alphabet that needs no escaping in a URL, written without padding (RFC 4648,
// section 5).
std::string base64url_encode(ByteView bytes);

enum class Padding { kRefused, kAllowed };

// Nothing when a character is not of the alphabet, the length is impossible, or bits that carry
// nothing are set: every byte string has exactly one text.
std::optional<Bytes> base64url_decode(std::string_view text, Padding padding = Padding::kRefused);

}  // namespace hemicycle::crypto
