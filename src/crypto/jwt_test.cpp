#include "crypto/jwt.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "crypto/base64url.h"
#include "crypto/hmac.h"

namespace hemicycle::crypto {
namespace {

constexpr WallTime kNow{std::chrono::seconds(1'800'000'000)};
constexpr std::string_view kGood =
    R"({"iss":"devkey","sub":"vn","nbf":1799999990,"exp":1800000600})";

std::optional<std::string> dev_secret(std::string_view issuer) {
  if (issuer != "devkey") return std::nullopt;
  return "secret";
}

std::string token_of(std::string_view header, std::string_view claims) {
  std::string token = base64url_encode(as_bytes(header)) + '.' + base64url_encode(as_bytes(claims));
  return token + '.' + base64url_encode(hmac_sha256(as_bytes("secret"), as_bytes(token)));
}

JwtError error_of(std::string_view token) {
  const auto verified = verify_jwt(token, dev_secret, kNow);
  EXPECT_FALSE(verified) << token;
  return verified ? JwtError{} : verified.error();
}

TEST(Jwt, verifies_what_it_signed) {
  const auto verified = verify_jwt(sign_jwt(kGood, "secret"), dev_secret, kNow);
  ASSERT_TRUE(verified) << to_string(verified.error());
  EXPECT_EQ(verified->issuer, "devkey");
  EXPECT_EQ(verified->claims, kGood);
}

TEST(Jwt, verifies_a_token_that_another_library_signed) {
  // RFC 7515, appendix A.1: issued by "joe", expired in 2011.
  const std::string_view token =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl"
      "fQ"
      ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const auto key = base64url_decode(
      "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
  ASSERT_TRUE(key);
  const auto joe = [&](std::string_view) { return std::optional(std::string(as_text(*key))); };
  EXPECT_TRUE(verify_jwt(token, joe, WallTime(std::chrono::seconds(1'300'819'379))));
  const auto late = verify_jwt(token, joe, kNow);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error(), JwtError::kExpired);
}

TEST(Jwt, refuses_another_secret_and_a_changed_byte) {
  EXPECT_EQ(error_of(sign_jwt(kGood, "other")), JwtError::kBadSignature);
  std::string token = sign_jwt(kGood, "secret");
  token[token.size() - 5] = token[token.size() - 5] == 'A' ? 'B' : 'A';
  EXPECT_EQ(error_of(token), JwtError::kBadSignature);
}

TEST(Jwt, pins_the_algorithm) {
  for (std::string_view header :
       {R"({"alg":"none"})", R"({"alg":"HS384"})", R"({"alg":"hs256"})", R"({"typ":"JWT"})",
        R"({"alg":"HS256","typ":"JWE"})", R"({"alg":"HS256","crit":["x"]})", R"({"alg":256})"})
    EXPECT_EQ(error_of(token_of(header, kGood)), JwtError::kUnsupportedAlgorithm) << header;
  const std::string unsigned_token = base64url_encode(as_bytes(R"({"alg":"none"})")) + '.' +
                                     base64url_encode(as_bytes(kGood)) + '.';
  EXPECT_EQ(error_of(unsigned_token), JwtError::kUnsupportedAlgorithm);
}

TEST(Jwt, keeps_to_its_times_with_a_minute_of_leeway) {
  const struct {
    std::string_view claims;
    std::optional<JwtError> error;
  } cases[] = {
      {R"({"iss":"devkey","exp":1800000000})", std::nullopt},
      {R"({"iss":"devkey","exp":1799999941.5})", std::nullopt},
      {R"({"iss":"devkey","exp":1799999940})", JwtError::kExpired},
      {R"({"iss":"devkey"})", JwtError::kExpired},
      {R"({"iss":"devkey","exp":1800000600,"nbf":1800000060})", std::nullopt},
      {R"({"iss":"devkey","exp":1800000600,"nbf":1800000061})", JwtError::kNotYetValid},
      {R"({"iss":"devkey","exp":"1800000600"})", JwtError::kMalformed},
      {R"({"iss":"devkey","exp":1e300})", JwtError::kMalformed},
      {R"({"iss":"devkey","exp":18000000000000000000})", JwtError::kMalformed},
  };
  for (const auto& c : cases) {
    const auto verified = verify_jwt(sign_jwt(c.claims, "secret"), dev_secret, kNow);
    EXPECT_EQ(verified ? std::nullopt : std::optional(verified.error()), c.error) << c.claims;
  }
}

TEST(Jwt, refuses_an_unknown_issuer) {
  EXPECT_EQ(error_of(sign_jwt(R"({"iss":"x","exp":1800000600})", "secret")),
            JwtError::kUnknownIssuer);
  EXPECT_EQ(error_of(sign_jwt(R"({"exp":1800000600})", "secret")), JwtError::kUnknownIssuer);
}

TEST(Jwt, refuses_json_that_another_reader_could_read_differently) {
  for (
      std::string_view claims : {
          R"({"iss":"devkey","exp":1800000600,"exp":1})",
          R"({"iss":"devkey","exp":1800000600,"ex\u0070":1})",
          R"({"iss":"devkey","exp":1800000600} x)",
          R"({"iss":"devkey","exp":1800000600,})",
          R"({"iss":"devkey","exp":01800000600})",
          R"(["iss","devkey"])",
          R"({"iss":"devkey","exp":1800000600,"a":{"b":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}})",
          "",
      })
    EXPECT_EQ(error_of(sign_jwt(claims, "secret")), JwtError::kMalformed) << claims;
}

TEST(Jwt, refuses_what_is_not_three_parts) {
  const std::string token = sign_jwt(kGood, "secret");
  for (std::string bad : {std::string(), std::string("."), std::string(".."), token + ".x",
                          token.substr(0, token.rfind('.')), token + "=", "\n" + token})
    EXPECT_EQ(error_of(bad), JwtError::kMalformed) << bad;
  EXPECT_EQ(error_of(std::string(kJwtSizeMax + 1, 'a')), JwtError::kTooLong);
}

TEST(Jwt, passes_the_other_claims_through) {
  const std::string_view claims =
      R"({ "iss" : "devkey" , "exp":1800000600, "video":{"room":"a\"b","roomJoin":true,"n":[1,-2.5e3]}, "name":"\u00e9" })";
  const auto verified = verify_jwt(sign_jwt(claims, "secret"), dev_secret, kNow);
  ASSERT_TRUE(verified) << to_string(verified.error());
  EXPECT_EQ(verified->claims, claims);
}

}  // namespace
}  // namespace hemicycle::crypto
