#include "http/static_files.h"

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace hemicycle::http {
namespace {

namespace fs = std::filesystem;

// A folder of pages with a secret beside it.
class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() {
    std::string pattern =
        (fs::temp_directory_path() / "static_files_").string() + std::string(6, 'X');
    root = mkdtemp(pattern.data());
    put("dist/index.html", "<p>page</p>");
    put("dist/robots.txt", "robots");
    put("dist/assets/app-1a2b.js", "plain");
    put("dist/assets/app-1a2b.js.br", "brotli");
    put("dist/assets/app-1a2b.js.gz", "gzip");
    put("dist/.hidden", "hidden");
    put("secret.txt", "secret");
    fs::create_symlink(root / "secret.txt", root / "dist" / "link.txt");
  }
  ~StaticFilesTest() override { fs::remove_all(root); }

  void put(const std::string& name, std::string_view text) {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name) << text;
  }
  Response get(std::string path, Headers headers = {}) {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers = std::move(headers);
    return StaticFiles(root / "dist").answer(request);
  }

  fs::path root;
};

TEST_F(StaticFilesTest, serves_files_with_their_types) {
  Response script = get("/assets/app-1a2b.js");
  EXPECT_EQ(script.body, "plain");
  EXPECT_EQ(find_header(script.headers, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(find_header(script.headers, "Cache-Control"), "public, max-age=31536000, immutable");
  Response page = get("/");
  EXPECT_EQ(page.body, "<p>page</p>");
  EXPECT_EQ(find_header(page.headers, "Cache-Control"), "no-cache");
  EXPECT_NE(find_header(page.headers, "Content-Security-Policy"), "");
}

TEST_F(StaticFilesTest, prefers_the_best_encoding_the_client_takes) {
  const struct {
    const char* accepted;
    const char* body;
    const char* encoding;
  } cases[] = {{"gzip, deflate, br", "brotli", "br"}, {"gzip", "gzip", "gzip"}, {"", "plain", ""}};
  for (const auto& c : cases) {
    Response response = get("/assets/app-1a2b.js", {{"Accept-Encoding", c.accepted}});
    EXPECT_EQ(response.body, c.body) << c.accepted;
    EXPECT_EQ(find_header(response.headers, "Content-Encoding"), c.encoding) << c.accepted;
    EXPECT_EQ(find_header(response.headers, "Content-Type"), "text/javascript; charset=utf-8");
  }
}

TEST_F(StaticFilesTest, answers_304_to_who_has_the_file) {
  std::string tag(find_header(get("/robots.txt").headers, "ETag"));
  Response again = get("/robots.txt", {{"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  put("dist/robots.txt", "changed robots");
  EXPECT_EQ(get("/robots.txt", {{"If-None-Match", tag}}).status, 200);
}

TEST_F(StaticFilesTest, gives_pages_to_browsers_and_404_to_programs) {
  Headers browser = {{"Accept", "text/html,application/xhtml+xml"}};
  EXPECT_EQ(get("/join/abc", browser).body, "<p>page</p>");
  EXPECT_EQ(get("/join/abc").status, 404);
  EXPECT_EQ(get("/rtc/v1").status, 404);
}

// As when no descriptor is left.
TEST_F(StaticFilesTest, answers_503_that_nobody_keeps_when_a_file_cannot_be_read) {
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  const rlimit none{0, before.rlim_max};
  for (const char* encodings : {"", "br"}) {
    ::setrlimit(RLIMIT_NOFILE, &none);
    Response response = get("/assets/app-1a2b.js", {{"Accept-Encoding", encodings}});
    ::setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(find_header(response.headers, "Cache-Control"), "no-store");
    EXPECT_EQ(find_header(response.headers, "ETag"), "");
  }
}

TEST_F(StaticFilesTest, never_leaves_its_folder) {
  for (const char* path : {"/../secret.txt", "/assets/../../secret.txt", "/..", "/.hidden", "//etc",
                           "/link.txt", "/..\\secret.txt", "relative", "", "/assets"}) {
    Response response = get(path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_EQ(response.body.find("secret"), std::string::npos) << path;
  }
}

}  // namespace
}  // namespace hemicycle::http
