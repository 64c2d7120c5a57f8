#include "livekit/grants.h"

#include <gtest/gtest.h>

namespace hemicycle::livekit {
namespace {

constexpr WallTime kNow = WallTime(std::chrono::seconds(1'800'000'000));

std::optional<std::string> secret_of(std::string_view key) {
  return key == "devkey" ? std::optional<std::string>("secret") : std::nullopt;
}

std::string token(const std::string& claims, std::string_view secret = "secret") {
  return crypto::sign_jwt(R"({"iss":"devkey","exp":1800000600,"nbf":1800000000,)" + claims + "}",
                          secret);
}

Refusal refusal_of(std::string_view text) {
  auto grants = authorize_join(text, secret_of, kNow);
  return grants ? Refusal{200, "let in"} : grants.error();
}

TEST(Grants, let_in_whoever_has_a_token_for_a_room) {
  auto grants = authorize_join(
      token(R"("sub":"vn","name":"Viet Nam","metadata":"m","attributes":{"seat":"3"},)"
            R"("video":{"room":"hall","roomJoin":true})"),
      secret_of, kNow);
  ASSERT_TRUE(grants);
  EXPECT_EQ(grants->identity, "vn");
  EXPECT_EQ(grants->name, "Viet Nam");
  EXPECT_EQ(grants->metadata, "m");
  EXPECT_EQ(grants->attributes, (Attributes{{"seat", "3"}}));
  EXPECT_EQ(grants->room, "hall");
  EXPECT_EQ(grants->permission, Permission{});
}

TEST(Grants, deny_what_the_token_denies) {
  auto grants = parse_grants(
      R"({"sub":"a","video":{"roomJoin":true,"room":"r","canPublish":true,"canSubscribe":false,)"
      R"("canPublishData":false,"hidden":true,"canUpdateOwnMetadata":true,)"
      R"("canPublishSources":["microphone","camera"]}})");
  ASSERT_TRUE(grants);
  const Permission& permission = grants->permission;
  EXPECT_FALSE(permission.can_subscribe);
  EXPECT_FALSE(permission.can_publish_data);
  EXPECT_TRUE(permission.hidden);
  EXPECT_TRUE(permission.can_update_own_metadata);
  EXPECT_TRUE(permission.can_publish_source(TrackSource::kMicrophone));
  EXPECT_FALSE(permission.can_publish_source(TrackSource::kScreenShare));
}

TEST(Grants, tie_data_to_publishing_when_the_token_says_nothing_of_it) {
  auto grants = parse_grants(R"({"sub":"a","video":{"canPublish":false}})");
  ASSERT_TRUE(grants);
  EXPECT_FALSE(grants->permission.can_publish_data);
  EXPECT_FALSE(grants->permission.can_publish_source(TrackSource::kCamera));
}

TEST(Grants, turn_away_with_a_status_and_a_reason) {
  const std::string room = R"("video":{"room":"hall","roomJoin":true})";
  const struct {
    const char* name;
    std::string token;
    int status;
  } cases[] = {
      {"no token", "", 401},
      {"no token at all", "hello", 401},
      {"forged", token(R"("sub":"a",)" + room, "guess"), 401},
      {"no identity", token(room), 401},
      {"claims of a wrong type", token(R"("sub":"a","video":{"roomJoin":"yes"})"), 401},
      {"unknown source", token(R"("sub":"a","video":{"roomJoin":true,"canPublishSources":["x"]})"),
       401},
      {"name too long",
       token(R"("sub":"a","name":")" + std::string(kNameBytesMax + 1, 'x') + R"(",)" + room), 401},
      {"no grants", token(R"("sub":"a")"), 403},
      {"may not join", token(R"("sub":"a","video":{"room":"hall","roomJoin":false})"), 403},
      {"no room", token(R"("sub":"a","video":{"roomJoin":true})"), 403},
  };
  for (const auto& each : cases) {
    Refusal refusal = refusal_of(each.token);
    EXPECT_EQ(refusal.status, each.status) << each.name << ": " << refusal.reason;
    EXPECT_FALSE(refusal.reason.empty()) << each.name;
  }
}

TEST(Grants, expire) {
  std::string text = token(R"("sub":"a","video":{"room":"hall","roomJoin":true})");
  EXPECT_TRUE(authorize_join(text, secret_of, kNow));
  EXPECT_FALSE(authorize_join(text, secret_of, kNow + std::chrono::hours(1)));
}

TEST(Grants, can_be_renewed_for_longer) {
  auto grants = authorize_join(token(R"("sub":"a","video":{"room":"hall","roomJoin":true})"),
                               secret_of, kNow);
  ASSERT_TRUE(grants);
  WallTime later = kNow + std::chrono::hours(5);
  std::string renewed = renew_token(grants->claims, "secret", later, std::chrono::minutes(10));
  auto again = authorize_join(renewed, secret_of, later);
  ASSERT_TRUE(again) << again.error().reason;
  EXPECT_EQ(again->identity, "a");
  EXPECT_FALSE(authorize_join(renewed, secret_of, later + std::chrono::minutes(20)));
}

}  // namespace
}  // namespace hemicycle::livekit
