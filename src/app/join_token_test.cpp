#include "app/join_token.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "app/command.h"
#include "crypto/jwt.h"

namespace hemicycle::app {
namespace {

const WallTime kSigned{std::chrono::seconds(1'800'000'000)};

TEST(JoinToken, carries_what_the_front_reads) {
  JoinToken token;
  token.identity = "viet-nam";
  token.name = "Head of delegation, Việt Nam";
  token.room = "demo";
  token.attributes = {{"country", "vn"}};
  token.grants = {{"canPublish", false}};
  std::string text = sign_join_token(token, "devkey", "secret", kSigned);

  auto secret_of = [](std::string_view key) -> std::optional<std::string> {
    return key == "devkey" ? std::optional<std::string>("secret") : std::nullopt;
  };
  auto verified = crypto::verify_jwt(text, secret_of, kSigned);
  ASSERT_TRUE(verified);
  EXPECT_EQ(boost::json::parse(verified->claims), boost::json::parse(R"({
    "iss": "devkey", "sub": "viet-nam", "name": "Head of delegation, Việt Nam",
    "nbf": 1800000000, "exp": 1800000600,
    "video": {"roomJoin": true, "room": "demo", "canPublish": false},
    "attributes": {"country": "vn"}})"));

  auto later = crypto::verify_jwt(text, secret_of, kSigned + std::chrono::seconds(661));
  EXPECT_EQ(later.error(), crypto::JwtError::kExpired);
}

TEST(Grants, are_read_from_a_list) {
  EXPECT_EQ(parse_grants(""), Grants{});
  EXPECT_EQ(parse_grants("hidden,canPublish=false"),
            (Grants{{"hidden", true}, {"canPublish", false}}));
  EXPECT_THROW(parse_grants("canFly"), SetupError);
  EXPECT_THROW(parse_grants("hidden=no"), SetupError);
}

}  // namespace
}  // namespace hemicycle::app
