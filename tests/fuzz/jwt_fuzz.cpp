#include "crypto/base64url.h"
#include "crypto/json_members.h"
#include "crypto/jwt.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/proportion.h"

namespace hemicycle::crypto {
namespace {

constexpr WallTime kNow{std::chrono::seconds(1'800'000'000)};
constexpr std::string_view kSecret = "secret";

std::optional<std::string> secret_of(std::string_view) {
  return std::string(kSecret);
}

// The input as a whole token: nobody without the secret may pass, and the fuzzer has none.
void fuzz_token(std::string_view token) {
  const auto verified = verify_jwt(token, secret_of, kNow);
  PROPERTY(!verified || token.size() <= kJwtSizeMax);
}

// The input as claims that the right issuer signed: what is accepted is handed on unchanged.
void fuzz_claims(std::string_view claims) {
  const auto verified = verify_jwt(sign_jwt(claims, kSecret), secret_of, kNow);
  if (!verified) return;
  PROPERTY(verified->claims == claims);
  const auto members = parse_json_members(claims);
  PROPERTY(members.has_value());
  PROPERTY(find_member(*members, "exp").has_value());
}

void fuzz_base64url(std::string_view text) {
  if (const auto bytes = base64url_decode(text)) PROPERTY(base64url_encode(*bytes) == text);
}

}  // namespace
}  // namespace hemicycle::crypto

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Proportion bound(size);
  const std::string_view text = hemicycle::as_text({bytes, size});
  hemicycle::crypto::fuzz_token(text);
  hemicycle::crypto::fuzz_claims(text);
  hemicycle::crypto::fuzz_base64url(text);
  return 0;
}
