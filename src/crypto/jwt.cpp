#include "crypto/jwt.h"

#include "base/bytes.h"
#include "crypto/base64url.h"
#include "crypto/hmac.h"
#include "crypto/json_members.h"

namespace hemicycle::crypto {
namespace {

constexpr std::string_view kHeader = R"({"alg":"HS256","typ":"JWT"})";
static_assert(kJwtSizeMax == 131072);  // as to_string() says

struct TokenParts {
  std::string_view header, claims, signature;
  std::string_view signed_text;  // header and claims with the dot between (RFC 7515, 5.1)
};

std::optional<TokenParts> split(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  if (token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return TokenParts{token.substr(0, first), token.substr(first + 1, second - first - 1),
                    token.substr(second + 1), token.substr(0, second)};
}

Result<void, JwtError> check_header(std::string_view encoded) {
  const auto bytes = base64url_decode(encoded);
  if (!bytes) return unexpected(JwtError::kMalformed);
  const auto members = parse_json_members(as_text(*bytes));
  if (!members) return unexpected(JwtError::kMalformed);
  const auto algorithm = find_member(*members, "alg");
  const auto type = find_member(*members, "typ");
  // RFC 7515, 4.1.11: extensions marked critical must be understood; we understand none.
  if (!algorithm || *algorithm != R"("HS256")" || find_member(*members, "crit"))
    return unexpected(JwtError::kUnsupportedAlgorithm);
  if (type && *type != R"("JWT")" && *type != R"("jwt")")
    return unexpected(JwtError::kUnsupportedAlgorithm);
  return {};
}

Result<void, JwtError> check_times(const std::vector<JsonMember>& members, WallTime now) {
  const auto expiry = find_member(members, "exp");
  const auto not_before = find_member(members, "nbf");
  if (!expiry) return unexpected(JwtError::kExpired);
  const auto expiry_s = whole_number(*expiry);
  const auto not_before_s = not_before ? whole_number(*not_before) : std::int64_t{0};
  if (!expiry_s || !not_before_s) return unexpected(JwtError::kMalformed);
  const auto now_s = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  if (now_s >= *expiry_s + kJwtLeeway.count()) return unexpected(JwtError::kExpired);
  if (now_s < *not_before_s - kJwtLeeway.count()) return unexpected(JwtError::kNotYetValid);
  return {};
}

}  // namespace

std::string_view to_string(JwtError error) {
  switch (error) {
    case JwtError::kTooLong:
      return "token longer than 131072 bytes";
    case JwtError::kMalformed:
      return "token malformed";
    case JwtError::kUnsupportedAlgorithm:
      return "token not signed with HS256";
    case JwtError::kUnknownIssuer:
      return "token of an unknown API key";
    case JwtError::kBadSignature:
      return "token signature does not match";
    case JwtError::kExpired:
      return "token expired";
    case JwtError::kNotYetValid:
      return "token not valid yet";
  }
  return "token refused";
}

std::string sign_jwt(std::string_view claims, std::string_view secret) {
  std::string token =
      base64url_encode(as_bytes(kHeader)) + '.' + base64url_encode(as_bytes(claims));
  const Sha256Digest signature = hmac_sha256(as_bytes(secret), as_bytes(token));
  return token + '.' + base64url_encode(signature);
}

Result<VerifiedToken, JwtError> verify_jwt(std::string_view token, const SecretOfIssuer& secret_of,
                                           WallTime now) {
  if (token.size() > kJwtSizeMax) return unexpected(JwtError::kTooLong);
  const auto parts = split(token);
  if (!parts) return unexpected(JwtError::kMalformed);
  if (auto header = check_header(parts->header); !header) return unexpected(header.error());

  const auto claims = base64url_decode(parts->claims);
  const auto signature = base64url_decode(parts->signature);
  if (!claims || !signature) return unexpected(JwtError::kMalformed);
  const auto members = parse_json_members(as_text(*claims));
  if (!members) return unexpected(JwtError::kMalformed);

  const auto issuer = plain_string(find_member(*members, "iss").value_or(""));
  const auto secret = issuer ? secret_of(*issuer) : std::nullopt;
  if (!secret) return unexpected(JwtError::kUnknownIssuer);
  const Sha256Digest expected = hmac_sha256(as_bytes(*secret), as_bytes(parts->signed_text));
  if (!equal_in_constant_time(expected, *signature)) return unexpected(JwtError::kBadSignature);
  if (auto times = check_times(*members, now); !times) return unexpected(times.error());
  return VerifiedToken{std::string(*issuer), std::string(as_text(*claims))};
}

}  // namespace hemicycle::crypto
