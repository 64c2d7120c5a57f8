#include "http/static_files.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

#include <sys/stat.h>

namespace hemicycle::http {

namespace fs = std::filesystem;

namespace {

std::string content_type(const fs::path& path) {
  static const std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".wasm", "application/wasm"},
      {".txt", "text/plain; charset=utf-8"},
      {".wav", "audio/wav"},
      {".mp3", "audio/mpeg"},
      {".ogg", "audio/ogg"},
      {".mp4", "video/mp4"},
      {".pdf", "application/pdf"},
      {".vtt", "text/vtt; charset=utf-8"},
  };
  std::string extension = path.extension().string();
  for (const auto& [known, type] : kTypes)
    if (extension == known) return std::string(type);
  return "application/octet-stream";
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

// Changes with the file's size or time of change; weak, as an encoding may stand for another.
std::string entity_tag(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  std::ostringstream tag;
  tag << "W/\"" << std::hex << status.st_size << '-' << status.st_mtim.tv_sec << '-'
      << status.st_mtim.tv_nsec << '"';
  return tag.str();
}

// Nothing when the file cannot be opened, no descriptor being left, or ends before its size.
std::optional<std::string> read_whole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  std::uintmax_t size = fs::file_size(path, error);
  if (!file || error) return std::nullopt;
  std::string content(size, '\0');
  if (!file.read(content.data(), static_cast<std::streamsize>(size))) return std::nullopt;
  return content;
}

// No cache may keep it: what is there comes back.
Response unreadable() {
  Response response = Response::text(503, "The server cannot read this at the moment.\n");
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"Retry-After", "1"});
  return response;
}

// Segments that climb, hide or carry a backslash have no business in the address of a file.
bool is_safe(std::string_view path) {
  if (path.empty() || path.front() != '/' || path.find('\\') != std::string_view::npos)
    return false;
  return path.find("/.") == std::string_view::npos && path.find("//") == std::string_view::npos;
}

}  // namespace

void add_page_policy(Response& response) {
  response.headers.push_back(
      {"Content-Security-Policy",
       "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
       "style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; object-src 'none'; "
       "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"});
  response.headers.push_back({"Permissions-Policy",
                              "camera=(self), microphone=(self), display-capture=(self), "
                              "fullscreen=(self), geolocation=()"});
  response.headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
}

StaticFiles::StaticFiles(fs::path folder) : folder_(std::move(folder)) {}

bool StaticFiles::ready() const {
  return is_file(folder_ / "index.html");
}

Response StaticFiles::answer(const Request& request) const {
  fs::path found;
  if (find(request.path, found)) return serve(request, found);
  bool wants_page = request.header("Accept").find("text/html") != std::string_view::npos;
  if (wants_page && is_safe(request.path) && ready()) return serve(request, folder_ / "index.html");
  return Response::text(404, "There is nothing here.\n");
}

bool StaticFiles::find(std::string_view path, fs::path& found) const {
  if (!is_safe(path)) return false;
  found = folder_ / fs::path(path.substr(1));
  if (path.back() == '/') found /= "index.html";
  if (!is_file(found)) return false;
  // A symbolic link may lead outside.
  std::error_code error;
  fs::path inside = fs::relative(fs::canonical(found, error), fs::canonical(folder_, error), error);
  return !error && !inside.empty() && *inside.begin() != "..";
}

StaticFiles::File StaticFiles::best_encoding(const fs::path& path,
                                             std::string_view accepted) const {
  static constexpr std::array<std::array<std::string_view, 2>, 2> kEncodings{
      {{"br", ".br"}, {"gzip", ".gz"}}};
  for (const auto& [name, suffix] : kEncodings) {
    fs::path compressed = path;
    compressed += suffix;
    if (accepted.find(name) != std::string_view::npos && is_file(compressed))
      return {compressed, std::string(name)};
  }
  return {path, ""};
}

Response StaticFiles::serve(const Request& request, const fs::path& path) const {
  Response response;
  bool never_changes = path.parent_path().filename() == "assets";
  response.headers = {
      {"Cache-Control", never_changes ? "public, max-age=31536000, immutable" : "no-cache"},
      {"ETag", entity_tag(path)},
      {"Vary", "Accept-Encoding"}};
  if (path.extension() == ".html") add_page_policy(response);
  if (request.header("If-None-Match") == response.headers[1].value) {
    response.status = 304;
    return response;
  }
  File file = best_encoding(path, request.header("Accept-Encoding"));
  response.headers.push_back({"Content-Type", content_type(path)});
  if (!file.encoding.empty()) response.headers.push_back({"Content-Encoding", file.encoding});
  auto content = read_whole(file.path);
  if (!content) return unreadable();
  response.body = std::move(*content);
  return response;
}

}  // namespace hemicycle::http
