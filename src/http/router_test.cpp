#include "http/router.h"

#include <gtest/gtest.h>

namespace hemicycle::http {
namespace {

Handler says(std::string name) {
  return [name](const Request&) -> Reply { return Response::text(200, name); };
}

// The body that the found handler answers, or the status when there is none.
std::string answer(const Router& router, std::string_view method, std::string_view path) {
  Router::Match match = router.find(method, path);
  if (!match.handler) return std::to_string(match.status);
  std::string body = std::get<Response>((*match.handler)(Request{})).body;
  for (const auto& [name, value] : match.parameters) body += " " + name + "=" + value;
  return body;
}

TEST(Router, finds_the_most_literal_pattern) {
  Router router;
  router.add("GET", "/{path...}", says("page"));
  router.add("GET", "/api/{kind}", says("kind"));
  router.add("GET", "/api/invitations/{code}", says("invitation"));
  router.add("POST", "/api/invitations/{code}", says("exchange"));
  router.add("GET", "/api/health", says("health"));

  const struct {
    const char* method;
    const char* path;
    const char* expected;
  } cases[] = {
      {"GET", "/", "page path="},
      {"HEAD", "/", "page path="},
      {"GET", "/join/a/b", "page path=join/a/b"},
      {"GET", "/api/health", "health"},
      {"GET", "/api/rooms", "kind kind=rooms"},
      {"GET", "/api/", "page path=api/"},
      {"GET", "/api/invitations/x1", "invitation code=x1"},
      {"POST", "/api/invitations/x1", "exchange code=x1"},
      {"DELETE", "/api/invitations/x1", "405"},
      {"GET", "no-slash", "404"},
      {"GET", "", "404"},
  };
  for (const auto& c : cases) EXPECT_EQ(answer(router, c.method, c.path), c.expected) << c.path;
}

TEST(Router, names_the_methods_of_a_known_path) {
  Router router;
  router.add("GET", "/rooms", says("list"));
  router.add("POST", "/rooms", says("create"), Origins::kAny);
  Router::Match match = router.find("PUT", "/rooms");
  EXPECT_EQ(match.status, 405);
  EXPECT_EQ(match.methods, (std::vector<std::string>{"GET", "POST"}));
  EXPECT_EQ(router.find("GET", "/other").status, 404);
}

TEST(Router, lets_the_most_literal_pattern_tell_who_may_ask) {
  Router router;
  router.add("GET", "/{path...}", says("page"));
  router.add("GET", "/rtc/validate", says("valid"), Origins::kAny);
  Router::Match match = router.find("OPTIONS", "/rtc/validate");
  EXPECT_EQ(match.status, 405);
  EXPECT_EQ(match.origins, Origins::kAny);
  EXPECT_EQ(match.methods, (std::vector<std::string>{"GET"}));
}

TEST(Request, finds_headers_whatever_their_case_and_the_bearer_token) {
  Request request;
  request.headers = {{"AUTHORIZATION", "bearer abc.def"}, {"Host", "x"}};
  EXPECT_EQ(request.header("host"), "x");
  EXPECT_EQ(request.header("accept"), "");
  EXPECT_EQ(request.bearer_token(), "abc.def");
  request.headers[0].value = "Basic abc";
  EXPECT_EQ(request.bearer_token(), "");
}

}  // namespace
}  // namespace hemicycle::http
