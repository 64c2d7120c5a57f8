#include "app/surroundings.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <initializer_list>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"

namespace hemicycle::app {

namespace fs = std::filesystem;

fs::path open_data_folder(const std::string& path) {
  std::error_code error;
  mode_t before = ::umask(S_IRWXG | S_IRWXO);
  fs::create_directories(path, error);
  ::umask(before);
  if (!error && ::access(path.c_str(), R_OK | W_OK | X_OK) != 0)
    error.assign(errno, std::generic_category());
  if (!error && !fs::is_directory(path)) error = std::make_error_code(std::errc::not_a_directory);
  if (error)
    throw SetupError(
        fmt::format("server.data (--data) {}: {}; choose a folder that the server may write to",
                    path, error.message()));
  return fs::absolute(path).lexically_normal();
}

io::FileDescriptor lock_data_folder(const fs::path& folder) {
  const fs::path path = folder / "lock";
  io::FileDescriptor file(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open() || ::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    const bool taken = file.is_open() && errno == EWOULDBLOCK;
    throw SetupError(fmt::format(
        "server.data (--data) {}: {}; stop the other server or choose another folder",
        folder.string(), taken ? "another server works with it" : std::strerror(errno)));
  }
  return file;
}

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  const rlimit raised{limit.rlim_max, limit.rlim_max};
  if (limit.rlim_cur < limit.rlim_max && ::setrlimit(RLIMIT_NOFILE, &raised) == 0)
    limit.rlim_cur = limit.rlim_max;
  return limit.rlim_cur;
}

http::Limits fit_to_descriptors(http::Limits limits, std::size_t descriptors) {
  constexpr std::size_t kKept = 128;
  const std::size_t borne = std::max(descriptors, 2 * kKept) - kKept;
  limits.connections = std::min(limits.connections, borne);
  limits.connections_per_address =
      std::min(limits.connections_per_address, std::max<std::size_t>(limits.connections / 2, 1));
  return limits;
}

bool is_loopback(const Endpoint& endpoint) {
  if (endpoint.is_v4()) return endpoint.address[12] == 127;
  return endpoint.address_string() == "0:0:0:0:0:0:0:1" || endpoint.address_string() == "::1";
}

namespace {

// Beside the program when installed, or in the source tree that it was built from: the first of
// these that has `file`. Empty when neither has.
fs::path find_beside_program(std::initializer_list<const char*> places, const char* file) {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const char* place : places)
    if (fs::exists(program / place / file)) return (program / place).lexically_normal();
  return {};
}

}  // namespace

fs::path find_pages(const std::string& configured) {
  constexpr const char* kPage = "index.html";
  if (!configured.empty()) {
    if (fs::exists(fs::path(configured) / kPage)) return configured;
    throw SetupError(fmt::format(
        "server.web (--web) {}: there is no index.html; build the pages with tools/build-web",
        configured));
  }
  return find_beside_program({"../share/hemicycle/web", "../../web/dist"}, kPage);
}

fs::path find_rules() {
  return find_beside_program({"../share/hemicycle/rules", "../../rules"}, "simple.toml");
}

std::string origin_of(const Endpoint& http) {
  const std::string address = http.address_string();
  bool local =
      address == "127.0.0.1" || address == "0.0.0.0" || address == "::" || address == "::1";
  Endpoint shown = http;
  return "http://" + (local ? fmt::format("localhost:{}", http.port) : shown.to_string());
}

}  // namespace hemicycle::app
