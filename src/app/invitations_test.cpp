#include "app/invitations.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>

#include "app/invitation_routes.h"
#include "crypto/jwt.h"

namespace hemicycle::app {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using testing::HasSubstr;

const Now kNow{Instant(), WallTime(std::chrono::seconds(1'800'000'000))};

class InvitationsTest : public testing::Test {
 protected:
  InvitationsTest() {
    std::string pattern =
        (fs::temp_directory_path() / "invitations_").string() + std::string(6, 'X');
    folder = mkdtemp(pattern.data());
    book = std::make_unique<InvitationBook>(folder);
  }
  ~InvitationsTest() override {
    book.reset();
    fs::remove_all(folder);
  }

  http::Response ask(std::string method, const std::string& code) {
    InvitationRoutes routes(*book, {"devkey", "secret"}, [] { return kNow; });
    http::Router router;
    routes.add_to(router);
    auto match = router.find(method, "/api/invitations/" + code);
    http::Request request;
    request.parameters = match.parameters;
    return std::get<http::Response>((*match.handler)(request));
  }

  std::string folder;
  std::unique_ptr<InvitationBook> book;
  SeededRandom random{7};
};

TEST_F(InvitationsTest, survive_a_restart_with_their_links) {
  std::vector<Invitation> before = keep_demonstration(*book, random);
  ASSERT_EQ(before.size(), 4u);
  book = std::make_unique<InvitationBook>(folder);
  std::vector<Invitation> after = keep_demonstration(*book, random);
  ASSERT_EQ(after.size(), 4u);
  std::set<std::string> codes;
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(after[i].code, before[i].code);
    EXPECT_EQ(after[i].code.size(), 22u) << "128 bits";
    codes.insert(after[i].code);
  }
  EXPECT_EQ(codes.size(), 4u);
}

TEST_F(InvitationsTest, are_readable_by_their_owner_only) {
  struct stat status {};
  ASSERT_EQ(stat((folder + "/invitations.sqlite").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(InvitationsTest, tell_who_is_invited_to_what) {
  Invitation delegate = keep_demonstration(*book, random)[1];
  http::Response response = ask("GET", delegate.code);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(http::find_header(response.headers, "Cache-Control"), "no-store");
  json::value expected = json::parse(R"({
    "session": {"en": "Demonstration session", "vi": "Phiên họp mẫu"},
    "person": {"office": {"en": "Head of delegation", "vi": "Trưởng đoàn"},
               "delegation": {"en": "Viet Nam", "vi": "Việt Nam"},
               "country": "vn", "role": "delegate"},
    "language": "vi", "mayPublish": true})");
  expected.as_object()["code"] = delegate.code;
  EXPECT_EQ(json::parse(response.body), expected);
}

TEST_F(InvitationsTest, are_exchanged_for_a_token_with_the_role_s_grants) {
  std::vector<Invitation> all = keep_demonstration(*book, random);
  const struct {
    std::size_t index;
    const char* grants;
  } cases[] = {
      {0, R"("canPublish":true,"canPublishData":true,"canSubscribe":true,"roomAdmin":true)"},
      {1, R"("canPublish":true,"canPublishData":true,"canSubscribe":true)"},
      {3, R"("canPublish":false,"canPublishData":false,"canSubscribe":true)"},
  };
  for (const auto& c : cases) {
    http::Response response = ask("POST", all[c.index].code);
    ASSERT_EQ(response.status, 200);
    std::string token(json::parse(response.body).at("token").as_string());
    auto verified = crypto::verify_jwt(
        token, [](std::string_view) { return std::optional<std::string>("secret"); }, kNow.wall);
    ASSERT_TRUE(verified);
    json::value claims = json::parse(verified->claims);
    EXPECT_EQ(claims.at("sub").as_string(), all[c.index].identity);
    EXPECT_EQ(claims.at("attributes").at("role").as_string(), all[c.index].role);
    EXPECT_THAT(json::serialize(claims.at("video")), HasSubstr(c.grants));
  }
}

TEST_F(InvitationsTest, that_nobody_wrote_are_unknown) {
  for (const char* method : {"GET", "POST"}) {
    http::Response response = ask(method, "nobody-wrote-this-one");
    EXPECT_EQ(response.status, 404);
    EXPECT_THAT(response.body, HasSubstr("There is no such invitation"));
  }
}

// The first page says that the database is sound, a later one is not.
TEST_F(InvitationsTest, whose_database_is_damaged_are_refused_at_start_in_words_without_a_code) {
  std::string code;
  for (int i = 0; i < 200; ++i)
    code = book->add({"", "room" + std::to_string(i), "{\"en\":\"S\"}", "p", "{\"en\":\"O\"}",
                      "{\"en\":\"\"}", "", "delegate"},
                     random);
  book.reset();
  const std::string path = folder + "/invitations.sqlite";
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    const std::string garbage(fs::file_size(path) - 4096, 'x');
    file.write(garbage.data(), static_cast<std::streamsize>(garbage.size()));
  }
  EXPECT_THROW(InvitationBook{folder}, InvitationsUnavailable);
}

TEST_F(InvitationsTest, answer_503_and_turn_health_red_when_the_database_fails_while_running) {
  std::string code = keep_demonstration(*book, random).front().code;
  EXPECT_EQ(ask("GET", code).status, 200);
  EXPECT_TRUE(book->is_healthy());
  {
    soci::session other(*soci::factory_sqlite3(), "dbname=" + folder + "/invitations.sqlite");
    other << "ALTER TABLE invitations RENAME TO elsewhere";
  }
  testing::internal::CaptureStdout();
  EXPECT_EQ(ask("GET", code).status, 503);
  EXPECT_EQ(ask("POST", code).status, 503);
  EXPECT_EQ(testing::internal::GetCapturedStdout().find(code), std::string::npos)
      << "a log line tells the secret";
  EXPECT_FALSE(book->is_healthy());
}

}  // namespace
}  // namespace hemicycle::app
