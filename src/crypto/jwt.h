#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace hemicycle::crypto {

// JSON Web Tokens (RFC 7519) signed with HMAC-SHA256 and nothing else: the algorithm is pinned,
// what the token's own header claims cannot weaken it.

// Room for metadata of 64 KiB, escaped as JSON and encoded, beside the other claims.
inline constexpr std::size_t kJwtSizeMax = 128 * 1024;
// How far the issuer's clock and ours may differ.
inline constexpr std::chrono::seconds kJwtLeeway{60};

enum class JwtError {
  kTooLong,
  kMalformed,             // not three parts of base64url, or not strict JSON objects inside
  kUnsupportedAlgorithm,  // the header names another algorithm, type or critical extension
  kUnknownIssuer,
  kBadSignature,
  kExpired,  // or without an "exp": a token for ever is refused
  kNotYetValid,
};
std::string_view to_string(JwtError error);

struct VerifiedToken {
  std::string issuer;
  std::string claims;  // the JSON object as signed, for the caller to read the rest of
};

// The secret that an issuer ("iss", an API key) signs with; nothing when there is no such issuer.
using SecretOfIssuer = std::function<std::optional<std::string>(std::string_view issuer)>;

// `claims` is a JSON object; the caller puts "iss", "exp" and the rest into it.
std::string sign_jwt(std::string_view claims, std::string_view secret);

Result<VerifiedToken, JwtError> verify_jwt(std::string_view token, const SecretOfIssuer& secret_of,
                                           WallTime now);

}  // namespace hemicycle::crypto
